"""Names that differ in their capitals alone, and are not the same: HOT and hot, CORA and Cora."""

from collections import defaultdict
from collections.abc import Sequence

from graphkit.ids import singular
from graphkit.resolve.acronyms import Long
from graphkit.resolve.decisions import CASE, Thing
from graphkit.resolve.identity import Identity
from graphkit.resolve.local_names import Named

# Marks a word in small letters where the corpus has a name in capitals of the same letters.
WORD = "word"
_EITHER_CASE = frozenset({"flop"})  # written in capitals and in small letters alike
_SHORTEST_CAPITALS = 2
_LEAST_NEIGHBOURS = 3


def told_apart(
    named: Sequence[Named], found: Sequence[Identity], longs: set[Long]
) -> list[Identity]:
    """Return the identities with qualifiers for names of the same letters that are not the same.

    A word in small letters is not the name in capitals. A name in capitals is not the one with a
    capital in front where none of the things that their papers name besides is the same. Long
    forms of acronyms are left as they are.
    """
    forms: dict[Thing, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (one, identity) in enumerate(zip(named, found, strict=True)):
        thing = identity.thing
        if not thing.qualifier and Long(thing.label, thing.key) not in longs:
            forms[thing][_form(one.mention.name)].append(place)
    around = _Neighbours(named, found)
    told = list(found)
    for thing, places in forms.items():
        if not places.get("capitals") or thing.key in _EITHER_CASE:
            continue
        for place in places.get("small", ()):
            told[place] = _qualified(found[place], WORD)
        if around.are_strange(thing, places["capitals"], places.get("title", ())):
            for place in places["capitals"]:
                form = singular(named[place].mention.name)
                told[place] = _qualified(found[place], f"{CASE}:{form}")
    return told


class _Neighbours:
    """Knows what else the papers of a name speak of."""

    def __init__(self, named: Sequence[Named], found: Sequence[Identity]) -> None:
        self._papers = [one.mention.paper_id for one in named]
        self._things: dict[str, set[Thing]] = defaultdict(set)
        for paper_id, identity in zip(self._papers, found, strict=True):
            self._things[paper_id].add(identity.thing)

    def are_strange(self, thing: Thing, one: Sequence[int], other: Sequence[int]) -> bool:
        """Tell whether two groups of mentions have neighbours enough, and none in common."""
        first, second = self._around(thing, one), self._around(thing, other)
        return min(len(first), len(second)) >= _LEAST_NEIGHBOURS and not first & second

    def _around(self, thing: Thing, places: Sequence[int]) -> set[Thing]:
        papers = {self._papers[place] for place in places}
        return set().union(*(self._things[paper] for paper in papers)) - {thing}


def _qualified(identity: Identity, qualifier: str) -> Identity:
    return identity._replace(thing=identity.thing._replace(qualifier=qualifier))


def _form(name: str) -> str:
    bare = singular(name)
    if bare.isalpha() and bare.isupper() and len(bare) >= _SHORTEST_CAPITALS:
        return "capitals"
    if name.islower():
        return "small"
    return "title" if bare.isalpha() and bare.istitle() else "other"
