"""Find short forms with their long forms: "graph neural network (GNN)", "GNN (graph ...)".

After Schwartz and Hearst (2003): the letters of the short form are looked for in the words in
front of the bracket, from right to left. Here every way to place them is weighed: letters that
begin a word cost nothing, letters inside a word and words without a letter cost, and the cheapest
way wins. Plural s, hyphens, inner capitals and digits are seen through.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import Abbreviation, sentences_of, words_of
from graphkit.extract.words import word_set

_SHORT = re.compile(r"[^\W_][\w.\-+/&^@*]{1,14}$")
_LONGEST_SHORT = 12
_MOST_WORDS = 12
_PARTS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"\d+|[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]")
_SMALL = word_set("a an and as at by for from in into of on or per the to via with over under")
_STOPS = frozenset(["(", ")", "[", "]", ";", ":", ".", "!", "?", '"', ",", "\n"]) | {"\n"}
_MARKERS = word_set("e.g. i.e. eg ie cf cf. see also aka a.k.a. denoted called abbreviated")
# What a placing costs: a letter that begins no word, a word without a letter, a small one or a part
# behind a hyphen, the last word, the second letter of a part next to the first, or further on.
_INSIDE, _SKIPPED, _SKIPPED_SMALL, _SKIPPED_LAST, _NEXT, _AWAY = 1.0, 1.6, 0.15, 1.0, 0.25, 0.7
_DEAREST = 0.45  # the most that a long form may cost, for each letter of the short one


@Language.component("graphkit_abbreviations")
def graphkit_abbreviations(doc: Doc) -> Doc:
    """Set `doc._.abbreviations`."""
    words = words_of(doc)
    starts = [start for start, _ in sentences_of(doc)]
    doc._.abbreviations = [tuple(pair) for pair in find_abbreviations(words, starts)]
    return doc


def find_abbreviations(words: Sequence[str], starts: Sequence[int]) -> Iterator[Abbreviation]:
    """Yield the pairs of short and long form; `starts` are the words that begin a sentence."""
    begins = set(starts)
    sentence = 0
    for place, word in enumerate(words):
        if place in begins:
            sentence = place
        if word == "(":
            close = _closing(words, place, begins)
            if close is not None:
                pair = _long_before(words, sentence, place, close)
                pair = pair or _long_inside(words, place, close)
                if pair:
                    yield pair


def _closing(words: Sequence[str], opening: int, begins: set[int]) -> int | None:
    for place in range(opening + 1, min(opening + _MOST_WORDS + 2, len(words))):
        if words[place] == ")":
            return place
        if words[place] == "(" or place in begins:
            return None
    return None


def _long_before(
    words: Sequence[str], sentence: int, opening: int, close: int
) -> Abbreviation | None:
    """Read "long form (SHORT)", also "(SHORT, more)" and "(SHORT; more)"."""
    end = next((i for i in range(opening + 1, close) if words[i] in {",", ";", ":"}), close)
    begin = opening + 1
    if begin < end and words[begin].lower() in {"or", "i.e.", "denoted", "called", "termed"}:
        begin += 1
    short = "".join(words[begin:end])
    if end - begin != 1 and not _is_pair(words[begin:end], words[sentence:opening]):
        return None
    if not is_short_form(short):
        return None
    first = max(sentence, opening - _MOST_WORDS)
    for place in range(opening - 1, first - 1, -1):
        if words[place] in _STOPS:
            first = place + 1
            break
    if first < opening and words[opening - 1] in {'"', "'"}:
        return None
    start = long_form_start(short, words[first:opening])
    if start is None:
        return None
    return Abbreviation(begin, end, first + start, opening)


def _is_pair(words: Sequence[str], before: Sequence[str]) -> bool:
    """Return whether two words make one short form: "Graph LSTM" behind "graph long short-..."."""
    if len(words) != 2:  # noqa: PLR2004 - a pair
        return False
    first, second = words
    known = {word.lower() for word in before}
    return second[0].isdigit() or (first.lower() in known and second.isupper())


def _long_inside(words: Sequence[str], opening: int, close: int) -> Abbreviation | None:
    """Read "SHORT (long form)"; the long form fills the bracket, up to a comma or a semicolon."""
    short = words[opening - 1] if opening else ""
    end = next((i for i in range(opening + 1, close) if words[i] in {",", ";"}), close)
    inside = words[opening + 1 : end]
    if len(inside) < 2 or not is_short_form(short) or inside[0].lower() in _MARKERS:  # noqa: PLR2004 - a lone word there is a remark
        return None
    if long_form_start(short, inside, whole=True) != 0:
        return None
    return Abbreviation(opening - 1, opening, opening + 1, end)


def is_short_form(text: str) -> bool:
    """Return whether `text` can be an abbreviation: short, with a capital inside, no number."""
    letters = sum(c.isalpha() for c in text)
    return bool(
        len(text) <= _LONGEST_SHORT
        and _SHORT.match(text)
        and letters >= 2  # noqa: PLR2004 - one letter is a variable
        and any(c.isupper() for c in text)
        and not (text.istitle() and letters > 4 and text.isalpha())  # noqa: PLR2004 - a plain word, "Figure"
        and text not in {"URL", "Fig", "Eq", "Sec", "USA"}
    )


def long_form_start(short: str, words: Sequence[str], *, whole: bool = False) -> int | None:
    """Return the number of the word where the long form of `short` begins in `words`.

    The long form ends with the last word. With `whole` only a match from the first word on counts.
    """
    if short[-1:] == "s" and short[-2:-1].isupper():
        short = short[:-1]
    letters = "".join(c for c in short.lower() if c.isalnum())
    most = min(len(letters) + 5, 2 * len(letters) + 1)
    parts, owners, inner = _split(words)
    if not letters or not parts or "".join(parts) == letters:
        return None
    first = 0 if whole else max(0, len(parts) - most)
    best = _cheapest(letters, tuple(parts[first:]), tuple(inner[first:]))
    if best is None:
        return None
    cost, start = best
    start = owners[first + start]
    if cost > _DEAREST * len(letters) or (whole and start != 0):
        return None
    if (
        words[start].lower() in _SMALL
        and start + 1 < len(words)
        and letters[0] != words[start][0].lower()
    ):
        return None
    long = " ".join(words[start:])
    is_long = len(words) - start > 1 or len(long) > len(short) + 2
    return start if is_long else None


def _split(words: Sequence[str]) -> tuple[list[str], list[int], list[bool]]:
    """Return the parts of the words, hyphens and inner capitals apart, and the word of each.

    Last come marks: whether a part may go without a letter since its word has other parts.
    """
    parts: list[str] = []
    owners: list[int] = []
    inner: list[bool] = []
    for number, word in enumerate(words):
        for position, part in enumerate(_PARTS.findall(word)):
            pieces = _CAMEL.findall(part)
            for piece in pieces:
                parts.append(piece.lower())
                owners.append(number)
                inner.append(position > 0 or len(pieces) > 1)
    return parts, owners, inner


def _cheapest(
    letters: str, parts: tuple[str, ...], inner: tuple[bool, ...]
) -> tuple[float, int] | None:
    """Return the least cost of placing all `letters` in `parts` up to the last, and the start.

    The first letter begins the start part. `inner` marks the parts that stand behind a hyphen.
    """
    found = _Placing(letters, parts, inner).least(len(letters) - 1, len(parts) - 1)
    return None if found is None else (found[0], -found[1])


def _within(letters: str, part: str) -> float | None:
    """Return the cost of finding `letters` in order in one part, None where they are not there."""
    position = part.find(letters[0])
    if position < 0:
        return None
    cost = 0.0 if position == 0 else _INSIDE
    for letter in letters[1:]:
        following = part.find(letter, position + 1)
        if following < 0:
            return None
        cost += _NEXT if following == position + 1 else _AWAY
        position = following
    return cost


class _Placing:
    """The ways to place letters in parts; costs come with minus the start, so that less is nearer.

    What was found for the first letters and parts is remembered.
    """

    def __init__(self, letters: str, parts: tuple[str, ...], inner: tuple[bool, ...]) -> None:
        self._letters = letters
        self._parts = parts
        self._inner = inner
        self._known: dict[tuple[int, int], tuple[float, int] | None] = {}

    def least(self, last: int, part: int) -> tuple[float, int] | None:
        """Place letters [0, last] in parts [0, part]; None where they do not fit."""
        if part < 0:
            return None
        if (last, part) not in self._known:
            options = [option for option in self._taking(last, part) if option]
            if rest := self.least(last, part - 1):
                options.append((rest[0] + self._skipping(part), rest[1]))
            self._known[last, part] = min(options, default=None)
        return self._known[last, part]

    def _taking(self, last: int, part: int) -> Iterator[tuple[float, int] | None]:
        """Yield what it costs where this part takes the last letter, or the last few."""
        for first in range(last, max(-1, last - len(self._parts[part])), -1):
            cost = _within(self._letters[first : last + 1], self._parts[part])
            if cost is None:
                continue
            if first > 0:
                rest = self.least(first - 1, part - 1)
                yield rest and (cost + rest[0], rest[1])
            elif self._parts[part][0] == self._letters[0]:
                yield cost, -part

    def _skipping(self, part: int) -> float:
        if part == len(self._parts) - 1:
            return _SKIPPED_LAST
        return _SKIPPED_SMALL if self._inner[part] or self._parts[part] in _SMALL else _SKIPPED
