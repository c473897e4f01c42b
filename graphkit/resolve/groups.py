"""Things that share a name, directly or over others, in one group."""

from collections import defaultdict
from collections.abc import Hashable, Iterable


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
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def members(self) -> list[list[int]]:
        """Return the numbers of each group."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            found[self.root(number)].append(number)
        return list(found.values())
