"""Find the established names that `vocabulary.txt` lists."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.candidates import DATASET, Candidate, words_of
from graphkit.extract.words import FUNCTION, atoms
from graphkit.ids import singular

_LONGEST = 7  # words
_BEGINNING = 3  # letters
_INSIDE = frozenset(("'s", "'", "/"))
_SEPARATORS = str.maketrans("", "", "-‐‑–— ")  # noqa: RUF001 - the dashes that names hold


class Term(NamedTuple):
    """An established name: its label, its usual full form, whether it needs weight to count."""

    label: str
    name: str
    weak: bool


class Vocabulary(NamedTuple):
    """Terms by folded spelling (any case) and by exact spelling, hyphens and spaces dropped.

    `proper` holds the words that have a capital inside any name: "Gaussian", "Markov";
    `beginnings` the first letters of all spellings, in small letters.
    """

    folded: dict[str, Term]
    exact: dict[str, Term]
    proper: frozenset[str]
    beginnings: frozenset[str]

    def may_begin(self, word: str) -> bool:
        """Tell whether a spelling may begin with a word: quicker than to look for it."""
        folded = "".join(atoms(word))
        if len(folded) < _BEGINNING:
            return True
        plain = word.translate(_SEPARATORS).lower()
        return folded[:_BEGINNING] in self.beginnings or plain[:_BEGINNING] in self.beginnings

    def find(self, words: Sequence[str]) -> Term | None:
        """Return the term that `words` spell, None where they spell none."""
        exact = "".join(words[:-1]) + words[-1]
        exact = exact.translate(_SEPARATORS)
        term = self.exact.get(exact)
        if term is None and exact.endswith("s"):
            term = self.exact.get(singular(exact))
        return term or self.folded.get("".join(part for word in words for part in atoms(word)))


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the package."""
    text = files("graphkit.extract").joinpath("vocabulary.txt").read_text(encoding="utf-8")
    return read_vocabulary(text)


def read_vocabulary(text: str) -> Vocabulary:
    """Read sections `[Label]` or `[Label weak]` with entries `name = spelling, spelling;`.

    Where two entries share a spelling the first has it.
    """
    folded: dict[str, Term] = {}
    exact: dict[str, Term] = {}
    proper: set[str] = set()
    common: set[str] = set()
    label, weak = "", False
    for line in text.splitlines():
        if line.startswith("["):
            label, _, strength = line.strip("[]").partition(" ")
            weak = strength == "weak"
        elif line and not line.startswith("#"):
            for entry in line.split(";"):
                name, _, others = entry.strip().partition(" = ")
                if not name:
                    continue
                common.update(word for word in name.split() if word.islower())
                if not name.istitle():
                    proper.update(word for word in name.split() if not word.islower())
                for spelling in (name, *filter(None, map(str.strip, others.split(",")))):
                    _add(spelling, Term(label, name, weak), folded, exact)
    proper = {word for word in proper if word.lower() not in common}
    beginnings = frozenset(key[:_BEGINNING].lower() for key in (*folded, *exact))
    return Vocabulary(folded, exact, frozenset(proper), beginnings)


def _add(spelling: str, term: Term, folded: dict[str, Term], exact: dict[str, Term]) -> None:
    spelling = spelling.replace("'", " '")
    is_word = " " not in spelling and not spelling.islower()
    if is_word or term.label == DATASET:
        exact.setdefault(spelling.translate(_SEPARATORS), term)
    else:
        folded.setdefault("".join(p for word in spelling.split() for p in atoms(word)), term)


@Language.component("graphkit_vocabulary")
def graphkit_vocabulary(doc: Doc) -> Doc:
    """Add the established names to `doc._.candidates`."""
    words = words_of(doc)
    doc._.candidates = [*doc._.candidates, *map(tuple, find_terms(words))]
    return doc


def find_terms(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield the longest established name at each place, from left to right."""
    terms = vocabulary()
    start = 0
    while start < len(words):
        found = _longest(terms, words, start)
        if found is None:
            start += 1
            continue
        end, term = found
        yield Candidate(start, end, term.label, "vocabulary-weak" if term.weak else "vocabulary")
        start = end


def _longest(terms: Vocabulary, words: Sequence[str], start: int) -> tuple[int, Term] | None:
    if not words[start][0].isalnum() or words[start].lower() in FUNCTION:
        return None
    if not terms.may_begin(words[start]):
        return None
    end = start
    while end < min(start + _LONGEST, len(words)) and (
        words[end][0].isalnum() or words[end] in _INSIDE
    ):
        end += 1
    for last in range(end, start, -1):
        if term := terms.find(words[start:last]):
            return last, term
    return None
