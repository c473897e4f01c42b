"""Main paths: the way along which most of a field's knowledge came.

Sources: Hummon, Doreian 1989, "Connectivity in a citation network: the development of DNA theory";
Batagelj 2003, "Efficient algorithms for citation network analysis", for the search path count; Liu,
Lu 2012, "An integrated approach for main path analysis", for the global and the key-route path.

Knowledge flows against citations, from the cited paper to the citing one. A source is a paper that
cites nothing here, a sink one that nothing here cites. The search path count of a citation is the
number of paths from a source to a sink that lead over it. All is counted in whole numbers, however
large. Graphs have edges from the citing paper to the cited one, and no cycle (see `condense`).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import TypeAlias

import networkx as nx

from graphkit.errors import UsageError

Citation: TypeAlias = tuple[Hashable, Hashable]
KEY_ROUTES = 10


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """A citation graph, and what its main paths are found by.

    `order` has each paper behind all that it cites, equal ones by name; `counts` are the search
    path counts; `back` and `forth` the largest sum of counts from a source to each paper, and from
    it to a sink.
    """

    G: nx.DiGraph
    order: tuple[Hashable, ...]
    counts: Mapping[Citation, int]
    back: Mapping[Hashable, int]
    forth: Mapping[Hashable, int]


def paths_of(G: nx.DiGraph | Paths) -> Paths:
    """Return what main paths are found by, counted once for all. Raise UsageError for cycles."""
    if isinstance(G, Paths):
        return G
    order = _oldest_first(G)
    before: dict[Hashable, int] = {}
    after: dict[Hashable, int] = {}
    for paper in order:
        before[paper] = sum(before[cited] for cited in G.succ[paper]) or 1
    for paper in reversed(order):
        after[paper] = sum(after[citing] for citing in G.pred[paper]) or 1
    counts = {(citing, cited): before[cited] * after[citing] for citing, cited in G.edges}
    back: dict[Hashable, int] = {}
    forth: dict[Hashable, int] = {}
    for paper in order:
        sums = (back[cited] + counts[paper, cited] for cited in G.succ[paper])
        back[paper] = max(sums, default=0)
    for paper in reversed(order):
        sums = (forth[citing] + counts[citing, paper] for citing in G.pred[paper])
        forth[paper] = max(sums, default=0)
    return Paths(G, order, counts, back, forth)


def search_path_counts(G: nx.DiGraph | Paths) -> Mapping[Citation, int]:
    """Return for each citation, citing paper first, how many paths lead over it.

    Raise UsageError for a graph with cycles.

    >>> search_path_counts(nx.DiGraph([("b", "a"), ("c", "b"), ("d", "b")]))
    {('b', 'a'): 2, ('c', 'b'): 1, ('d', 'b'): 1}
    """
    return paths_of(G).counts


def global_main_path(G: nx.DiGraph | Paths) -> tuple[Citation, ...]:
    """Return the citations on the path of the largest sum of counts, the oldest first.

    There are several paths where they are equally good.

    >>> global_main_path(nx.DiGraph([("b", "a"), ("c", "b"), ("d", "b"), ("e", "d")]))
    (('b', 'a'), ('d', 'b'), ('e', 'd'))
    """
    paths = paths_of(G)
    through = {
        (citing, cited): paths.back[cited] + count + paths.forth[citing]
        for (citing, cited), count in paths.counts.items()
    }
    best = max(through.values(), default=0)
    return _sorted(paths, (citation for citation, total in through.items() if total == best))


def key_route_main_path(G: nx.DiGraph | Paths, number: int = KEY_ROUTES) -> tuple[Citation, ...]:
    """Return the citations on the best path over each of the `number` largest counts.

    Citations as large as the last of them count too: which of equal ones is left out would be
    chance. The best path is the one of the largest sum that leads over the citation.

    >>> key_route_main_path(nx.DiGraph([("b", "a"), ("c", "b"), ("d", "b")]), 1)
    (('b', 'a'), ('c', 'b'), ('d', 'b'))
    """
    paths = paths_of(G)
    counts = paths.counts
    largest = nlargest(number, counts.values())
    keys = [citation for citation, count in counts.items() if largest and count >= largest[-1]]
    found: set[Citation] = set(keys)
    for citing, cited in keys:
        found |= _followed(paths.G.successors, cited, counts, paths.back, newer_first=True)
        found |= _followed(paths.G.predecessors, citing, counts, paths.forth, newer_first=False)
    return _sorted(paths, found)


def _oldest_first(G: nx.DiGraph) -> tuple[Hashable, ...]:
    """Return the papers so that each comes behind all that it cites, equal ones by name."""
    try:
        return tuple(nx.lexicographical_topological_sort(G.reverse(copy=False), key=str))
    except nx.NetworkXUnfeasible as error:
        raise UsageError(
            "papers cite each other in a circle", hint="condense the graph first"
        ) from error


def _followed(
    following: Callable[[Hashable], Iterable[Hashable]],
    start: Hashable,
    counts: Mapping[Citation, int],
    sums: Mapping[Hashable, int],
    *,
    newer_first: bool,
) -> set[Citation]:
    """Return the citations on all best paths from a paper to an end."""
    found: set[Citation] = set()
    seen, waiting = {start}, [start]
    while waiting:
        paper = waiting.pop()
        for other in following(paper):
            citation = (paper, other) if newer_first else (other, paper)
            if sums[other] + counts[citation] == sums[paper]:
                found.add(citation)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return found


def _sorted(paths: Paths, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    chosen = list(citations)
    ends = {end for citation in chosen for end in citation}
    place = {paper: number for number, paper in enumerate(paths.order) if paper in ends}
    return tuple(sorted(chosen, key=lambda edge: (place[edge[0]], place[edge[1]])))
