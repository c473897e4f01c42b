"""What an acronym means: in its own paper first, in others only through its long form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from graphkit.ids import normalise_name, singular
from graphkit.model import Mention, NodeLabel

LEAST_SHARE = 0.8
_MOST_CHARACTERS = 10
_LEAST_CAPITALS = 2
_LEAST_STEM = 0.75
_LEAST_DEFINERS = 2
_TELLING_LENGTH = 3
_JOINTS = re.compile(r"[\-‐‑./]")  # noqa: RUF001 - the hyphens that acronyms hold


class Scope(Enum):
    """How far a name without long form reaches."""

    CORPUS = "corpus"
    PAPER = "paper"


class Long(NamedTuple):
    """A long form: the kind of thing, and its normalised name."""

    label: NodeLabel
    key: str


class Definition(NamedTuple):
    """An acronym with its long form; `names_short` where the paper's own name is the acronym."""

    short: str
    long: str
    names_short: bool


@lru_cache(maxsize=2**16)
def short_form(text: str) -> str | None:
    """Return an acronym without plural s and joints ("AL-RNNs" -> "ALRNN"), None for other text.

    An acronym is one word with two capitals or more. Case is kept: "HOT" is not "hot".
    """
    bare = _JOINTS.sub("", singular(text))
    is_short = bare.isalnum() and len(bare) <= _MOST_CHARACTERS
    return bare if is_short and sum(c.isupper() for c in bare) >= _LEAST_CAPITALS else None


def definition(mention: Mention) -> Definition | None:
    """Return the acronym and the long form that a mention connects, or None.

    Either the text is the acronym and the name its long form, or a paper calls its own thing by
    the acronym and the text is the long form. What could be an acronym itself is no long form:
    meanings do not form chains.
    """
    for short_text, long in ((mention.text, mention.name), (mention.name, mention.text)):
        short = short_form(short_text)
        if short is not None and short_form(long) is None and len(long) > len(short_text):
            is_other = normalise_name(long) != normalise_name(short_text)
            return Definition(short, long, long == mention.text) if is_other else None
    return None


class Acronyms:
    """What the papers of a corpus define.

    A paper that uses an acronym without defining it joins the long form that at least 80 % of the
    defining papers give, if the kinds agree. One defining paper is enough for an acronym of three
    characters or more, two are needed below: of the acronyms that several papers of the five
    listing pages define, two papers agree on the long form in 61 % of the pairs for two
    characters, in 85 % for three, always for more. Long forms of one stem ("... net", "...
    network") count together. `longs` are the long forms with an acronym.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        own: dict[tuple[str, str, NodeLabel], Counter[str]] = defaultdict(Counter)
        for mention in mentions:
            found = definition(mention)
            if found is not None:
                key = normalise_name(found.long)
                own[mention.paper_id, found.short, mention.label][key] += 1
        self._own: dict[tuple[str, str], list[Long]] = defaultdict(list)
        self._definers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (paper_id, short, label), counts in own.items():
            key = min(counts, key=lambda long: (-counts[long], long))
            self._own[paper_id, short].append(Long(label, key))
            self._definers[short][key].add(paper_id)
        self.longs = {long for longs in self._own.values() for long in longs}
        # What is asked of a short form once a mention is found out once.
        self._meanings: dict[tuple[str, NodeLabel], Long | Scope] = {}

    def has_several_meanings(self, short: str) -> bool:
        """Tell whether papers give long forms of different stems for an acronym."""
        forms = sorted(self._definers.get(short, ()))
        return any(not _one_stem(forms[0], form) for form in forms)

    def defines(self, mention: Mention) -> bool:
        """Tell whether a mention's own paper gives the long form of its name."""
        return (mention.paper_id, short_form(mention.name)) in self._own

    def long_forms(self, short: str) -> Counter[str]:
        """Return the long forms that papers give for an acronym, with the numbers of these."""
        return Counter({key: len(papers) for key, papers in self._definers.get(short, {}).items()})

    def meaning(self, mention: Mention) -> Long | Scope:
        """Return the long form of a mention that has none in `name`, or how far its name reaches.

        Where the corpus knows several long forms and none prevails, the name stays in its paper.
        """
        short = short_form(mention.name)
        if short is None:
            return Scope.CORPUS
        own = self._own.get((mention.paper_id, short))
        if own:
            return next((long for long in own if long.label == mention.label), Scope.PAPER)
        if short not in self._definers:
            return Scope.CORPUS
        key = short, mention.label
        if key not in self._meanings:
            self._meanings[key] = self._prevailing(*key)
        return self._meanings[key]

    def _prevailing(self, short: str, label: NodeLabel) -> Long | Scope:
        forms = self._definers[short]
        best = min(forms, key=lambda key: (-len(forms[key]), key))
        alike = [key for key in forms if _one_stem(key, best)]
        papers = set().union(*(forms[key] for key in alike))
        if len(papers) < LEAST_SHARE * len(set().union(*forms.values())):
            return Scope.PAPER
        if len(papers) < _LEAST_DEFINERS and len(short) < _TELLING_LENGTH:
            return Scope.CORPUS
        known = [Long(label, key) for key in alike if Long(label, key) in self.longs]
        return min(known, key=lambda long: (-len(forms[long.key]), long), default=Scope.CORPUS)


def _one_stem(one: str, other: str) -> bool:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike) >= _LEAST_STEM * max(len(one), len(other))
