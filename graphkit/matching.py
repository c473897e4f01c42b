"""How near a text comes to a name: the one measure behind `find` and every "did you mean".

A text matches a name in one of four grades, best first:

    exact   the same, but for case and runs of blanks; or the text in normal form is the id's
    prefix  the name begins with the words of the text, the last of which may be cut short
    words   every word of the text begins some word of the name, in any order
    fuzzy   the same, but a word may be a few typing mistakes off: none below 3 characters, one
            below 6, two from there on

A mistake is a character too many, too few or wrong, or two that changed places (optimal string
alignment). Words are cut as Lucene's standard tokenizer cuts them, accents dropped, so that the
full-text index of a server holds every candidate that this measure accepts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from graphkit.ids import fold_characters, normalise_name
from graphkit.model import NodeLabel

_ONE_MISTAKE, _TWO_MISTAKES = 3, 6  # characters
_LIKE = 60  # of 100: the least likeness of a suggestion that matches in no grade
# A dot, a colon or an apostrophe between letters and a comma between digits belong to the word.
_WORD = re.compile(
    r"\w+(?:(?:(?<=[^\W\d_])[.:'’·](?=[^\W\d_])|(?<=\d)[.,;'](?=\d))\w+)*"  # noqa: RUF001 - titles hold it
)


class Grade(IntEnum):
    """How a text matches a name; the smaller the better."""

    EXACT = 0
    PREFIX = 1
    WORDS = 2
    FUZZY = 3


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A grade, the typing mistakes in it, and the name that matched."""

    grade: Grade
    mistakes: int
    name: str


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without accents."""
    return tuple(_WORD.findall(text.lower() if text.isascii() else fold_characters(text)))


def allowed_mistakes(word: str) -> int:
    """Return how many typing mistakes a word may hold."""
    return (len(word) >= _ONE_MISTAKE) + (len(word) >= _TWO_MISTAKES)


def id_beginnings(text: str, labels: Iterable[NodeLabel] = NodeLabel) -> tuple[str, ...]:
    """Return how the ids of entities begin whose name the text is, or is the beginning of."""
    key = normalise_name(text)
    return tuple(f"{label.lower()}:{key}" for label in labels) if key else ()


class Matcher:
    """One text, compared with many names; what is known of a word is kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self._plain = _plain(text)
        self._joined = " ".join(self.words)
        self.beginnings = id_beginnings(text)
        self._known: dict[str, tuple[int | None, ...]] = {}

    def match(self, node: str, names: Iterable[str], ids: Iterable[str] = ()) -> Match | None:
        """Return the best match of a thing with this id and these names, None where none matches.

        `ids` are others that it has elsewhere; those match as a whole. Of names that match alike
        the first is told.
        """
        for other in ids:
            if _plain(other) == self._plain:
                return Match(Grade.EXACT, 0, other)
        best = self._with_id(node)
        for name in names:
            if best is not None and best.grade is Grade.EXACT:
                break
            found = self.with_name(name)
            if found is not None and (best is None or _rank(found) < _rank(best)):
                best = found
        return best

    def with_name(self, name: str) -> Match | None:
        """Return the match with one name."""
        if _plain(name) == self._plain:
            return Match(Grade.EXACT, 0, name)
        theirs = words(name)
        if not self.words or not theirs:
            return None
        joined = " ".join(theirs)
        if joined.startswith(self._joined):
            return Match(Grade.PREFIX, int(joined != self._joined), name)
        total, grade = 0, Grade.WORDS
        for mistakes in self.mistakes_in(theirs):
            if mistakes is None:
                return None
            if mistakes:
                grade, total = Grade.FUZZY, total + mistakes
        return Match(grade, total, name)

    def mistakes_in(self, theirs: Sequence[str]) -> Iterator[int | None]:
        """Yield for every word of the text how far it is from the nearest of these words.

        None is for too far.
        """
        for place in range(len(self.words)):
            known = (self._mistakes(word)[place] for word in theirs)
            yield min((part for part in known if part is not None), default=None)

    def _with_id(self, node: str) -> Match | None:
        if _plain(node) == self._plain:
            return Match(Grade.EXACT, 0, node)
        bare = node.partition("@")[0]
        if bare in self.beginnings:
            return Match(Grade.EXACT, 0, node)
        if bare.startswith(self.beginnings):
            return Match(Grade.PREFIX, 1, node)
        return None

    def _mistakes(self, word: str) -> tuple[int | None, ...]:
        """Return for every word of the text how many mistakes it is off from one of a name."""
        if word not in self._known:
            self._known[word] = tuple(_mistakes(own, word) for own in self.words)
        return self._known[word]


def nearest(text: str, names: Iterable[str], count: int = 1) -> list[str]:
    """Return the names that come nearest to a text, best first: for "did you mean".

    Of names that match alike the one with fewest words; where none matches in any grade, those that
    are alike as a whole.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for a message

    known = sorted(set(names))
    matcher = Matcher(text)
    matches = (match for name in known if (match := matcher.with_name(name)) is not None)
    found = sorted(matches, key=lambda match: (*_rank(match), len(words(match.name)), match.name))
    if found:
        return [match.name for match in found[:count]]
    alike = process.extract(text, known, scorer=fuzz.ratio, limit=count, score_cutoff=_LIKE)
    return [name for name, _, _ in alike]


def _mistakes(wanted: str, word: str) -> int | None:
    if word.startswith(wanted):
        return 0
    limit = allowed_mistakes(wanted)
    if not limit or abs(len(wanted) - len(word)) > limit:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded by the first word that needs it

    found = OSA.distance(wanted, word, score_cutoff=limit)
    return int(found) if found <= limit else None


def _rank(match: Match) -> tuple[int, int]:
    return match.grade, match.mistakes


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
