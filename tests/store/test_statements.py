"""The `.cypher` files: their form, and what they have to agree with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import statements
from graphkit.errors import GraphkitError
from graphkit.model import (
    ENDPOINTS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    NodeLabel,
    Property,
    PropertyType,
    RelationshipType,
)
from graphkit.statements import code, load, load_all, parameters_used, parse

HEAD = "// A title\n// What it\n// asks.\n"
EMBEDDED_TYPES = {
    PropertyType.STRING: "STRING",
    PropertyType.STRINGS: "STRING[]",
    PropertyType.INTEGER: "INT64",
    PropertyType.FLOAT: "DOUBLE",
    PropertyType.BOOLEAN: "BOOLEAN",
    PropertyType.DATE: "DATE",
}
FILES = load_all("**/*")
QUERIES = tuple(statements.queries().values())


def columns(properties: tuple[Property, ...]) -> list[str]:
    return [f"{part.name} {EMBEDDED_TYPES[part.type]}" for part in properties]


def declared(path: str) -> list[str]:
    inside = load(path).text.partition("(")[2].removesuffix(")")
    return [part.strip() for part in inside.split(",")]


def test_a_file_is_read() -> None:
    found = parse(
        f'{HEAD}// $a (Task|Paper): first: of two\n// $b = "x: y": second\n// Engine: neo4j\n'
        "RETURN 1 ;\n",
        name="one",
        topic="some",
    )
    assert (found.title, found.description, found.text) == ("A title", "What it asks.", "RETURN 1")
    assert (found.engine, found.topic) == ("neo4j", "some")
    described = [(part.name, part.default, part.description) for part in found.parameters.values()]
    assert described == [("a", None, "first: of two"), ("b", "x: y", "second")]
    labels = [part.labels for part in found.parameters.values()]
    assert labels == [(NodeLabel.TASK, NodeLabel.PAPER), ()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RETURN 1;", "expected a title"),
        ("//\nRETURN 1;", "expected a title"),
        (f"{HEAD}RETURN 1", "ending in `;`"),
        (f"{HEAD};", "ending in `;`"),
        ("", "expected a title"),
        (f"{HEAD}// $a = nonsense: x\nRETURN 1;", "default in JSON"),
        (f"{HEAD}// $a = null: x\nRETURN 1;", "a default is"),
        (f"{HEAD}// $a = 1 x\nRETURN 1;", "description"),
        (f"{HEAD}// $a (Thing): x\nRETURN 1;", "expected labels of Paper, Method"),
        (f"{HEAD}// Engine: other\nRETURN 1;", "expected an engine"),
    ],
)
def test_another_form_is_refused_with_the_name_of_the_file(text: str, message: str) -> None:
    with pytest.raises(GraphkitError, match=message) as caught:
        parse(text, name="one")
    assert caught.value.message.startswith("one: ")


def test_only_code_remains() -> None:
    text = "RETURN 'it\\'s; $a' AS `b``$c`, \"$d\" /* $e\n; */, $f // $g;\n, $f"
    assert parameters_used(text) == ("f",)
    assert ";" not in code(text)


@given(st.text(alphabet="'\"`/*\\\n\r $a;", max_size=30))
def test_blanking_keeps_every_offset(text: str) -> None:
    blanked = code(text)
    assert len(blanked) == len(text)
    assert all(kept in (c, " ") for kept, c in zip(blanked, text, strict=True))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.topic}-{file.name}")
def test_every_file_holds_one_statement_and_declares_what_it_uses(
    file: statements.CypherFile,
) -> None:
    assert ";" not in code(file.text)
    assert sorted(file.parameters) == sorted(parameters_used(file.text))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_keeps_the_contract(query: statements.CypherFile) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", query.name)
    assert query.title[0].isupper()
    assert not query.title.endswith(".")
    assert query.description.endswith(".")
    assert all(part.description for part in query.parameters.values())
    assert "ORDER BY" in query.text
    returned = re.split(r"\bRETURN\b", code(query.text))[-1].partition("ORDER BY")[0]
    named = [part.split(" AS ")[-1].strip() for part in re.sub(r"\(.*?\)", "", returned).split(",")]
    assert all(re.fullmatch(r"[a-z]\w*", name) for name in named), "every column has a name"


def test_there_are_enough_questions_of_every_topic() -> None:
    assert len(QUERIES) >= 40
    topics = {query.topic for query in QUERIES}
    assert topics == {
        "find",
        "compare",
        "trend",
        "bridge",
        "gap",
        "evidence",
        "quality",
        "reference",
        "citation",
        "people",
    }


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_names_labels_and_types_of_the_vocabulary_only(
    query: statements.CypherFile,
) -> None:
    named = re.findall(r"[(\[]\w*:([\w|]+)", code(query.text))
    known = {*NodeLabel, *RelationshipType}
    assert {part for group in named for part in group.split("|")} <= known


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_name_is_looked_up_by_the_index_and_only_under_its_labels(
    query: statements.CypherFile,
) -> None:
    looked_up = re.findall(
        r"MATCH \((\w+):([\w|]+)\)\n"
        r"WHERE \1\.lookup CONTAINS \('\\t' \+ toLower\(\$(\w+)\) \+ '\\t'\)",
        query.text,
    )
    named = {name: part.labels for name, part in query.parameters.items() if part.labels}
    assert {name: tuple(labels.split("|")) for _, labels, name in looked_up} == named


@pytest.mark.parametrize("label", NodeLabel)
def test_every_label_has_its_id_and_its_lookup_indexed(label: NodeLabel) -> None:
    name = label.lower()
    assert load(f"schema/{name}_id_unique").text.endswith(f"(n:{label}) REQUIRE n.id IS UNIQUE")
    assert load(f"schema/{name}_lookup").text.endswith(f"FOR (n:{label}) ON (n.lookup)")
    assert label in re.findall(r"\w+", load("schema/names_fulltext").text)


@pytest.mark.parametrize("label", NodeLabel)
def test_the_table_of_a_label_has_the_properties_of_the_model(label: NodeLabel) -> None:
    path = f"embedded/tables/{label}"
    assert load(path).text.startswith(f"CREATE NODE TABLE {label} (")
    assert declared(path) == ["id STRING PRIMARY KEY", *columns(NODE_PROPERTIES[label])]
    assert load(f"embedded/copy/{label}").text == f"COPY {label} FROM $rows"


@pytest.mark.parametrize("kind", RelationshipType)
def test_the_table_of_a_type_has_the_ends_and_properties_of_the_model(
    kind: RelationshipType,
) -> None:
    source, target = ENDPOINTS[kind]
    path = f"embedded/tables/{kind}"
    assert load(path).text.startswith(f"CREATE REL TABLE {kind} (")
    assert declared(path) == [f"FROM {source} TO {target}", *columns(RELATIONSHIP_PROPERTIES[kind])]
    assert load(f"embedded/copy/{kind}").text == f"COPY {kind} FROM $rows"


def test_no_table_is_left_over() -> None:
    names = {*map(str, NodeLabel), *map(str, RelationshipType)}
    assert {file.name for file in load_all("embedded/tables/*")} == names
    assert {file.name for file in load_all("embedded/copy/*")} == names
