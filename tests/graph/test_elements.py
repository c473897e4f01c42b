"""A graph written as a stream is the graph that networkx holds, whatever stays in memory."""

from importlib import import_module
from pathlib import Path

import networkx as nx
import pytest

from graphkit.bibliography import Bibliography, Stub
from graphkit.errors import GraphkitError
from graphkit.graph import (
    Elements,
    Links,
    build_graph,
    digest,
    elements,
    elements_of,
    read_graph,
    read_manifest,
    sound,
    write_snapshot,
)
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement
from graphkit.publication import Credit, Publication, Reference
from graphkit.resolve import bibliography

NAMES = ("doi:10.1/a", "doi:10.1/a b", "doi:10.1/a!", "doi:10.1/é", "doi:10.1/ab", 'doi:10.1/"\\')


def corpus() -> list[Paper]:
    """Return papers that cite each other, and others, under ids that JSON sorts in its own way."""
    return [
        Paper(
            name,
            f"On kites {number}",
            "",
            external_ids=(name,),
            sources=(Source("dump.jsonl", number),),
            publication=Publication(
                authors=(Credit("Roe", "Ann", ids=("openalex:A1",)), Credit(f"Li{number}", "Wei")),
                venue="Kite Letters",
                references=tuple(
                    Reference((cited,))
                    for cited in (*NAMES, "openalex:W1", f"openalex:W{number}")
                    if cited != name
                ),
            ),
        )
        for number, name in enumerate(NAMES, start=1)
    ]


def said(papers: list[Paper]) -> Bibliography:
    return bibliography(papers, {paper.id: [paper] for paper in papers})[0]


def write(folder: Path, G: nx.MultiDiGraph | Elements) -> None:
    write_snapshot(folder, papers=corpus(), mentions=[], entity_ids=[], G=G)


@pytest.mark.parametrize(("lines", "rows"), [(1, 1), (3, 2), (20_000, 1024)])
def test_a_graph_has_one_digest_in_memory_and_as_a_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int, rows: int
) -> None:
    monkeypatch.setattr(import_module("graphkit.graph.digest"), "LINES_A_RUN", lines)
    monkeypatch.setattr("graphkit.graph.tables._ROWS", rows)
    monkeypatch.setattr("graphkit.graph.snapshot._BYTES_A_GROUP", rows)
    G = build_graph(corpus(), [], [], said(corpus()))
    write(tmp_path / "stream", sound(elements(corpus(), [], [], said(corpus()))))
    write(tmp_path / "held", G)
    kept = [read_manifest(tmp_path / name) for name in ("stream", "held")]
    assert kept[0].digest == kept[1].digest == digest(G) == digest(read_graph(tmp_path / "stream"))
    assert kept[0].tables == kept[1].tables
    assert sorted(file.suffix for file in (tmp_path / "stream").iterdir()) == [
        ".json",
        *[".parquet"] * 9,
    ]


def test_columns_are_the_links_one_by_one() -> None:
    found = said(corpus())
    assert isinstance(found.links, Links)
    plain = Bibliography(found.stubs, found.authors, found.venues, tuple(found.links))
    assert (found.links, found.links[-1], found.links[1:3]) == (
        plain.links,
        plain.links[-1],
        plain.links[1:3],
    )
    assert digest(build_graph(corpus(), [], [], plain)) == digest(
        build_graph(corpus(), [], [], found)
    )


def test_elements_come_sorted_and_again() -> None:
    parts = elements(corpus(), [], [], said(corpus()))
    nodes, edges = [node for node, _ in parts.nodes()], [edge[:3] for edge in parts.edges()]
    assert (nodes, edges) == (sorted(nodes), sorted(edges))
    assert edges == [edge[:3] for edge in parts.edges()]


def test_what_is_not_sound_is_not_written(tmp_path: Path) -> None:
    write(tmp_path / "g", elements(corpus(), [], [], said(corpus())))
    before = read_manifest(tmp_path / "g")
    lonely = Bibliography(stubs=(Stub("openalex:W9", "", (), None, Source("a", 1)),))
    with pytest.raises(GraphkitError, match="a stub has to be cited"):
        write(tmp_path / "g", sound(elements(corpus(), [], [], lonely)))
    assert read_manifest(tmp_path / "g") == before
    assert [file.name for file in tmp_path.iterdir()] == ["g"]


def test_a_relationship_to_nowhere_is_not_sound() -> None:
    whole = elements_of(build_graph(corpus(), [], [], said(corpus())))
    part = sound(Elements(lambda: iter(()), whole.edges))
    with pytest.raises(GraphkitError, match="joins None to None"):
        for _ in (*part.nodes(), *part.edges()):
            pass


def test_an_entity_counts_a_paper_once_and_every_mention() -> None:
    paper = corpus()[0]
    entity = Entity("method:x", NodeLabel.METHOD, "X")
    told = [
        Statement(paper.id, kind, entity.id, 2, 0.5, ("X.",), ("r",))
        for kind in (RelationshipType.USES, RelationshipType.PROPOSES)
    ]
    G = build_graph([paper], [entity], told)
    assert (G.nodes["method:x"]["paperCount"], G.nodes["method:x"]["mentionCount"]) == (1, 4)
    for _ in sound(elements([paper], [entity], told)).nodes():
        pass
