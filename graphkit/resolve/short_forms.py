"""How a short form is made of the words of a name: initials, beginnings, brackets."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graphkit.ids import fold_characters, singular
from graphkit.resolve.acronyms import short_form

_BREAKS = re.compile(r"[\s\-‐‑‒–—/]+")  # noqa: RUF001 - the dashes that names hold
_SMALL = re.compile(r"an?|and|as|at|by|for|from|in|into|of|on|or|per|the|to|via|with")
_PARTS = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]")
# "long form (SHORT)" anywhere in a text; "E(n)" has no space in front of its bracket.
_BRACKET = re.compile(r"\s+\(\s*([A-Za-z][\w.&^-]{1,11})\s*\)")
_LONGEST = 10  # words of a long form
_FARTHEST = 400  # characters in front of a bracket that hold the long form


def is_initials(short: str, name: str) -> bool:
    """Tell whether a short form is the initials of a name: of its words, or of their parts too.

    Small words may have a letter or not: "NoFE" and "NFE" are both the number of function
    evaluations.
    """
    letters = fold_characters(short)
    return any(_spell(letters, [word[:1] for word in words], words) for words in _word_lists(name))


def is_beginnings(short: str, name: str) -> bool:
    """Tell whether the parts of a short form begin the words of a name: ResNet, residual network.

    The parts end where a capital begins; every word of the name has one, two at least.
    """
    parts = [fold_characters(part) for part in _PARTS.findall(singular(short))]
    return len(parts) > 1 and any(
        len(parts) == len(words)
        and all(word.startswith(part) for part, word in zip(parts, words, strict=True))
        for words in _word_lists(name)
    )


def without_bracket(name: str) -> tuple[str, str | None]:
    """Return a name without a short form in brackets behind its long form, and the short form."""
    found = _BRACKET.search(name)
    if found is None or long_before(name[: found.start()], found[1]) is None:
        return name, None
    return f"{name[: found.start()]}{name[found.end() :]}", found[1]


def definitions_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the short forms in brackets in a text, with the long forms in front of them."""
    for found in _BRACKET.finditer(text):
        begin = max(0, found.start() - _FARTHEST)
        long = long_before(text[begin : found.start()], found[1])
        if long is not None:
            yield singular(found[1]), long


def long_before(text: str, short: str) -> str | None:
    """Return the shortest end of a text whose initials are the short form, or None."""
    bare = short_form(short)
    if bare is None:
        return None
    words = text.split()[-_LONGEST:]
    for count in range(2, len(words) + 1):
        name = " ".join(words[-count:])
        if is_initials(bare, name) and not _SMALL.fullmatch(words[-count].lower()):
            return name
    return None


@lru_cache(maxsize=2**14)
def _word_lists(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a name, folded: parted at spaces alone, and at hyphens too."""
    coarse = tuple(fold_characters(singular(word)).lstrip("([\"'") for word in name.split())
    fine = tuple(fold_characters(singular(word)) for word in _BREAKS.split(name) if word)
    return tuple(dict.fromkeys((tuple(filter(None, coarse)), fine)))


def _spell(letters: str, initials: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether the letters are the initials in order; small words may be passed over."""
    reached = {0}
    for initial, word in zip(initials, words, strict=True):
        after = {place + 1 for place in reached if letters[place : place + 1] == initial}
        reached = after | reached if _SMALL.fullmatch(word) else after
    return len(letters) in reached
