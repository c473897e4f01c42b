"""What comes and what goes, as shares of the papers with a date.

Definitions
- The share of an entity in a period is the part of the period's papers that have it, with the 95 %
  interval of Wilson: counts would follow the number of papers.
- `early` and `late` are the shares in two halves: the boundary between two periods that parts the
  papers most evenly. `growth` is ln of the odds ratio of late over early with its 95 % interval;
  `q` the share of false finds to expect among all entities that are as sure, by Fisher's exact test
  after Benjamini and Hochberg. The test is two-sided, twice the smaller tail: the direction of the
  change is not known before.
- The verdict is `emerging` where no early paper has the entity and `rising` where one has, both
  with the interval above 0; `falling` with it below 0. It says `perhaps` where `q` is above 0.1.
  Otherwise there is none: with few papers that is the rule. Entities of fewer than three papers
  with a date are not judged: their `q` is 1.
- Bursts are Kleinberg's (see `bursts`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graphkit.analyse.columns import LABELS, Columns, Graph, Ints, columns_of
from graphkit.analyse.intervals import false_discovery, fisher_either, log_odds_ratio, wilson
from graphkit.analyse.places import find_place
from graphkit.analyse.projection import Incidence, incidence
from graphkit.analyse.trends.bursts import GAMMA, SCALE, bursts
from graphkit.analyse.trends.periods import Every, Periods, periods
from graphkit.errors import UsageError
from graphkit.model import NodeLabel

FEW_PAPERS = 30
FEW_PERIODS = 3
FEW_USES = 3
SURE = 0.1


@dataclass(frozen=True, slots=True)
class Trend:
    """How an entity went over time."""

    name: str
    label: str
    papers: int
    share: float
    first: str
    last: str
    early: float
    late: float
    growth: float
    low: float
    high: float
    q: float
    verdict: str
    id: str


@dataclass(frozen=True, slots=True)
class Point:
    """The share of an entity in a period, with its 95 % interval."""

    name: str
    period: str
    papers: int
    of: int
    share: float
    low: float
    high: float
    id: str


@dataclass(frozen=True, slots=True)
class BurstOf:
    """A burst of an entity, from a period to a period."""

    name: str
    label: str
    start: str
    end: str
    weight: float
    papers: int
    id: str


@dataclass(frozen=True, slots=True)
class Trends:
    """Entities over time; `split` is the first period of the late half.

    `notes` say what the numbers cannot bear.
    """

    trends: tuple[Trend, ...]
    points: tuple[Point, ...]
    bursts: tuple[BurstOf, ...]
    periods: tuple[str, ...]
    totals: tuple[int, ...]
    split: str
    dated: int
    undated: int
    notes: tuple[str, ...]


def trends(
    G: Graph,
    *,
    every: Every = Every.YEAR,
    label: NodeLabel | None = None,
    names: Sequence[str] = (),
    top: int = 20,
    scale: float = SCALE,
    gamma: float = GAMMA,
) -> Trends:
    """Return the entities of most papers over time, or those with certain names.

    Bursts are looked for in all entities of `label` that three papers have. Raise UsageError for a
    name that is not known.

    >>> from graphkit.analyse.example import example_graph
    >>> found = trends(example_graph(), names=["attention"])
    >>> [(t.first, t.early, round(t.late, 2), t.verdict) for t in found.trends]
    [('2021-06-01', 0.0, 0.5, '')]
    >>> found.notes[0]
    '11 of 12 papers have a date; the others are left out'
    """
    columns = columns_of(G)
    found = incidence(columns)
    dates = columns.dates[found.papers]
    when = periods(dates, every, years=columns.years[found.papers])
    counts, totals = _counts(found, when)
    dated = int(totals.sum())
    entities = _chosen(columns, found, counts, label, names)
    first_late = _split(totals)
    every_trend = _trends(columns, found, counts, totals, first_late, entities)
    shown = every_trend if names else every_trend[:top]
    ids = {trend.id for trend in shown}
    return Trends(
        trends=tuple(shown),
        points=tuple(
            point
            for place in entities.tolist()
            if columns.ids[int(found.entities[place])] in ids
            for point in _points(columns, int(found.entities[place]), counts[place], totals, when)
        ),
        bursts=tuple(_bursts(columns, found, counts, totals, when, entities, scale, gamma)),
        periods=when.names,
        totals=tuple(int(total) for total in totals),
        split=when.names[first_late] if first_late < len(when.names) else "",
        dated=dated,
        undated=len(dates) - dated,
        notes=_notes(dated, len(dates), len(when.names)),
    )


def _counts(found: Incidence, when: Periods) -> tuple[Ints, Ints]:
    """Return the papers of each entity in each period, and all papers of each period."""
    known = np.flatnonzero(when.place >= 0)
    shape = (len(found.papers), len(when.names))
    of_period = sparse.csr_array((np.ones(len(known)), (known, when.place[known])), shape=shape)
    counts = (found.matrix.T @ of_period).toarray().astype(np.int64)
    return counts, np.bincount(when.place[known], minlength=len(when.names)).astype(np.int64)


def _chosen(
    columns: Columns, found: Incidence, counts: Ints, label: NodeLabel | None, names: Sequence[str]
) -> Ints:
    """Return the entities to look at, those of most papers first."""
    if names:
        places = [find_place(columns, name) for name in names]
        for name, place in zip(names, places, strict=True):
            if not columns.is_entity[place]:
                raise UsageError(f"{name!r} is a paper; trends are of entities")
        return np.searchsorted(found.entities, np.array(places))
    used = counts.sum(axis=1)
    fits = used > 0
    if label is not None:
        fits &= columns.labels[found.entities] == LABELS.index(label)
    chosen = np.flatnonzero(fits)
    return chosen[np.lexsort((chosen, -used[chosen]))]


def _split(totals: Ints) -> int:
    """Return the first period of the late half, so that the halves are as even as can be."""
    if len(totals) < 2:  # noqa: PLR2004 - nothing to part
        return len(totals)
    before = np.cumsum(totals)[:-1]
    return int(np.argmin(np.abs(2 * before - totals.sum()))) + 1


def _trends(
    columns: Columns,
    found: Incidence,
    counts: Ints,
    totals: Ints,
    first_late: int,
    entities: Ints,
) -> list[Trend]:
    early_total, late_total = int(totals[:first_late].sum()), int(totals[first_late:].sum())
    halves = [
        (int(counts[place, :first_late].sum()), int(counts[place, first_late:].sum()))
        for place in entities.tolist()
    ]
    growths = [log_odds_ratio(late, late_total, early, early_total) for early, late in halves]
    chances = [fisher_either(late, late_total, early, early_total) for early, late in halves]
    judged = np.array([early + late >= FEW_USES for early, late in halves], bool)
    doubts = np.ones(len(halves))
    doubts[judged] = false_discovery(np.array(chances)[judged])
    by_entity = sparse.csc_array(found.matrix)
    when = [columns.when(paper) for paper in found.papers.tolist()]
    rows = []
    for place, (early, late), growth, doubt in zip(
        entities.tolist(), halves, growths, doubts.tolist(), strict=True
    ):
        node = int(found.entities[place])
        papers = by_entity.indices[by_entity.indptr[place] : by_entity.indptr[place + 1]]
        days = sorted(filter(None, (when[paper] for paper in papers.tolist())))
        rows.append(
            Trend(
                columns.names[node],
                columns.label(node),
                early + late,
                (early + late) / max(1, early_total + late_total),
                days[0] if days else "",
                days[-1] if days else "",
                early / max(1, early_total),
                late / max(1, late_total),
                *growth,
                doubt,
                _verdict(early, growth, doubt) if early_total and late_total else "",
                columns.ids[node],
            )
        )
    return rows


def _verdict(early: int, growth: tuple[float, float, float], doubt: float) -> str:
    if growth[1] <= 0 <= growth[2] or doubt >= 1:
        return ""
    word = "falling" if growth[2] < 0 else "rising" if early else "emerging"
    return word if doubt <= SURE else f"perhaps {word}"


def _points(
    columns: Columns, node: int, counts: Ints, totals: Ints, when: Periods
) -> Iterator[Point]:
    for period, hits, total in zip(when.names, counts.tolist(), totals.tolist(), strict=True):
        low, high = wilson(hits, total)
        share = hits / total if total else 0.0
        yield Point(columns.names[node], period, hits, total, share, low, high, columns.ids[node])


def _bursts(
    columns: Columns,
    found: Incidence,
    counts: Ints,
    totals: Ints,
    when: Periods,
    entities: Ints,
    scale: float,
    gamma: float,
) -> list[BurstOf]:
    rows = []
    for place in entities.tolist():
        if counts[place].sum() < FEW_USES:
            continue
        node = int(found.entities[place])
        rows += [
            BurstOf(
                columns.names[node],
                columns.label(node),
                when.names[burst.start],
                when.names[burst.end],
                burst.weight,
                int(counts[place, burst.start : burst.end + 1].sum()),
                columns.ids[node],
            )
            for burst in bursts(counts[place].tolist(), totals.tolist(), scale=scale, gamma=gamma)
        ]
    return sorted(rows, key=lambda burst: (-burst.weight, burst.id, burst.start))


def _notes(dated: int, papers: int, number: int) -> tuple[str, ...]:
    notes = []
    if dated < papers:
        notes.append(f"{dated} of {papers} papers have a date; the others are left out")
    if dated < FEW_PAPERS:
        notes.append(f"{dated} papers with a date are too few for more than first and last use")
    elif number < FEW_PERIODS:
        notes.append(f"all dates are in {number} periods: too few to see a change")
    return tuple(notes)
