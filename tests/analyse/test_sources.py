"""What each source brought: counted over records, papers and reference lists."""

import json
from pathlib import Path

import networkx as nx
import pytest

from graphkit import pipeline
from graphkit.analyse import source_stats, source_tables
from graphkit.analyse.sources import circles, own_citations

ONE = """\
@article{a, title = {Kites fly high today}, doi = {10.1000/a}, author = {Roe, Ann}, year = 2001}
@article{b, title = {Tails are long today}, doi = {10.1000/b}, year = 2002}
"""
WORK = {
    "paperId": "0" * 40,
    "externalIds": {"DOI": "10.1000/A"},
    "title": "Kites fly high today",
    "abstract": "They do.",
    "publicationDate": "2001-02-03",
    "authors": [{"name": "Ann Roe"}],
    "references": [
        {"externalIds": {"DOI": "10.1000/b"}, "title": "Tails"},
        {"externalIds": {"DOI": "10.1000/z"}, "title": "Not read"},
        {"title": None},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.bib").write_text(ONE)
    (tmp_path / "two.jsonl").write_text(json.dumps(WORK) + "\n")
    pipeline.build([str(tmp_path)], tmp_path / "graph", profile="fast")
    return tmp_path / "graph"


def test_records_papers_overlap_and_references(folder: Path) -> None:
    found = source_stats(folder)
    one, two = found.sources
    assert (one.name, one.records, one.papers, one.alone, one.references) == ("one.bib", 2, 2, 1, 0)
    assert (two.papers, two.alone, two.abstracts, two.dates, two.references) == (1, 0, 1, 1, 3)
    assert found.overlaps == (("one.bib", "two.jsonl", 1),)
    assert found.citations == {
        "references": 3,
        "resolved": 1,
        "unusable": 1,
        "stubs": 1,
        "selfCitations": 0,
        "circles": 0,
    }
    titles = [table.title for table in source_tables(found)]
    assert titles == ["Sources", "Overlap of sources", "Reference lists"]


def test_circles_and_citations_of_ones_own() -> None:
    G = nx.MultiDiGraph()
    for source, target in (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")):
        G.add_edge(source, target, key="CITES")
    G.add_edge("d", "a", key="REFERS_TO")
    G.add_edge("ann", "a", key="AUTHORED")
    G.add_edge("ann", "b", key="AUTHORED")
    assert circles(G) == (("a", "b", "c"),)
    assert own_citations(G) == 1
