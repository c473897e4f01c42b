"""What the components hand on: candidates, and the entities made of them.

Everything that a component stores with a Doc is text and numbers, so that a Doc can travel
between processes. Places are token numbers; the last component turns them into characters.
"""

from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from graphkit.errors import GraphkitError
from graphkit.extract.boundaries import sentence_starts

METHOD, DATASET, TASK, METRIC = "Method", "Dataset", "Task", "Metric"


class Candidate(NamedTuple):
    """Tokens [start, end) that may name something, and the rule that says so."""

    start: int
    end: int
    label: str
    rule: str


class Abbreviation(NamedTuple):
    """A short form with the long form that the paper gives for it, as tokens [start, end)."""

    short_start: int
    short_end: int
    long_start: int
    long_end: int


class Found(NamedTuple):
    """One place where a paper names an entity; `tagged` where rule and tagger agree on it."""

    start: int
    end: int
    label: str
    name: str
    rule: str
    confidence: float
    tagged: bool = False


def keeps_words(doc: Doc) -> bool:
    """Return whether graphkit's tokenizer made the words of a Doc, and nobody split them anew."""
    return len(doc.user_data.get("words", ())) == len(doc) > 0


def words_of(doc: Doc) -> list[str]:
    """Return the words of a Doc: those that graphkit's tokenizer kept, as reading them is slow.

    Under another tokenizer, white space with a line end in it is one line end.
    """
    if keeps_words(doc):
        words: list[str] = doc.user_data["words"]
        return words
    return [_word(token.text) for token in doc]


def _word(text: str) -> str:
    return "\n" if text.isspace() and "\n" in text else text


def sentences_of(doc: Doc) -> list[tuple[int, int]]:
    """Return the first word and the end of each sentence.

    Where no component has marked the sentences they are found as `graphkit_sentences` does.
    """
    if keeps_words(doc) and "starts" in doc.user_data:
        starts: list[int] = doc.user_data["starts"]
    elif doc.has_annotation("SENT_START"):
        starts = [sentence.start for sentence in doc.sents]
    else:
        marks = sentence_starts(words_of(doc))
        starts = [place for place, is_start in enumerate(marks) if is_start]
    return list(pairwise([*starts, len(doc)]))


def found_of(doc: Doc) -> list[Found]:
    """Return the entities of a Doc. Raise GraphkitError where no component looked for any."""
    if doc._.found is None:
        raise GraphkitError(
            "graphkit_roles: expected the entities of graphkit_cleanup, found none looked for",
            hint='nlp.add_pipe("graphkit_cleanup", before="graphkit_roles")',
        )
    return [Found(*one) for one in doc._.found]


for _name in ("abbreviations", "candidates", "mentions"):
    Doc.set_extension(_name, default=[], force=True)
Doc.set_extension("found", default=None, force=True)
