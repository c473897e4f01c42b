"""Communities with a name, a quality, a stability and a history.

Definitions
- `leiden`: the best by modularity of partitions with several seeds (see `leiden`). `overlapping`
  begins there, with the communities of two papers or more: papers are mixtures (see `overlapping`)
  of what they share with others, a paper belongs to every community that has a fifth of it or more.
- The papers of a community of entities are those that have most of their entities in it.
- A community is named by its most distinctive entities (see `naming`).
- Stability: `seeds` is the agreement (adjusted Rand index) of the partition with those of the other
  seeds, `resamples` that with partitions of samples of the papers, over the nodes that both have.
  Mixtures are compared by the strongest community of each paper. The stability of one community is
  its mean largest overlap (Jaccard) with a community of a sample; below 0.5 it is dissolved, above
  0.75 it stands (Hennig 2007).
- Shares by year are those of the papers with a date, with the 95 % interval of Wilson.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import (
    Columns,
    Floats,
    Graph,
    Ints,
    Matrix,
    Progress,
    columns_of,
    hidden,
)
from graphkit.analyse.communities.agreement import adjusted_rand, best_overlaps
from graphkit.analyse.communities.leiden import leiden, modularity
from graphkit.analyse.communities.naming import most_distinctive
from graphkit.analyse.communities.overlapping import overlapping
from graphkit.analyse.intervals import wilson
from graphkit.analyse.projection import Incidence, On, Projection, incidence, project
from graphkit.analyse.resampling import samples
from graphkit.errors import UsageError

SEEDS, RESAMPLES = 8, 20
MIXED_SEEDS, MIXED_RESAMPLES = 4, 6
LARGE_SEEDS, LARGE_RESAMPLES = 2, 2
LARGE = 200_000  # links; above, fewer seeds and samples
PART = 0.2
NAMES = 3
ENTITIES = 8


class Method(StrEnum):
    """How communities are found."""

    LEIDEN = "leiden"
    OVERLAPPING = "overlapping"


_MIXED = Method.OVERLAPPING


@dataclass(frozen=True, slots=True)
class Community:
    """A community: its most distinctive entities, what holds it together and whether it stands.

    `inside` is the share of the weight of its members' links that stays inside. `size` counts
    members.
    """

    number: int
    name: str
    size: int
    papers: int
    inside: float
    stability: float
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A node in a community; `share` is less than 1 where communities overlap."""

    community: int
    name: str
    label: str
    share: float
    id: str


@dataclass(frozen=True, slots=True)
class Year:
    """The papers of a community in a year, as a share of the papers of that year."""

    community: int
    name: str
    year: int
    papers: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Communities:
    """The largest communities, and how far to trust them.

    `count` is the number of communities of two members or more, `alone` that of the nodes in none.
    `seeds` and `resamples` are mean agreements, 1 where there was nothing to compare; `gain` is
    that of a mixture.
    """

    communities: tuple[Community, ...]
    members: tuple[Member, ...]
    years: tuple[Year, ...]
    method: Method
    on: On
    nodes: int
    links: int
    count: int
    alone: int
    modularity: float
    seeds: float
    resamples: float
    gain: float | None
    left_out: int
    dated: int
    undated: int


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A community as places: `place` its column, `nodes` and `shares` its members, its papers."""

    place: int
    nodes: Ints
    shares: Floats
    papers: Ints
    entities: tuple[str, ...]


def communities(  # noqa: PLR0913 - a graph, a method and how often
    G: Graph,
    *,
    on: On = On.PAPERS,
    method: Method = Method.LEIDEN,
    resolution: float = 1.0,
    top: int = 50,
    seeds: int | None = None,
    resamples: int | None = None,
    seed: int = 0,
    progress: Progress = hidden,
) -> Communities:
    """Return the largest communities of papers, of entities or of both.

    `seeds` partitions are made and `resamples` samples drawn, fewer of a large graph. Raise
    UsageError for overlapping communities of something else than papers.

    >>> from graphkit.analyse.example import example_graph
    >>> found = communities(example_graph())
    >>> [(c.size, c.entities[0]) for c in found.communities]
    [(7, 'OGB'), (5, 'spiking neural network')]
    """
    if method is Method.OVERLAPPING and on is not On.PAPERS:
        raise UsageError(
            f"overlapping communities are of papers with their entities, not of {on}",
            hint="leave out --on",
        )
    columns = columns_of(G)
    graph, found = _both_ways(project(columns, on)), incidence(columns)
    few = _defaults(method, large=graph.matrix.nnz // 2 > LARGE)
    resamples = few[1] if resamples is None else resamples
    tries = []
    for number in range(seeds or few[0]):
        progress("communities", number, None)
        tries.append(leiden(graph.matrix, resolution=resolution, seed=seed + number))
    qualities = [round(modularity(graph.matrix, part, resolution=resolution), 10) for part in tries]
    place = int(np.argmax(qualities))
    links = _shared(found)
    mixture = overlapping(links, _start(tries[place])) if method is _MIXED else None
    if mixture is not None:
        tries = [_strongest(links, part) for part in tries]
    best = tries[place]
    again = []
    for number, counts in enumerate(samples(columns, resamples, seed=seed)):
        progress("resampling", number, resamples)
        sample = _both_ways(project(columns, on, counts=counts))
        other = leiden(sample.matrix, resolution=resolution)
        if mixture is not None:
            other = _strongest(links[np.searchsorted(found.papers, sample.nodes)], other)
        again.append(_compared(graph, best, sample, other))
    shares = _hard(best) if mixture is None else sparse.csr_array(mixture.papers)
    described = list(enumerate(_parts(columns, found, graph, shares, top), start=1))
    years = columns.years[found.papers]
    return Communities(
        communities=tuple(_rows(graph, best, again, described)),
        members=tuple(_members(columns, graph, described)),
        years=tuple(_years(years, described)),
        method=method,
        on=on,
        nodes=len(graph.nodes),
        links=graph.matrix.nnz // 2,
        count=_count(shares),
        alone=_alone(shares),
        modularity=qualities[place],
        seeds=_mean([adjusted_rand(best, other) for n, other in enumerate(tries) if n != place]),
        resamples=_mean([value for _, value in again]),
        gain=None if mixture is None else mixture.gain,
        left_out=graph.left_out,
        dated=int((years > 0).sum()),
        undated=int((years == 0).sum()),
    )


def _defaults(method: Method, *, large: bool) -> tuple[int, int]:
    """Return how many seeds and samples are enough to see, and few enough to wait for."""
    if large:
        return LARGE_SEEDS, LARGE_RESAMPLES
    return (MIXED_SEEDS, MIXED_RESAMPLES) if method is _MIXED else (SEEDS, RESAMPLES)


def _shared(found: Incidence) -> Matrix:
    """Return the papers by the entities that two or more of them have.

    What one paper alone has says nothing of its place among the others: papers that share nothing
    would be thrown together into the smallest community.
    """
    return sparse.csr_array(found.matrix[:, np.flatnonzero(found.papers_of > 1)])


def _strongest(matrix: Matrix, partition: Ints) -> Ints:
    """Return the strongest community of each paper in the mixture that begins from a partition.

    A paper without links is alone.
    """
    mixture = overlapping(matrix, _start(partition))
    if not mixture.papers.shape[1]:
        return np.arange(len(mixture.papers))
    alone = mixture.papers.sum(axis=1) == 0
    own = mixture.papers.shape[1] + np.arange(len(alone))
    found: Ints = np.where(alone, own, np.round(mixture.papers, 10).argmax(axis=1))
    return found


def _rows(
    graph: Projection,
    best: Ints,
    again: Sequence[tuple[Floats, float]],
    described: Sequence[tuple[int, _Part]],
) -> Iterator[Community]:
    inside = _inside(graph, best)
    stability = np.mean([row for row, _ in again], axis=0) if again else np.ones(len(inside))
    for number, part in described:
        yield Community(
            number,
            _named(part),
            len(part.nodes),
            len(part.papers),
            float(inside[part.place]) if part.place < len(inside) else 0.0,
            float(stability[part.place]) if part.place < len(stability) else 0.0,
            part.entities,
        )


def _both_ways(graph: Projection) -> Projection:
    if not graph.directed:
        return graph
    return replace(graph, matrix=(graph.matrix + graph.matrix.T).tocsr(), directed=False)


def _compared(
    graph: Projection, best: Ints, sample: Projection, other: Ints
) -> tuple[Floats, float]:
    """Return the largest overlaps of the communities, and the agreement, on the common nodes."""
    _, here, there = np.intersect1d(graph.nodes, sample.nodes, return_indices=True)
    linked = np.diff(sample.matrix.indptr)[there] > 0
    here, there = here[linked], there[linked]
    overlaps = np.zeros(int(best.max(initial=-1)) + 1)
    found = best_overlaps(best[here], other[there])
    overlaps[: len(found)] = found
    return overlaps, adjusted_rand(best[here], other[there]) if len(here) else 1.0


def _hard(best: Ints) -> Matrix:
    shape = (len(best), int(best.max(initial=-1)) + 1)
    return sparse.csr_array((np.ones(len(best)), (np.arange(len(best)), best)), shape=shape)


def _start(best: Ints) -> Ints:
    """Return where mixtures begin: who is alone begins in all communities alike, marked by -1."""
    alone = np.bincount(best, minlength=1)[best] < 2 if len(best) else np.zeros(0, bool)  # noqa: PLR2004 - two are a community
    return np.where(alone, -1, best)


def _belongs(shares: Matrix) -> Matrix:
    belongs = shares.copy()
    belongs.data = (belongs.data >= PART).astype(np.float64)
    belongs.eliminate_zeros()
    return belongs


def _count(shares: Matrix) -> int:
    return int((np.asarray(_belongs(shares).sum(axis=0)).ravel() > 1).sum())


def _alone(shares: Matrix) -> int:
    belongs = _belongs(shares)
    alone = np.asarray(belongs.sum(axis=0)).ravel() < 2  # noqa: PLR2004 - two are a community
    rows = belongs[:, np.flatnonzero(~alone)]
    return int((np.diff(sparse.csr_array(rows).indptr) == 0).sum())


def _parts(
    columns: Columns, found: Incidence, graph: Projection, shares: Matrix, top: int
) -> list[_Part]:
    """Return the communities of two members or more, largest first."""
    belongs = _belongs(shares)
    sizes = np.asarray(belongs.sum(axis=0)).ravel()
    order = [int(c) for c in np.lexsort((np.arange(len(sizes)), -sizes)) if sizes[c] > 1][:top]
    members, weights = sparse.csc_array(belongs), sparse.csc_array(shares)
    papers = sparse.csc_array(_papers(columns, found, graph, belongs))
    everywhere = found.papers_of.astype(np.float64)
    parts = []
    for place in order:
        nodes = np.sort(members[:, [place]].nonzero()[0])
        own = np.sort(papers[:, [place]].nonzero()[0])
        inside = np.asarray(found.matrix[own].sum(axis=0)).ravel()
        names = most_distinctive(inside, everywhere, ENTITIES)
        parts.append(
            _Part(
                place,
                nodes,
                weights[:, [place]].toarray().ravel()[nodes],
                own,
                tuple(columns.names[found.entities[name]] for name in names),
            )
        )
    return parts


def _papers(columns: Columns, found: Incidence, graph: Projection, belongs: Matrix) -> Matrix:
    """Return which paper belongs to which community: papers by communities."""
    every = np.arange(len(graph.nodes))
    place = sparse.csr_array(
        (np.ones(len(every)), (graph.nodes, every)), shape=(len(columns), len(every))
    )
    of_node = sparse.csr_array(place @ belongs)
    if columns.is_paper[graph.nodes].any():
        return of_node[found.papers]
    return _largest(sparse.csr_array(found.matrix @ of_node[found.entities]))


def _largest(votes: Matrix) -> Matrix:
    """Return a one where a row is largest, the first of equal ones."""
    rows = np.repeat(np.arange(votes.shape[0]), np.diff(votes.indptr))
    order = np.lexsort((votes.indices, -votes.data, rows))
    rows, columns = rows[order], votes.indices[order]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    return sparse.csr_array((np.ones(len(first)), (rows[first], columns[first])), shape=votes.shape)


def _inside(graph: Projection, best: Ints) -> Floats:
    """Return for each community the share of its members' weight that stays inside."""
    rows = np.repeat(best, np.diff(graph.matrix.indptr))
    inner = rows == best[graph.matrix.indices]
    number = int(best.max(initial=-1)) + 1
    every = np.bincount(rows, graph.matrix.data, minlength=number)
    inside = np.bincount(rows[inner], graph.matrix.data[inner], minlength=number)
    return np.divide(inside, every, out=np.zeros(number), where=every > 0)


def _named(part: _Part) -> str:
    return " · ".join(part.entities[:NAMES])


def _members(
    columns: Columns, graph: Projection, described: Sequence[tuple[int, _Part]]
) -> Iterator[Member]:
    for number, part in described:
        order = np.lexsort((part.nodes, -np.round(part.shares, 10)))
        for place in order.tolist():
            node = int(graph.nodes[part.nodes[place]])
            share = float(part.shares[place])
            yield Member(number, columns.names[node], columns.label(node), share, columns.ids[node])


def _years(years: Ints, described: Sequence[tuple[int, _Part]]) -> Iterator[Year]:
    known, totals = np.unique(years[years > 0], return_counts=True)
    for number, part in described:
        for year, total in zip(known.tolist(), totals.tolist(), strict=True):
            own = int((years[part.papers] == year).sum())
            low, high = wilson(own, total)
            yield Year(number, _named(part), year, own, total, own / total, low, high)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 1.0
