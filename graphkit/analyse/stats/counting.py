"""Size, dates, coverage, degrees, components, density and what the papers share.

Definitions
- The degree of a node is the number of its relationships, in and out, parallel ones counted each.
- Components are weakly connected: the direction of relationships does not matter. A paper without
  a relationship is isolated.
- Density is the share of possible pairs of a paper and an entity that are linked. A pair is
  possible where the model has a relationship type from the one label to the other, and counts
  once, however many relationships join it. Pairs of papers are left out: there are so many that
  few references in a large graph would hide what the papers say of entities:

      |{(s, t) : an edge from s to t}| / sum over possible (A, B) of |A| · |B|

  `networkx.density` would divide by all n · (n - 1) ordered pairs, most of them impossible here.
- The papers of an entity are the distinct papers with a relationship to it. An entity is shared
  where there are two of them or more.
- Reciprocity is that of networkx over `CITES` and `REFERS_TO`; assortativity is the degree
  assortativity of Newman 2002, "Assortative mixing in networks", equation 4, over the links of
  papers and entities, each link once and both ways round.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graphkit.analyse.columns import (
    LABELS,
    PAPER,
    TYPES,
    Columns,
    Graph,
    Ints,
    Mask,
    columns_of,
)
from graphkit.analyse.stats.quality import warnings_of
from graphkit.analyse.stats.values import (
    Bin,
    Components,
    Coverage,
    Degrees,
    Mixing,
    PairDensity,
    Papers,
    Ranked,
    Said,
    Stats,
)
from graphkit.graph import digest
from graphkit.model import ENDPOINTS, ENTITY_LABELS, NodeLabel, RelationshipType

ALL = "all"
Places: TypeAlias = npt.NDArray[np.int32]  # of nodes
_SHARED = 2


def stats(G: Graph, *, top: int = 10, total_digest: str | None = None) -> Stats:
    """Return what a graph says of itself, rankings cut after `top` nodes.

    `total_digest` is the digest where it is known already; else it is computed of a networkx graph,
    and of columns left empty.

    >>> from graphkit.analyse.example import example_graph
    >>> found = stats(example_graph())
    >>> found.papers.total, found.components.count, round(found.density, 3)
    (12, 1, 0.286)
    """
    columns = columns_of(G)
    degrees = _degrees_of(columns)
    first = _distinct(columns)
    papers = _papers_of(columns, first)
    densities = tuple(_densities(columns, first))
    if total_digest is None:
        total_digest = "" if isinstance(G, Columns) else digest(G).total
    is_entity = columns.is_entity
    return Stats(
        nodes=_counts(columns.labels, LABELS),
        relationships=_counts(columns.types, TYPES),
        papers=_papers(columns),
        coverage=tuple(_coverage(columns)),
        degrees=_degrees(columns, degrees),
        histogram=tuple(_histogram(degrees)),
        components=_components(columns, degrees),
        density=_density(densities),
        densities=densities,
        mixing=_mixing(columns, first),
        hubs=_first(columns, degrees > 0, degrees, degrees, papers, top),
        top={
            label.value: _first(
                columns,
                (columns.labels == LABELS.index(label)) & (papers > 0),
                papers,
                degrees,
                papers,
                top,
            )
            for label in ENTITY_LABELS
        },
        shared=_first(columns, is_entity & (papers >= _SHARED), papers, degrees, papers, top),
        surest=_said(columns, top, surest=True),
        least_supported=_said(columns, top, surest=False),
        warnings=warnings_of(columns, papers, degrees, top=top),
        digest=total_digest,
    )


def density(G: Graph) -> float:
    """Return the share of possible paper-entity pairs that are linked, 0 where none is possible."""
    columns = columns_of(G)
    return _density(_densities(columns, _distinct(columns)))


def _density(rows: Iterable[PairDensity]) -> float:
    pairs = [row for row in rows if row.target in ENTITY_LABELS]
    possible = sum(row.possible for row in pairs)
    return sum(row.linked for row in pairs) / possible if possible else 0.0


def papers_of(columns: Columns) -> Ints:
    """Return for each node the number of distinct papers that it is joined with."""
    return _papers_of(columns, _distinct(columns))


def _papers_of(columns: Columns, first: Mask) -> Ints:
    sources, targets = columns.sources[first], columns.targets[first]
    is_paper = columns.labels == PAPER
    size = len(columns)
    out = np.bincount(sources[is_paper[targets] & ~is_paper[sources]], minlength=size)
    into = np.bincount(targets[is_paper[sources] & ~is_paper[targets]], minlength=size)
    return (out + into).astype(np.int64)


def _distinct(columns: Columns) -> Mask:
    """Return for each relationship whether it is the first between its two nodes that way."""
    if not len(columns.sources):
        return np.zeros(0, bool)
    again = (np.diff(columns.sources) == 0) & (np.diff(columns.targets) == 0)
    return np.concatenate(([True], ~again))


def _counts(
    codes: npt.NDArray[np.int8], names: Sequence[NodeLabel] | Sequence[RelationshipType]
) -> dict[str, int]:
    counts = np.bincount(codes, minlength=len(names)).tolist()
    return {name.value: count for name, count in zip(names, counts, strict=True)}


def _papers(columns: Columns) -> Papers:
    years = columns.years[columns.is_paper]
    known, counts = np.unique(years[years > 0], return_counts=True)
    dated = dict(zip(known.tolist(), counts.tolist(), strict=True))
    return Papers(len(years), int(sum(dated.values())), dated)


def _coverage(columns: Columns) -> Iterator[Coverage]:
    """Give how many papers have no entity of a kind, no entity at all, no date."""
    total = int(columns.is_paper.sum())
    about = columns.about
    sources, kinds = columns.sources[about], columns.labels[columns.targets[about]]
    for name, labels in (
        *((label.value.lower(), (label,)) for label in ENTITY_LABELS),
        ("any entity", ENTITY_LABELS),
    ):
        wanted = np.array([label in labels for label in LABELS])
        has = np.zeros(len(columns), bool)
        has[sources[wanted[kinds]]] = True
        missing = total - int(has.sum())
        yield Coverage(name, missing, missing / total if total else 0.0)
    undated = int((columns.years[columns.is_paper] == 0).sum())
    yield Coverage("a date", undated, undated / total if total else 0.0)


def _degrees_of(columns: Columns) -> Ints:
    size = len(columns)
    out = np.bincount(columns.sources, minlength=size)
    return (out + np.bincount(columns.targets, minlength=size)).astype(np.int64)


def _degrees(columns: Columns, degrees: Ints) -> dict[str, Degrees]:
    groups = {ALL: degrees}
    for code, label in enumerate(LABELS):
        groups[label.value] = degrees[columns.labels == code]
    return {
        name: Degrees(int(row.min()), float(np.median(row)), float(row.mean()), int(row.max()))
        for name, row in groups.items()
        if len(row)
    }


def _histogram(degrees: Ints) -> Iterator[Bin]:
    """Give bins that double: 0, 1, 2 to 3, 4 to 7, and so on to the largest degree."""
    if not len(degrees):
        return
    counts = np.bincount(np.frexp(degrees)[1]).tolist()
    for place, nodes in enumerate(counts):
        low, high = (0, 0) if not place else (2 ** (place - 1), 2**place - 1)
        yield Bin(low, high, nodes)


def _components(columns: Columns, degrees: Ints) -> Components:
    from scipy import sparse  # noqa: PLC0415 - slow to load, and used here only
    from scipy.sparse import csgraph  # noqa: PLC0415 - the same

    isolated = int((columns.is_paper & (degrees == 0)).sum())
    if not len(columns):
        return Components(0, 0, 0.0, isolated)
    links = sparse.csr_array(
        (np.ones(len(columns.sources)), (columns.sources, columns.targets)),
        shape=(len(columns), len(columns)),
    )
    count, parts = csgraph.connected_components(links, directed=True, connection="weak")
    largest = int(np.bincount(parts).max())
    return Components(int(count), largest, largest / len(columns), isolated)


def _densities(columns: Columns, first: Mask) -> Iterator[PairDensity]:
    numbers = np.bincount(columns.labels, minlength=len(LABELS)).tolist()
    labels = columns.labels.astype(np.int64)
    codes = labels[columns.sources[first]] * len(LABELS) + labels[columns.targets[first]]
    linked = np.bincount(codes, minlength=len(LABELS) ** 2).tolist()
    for source, target in dict.fromkeys(ENDPOINTS.values()):
        one, other = LABELS.index(source), LABELS.index(target)
        possible = numbers[one] * (numbers[other] - (one == other))
        found = linked[one * len(LABELS) + other]
        share = found / possible if possible > 0 else 0.0
        yield PairDensity(source.value, target.value, found, max(0, possible), share)


def _mixing(columns: Columns, first: Mask) -> Mixing:
    is_paper = columns.labels == PAPER
    between = np.flatnonzero(first & is_paper[columns.targets])
    between = between[is_paper[columns.sources[between]]]
    citing = columns.sources[between].astype(np.int64)
    cited = columns.targets[between].astype(np.int64)
    size = max(1, len(columns))
    there, back = citing * size + cited, cited * size + citing
    returned = float(np.isin(back, there).mean()) if len(there) else None
    about = np.flatnonzero(first & columns.about)
    sources, targets = columns.sources[about], columns.targets[about]
    return Mixing(len(there), returned, _assortativity(sources, targets, len(columns)))


def _assortativity(sources: Places, targets: Places, size: int) -> float | None:
    """Return the correlation of the degrees at both ends of links, None where all are alike.

    A node of degree d is d of the ends, so that whole numbers do: with m links and the sums A of
    the products of both degrees, B of d² and C of d³, it is (4mA - B²) / (2mC - B²).
    """
    out, into = (np.bincount(ends, minlength=size) for ends in (sources, targets))
    degrees = out + into
    of_degree = [(d, n) for d, n in enumerate(np.bincount(degrees).tolist()) if d and n]
    squares, cubes = (sum(n * d**power for d, n in of_degree) for power in (2, 3))
    products = int(np.dot(degrees[sources], degrees[targets]))
    ends = 2 * len(sources)
    spread = ends * cubes - squares**2
    return (2 * ends * products - squares**2) / spread if spread else None


def _first(
    columns: Columns, chosen: Mask, by: Ints, degrees: Ints, papers: Ints, top: int
) -> tuple[Ranked, ...]:
    nodes = np.flatnonzero(chosen)
    if 0 < top < len(nodes):  # only those that can be among the first are sorted
        least = np.partition(by[nodes], -top)[-top]
        nodes = nodes[by[nodes] >= least]
    order = nodes[np.lexsort((nodes, -by[nodes]))][:top]
    return tuple(
        Ranked(
            columns.ids[node],
            columns.label(node),
            columns.names[node],
            int(degrees[node]),
            None if columns.labels[node] == PAPER else int(papers[node]),
        )
        for node in order.tolist()
    )


def _said(columns: Columns, top: int, *, surest: bool) -> tuple[Said, ...]:
    edges = np.flatnonzero(columns.about)
    sign = -1 if surest else 1
    confidence = sign * np.round(columns.confidence[edges], 10)
    if 0 < top < len(edges):
        edges = edges[confidence <= np.partition(confidence, top - 1)[top - 1]]
        confidence = sign * np.round(columns.confidence[edges], 10)
    order = edges[np.lexsort((edges, sign * columns.mentions[edges], confidence))][:top]
    return tuple(
        Said(
            columns.names[int(columns.sources[edge])],
            TYPES[int(columns.types[edge])].value,
            columns.names[int(columns.targets[edge])],
            float(columns.confidence[edge]),
            int(columns.mentions[edge]),
            columns.ids[int(columns.sources[edge])],
            columns.ids[int(columns.targets[edge])],
        )
        for edge in order.tolist()
    )
