"""Pairs of names as questions to people, and their answers as decisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.errors import InputError
from graphkit.ids import entity_id
from graphkit.model import NodeLabel, Suggestion, Table
from graphkit.resolve.decisions import (
    Decision,
    Decisions,
    Verb,
    check,
    decision_of,
    parse_thing,
)

COLUMNS = ("decision", "one", "other", "value", "confidence", "reason", "sentences", "others")
_SENTENCES = 3
_FORMULA = "'"  # what a spreadsheet's cell that is no formula may begin with


@dataclass(frozen=True, slots=True)
class Question:
    """A pair of entities to decide, as a decision calls them, with sentences of both.

    A sentence is a pair: the title of its paper, and the text.
    """

    one: str
    other: str
    confidence: float
    reason: str
    sentences: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def questions(
    suggestions: Iterable[Suggestion],
    sentences: Mapping[str, Sequence[tuple[str, str]]],
    titles: Mapping[str, str],
    decisions: Decisions,
) -> list[Question]:
    """Return what there is to ask, best first: what is decided already is left out.

    `sentences` are pairs of a paper's id and a text, by entity; `titles` those of the papers.
    """
    decided = {
        frozenset((part.thing, part.others))
        for verb in (Verb.ACCEPT, Verb.REJECT)
        for part in decisions.of(verb)
    }

    def shown(entity: str) -> tuple[tuple[str, str], ...]:
        found = sentences.get(entity, ())[:_SENTENCES]
        return tuple((titles.get(paper, paper), sentence) for paper, sentence in found)

    return [
        Question(
            reference(pair.one, pair.one_name),
            reference(pair.other, pair.other_name),
            pair.confidence,
            pair.reason,
            shown(pair.one),
            shown(pair.other),
        )
        for pair in suggestions
        if frozenset((parse_thing(pair.one), parse_thing(pair.other))) not in decided
    ]


def reference(entity: str, name: str) -> str:
    """Return what a decision calls an entity: "Method:Adam" where that means it, else its id."""
    label = next(one for one in NodeLabel if entity.startswith(f"{one.value.lower()}:"))
    return f"{label.value}:{name}" if entity_id(label, name) == entity else entity


def answered(decisions: Decisions, answers: Iterable[Decision], *, file: str) -> Decisions:
    """Return decisions with new ones. Raise InputError where they contradict each other."""
    added = replace(decisions, decisions=(*decisions.decisions, *answers))
    check(added, file=file)
    return added


def review_table(asked: Iterable[Question], *, with_sentences: bool = True) -> Table:
    """Return the questions as a table whose first column people fill in, or one to look at."""
    if not with_sentences:
        shown = ((part.confidence, part.one, part.other, part.reason) for part in asked)
        return Table(("confidence", "one", "other", "reason"), tuple(shown), "Names to decide")
    rows = (
        (
            "",
            question.one,
            question.other,
            "",
            question.confidence,
            question.reason,
            *(
                " / ".join(f"{text} [{title}]" for title, text in part)
                for part in (question.sentences, question.others)
            ),
        )
        for question in asked
    )
    return Table(COLUMNS, tuple(rows), "Names to decide")


def from_rows(rows: Iterable[tuple[int, Mapping[str, str]]], *, file: str) -> Iterator[Decision]:
    """Yield the decisions of a table that people filled in: rows with a word in `decision`.

    `value` is the new name of `one` (rename), its label (retype), or the paper that it is split
    from (split). Raise InputError with the line for what is no decision.
    """
    for line, row in rows:
        cells = {name: _bare(row.get(name) or "") for name in COLUMNS}
        if not cells["decision"]:
            continue
        verb = cells["decision"].lower()
        is_pair = verb in (Verb.ACCEPT, Verb.REJECT)
        try:
            yield decision_of((verb, cells["one"], cells["other" if is_pair else "value"]))
        except ValueError as error:
            raise InputError(f"{file}:{line}: {error}") from error


def _bare(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith(_FORMULA) and text[1:2] in set("=+-@") else text
