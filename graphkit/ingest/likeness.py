"""Whether two records without a shared id tell of one paper: titles first, then the text.

Of 431 papers of five listing pages, two different ones share at most 5 of some 200 six-word
sequences of their abstracts, but for one pair: a paper and its extended version share 95 of 119,
with titles 0.90 alike. So text that agrees is a strong sign, and what sets versions apart is a
word more in the title.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from graphkit.ids import normalise_title
from graphkit.model import Paper

LEAST_SHARED = 0.8  # of the six-word sequences of the shorter abstract, where titles are related
LEAST_SHARED_EQUAL = 0.2  # the same where titles are equal: abstracts are written anew
LEAST_ALIKE = 0.95  # of all six-word sequences, where a title was changed
_SEQUENCE = 6
_LEAST_SEQUENCES = 40
_START = 400  # characters of an abstract in which its first words stand
_TELLING_WORDS = 3  # of a title that stands for a paper also without an abstract
_TELLING_LENGTH = 20
_MOST_YEARS = 4  # between a preprint and what became of it
_LEAST_TITLE = 60.0  # percent, by rapidfuzz's token_set_ratio
_LEAST_WORD = 75.0  # percent, of one word that is spelled another way
_LEAST_CUT = 25  # characters of a title that was cut
_COLON = re.compile(r"\s*(?:[:?!]|--|[—–]|\s-\s|\.\s)\s*")  # noqa: RUF001 - the dashes of titles
_WORDS = re.compile(r"[^\W_]+")
# A title does not end on one of these.
_OPEN_WORDS = re.compile(r"an?|the|of|for|in|on|with|by|to|from|and|or|via|under|using")
_NUMBER = re.compile(r"\d+|[ivx]+")


class Related(IntEnum):
    """How two titles are related, the closest first."""

    EQUAL = 1
    VARIANT = 2  # without its subtitle, cut short, spelled otherwise
    OTHER = 3


class Likeness(NamedTuple):
    """How alike two records are; the less, the more. `shared` is negative, as it sorts."""

    related: Related
    shared: float


def likeness(one: Paper, other: Paper) -> Likeness | None:
    """Return how alike two records are, None where they may be two papers. Symmetric."""
    related = relation(one.title, other.title)
    bare = not one.abstract.strip() or not other.abstract.strip()
    if bare:
        is_sure = related is Related.EQUAL and _is_telling(one.title) and _are_near(one, other)
        return Likeness(related, 0.0) if is_sure else None
    shared, alike = overlap(one.abstract, other.abstract)
    if related is Related.EQUAL:
        return Likeness(related, -shared) if shared >= LEAST_SHARED_EQUAL else None
    if related is Related.VARIANT:
        return Likeness(related, -shared) if shared >= LEAST_SHARED else None
    long = min(len(_sequences(one.abstract)), len(_sequences(other.abstract))) >= _LEAST_SEQUENCES
    near = fuzz.token_set_ratio(normalise_title(one.title), normalise_title(other.title))
    is_changed = long and alike >= LEAST_ALIKE and near >= _LEAST_TITLE
    return (
        Likeness(related, -shared)
        if is_changed and _numbers(one.title) == _numbers(other.title)
        else None
    )


@lru_cache(maxsize=2**12)
def relation(one: str, other: str) -> Related:
    """Return how two titles are related. Symmetric.

    Variants are a title with and without its subtitle, or with another; a title and the same cut
    short; titles whose words differ in spelling alone. Numbers have to agree, except where a title
    was cut: "Part I" is not "Part II".
    """
    first, second = normalise_title(one), normalise_title(other)
    if first.replace(" ", "") == second.replace(" ", ""):
        return Related.EQUAL
    if _is_cut(*sorted((first, second), key=len)):
        return Related.VARIANT
    if _numbers(one) != _numbers(other):
        return Related.OTHER
    is_subtitled = first in _heads(other) or second in _heads(one)
    if is_subtitled or _has_other_subtitle(one, other):
        return Related.VARIANT
    if _same_words(first.split(), second.split()):
        return Related.VARIANT
    return Related.OTHER


def block_keys(paper: Paper) -> set[str]:
    """Return keys of which two records share one where they may be one paper."""
    words = normalise_title(paper.abstract[:_START]).split()
    begins = {" ".join(words[:_SEQUENCE])} if len(words) > _SEQUENCE else set[str]()
    return begins | {head.replace(" ", "") for head in _heads(paper.title)}


def overlap(one: str, other: str) -> tuple[float, float]:
    """Return the shares of the six-word sequences of two texts that both have.

    The first is of the shorter text's, the second of all: a text and its beginning give 1.0 and
    less. Texts of less than six words count as one sequence.
    """
    first, second = _sequences(one), _sequences(other)
    both = len(first & second)
    return both / min(len(first), len(second)), both / len(first | second)


@lru_cache(maxsize=2**12)
def _sequences(text: str) -> frozenset[str]:
    words = normalise_title(text).split()
    count = max(1, len(words) - _SEQUENCE + 1)
    return frozenset(" ".join(words[n : n + _SEQUENCE]) for n in range(count))


def _is_telling(title: str) -> bool:
    normal = normalise_title(title)
    return len(normal.split()) >= _TELLING_WORDS or len(normal) >= _TELLING_LENGTH


def _are_near(one: Paper, other: Paper) -> bool:
    """Tell whether years, and authors where both sides name them, can be of one paper."""
    names = [_families(paper) for paper in (one, other)]
    if all(names) and not names[0] & names[1]:
        return False
    if one.year is None or other.year is None:
        return True
    return abs(one.year - other.year) <= _MOST_YEARS


def _families(paper: Paper) -> set[str]:
    return {
        normalise_title(author.particle + author.family).replace(" ", "")
        for author in paper.publication.authors
    }


def _is_cut(short: str, long: str) -> bool:
    """Tell whether a title is the beginning of another, ending inside a word or on "for".

    A whole word more may be what makes another paper, and so may a number.
    """
    if len(short) < _LEAST_CUT or not long.startswith(short):
        return False
    last = short.rpartition(" ")[2]
    whole = long[len(short) - len(last) :].partition(" ")[0]
    if whole == last:
        return _OPEN_WORDS.fullmatch(last) is not None
    return _NUMBER.fullmatch(whole) is None


def _heads(title: str) -> set[str]:
    """Return a title and what stands in front of its first colon, where that is telling."""
    parts = _COLON.split(title.strip(), maxsplit=1)
    return {normalise_title(title), normalise_title(parts[0])} - {""}


def _has_other_subtitle(one: str, other: str) -> bool:
    """Tell whether only the subtitles differ, and not by words more: these make another paper."""
    words, others = set(normalise_title(one).split()), set(normalise_title(other).split())
    return bool(_heads(one) & _heads(other)) and not (words <= others or others <= words)


def _numbers(title: str) -> list[str]:
    words = (word.casefold() for word in _WORDS.findall(title))
    return sorted(word for word in words if _NUMBER.fullmatch(word) or word[-1].isdigit())


def _same_words(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(
        left == right or fuzz.ratio(left, right) >= _LEAST_WORD
        for left, right in zip(one, other, strict=True)
    )
