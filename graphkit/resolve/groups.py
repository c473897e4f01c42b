"""Things that share a name, directly or over others, in one group."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Protocol, TypeVar

_Mark = TypeVar("_Mark")


class Parents(Protocol[_Mark]):
    """Who stands above each mark; what stands above itself is a root."""

    def __getitem__(self, mark: _Mark, /) -> _Mark: ...
    def __setitem__(self, mark: _Mark, parent: _Mark, /) -> None: ...


def root_of(parents: Parents[_Mark], mark: _Mark) -> _Mark:
    """Return the root above a mark, and shorten the way there."""
    while parents[mark] != mark:
        parents[mark] = parents[parents[mark]]
        mark = parents[mark]
    return mark


class Groups:
    """Things by their numbers, from 0; each comes with its names."""

    def __init__(self, names: Iterable[Iterable[Hashable]]) -> None:
        self._parents: list[int] = []
        owners: dict[Hashable, int] = {}
        for number, called in enumerate(names):
            self._parents.append(number)
            for name in called:
                self.join(number, owners.setdefault(name, number))

    def join(self, one: int, other: int) -> None:
        """Put two things, and all that are joined with them, in one group."""
        left, right = sorted((self.root(one), self.root(other)))
        self._parents[right] = left

    def root(self, number: int) -> int:
        """Return the least number of a thing's group."""
        return root_of(self._parents, number)

    def members(self) -> list[list[int]]:
        """Return the numbers of each group."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            found[self.root(number)].append(number)
        return list(found.values())


class Unions:
    """Marks that were joined, directly or over others; the least of them stands for all."""

    def __init__(self) -> None:
        self._parents: dict[object, object] = {}

    def add(self, mark: object) -> None:
        """Take a mark in, by itself where it is new."""
        self._parents.setdefault(mark, mark)

    def marks(self) -> list[object]:
        """Return all marks, sorted."""
        return sorted(self._parents, key=repr)

    def join(self, one: object, other: object) -> None:
        """Join two marks, and all that were joined with them."""
        self.add(one)
        self.add(other)
        left, right = sorted((self.root(one), self.root(other)), key=repr)
        self._parents[right] = left

    def root(self, mark: object) -> object:
        """Return the mark that stands for all that were joined with this one."""
        return root_of(self._parents, mark)
