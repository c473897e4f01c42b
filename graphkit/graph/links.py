"""Relationships that sources say outright, in columns of numbers: millions fit into the memory.

A reference list of ten entries costs ten rows of sixteen bytes here, where ten `Link`s with their
sources are two kilobytes. Whoever iterates gets `Link`s, made one by one.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from graphkit.bibliography import Link
from graphkit.model import RelationshipType, Source

Numbers: TypeAlias = NDArray[np.integer[Any]]
_ROWS = 2**16  # that are turned into Python's numbers at once


@dataclass(frozen=True, slots=True, eq=False)
class LinkColumns:
    """Relationships of one type, sorted by the ids of both ends.

    `sources` and `targets` count in `names`, the ids of nodes; `places` count in `said`, where the
    links are stated. `texts` are what `matched_by` or `printed_name` say, counted by `worded`;
    `positions` are those of authors. All columns are as long as `sources`.
    """

    type: RelationshipType
    names: Sequence[str]
    sources: Numbers
    targets: Numbers
    said: Sequence[tuple[Source, ...]]
    places: Numbers
    texts: Sequence[str]
    worded: Numbers
    positions: Numbers | None = None

    def __iter__(self) -> Iterator[Link]:
        kind, names, said, texts = self.type, self.names, self.said, self.texts
        is_match = kind is RelationshipType.CITES
        for start in range(0, len(self.sources), _ROWS):
            part = slice(start, start + _ROWS)
            rows = (self.sources, self.targets, self.places, self.worded)
            columns = [column[part].tolist() for column in rows]
            known = None if self.positions is None else self.positions[part].tolist()
            positions = known or [None] * len(columns[0])
            for source, target, place, word, position in zip(*columns, positions, strict=True):
                text, there = texts[word], said[place]
                matched, printed = (text, None) if is_match else (None, text)
                yield Link(names[source], kind, names[target], there, matched, position, printed)

    def counts(self) -> Counter[str]:
        """Return how many links each node has: the author, the cited paper, or the venue."""
        ends = self.sources if self.type is RelationshipType.AUTHORED else self.targets
        found = Counter[str]()
        for name, count in zip(self.names, np.bincount(ends).tolist(), strict=False):
            if count:
                found[name] += count
        return found


class Links(Sequence[Link]):
    """Columns of several types, as one sequence of links; equal to any other of the same links."""

    __slots__ = ("columns",)

    def __init__(self, *columns: LinkColumns) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return sum(len(part.sources) for part in self.columns)

    def __iter__(self) -> Iterator[Link]:
        for part in self.columns:
            yield from part

    @overload
    def __getitem__(self, index: int) -> Link: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Link]: ...
    def __getitem__(self, index: int | slice) -> Link | Sequence[Link]:
        if isinstance(index, slice):
            return tuple(self)[index]
        place = range(len(self))[index]
        return next(islice(iter(self), place, None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(map(Link.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Links({', '.join(map(repr, self))})"


def ranked(values: Sequence[str] | Sequence[tuple[str, int, int]]) -> Numbers:
    """Return the place that each value has among all, sorted."""
    ranks = np.empty(len(values), dtype=np.int32)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return ranks


def run_starts(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each row whether it begins a run, since it differs from the one above in a column.

    The columns are as long as one another, and sorted so that equal rows stand together.
    """
    found = np.ones(len(columns[0]), dtype=bool)
    found[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def ordered(links: Sequence[Link]) -> Iterator[Link]:
    """Yield links sorted by the ids of both ends and by type."""
    if isinstance(links, Links):
        yield from heapq.merge(*links.columns, key=_ends)
    else:
        yield from sorted(links, key=_ends)


def counts(links: Sequence[Link], kind: RelationshipType) -> Mapping[str, int]:
    """Return how many links of a type each node has: the author, the cited paper, the venue."""
    if isinstance(links, Links):
        found = Counter[str]()
        for part in links.columns:
            if part.type is kind:
                found.update(part.counts())
        return found
    is_source = kind is RelationshipType.AUTHORED
    return Counter(link.source if is_source else link.target for link in links if link.type is kind)


def _ends(link: Link) -> tuple[str, str, RelationshipType]:
    return link.source, link.target, link.type
