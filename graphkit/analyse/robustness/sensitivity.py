"""How far rankings and communities hang on the confidence of the extraction and on merges.

Definitions
- Entities are ranked by PageRank on the whole graph; compared are the first `FIRST`, and all
  entities with a link in both graphs by Kendall's tau-b. Communities are those of papers, compared
  by the adjusted Rand index over the papers with a link in both.
- A merge is undone by giving each spelling that is not the commonest of its entity back to itself:
  the papers that used it have a relationship to an entity of its own. Spellings are told apart
  after normalisation (case, plural, hyphens): those alone are no decision.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graphkit.analyse.columns import Columns, Floats, Graph, Ints, columns_of, settled
from graphkit.analyse.communities import adjusted_rand, leiden
from graphkit.analyse.projection import On, project
from graphkit.analyse.ranking import pagerank
from graphkit.graph import read_table_columns
from graphkit.ids import normalise_name

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
FIRST = 20
PART = 0.25
DRAWS = 4
PAIRED = 2_000
_TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True)
class AtConfidence:
    """What is left at a level of confidence, and how far it says the same as everything."""

    at_least: float
    relationships: int
    entities: int
    first_kept: float
    rank_tau: float
    community_agreement: float


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What changes when merges are undone: a quarter of them (means over draws), or all."""

    undone: str
    merges: int
    new_entities: float
    first_kept: float
    rank_tau: float
    community_agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """A graph's ranking of entities, NaN without a link, and its communities, -1 without."""

    ranks: Floats
    communities: Ints


def at_confidence(G: Graph, levels: Sequence[float] = LEVELS) -> tuple[AtConfidence, ...]:
    """Return what the graph says with only the statements of at least each confidence.

    >>> from graphkit.analyse.example import example_graph
    >>> [row] = at_confidence(example_graph(), [0.5])
    >>> row.at_least, row.relationships, row.rank_tau
    (0.5, 48, 1.0)
    """
    columns = columns_of(G)
    base = _view(columns)
    rows = []
    for level in levels:
        left = columns.confident(level)
        view = _view(left)
        linked = int((~np.isnan(view.ranks) & columns.is_entity).sum())
        rows.append(AtConfidence(float(level), len(left.sources), linked, *_compared(base, view)))
    return tuple(rows)


def without_merges(
    G: Graph, spellings: Mapping[tuple[str, str], str], *, seed: int = 0
) -> tuple[Unmerged, ...]:
    """Return what the graph says when merges are undone; nothing where there is none.

    `spellings` says for a paper and an entity, by id, what the paper calls it.
    """
    columns = columns_of(G)
    keys = _keys(columns, spellings)
    merged = sorted({entity for _, entity, _ in keys})
    if not merged:
        return ()
    base = _view(columns)
    rng = np.random.default_rng(seed)
    size = max(1, round(PART * len(merged)))
    draws = [set(rng.permutation(merged)[:size].tolist()) for _ in range(DRAWS)]
    rows = []
    for name, sets in ((f"a quarter, {DRAWS} draws", draws), ("all", [set(merged)])):
        results = []
        for undone in sets:
            other = _undo(columns, keys, undone)
            view = _view(other)
            results.append((len(other) - len(columns), *_compared(base, view)))
        rows.append(Unmerged(name, len(sets[0]), *map(float, np.mean(results, axis=0))))
    return tuple(rows)


def unmerged(G: Graph, spellings: Mapping[tuple[str, str], str]) -> Columns:
    """Return the columns with every merge undone; the new entities stand at the end."""
    columns = columns_of(G)
    keys = _keys(columns, spellings)
    return _undo(columns, keys, {entity for _, entity, _ in keys})


def read_spellings(folder: Path) -> dict[tuple[str, str], str]:
    """Return what each paper of a graph folder calls each entity, the commonest of its names.

    Raise SchemaError where the mentions cannot be read.
    """
    table = read_table_columns(folder / "mentions.parquet", ["paperId", "entityId", "name"])
    rows = zip(*(table[name].to_pylist() for name in table.column_names), strict=True)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for paper, entity, name in rows:
        counts[paper, entity][name] += 1
    return {
        pair: min(names, key=lambda name: (-names[name], name)) for pair, names in counts.items()
    }


def kendall_tau(one: Floats, other: Floats) -> float:
    """Return Kendall's tau-b of two rankings, 1 where there is nothing to compare.

    Source: Kendall 1945, "The treatment of ties in ranking problems". Of more than `PAIRED` values
    as many are drawn: every pair is looked at.

    >>> kendall_tau(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))
    0.333333333333
    """
    if len(one) > PAIRED:
        drawn = np.random.default_rng(0).permutation(len(one))[:PAIRED]
        one, other = one[drawn], other[drawn]
    first, second = (_signs(settled(values)) for values in (one, other))
    scale = float(np.sqrt(np.count_nonzero(first)) * np.sqrt(np.count_nonzero(second)))
    tau = float((first * second).sum(dtype=np.int64)) / scale if scale else 1.0
    return round(tau, 12)


def _signs(values: Floats) -> npt.NDArray[np.int8]:
    """Return for every ordered pair which is larger: 1, -1, or 0 for equal ones."""
    larger = values[:, None] > values[None, :]
    return larger.astype(np.int8) - larger.T.astype(np.int8)


def _view(columns: Columns) -> _View:
    whole = project(columns, On.WHOLE)
    ranks = np.full(len(columns), np.nan)
    linked = np.diff(whole.matrix.indptr) > 0
    ranks[linked] = pagerank(whole.matrix, tolerance=_TOLERANCE)[linked]
    ranks[~columns.is_entity] = np.nan
    papers = project(columns, On.PAPERS)
    communities = np.full(len(columns), -1)
    together = np.diff(papers.matrix.indptr) > 0
    communities[papers.nodes[together]] = leiden(papers.matrix)[together]
    return _View(ranks, communities)


def _compared(base: _View, other: _View) -> tuple[float, float, float]:
    size = len(base.ranks)
    ranks, communities = other.ranks[:size], other.communities[:size]
    both = ~np.isnan(base.ranks) & ~np.isnan(ranks)
    first = _first(base.ranks)
    kept = len(first & _first(ranks)) / max(1, len(first))
    placed = (base.communities >= 0) & (communities >= 0)
    agreement = (
        adjusted_rand(base.communities[placed], communities[placed]) if placed.any() else 1.0
    )
    return kept, kendall_tau(base.ranks[both], ranks[both]), agreement


def _first(ranks: Floats) -> set[int]:
    known = np.flatnonzero(~np.isnan(ranks))
    order = known[np.lexsort((known, -settled(ranks[known])))]
    return set(order[:FIRST].tolist())


def _keys(columns: Columns, spellings: Mapping[tuple[str, str], str]) -> list[tuple[int, int, str]]:
    """Return the relationships with a spelling that is not the commonest of its entity."""
    used: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for edge in np.flatnonzero(columns.about).tolist():
        source, target = int(columns.sources[edge]), int(columns.targets[edge])
        name = spellings.get((columns.ids[source], columns.ids[target]))
        if name is not None:
            used[target][normalise_name(name)].append(edge)
    return [
        (edge, entity, key)
        for entity, groups in sorted(used.items())
        for key in _others(groups)
        for edge in groups[key]
    ]


def _others(groups: Mapping[str, list[int]]) -> Iterator[str]:
    main = min(groups, key=lambda key: (-len(groups[key]), key))
    yield from sorted(key for key in groups if key != main)


def _undo(columns: Columns, keys: Sequence[tuple[int, int, str]], undone: set[int]) -> Columns:
    targets = columns.targets.copy()
    places: dict[tuple[int, str], int] = {}
    for edge, entity, key in keys:
        if entity in undone:
            targets[edge] = places.setdefault((entity, key), len(columns) + len(places))
    origins = [entity for entity, _ in places]
    return replace(
        columns,
        ids=[*columns.ids, *(f"{columns.ids[entity]}/{key}" for entity, key in places)],
        labels=np.concatenate((columns.labels, columns.labels[origins])).astype(np.int8),
        names=[*columns.names, *(key for _, key in places)],
        dates=np.concatenate((columns.dates, columns.dates[origins])),
        given_years=np.concatenate((columns.given_years, columns.given_years[origins])),
        is_stub=np.concatenate((columns.is_stub, columns.is_stub[origins])),
        targets=targets,
        aliases=None,
        files=None,
    )
