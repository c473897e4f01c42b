import pytest

from graphkit.errors import UsageError
from graphkit.store.read_only import refuse_embedded, refuse_files, single_statement

READING = (
    "MATCH (p:Paper) RETURN p",
    "  \n// a comment; with a mark\nMATCH (p) RETURN p.title",
    "OPTIONAL MATCH (p) RETURN p",
    "WITH 1 AS x RETURN x",
    "UNWIND [1] AS x RETURN x",
    "RETURN 'LOAD FROM a; COPY b'",
    "RETURN 1 AS `LOAD FROM x`",
    "MATCH (n) WHERE n.load = 1 RETURN n.call, n.copy",
    "EXPLAIN MATCH (p) RETURN p",
    "profile match (p) return p",
    "CALL show_tables() RETURN *",
    "match (p) call table_info('Paper') return *",
)
OTHER = (
    "CREATE (:Paper {id: 'x'})",
    "MERGE (:Paper {id: 'x'})",
    "DROP TABLE Paper",
    "ALTER TABLE Paper ADD x STRING",
    "COPY (MATCH (p:Paper) RETURN p.id) TO 'out.csv'",
    "COPY Paper FROM 'nodes.parquet'",
    "EXPORT DATABASE 'folder'",
    "IMPORT DATABASE 'folder'",
    "INSTALL httpfs",
    "FORCE INSTALL httpfs",
    "UNINSTALL httpfs",
    "UPDATE httpfs",
    "ATTACH 'other' AS o (dbtype lbug)",
    "DETACH o",
    "USE o",
    "BEGIN TRANSACTION",
    "COMMIT",
    "ROLLBACK",
    "CHECKPOINT",
    "COMMENT ON TABLE Paper IS 'x'",
    "/* a comment */ copy Paper from 'x'",
    "// a comment\rCOPY Paper FROM 'x'",
    "EXPLAIN COPY Paper FROM 'x'",
    "CALL threads=2",
    "CALL READ_PARQUET('nodes.parquet') RETURN *",
    "CALL `READ_PARQUET`('nodes.parquet') RETURN *",
    "CALL/**/project_graph('g', ['Paper'], ['USES'])",
    "MATCH (p) CALL read_csv_serial('x') RETURN *",
    "SELECT 1",
    "(p)",
)
LOADING = (
    "LOAD FROM 'nodes.parquet' RETURN *",
    "LOAD EXTENSION httpfs",
    "LOAD httpfs",
    "load with headers (a STRING) from 'x' return *",
    "MATCH (p) LOAD FROM 'x' RETURN *",
    "MATCH (p) LOAD/* */FROM 'x' RETURN *",
    "LOAD CSV FROM 'file:///x' AS row RETURN row",
    "RETURN 'it''s' LOAD FROM 'x'",
)


@pytest.mark.parametrize("text", READING)
def test_reading_is_let_through(text: str) -> None:
    refuse_files(text)
    refuse_embedded(text)


@pytest.mark.parametrize("text", OTHER)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"only reads|cannot run"):
        refuse_embedded(text)


@pytest.mark.parametrize("text", LOADING)
def test_loading_files_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="loads a file"):
        refuse_files(text)


def test_the_message_says_where() -> None:
    with pytest.raises(UsageError, match=r"line 2, column 3"):
        refuse_files("MATCH (p)\n  LOAD FROM 'x' RETURN 1")
    with pytest.raises(UsageError, match=r"found 'MATHC' \(line 2, column 2\)"):
        refuse_embedded("// title\n MATHC (p) RETURN p")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RETURN 1;", "RETURN 1"),
        ("RETURN 1 ; \n", "RETURN 1"),
        ("RETURN ';' ;;", "RETURN ';'"),
        ("RETURN 'x;'", "RETURN 'x;'"),
        ("// a; b\nRETURN 1; // done;", "// a; b\nRETURN 1"),
    ],
)
def test_one_statement_loses_its_mark(text: str, expected: str) -> None:
    assert single_statement(text) == expected


@pytest.mark.parametrize("text", ["", " ", ";", "// nothing", "/* ; */ ;"])
def test_no_statement_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no Cypher"):
        single_statement(text)


@pytest.mark.parametrize("text", ["RETURN 1; RETURN 2", "RETURN 1; DROP TABLE x;", "RETURN 1; 'x'"])
def test_several_statements_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="several"):
        single_statement(text)
