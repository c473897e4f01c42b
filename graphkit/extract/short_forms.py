"""Find short forms that a paper uses without brackets: "SNN" beside "spiking neural networks".

A short form is parted at its capitals ("ResNet" in Res and Net, "SNN" in three letters, "TA3N" in
T, A, A, A, N), and each part has to begin one word of a phrase that may name something, in their
order, no word left over. Where two phrases fit, none is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.abbreviations import is_short_form
from graphkit.extract.candidates import Abbreviation, Candidate, words_of
from graphkit.extract.vocabulary import vocabulary
from graphkit.extract.words import atoms
from graphkit.ids import singular

_PIECES = re.compile(r"[A-Z][a-z]*|\d+")
_FEWEST_LETTERS = 3  # of a short form that is nothing but first letters
_FEWEST_PIECES = 2
_MOST_REPEATED = 5

Phrase = tuple[str, ...]  # the parts of the words, in small letters


@Language.component("graphkit_short_forms")
def graphkit_short_forms(doc: Doc) -> Doc:
    """Add to `doc._.abbreviations` what `doc._.candidates` are the long forms of."""
    words = words_of(doc)
    pairs = [Abbreviation(*pair) for pair in doc._.abbreviations]
    candidates = [Candidate(*one) for one in doc._.candidates]
    found = find_short_forms(words, candidates, pairs)
    doc._.abbreviations = [*doc._.abbreviations, *map(tuple, found)]
    return doc


def find_short_forms(
    words: Sequence[str], candidates: Iterable[Candidate], pairs: Iterable[Abbreviation]
) -> Iterator[Abbreviation]:
    """Yield each undefined short form, where it stands first, with the long form that it has."""
    known = {singular("".join(words[pair.short_start : pair.short_end])) for pair in pairs}
    phrases: dict[Phrase, tuple[int, int]] | None = None
    for place, word in enumerate(words):
        if word.islower():
            continue
        short = singular(word)
        if short in known or not is_short_form(short):
            continue
        known.add(short)
        pieces = parts_of(short)
        if pieces is None or _is_established(word):
            continue
        if phrases is None:
            phrases = _phrases(words, candidates)
        if long := _only_fit(pieces, phrases, short.lower()):
            yield Abbreviation(place, place + 1, *phrases[long])


def parts_of(short: str) -> Phrase | None:
    """Return what each word of the long form has to begin with, None where it tells too little."""
    pieces: list[str] = []
    for piece in _PIECES.findall(short):
        if not piece.isdigit():
            pieces.append(piece.lower())
        elif pieces and 1 < int(piece) <= _MOST_REPEATED:
            pieces += pieces[-1:] * (int(piece) - 1)
        else:
            return None
    if "".join(_PIECES.findall(short)) != short or len(pieces) < _FEWEST_PIECES:
        return None
    is_initials = all(len(piece) == 1 for piece in pieces)
    return None if is_initials and len(pieces) < _FEWEST_LETTERS else tuple(pieces)


def _is_established(word: str) -> bool:
    """Return whether the field knows the short form with a long form of its own."""
    term = vocabulary().find([word])
    return term is not None and " " in term.name


def _phrases(
    words: Sequence[str], candidates: Iterable[Candidate]
) -> dict[Phrase, tuple[int, int]]:
    """Return the phrases that may name something, each with the place where it stands first."""
    places = sorted({(one.start, one.end) for one in candidates if one.end - one.start > 1})
    phrases: dict[Phrase, tuple[int, int]] = {}
    for start, end in places:
        phrase = tuple(part for word in words[start:end] for part in atoms(word))
        phrases.setdefault(phrase, (start, end))
    return phrases


def _only_fit(pieces: Phrase, phrases: Mapping[Phrase, object], short: str) -> Phrase | None:
    fits = [phrase for phrase in phrases if _fits(pieces, phrase) and short not in phrase]
    return fits[0] if len(fits) == 1 else None


def _fits(pieces: Phrase, phrase: Phrase) -> bool:
    return len(pieces) == len(phrase) and all(map(str.startswith, phrase, pieces))
