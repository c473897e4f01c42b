"""Split a text into the word pieces of BERT without capitals, and remember where the words stood.

The same pieces as the reference tokenizer gives for the same vocabulary: controls out, ideographs
on their own, accents off, lower case, words at spaces and punctuation, then the longest piece that
fits. One difference is wanted: a text that spells a special piece, `[SEP]`, is text.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100  # letters; a longer word is unknown
_KNOWN_WORDS = 1 << 15  # words whose pieces are remembered
_GAP, _NOTHING, _ALONE, _LETTER = range(4)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REMOVED = frozenset(("Cc", "Cf", "Co", "Cs"))
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Word(NamedTuple):
    """A word as BERT sees it: characters [start, end) of the text, and its letters."""

    start: int
    end: int
    letters: str


class Pieces(NamedTuple):
    """The pieces of a text; word w is characters `spans[w]`, its first piece `ids[firsts[w]]`."""

    ids: list[int]
    firsts: list[int]
    spans: list[tuple[int, int]]


def split_words(text: str) -> Iterator[Word]:
    """Yield the words of `text` from left to right: runs of letters, and single marks."""
    start = end = 0
    letters: list[str] = []
    for place, character in enumerate(text):
        kind, normal = _look(character)
        if kind == _NOTHING:
            continue
        if kind == _LETTER:
            if not letters:
                start = place
            letters.append(normal)
            end = place + 1
            continue
        if letters:
            yield Word(start, end, "".join(letters))
            letters.clear()
        if kind == _ALONE:
            yield Word(place, place + 1, normal)
    if letters:
        yield Word(start, end, "".join(letters))


@lru_cache(maxsize=4096)
def _look(character: str) -> tuple[int, str]:
    """Return what a character is, and its letters without accents and capitals."""
    category = unicodedata.category(character)
    if character in "\t\n\r" or category[0] == "Z":
        return _GAP, ""
    if category in _REMOVED or character == "\ufffd":
        return _NOTHING, ""
    parts = unicodedata.normalize("NFD", character)
    normal = "".join(part.lower() for part in parts if unicodedata.category(part) != "Mn")
    if not normal:
        return _NOTHING, ""
    is_mark = normal in _ASCII_MARKS or unicodedata.category(normal[0])[0] == "P"
    code = ord(character)
    is_alone = is_mark or any(low <= code <= high for low, high in _IDEOGRAPHS)
    return (_ALONE if is_alone else _LETTER), normal


class WordPieces:
    """Turn a text into piece numbers: places in `vocabulary`, where `##` marks what goes on."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self.unknown = self._numbers[UNKNOWN]
        self.first = self._numbers[FIRST]
        self.last = self._numbers[LAST]
        self._known = lru_cache(maxsize=_KNOWN_WORDS)(self._split)

    def __call__(self, text: str) -> Pieces:
        """Return the pieces of `text`, without the special ones around it."""
        pieces = Pieces([], [], [])
        for start, end, letters in split_words(text):
            pieces.firsts.append(len(pieces.ids))
            pieces.spans.append((start, end))
            known = self._known(letters) if len(letters) <= _LONGEST_WORD else (self.unknown,)
            pieces.ids.extend(known)
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        """Return the longest pieces from left to right; a word with a part unknown is unknown."""
        found: list[int] = []
        place = 0
        while place < len(word):
            mark = "##" if place else ""
            for end in range(min(len(word), place + self._longest), place, -1):
                number = self._numbers.get(mark + word[place:end])
                if number is not None:
                    break
            else:
                return (self.unknown,)
            found.append(number)
            place = end
        return tuple(found)
