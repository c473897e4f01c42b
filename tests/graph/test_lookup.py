"""The text that a thing is found by."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.lookup import folded, lookup

NAMES = st.text(max_size=40)


def test_every_name_stands_between_tabs() -> None:
    entity = {"label": "Dataset", "name": "Cora", "aliases": ["CORA-ML", "the  Cora\nset", "cora"]}
    assert lookup("dataset:cora", entity) == "\tdataset:cora\tcora\tcora-ml\tthe cora set\t"
    paper = {"title": "On Ö", "externalIds": ["doi:10.1/A"], "sources": ["a:1"]}
    assert lookup("doi:10.1/a", paper) == "\tdoi:10.1/a\ton ö\t"


@given(st.text(min_size=1), NAMES, st.lists(NAMES, max_size=5))
def test_a_name_is_found_and_nothing_else_is(node: str, name: str, aliases: list[str]) -> None:
    parts = lookup(node, {"name": name, "aliases": aliases}).split("\t")
    assert (parts[0], parts[-1]) == ("", "")
    wanted = [folded(text) for text in (node, name, *aliases)]
    assert parts[1:-1] == list(dict.fromkeys(text for text in wanted if text))


def test_it_always_fits_into_an_index_and_keeps_what_fits() -> None:
    found = lookup("x", {"name": "é" * 20_000, "aliases": ["a" * 29_000, "b" * 900, "c" * 90, "d"]})
    assert len(found.encode()) <= 30_000
    assert [part[:1] for part in found.split("\t")[1:-1]] == ["x", "a", "b", "c", "d"]
    assert lookup("x", {"name": "é" * 20_000}) == "\tx\t"
