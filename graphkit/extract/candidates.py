"""What the components hand on: candidates, and the entities made of them.

Everything that a component stores with a Doc is text and numbers, so that a Doc can travel
between processes. Places are token numbers; the last component turns them into characters.
"""

from typing import NamedTuple

from spacy.tokens import Doc

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
    """One place where a paper names an entity; `role` is empty until the roles are known."""

    start: int
    end: int
    label: str
    name: str
    rule: str
    confidence: float
    role: str = ""


def words_of(doc: Doc) -> list[str]:
    """Return the words of a Doc, kept until the last component: reading them is slow."""
    words: list[str] = doc.user_data["words"]
    return words


def sentences_of(doc: Doc) -> list[tuple[int, int]]:
    """Return the first word and the end of each sentence."""
    starts: list[int] = doc.user_data["starts"]
    return list(zip(starts, [*starts[1:], len(doc)], strict=True))


for _name in ("abbreviations", "candidates", "found"):
    Doc.set_extension(_name, default=[], force=True)
Doc.set_extension("mentions", default=[], force=True)
