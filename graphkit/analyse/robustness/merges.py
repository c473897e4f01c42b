"""How far rankings and communities hang on the names that were taken for one thing.

A graph folder keeps why each spelling belongs to its entity, with a confidence, and what each paper
writes. Undoing a merge gives the spelling back to itself, as an entity of its own: what a paper
says under that spelling is said of it, and of the old entity only where the paper has it under
another spelling too.

Definitions
- A merge is an entity and a spelling, told apart after normalisation (`ids.normalise_name`: case,
  plural, hyphens). Spellings that are the same as the entity's name after it are merges too, each
  one, but the surest.
- A spelling that joined for several reasons counts with that of most of its papers, of equal ones
  the least sure. What a person decided is in no doubt and is never undone.
- Compared are ranks and communities as in `sensitivity`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphkit.analyse.columns import (
    Columns,
    Floats,
    Graph,
    Ints,
    Mask,
    Progress,
    columns_of,
    hidden,
    settled,
)
from graphkit.analyse.robustness.sensitivity import View, compared, view_of
from graphkit.graph import read_table_columns, run_starts
from graphkit.ids import normalise_name
from graphkit.model import Merge

BELOW = (0.93, 0.95, 0.97, 0.98, 0.99, 1.0)
WEIGHTIEST = 10
LARGE = 200_000  # relationships; above, fewer merges are undone one by one
LARGE_WEIGHTIEST = 3
_ROW = ("paperId", "entityId", "text")


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What changes when all merges less sure than `less_sure_than` are undone."""

    less_sure_than: float
    merges: int
    new_entities: int
    first_kept: float
    rank_tau: float
    community_agreement: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What one merge carries: what changes when it alone is undone.

    `papers` write the spelling, `no_other_name` of them have the entity under this name alone and
    would leave it. `rank` is that of the entity by PageRank among all entities, with the merge and
    without.
    """

    spelling: str
    entity: str
    reason: str
    confidence: float
    papers: int
    no_other_name: int
    rank: int
    rank_undone: int
    rank_tau: float
    community_agreement: float
    entity_id: str


@dataclass(frozen=True, slots=True)
class _Decision:
    entity: int
    key: str
    spelling: str
    reason: str
    confidence: float
    is_spelling: bool


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The merges of a graph that can be undone, and what papers write (see `merges_of`).

    A row is a paper, an entity and a merge (-1: the entity's own name, or surely so), for papers
    and entities with a merge between them. `pairs` are paper times number of nodes plus entity.
    `edges` are all relationships of papers with entities, and `linked` their pairs, in order.
    """

    columns: Columns
    decisions: Sequence[_Decision]
    pairs: Ints
    merges: Ints
    edges: Ints
    linked: Ints


def merges_of(G: Graph, merges: Sequence[Merge], spellings: pa.Table) -> Merged:
    """Return what is known of a graph's merges, for the functions that undo them.

    `spellings` says what papers write: rows of `paperId`, `entityId`, `text` (see
    `read_spellings`).
    """
    columns = columns_of(G)
    decisions, of_alias = _decisions(columns, merges)
    ids = pa.array(columns.ids, pa.string())
    papers, entities = (_places(spellings[name], ids) for name in _ROW[:2])
    merge = _merge_of_row(spellings, entities, of_alias)
    pairs = papers * len(columns) + entities
    edges, linked = _pairs(columns)
    here = (papers >= 0) & (entities >= 0) & np.isin(pairs, linked)
    here &= np.isin(pairs, pairs[merge >= 0])
    return Merged(columns, decisions, *_distinct(pairs[here], merge[here]), edges, linked)


def without_merges(
    merged: Merged, *, below: Sequence[float] = BELOW, base: View | None = None
) -> tuple[Unmerged, ...]:
    """Return what a graph says without its least sure merges, then without more of them.

    A level that undoes no more than the one before has no row. `base` is the view of the graph
    where it is known already.
    """
    columns = merged.columns
    rows: list[Unmerged] = []
    before = 0
    for least in sorted(below):
        undone = _below(merged, least)
        number = int(undone.sum())
        if number == before:
            continue
        base, before = base or view_of(columns), number
        other = _undo(merged, undone)
        new = len(other) - len(columns)
        rows.append(Unmerged(float(least), number, new, *compared(base, view_of(other))))
    return tuple(rows)


def weightiest_merges(
    merged: Merged,
    *,
    top: int | None = None,
    base: View | None = None,
    progress: Progress = hidden,
) -> tuple[Weight, ...]:
    """Return the merges that most papers hang on, each undone alone.

    The order is that of the papers that would leave the entity, of equal ones the least sure first.
    Left out is what differs in case, plural or hyphens only, and what all papers of an entity
    write: without the merge it would have another name and nothing else. `base` is the view of the
    graph where it is known already.
    """
    columns, decisions = merged.columns, merged.decisions
    if top is None:
        top = LARGE_WEIGHTIEST if len(columns.sources) > LARGE else WEIGHTIEST
    papers = _papers(merged, np.ones(len(merged.pairs), bool))
    alone = _papers(merged, _only(merged))
    uses = np.bincount(np.unique(merged.linked) % len(columns), minlength=len(columns))
    order = sorted(
        (
            n
            for n, merge in enumerate(decisions)
            if papers[n] and not merge.is_spelling and alone[n] < uses[merge.entity]
        ),
        key=lambda n: (-alone[n], decisions[n].confidence, -papers[n], n),
    )[:top]
    if not order:
        return ()
    base = base or view_of(columns)
    found = []
    for number, place in enumerate(order):
        progress("merges", number, len(order))
        view = view_of(_undo(merged, np.arange(len(decisions)) == place))
        numbers = int(papers[place]), int(alone[place])
        found.append(_weight(columns, decisions[place], numbers, base, view))
    return tuple(found)


def unmerged(merged: Merged, *, less_sure_than: float = 1.0) -> Columns:
    """Return the columns with merges undone; the new entities stand at the end."""
    return _undo(merged, _below(merged, less_sure_than))


def read_spellings(folder: Path) -> pa.Table:
    """Return what each paper of a graph folder writes for each entity, each once.

    Raise SchemaError where the mentions cannot be read.
    """
    return read_table_columns(folder / "mentions.parquet", list(_ROW)).group_by(_ROW).aggregate([])


def _below(merged: Merged, least: float) -> Mask:
    return np.array([merge.confidence < least for merge in merged.decisions], bool)


def _merge_of_row(
    spellings: pa.Table, entities: Ints, of_alias: dict[tuple[int, str], int]
) -> Ints:
    """Return for each row of what papers write the merge that it hangs on, -1 for none."""
    texts = spellings["text"].combine_chunks().dictionary_encode()
    aliases = {alias: place for place, alias in enumerate(sorted({a for _, a in of_alias}))}
    places = [aliases.get(" ".join(text.split()), -1) for text in texts.dictionary.to_pylist()]
    alias = np.array(places, np.int64)[texts.indices.to_numpy(zero_copy_only=False)]
    if not aliases:
        return np.full(len(alias), -1)
    known = np.array(
        sorted((entity * len(aliases) + aliases[a], n) for (entity, a), n in of_alias.items()),
        np.int64,
    )
    codes = entities * len(aliases) + alias
    place = np.searchsorted(known[:, 0], codes).clip(max=len(known) - 1)
    found: Ints = np.where((alias >= 0) & (known[place, 0] == codes), known[place, 1], -1)
    return found


def _distinct(pairs: Ints, merges: Ints) -> tuple[Ints, Ints]:
    """Return the rows of two columns in order, each once."""
    order = np.lexsort((merges, pairs))
    pairs, merges = pairs[order], merges[order]
    first = run_starts(pairs, merges)
    return pairs[first], merges[first]


def _pairs(columns: Columns) -> tuple[Ints, Ints]:
    """Return the relationships of papers with entities, and the pairs that they link, in order."""
    edges = np.flatnonzero(columns.about)
    pairs = columns.sources[edges].astype(np.int64) * len(columns) + columns.targets[edges]
    order = np.argsort(pairs, kind="stable")
    return edges[order], pairs[order]


def _places(column: pa.ChunkedArray, ids: pa.Array) -> Ints:
    found = pc.call_function("index_in", [column.cast(pa.string())], pc.SetLookupOptions(ids))
    places: Ints = found.combine_chunks().fill_null(-1).to_numpy().astype(np.int64)
    return places


def _decisions(
    columns: Columns, merges: Sequence[Merge]
) -> tuple[list[_Decision], dict[tuple[int, str], int]]:
    """Return the merges that can be undone, in order, and which one an entity's spelling is."""
    place = {node: number for number, node in enumerate(columns.ids)}
    rows: dict[tuple[int, bool, str], list[Merge]] = defaultdict(list)
    own: dict[int, str] = {}
    for merge in merges:
        entity = place.get(merge.entity_id)
        if entity is not None:
            if entity not in own:
                own[entity] = normalise_name(columns.names[entity])
            key = normalise_name(merge.alias)
            same = key == own[entity]
            rows[entity, same, merge.alias if same else key].append(merge)
    decisions: list[_Decision] = []
    of_alias = {}
    for (entity, same, key), group in sorted(rows.items()):
        reason, confidence = _most(group)
        if confidence >= 1:
            continue
        spelling = max(group, key=lambda row: (row.papers, row.alias)).alias
        of_alias.update({(entity, row.alias): len(decisions) for row in group})
        decisions.append(_Decision(entity, key, spelling, reason, confidence, same))
    return decisions, of_alias


def _most(group: Sequence[Merge]) -> tuple[str, float]:
    """Return the reason and the confidence of most papers, of equal ones the least sure."""
    papers: Counter[tuple[str, float]] = Counter()
    for row in group:
        papers[row.reason, row.confidence] += row.papers
    return min(papers, key=lambda why: (-papers[why], why[1], why[0]))


def _only(merged: Merged) -> Mask:
    """Return for each row whether the paper has the entity under no other spelling."""
    _, place, rows = np.unique(merged.pairs, return_inverse=True, return_counts=True)
    only: Mask = rows[place] == 1
    return only


def _papers(merged: Merged, rows: Mask) -> Ints:
    counted = merged.merges[rows & (merged.merges >= 0)]
    return np.bincount(counted, minlength=len(merged.decisions))


def _undo(merged: Merged, undone: Mask) -> Columns:
    columns = merged.columns
    if not undone.any():
        return columns
    goes = (merged.merges >= 0) & undone[merged.merges]
    gone = np.setdiff1d(merged.pairs[goes], merged.pairs[~goes])
    edges, pairs = merged.edges, merged.linked
    first, last = (np.searchsorted(pairs, merged.pairs[goes], side) for side in ("left", "right"))
    copies = np.repeat(merged.merges[goes], last - first)
    copied = edges[_ranges(first, last)]
    new, place = np.unique(copies, return_inverse=True)
    added = [merged.decisions[number] for number in new.tolist()]
    stays = np.ones(len(columns.sources), bool)
    stays[edges[np.isin(pairs, gone)]] = False
    rows = np.concatenate((np.flatnonzero(stays), copied))
    targets = np.concatenate((columns.targets[stays], len(columns) + place)).astype(np.int32)
    sources, types = columns.sources[rows], columns.types[rows]
    order = np.lexsort((types, targets, sources))
    origins = [merge.entity for merge in added]
    return replace(
        columns,
        ids=[*columns.ids, *(f"{columns.ids[merge.entity]}/{merge.key}" for merge in added)],
        names=[*columns.names, *(merge.spelling for merge in added)],
        labels=np.concatenate((columns.labels, columns.labels[origins])).astype(np.int8),
        dates=np.concatenate((columns.dates, columns.dates[origins])),
        given_years=np.concatenate((columns.given_years, columns.given_years[origins])),
        is_stub=np.concatenate((columns.is_stub, columns.is_stub[origins])),
        sources=sources[order],
        targets=targets[order],
        types=types[order],
        confidence=columns.confidence[rows][order],
        mentions=columns.mentions[rows][order],
        evidence=None,
        aliases=None,
        files=None,
    )


def _ranges(first: Ints, last: Ints) -> Ints:
    """Return the numbers of all half-open ranges, one range behind the other."""
    sizes = last - first
    ends = np.cumsum(sizes)
    found: Ints = np.arange(int(sizes.sum())) - np.repeat(ends - sizes - first, sizes)
    return found


def _weight(
    columns: Columns, merge: _Decision, papers: tuple[int, int], base: View, view: View
) -> Weight:
    _, tau, agreement = compared(base, view)
    return Weight(
        merge.spelling,
        columns.names[merge.entity],
        merge.reason,
        merge.confidence,
        *papers,
        _rank(base.ranks, merge.entity),
        _rank(view.ranks, merge.entity),
        tau,
        agreement,
        columns.ids[merge.entity],
    )


def _rank(ranks: Floats, entity: int) -> int:
    known = settled(ranks)
    return int((known > known[entity]).sum()) + 1
