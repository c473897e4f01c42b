"""Every named query against answers that were worked out by hand; tests/neo4j asks Neo4j too."""

import runpy
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graphkit import statements
from graphkit.model import Table
from graphkit.store.asking import parameter_values

Ask = Callable[[str, Mapping[str, object]], Table]

ANSWERS = runpy.run_path(str(Path(__file__).with_name("grove.py")))["ANSWERS"]
QUERIES = statements.queries()
NAMES = sorted(name for name, asked in QUERIES.items() if asked.engine is None)


def needed(name: str) -> list[str]:
    parameters = statements.query(name).parameters.values()
    return [part.name for part in parameters if part.default is None]


def test_every_query_has_a_worked_out_answer_with_rows() -> None:
    assert sorted(ANSWERS) == sorted(QUERIES)
    assert all(rows for _, _, rows in ANSWERS.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_embedded_engine_gives_the_answer(name: str, embedded: Ask) -> None:
    asked, (given, columns, rows) = statements.query(name), ANSWERS[name]
    table = embedded(asked.text, parameter_values(asked, given))
    assert (" ".join(table.columns), list(table.rows)) == (columns, rows)


@pytest.mark.parametrize("name", [name for name in NAMES if needed(name)])
def test_a_name_that_is_nowhere_gives_the_columns_and_no_rows(name: str, embedded: Ask) -> None:
    asked = statements.query(name)
    table = embedded(asked.text, parameter_values(asked, dict.fromkeys(needed(name), "nowhere")))
    assert (" ".join(table.columns), table.rows) == (ANSWERS[name][1], ())


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "limit" in statements.query(name).parameters]
)
def test_the_limit_cuts_the_rows_and_keeps_their_order(name: str, embedded: Ask) -> None:
    asked, (given, _, rows) = statements.query(name), ANSWERS[name]
    values = parameter_values(asked, {**given, "limit": "1"})
    assert list(embedded(asked.text, values).rows) == rows[:1]
