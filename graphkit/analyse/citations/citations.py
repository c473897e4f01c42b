"""The citations of a graph, from reference lists (`CITES`) alone: what a text names is no citation.

Definitions
- `local` counts the papers of this graph that cite a paper, `global` is what its source counts
  (`citationCount`). Both after Garfield 2004, "Historiographic mapping of knowledge domains".
- The historiograph is the papers of the largest `local`, with the citations between them.
- Main paths are taken after papers that cite each other in a circle were put together (see
  `condensing`); such a node has the titles of all.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphkit.analyse.citations.condensing import Condensed, condense
from graphkit.analyse.citations.main_path import (
    KEY_ROUTES,
    Citation,
    global_main_path,
    key_route_main_path,
    paths_of,
)
from graphkit.analyse.citations.together import Counted, cited_together, citing_together
from graphkit.model import RelationshipType

_JOINED = " + "


@dataclass(frozen=True, slots=True)
class OnPath:
    """A citation on a main path, the oldest first; `count` is its search path count."""

    path: str
    step: int
    cited: str
    cited_year: int | None
    citing: str
    citing_year: int | None
    count: int
    cited_id: str
    citing_id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers that are cited together, or cite the same."""

    one: str
    other: str
    common: int
    cosine: float
    one_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A paper of the historiograph; `cites` are the ids of its others that it cites."""

    rank: int
    title: str
    year: int | None
    local: int
    global_: int | None
    references: int
    id: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Papers that cite each other in a circle, or one that cites itself."""

    papers: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citations:
    """What the citations of a graph come to."""

    main_path: tuple[OnPath, ...]
    key_routes: tuple[OnPath, ...]
    cited_together: tuple[Pair, ...]
    citing_together: tuple[Pair, ...]
    historiograph: tuple[Remembered, ...]
    cycles: tuple[Cycle, ...]
    papers: int
    citations: int
    sources: int
    sinks: int
    with_global: int


def citation_graph(G: nx.MultiDiGraph) -> nx.DiGraph:
    """Return the papers that cite or are cited, edges from the citing paper to the cited one.

    Nodes have `title`, and `year` and `citations` where these are known. They stand in the order
    of their ids.

    >>> from graphkit.analyse.example import example_graph
    >>> len(citation_graph(example_graph()))
    0
    """
    edges = ((s, t) for s, t, key in G.edges(keys=True) if key == RelationshipType.CITES)

    def known(paper: str) -> tuple[Any, ...]:
        return tuple(G.nodes[paper].get(name) for name in ("title", "year", "citationCount"))

    return joined(edges, known)


def joined(edges: Iterable[tuple[str, str]], known: Callable[[str], Sequence[Any]]) -> nx.DiGraph:
    """Return the graph of citations; `known` gives title, year and global count of a paper."""
    pairs = sorted(edges)
    cites = nx.DiGraph()
    for paper in sorted({end for pair in pairs for end in pair}):
        title, year, count = known(paper)
        given = {"year": year, "citations": count}
        cites.add_node(
            paper,
            title=str(title or paper),
            **{name: value for name, value in given.items() if value is not None},
        )
    cites.add_edges_from(pairs)
    return cites


def citations(
    G: nx.DiGraph | nx.MultiDiGraph, *, top: int = 20, key_routes: int = KEY_ROUTES
) -> Citations:
    """Return the main paths, pairs, counts and cycles of a citation graph.

    `G` is the graph of graphkit, or any graph of papers with edges from the citing paper to the
    cited one (see `citation_graph`).

    >>> papers = nx.DiGraph([("new", "key"), ("newer", "key"), ("key", "old"), ("key", "older")])
    >>> found = citations(papers)
    >>> [(step.cited, step.citing, step.count) for step in found.main_path][:2]
    [('old', 'key', 2), ('older', 'key', 2)]
    """
    cites = citation_graph(G) if isinstance(G, nx.MultiDiGraph) else G
    condensed = condense(cites)
    plain = condensed.G
    paths = paths_of(plain)
    counts = paths.counts
    titles, years = _titles(cites, condensed), _years(cites, condensed)
    cycles = [*condensed.cycles, *((paper,) for paper in condensed.loops)]
    return Citations(
        tuple(_on_path("global", global_main_path(paths), counts, titles, years)),
        tuple(_on_path("key-route", key_route_main_path(paths, key_routes), counts, titles, years)),
        tuple(_pairs(cites, cited_together(cites, top))),
        tuple(_pairs(cites, citing_together(cites, top))),
        tuple(_remembered(cites, top)),
        tuple(
            Cycle(tuple(_title(cites, paper) for paper in cycle), tuple(map(str, cycle)))
            for cycle in cycles
        ),
        len(cites),
        cites.number_of_edges(),
        sum(1 for _, degree in plain.out_degree if not degree),
        sum(1 for _, degree in plain.in_degree if not degree),
        sum(1 for _, known in cites.nodes(data="citations") if known is not None),
    )


def _title(cites: nx.DiGraph, paper: Hashable) -> str:
    return str(cites.nodes[paper].get("title") or paper)


def _titles(cites: nx.DiGraph, condensed: Condensed) -> dict[Hashable, str]:
    titles = {paper: _title(cites, paper) for paper in condensed.G}
    for cycle in condensed.cycles:
        titles[cycle[0]] = _JOINED.join(_title(cites, paper) for paper in cycle)
    return titles


def _years(cites: nx.DiGraph, condensed: Condensed) -> dict[Hashable, int | None]:
    return {paper: cites.nodes[paper].get("year") for paper in condensed.G}


def _on_path(
    name: str,
    path: Iterable[Citation],
    counts: Mapping[Citation, int],
    titles: Mapping[Hashable, str],
    years: Mapping[Hashable, int | None],
) -> Iterable[OnPath]:
    for step, (citing, cited) in enumerate(path, start=1):
        yield OnPath(
            name,
            step,
            titles[cited],
            years[cited],
            titles[citing],
            years[citing],
            counts[citing, cited],
            str(cited),
            str(citing),
        )


def _pairs(cites: nx.DiGraph, found: Iterable[Counted]) -> Iterable[Pair]:
    for one, other, common, cosine in found:
        yield Pair(_title(cites, one), _title(cites, other), common, cosine, str(one), str(other))


def _remembered(cites: nx.DiGraph, top: int) -> Iterable[Remembered]:
    cited = [paper for paper in cites if cites.in_degree(paper)]
    chosen = sorted(cited, key=lambda paper: (-cites.in_degree(paper), str(paper)))[:top]
    among = set(chosen)
    for rank, paper in enumerate(chosen, start=1):
        yield Remembered(
            rank,
            _title(cites, paper),
            cites.nodes[paper].get("year"),
            cites.in_degree(paper),
            cites.nodes[paper].get("citations"),
            cites.out_degree(paper),
            str(paper),
            tuple(sorted(str(other) for other in cites.successors(paper) if other in among)),
        )
