"""The page about the queries is made from their heads: `python tests/queries/test_readme.py`."""

import json
from itertools import groupby
from pathlib import Path

from graphkit import statements

PAGE = Path(__file__).parents[2] / "cypher" / "queries" / "README.md"
INTRODUCTION = """\
# Questions

Every file here is one question: `graphkit query NAME --param …` asks it, and it can be pasted
into Neo4j Browser, which takes parameters with `:param name => value`. Each runs on the embedded
engine and on Neo4j and gives the same rows, but for those that say that only Neo4j answers them.
`graphkit query NAME --show` prints one.

A name matches in any case, as does any alias, the title of a paper, and the id: the property
`lookup` of a node holds them all in lower case, with a tab before and behind each. Neo4j finds them
by a text index, so that a query that starts from a named thing scans nothing. A parameter with a
value behind `=` may be left out.

What the two engines do not share, and these files therefore avoid: labels in `WHERE`, list
comprehensions, a `$parameter` inside `any(…)` (name it in `WITH` first), `ORDER BY` on a column
that is called as a variable was, `WITH … ORDER BY` without `LIMIT`. In one `MATCH`, Neo4j uses a
relationship once, the embedded engine as often as it fits: what may meet itself stands in a
`MATCH` of its own. `CONTAINS` binds before `+` in one of them: what is put together stands in
brackets. `WITH DISTINCT` behind a lookup keeps Neo4j from starting at the other end.
"""


def page() -> str:
    parts = [INTRODUCTION]
    for topic, queries in groupby(statements.queries().values(), key=lambda query: query.topic):
        parts.append(f"\n## {topic}\n\n| query | answers | parameters |\n| --- | --- | --- |\n")
        parts += [line(query) for query in queries]
    return "".join(parts)


def line(query: statements.CypherFile) -> str:
    parameters = [
        f"`{name}`" if part.default is None else f"`{name} = {json.dumps(part.default)}`"
        for name, part in query.parameters.items()
    ]
    link = f"[{query.name}]({query.topic}/{query.name}.cypher)"
    only = " Neo4j alone." if query.engine else ""
    return f"| {link} | {query.description}{only} | {', '.join(parameters)} |\n"


def test_the_page_lists_every_query_as_its_head_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
