"""Where names stand in a text: one pass over its words, however many names there are."""

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from graphkit.ids import american, fold_characters, singular

_MOST_ATOMS = 8
_BEGINNING = 6
_NEAR = 8  # characters in front of a full stop that are looked at
ATOM = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[ \t]*(?:[-‐‑‒–—/]{1,2}|\s)[ \t]*")  # noqa: RUF001 - the dashes that texts hold
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:al|e\.g|i\.e|cf|vs|etc|resp|approx|fig|eq|sec|no|ref)|\b[A-Z])$"
)
VERSION = re.compile(r"[ ]?[vV]?\d|[+*^_]|\$?\^")


class Hit(NamedTuple):
    """A place in a text whose normalised form is a key: characters [start, end)."""

    start: int
    end: int


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """Return how keys begin: the first characters of each, from one to six."""
    return frozenset(key[:length] for key in keys for length in range(1, _BEGINNING + 1))


def find(
    text: str, keys: AbstractSet[str], begins: AbstractSet[str] | None = None
) -> dict[str, list[Hit]]:
    """Return where the keys stand in a text, whole words only, a longer one hiding none.

    `begins` are the `beginnings` of the keys, where they are known already.
    """
    begins = beginnings(keys) if begins is None else begins
    found: dict[str, list[Hit]] = defaultdict(list)
    atoms = [(match.start(), match.end(), folded(match[0])) for match in ATOM.finditer(text)]
    for first, (start, _, _) in enumerate(atoms):
        joined, before = "", start
        for begin, end, atom in atoms[first : first + _MOST_ATOMS]:
            joined += atom
            if joined[:_BEGINNING] not in begins or not _is_joint(text, before, begin):
                break
            before = end
            if joined in keys:
                found[joined].append(Hit(start, end))
    return dict(found)


def _is_joint(text: str, end: int, begin: int) -> bool:
    """Tell whether what stands between two words joins them: nothing, a space or a dash."""
    between = text[end:begin]
    return between in {"", " ", "-"} or ("\n" not in between and bool(_JOINT.fullmatch(between)))


@lru_cache(maxsize=2**16)
def folded(atom: str) -> str:
    """Return the normalised form of one word; those of a name make its normalised name."""
    folded = fold_characters(american(singular(atom)))
    return "".join(c for c in folded if c.isalnum())


def sentence_bounds(text: str, hit: Hit) -> tuple[int, int]:
    """Return where the sentence around a hit begins and ends; the title is one."""
    title = text.find("\n")
    if hit.start <= title:
        return 0, title
    start, end = title + 1, len(text)
    for match in _SENTENCE_END.finditer(text, start):
        if match[0] != "\n" and _ABBREVIATED.search(
            text, max(0, match.start() - _NEAR), match.start()
        ):
            continue
        if match.end() <= hit.start:
            start = match.end()
        elif match.start() >= hit.end:
            end = match.end()
            break
    return start, start + len(text[start:end].rstrip())
