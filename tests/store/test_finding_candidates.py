"""The sift before `find` keeps whatever the one measure accepts, and little else."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph.lookup import lookup
from graphkit.graph.tables import NODES
from graphkit.matching import Grade, Matcher
from graphkit.model import NodeLabel
from graphkit.store.finding import Thing, best, find_in_rows
from graphkit.store.finding_candidates import in_order

NAMES = (
    "Cora",
    "link prediction",
    "Poincaré embeddings",
    "GPT-3.5",
    "can't (wait)",
    "",
    "--",
    "漢字",
)
ALIASES = ((), ("LP", "link-prediction"), ("Straße", "C++"))
IDS = ("dataset:cora", "method:snn@title:1", "title:00ff", "doi:10.1/A b", "venue:ü")
# Letters and marks that words are cut at, or not; case, accents and blanks that fold to something.
LETTERS = st.text(alphabet="abcABC123 \t\x1f\u00a0.,:'’-_@~éßİſKΣς漢\u0301", max_size=12)  # noqa: RUF001
THINGS = st.tuples(
    st.sampled_from(IDS) | LETTERS,
    st.none() | st.sampled_from(NAMES) | LETTERS,
    st.sampled_from(ALIASES) | st.lists(LETTERS, max_size=2),
    st.lists(LETTERS, max_size=1),
)


def table(things: list[tuple]) -> pa.Table:
    rows = [
        {
            "id": f"{node}@{place}" if place else node,
            "label": "Method",
            "name": name,
            "aliases": None if not aliases and name is None else list(aliases),
            "externalIds": list(others),
            "paperCount": place % 2 or None,
        }
        for place, (node, name, aliases, others) in enumerate(things)
    ]
    for row in rows:
        row["lookup"] = lookup(row["id"], row)
    return pa.Table.from_pylist(rows, schema=NODES)


@settings(deadline=None)  # the first one loads rapidfuzz
@given(
    LETTERS.filter(str.strip) | st.sampled_from(NAMES[:5]),
    st.lists(THINGS, min_size=1, max_size=6),
    st.integers(1, 3),
)
def test_the_same_is_found_as_by_looking_at_every_thing(
    text: str, things: list[tuple], limit: int
) -> None:
    rows = table(things)
    every = [
        Thing(
            NodeLabel.METHOD,
            row["id"],
            row["name"] or row["id"],
            tuple(row["aliases"] or ()),
            tuple(row["externalIds"]),
            row["paperCount"] or 0,
        )
        for row in rows.to_pylist()
    ]
    assert find_in_rows(rows, text, limit=limit) == best(Matcher(text), every, limit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cora", {0: Grade.EXACT}),
        ("corra", {0: Grade.FUZZY}),
        ("predcition lnik", {1: Grade.FUZZY}),
        ("prediction link", {1: Grade.WORDS}),
        ("3.5 gpt", {2: Grade.WORDS}),
        ("gpt 3.5", {2: Grade.EXACT}),
        ("method:x@2", {2: Grade.EXACT}),
        ("link gpt", {}),
        ("--", {}),
        # What a terminal made of a byte that is no text.
        ("\udcff cora", dict.fromkeys(range(3), Grade.EXACT)),
    ],
)
def test_little_else_is_looked_at(text: str, expected: dict[int, Grade]) -> None:
    things = [
        ("dataset:cora", "Cora", (), ()),
        ("task:linkprediction", "LP", ("link-prediction",), ()),
        ("method:x", "x", ("(GPT-3.5)",), ()),
    ]
    rows, grades = in_order(table(things), Matcher(text))
    ids = table(things)["id"].to_pylist()
    assert dict(zip(map(ids.index, rows["id"].to_pylist()), grades, strict=True)) == expected
