"""What people decided about names: one line a decision, in a file to keep in git.

    #graphkit-decisions 1
    accept	Method:Adam optimizer	Method:Adam	both are Kingma and Ba's
    reject	Dataset:Cora	Dataset:CORA-ML
    split	Method:SNN	title:0123456789abcdef
    rename	Method:graph attention network	Graph Attention Network
    retype	Method:GraphFM	Dataset

The columns, between tabs, are the verb, the thing, the other thing or value, and a note that says
what it likes. A thing is a label and a name, or the id of an entity. Other lines that begin with #
are comments. Deleting a line takes the decision back.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from graphkit.errors import InputError
from graphkit.ids import normalise_name
from graphkit.model import ENTITY_LABELS, NodeLabel

VERSION = 1
CASE = "case"  # in the third column of a split: the spelling in just these capitals
_HEADER = "#graphkit-decisions"
_LABELS: Mapping[str, NodeLabel] = {label.value.lower(): label for label in ENTITY_LABELS}
_QUALIFIED = re.compile(r"(?P<name>.+)@(?P<qualifier>word|split|[a-z][a-z0-9]*:\S+)")
_LEAST_COLUMNS = 2
_MOST_COLUMNS = 4


class Verb(StrEnum):
    """What a decision does, in the order in which a file lists it."""

    ACCEPT = "accept"
    REJECT = "reject"
    SPLIT = "split"
    RENAME = "rename"
    RETYPE = "retype"


class Thing(NamedTuple):
    """A name of one kind. `qualifier` is what follows an `@` in an entity's id."""

    label: NodeLabel
    key: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: `one` and `other` as they are written, and the line's number, from 1; 0: none yet.

    `other` is a thing, the id of a paper, "case" or nothing (split), a name (rename), or a label
    (retype).
    """

    verb: Verb
    one: str
    other: str = ""
    note: str = ""
    line: int = 0

    @property
    def thing(self) -> Thing:
        """Return what `one` names."""
        return parse_thing(self.one)

    @property
    def others(self) -> Thing:
        """Return what `other` names, of accept and reject."""
        return parse_thing(self.other)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a file, checked, and its comments."""

    decisions: tuple[Decision, ...] = ()
    comments: tuple[str, ...] = ()

    def of(self, verb: Verb) -> list[Decision]:
        """Return the decisions with a verb, in the order of the file."""
        return [decision for decision in self.decisions if decision.verb is verb]

    @property
    def content(self) -> str:
        """Return what the decisions change: equal contents make equal graphs."""
        return "\n".join(sorted({_line(replace_note(part)) for part in self.decisions}))


def replace_note(decision: Decision) -> Decision:
    """Return a decision without its note."""
    return Decision(decision.verb, decision.one, decision.other)


def parse_thing(text: str) -> Thing:
    """Return what "Method:Adam" or "method:adam" names. Raise ValueError for anything else."""
    start, colon, name = text.partition(":")
    label = _LABELS.get(start.strip().lower())
    if not colon or label is None or not name.strip():
        raise ValueError(
            f"expected a label and a name, such as Method:Adam, found {text!r}; labels are "
            + ", ".join(label.value for label in ENTITY_LABELS)
        )
    found = _QUALIFIED.fullmatch(name.strip())
    if found is not None:
        return Thing(label, normalise_name(found["name"]), found["qualifier"])
    return Thing(label, normalise_name(name))


def parse(text: str, *, file: str = "decisions") -> Decisions:
    """Read a file of decisions. Raise InputError for what cannot be read or contradicts itself."""
    lines = text.splitlines()
    first = lines[0].split() if lines else []
    if first[:1] != [_HEADER] or len(first) != _LEAST_COLUMNS or not first[1].isdigit():
        raise InputError(
            f"{file}:1: expected `{_HEADER} {VERSION}`, found {lines[0] if lines else 'nothing'!r}",
            hint="`graphkit review` writes such a file",
        )
    if int(first[1]) > VERSION:
        raise InputError(
            f"{file}:1: expected version {VERSION}, found {first[1]}", hint="update graphkit"
        )
    comments = tuple(line for line in lines[1:] if line.startswith("#"))
    decisions = tuple(
        _decision(line, number, file)
        for number, line in enumerate(lines[1:], start=2)
        if line.strip() and not line.startswith("#")
    )
    found = Decisions(decisions, comments)
    check(found, file=file)
    return found


def write(decisions: Decisions) -> str:
    """Return the text of a file: comments first, then the decisions, sorted, each once."""
    lines = {_line(replace_note(part)): _line(part) for part in reversed(decisions.decisions)}
    ordered = sorted(lines, key=lambda line: (list(Verb).index(Verb(line.split("\t")[0])), line))
    rows = [f"{_HEADER} {VERSION}", *decisions.comments, *(lines[line] for line in ordered)]
    return "\n".join(rows) + "\n"


def _line(decision: Decision) -> str:
    cells = (decision.verb.value, decision.one, decision.other, decision.note)
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def _decision(line: str, number: int, file: str) -> Decision:
    cells = [cell.strip() for cell in line.split("\t")]
    try:
        return decision_of(cells, number)
    except ValueError as error:
        raise InputError(f"{file}:{number}: {error}") from error


def decision_of(cells: Sequence[str], line: int = 0) -> Decision:
    """Return the decision that verb, thing, other and note make. Raise ValueError."""
    if not _LEAST_COLUMNS <= len(cells) <= _MOST_COLUMNS:
        raise ValueError(f"expected 2 to 4 columns with tabs between, found {len(cells)}")
    verb, one, other, note = (*cells, "", "")[:_MOST_COLUMNS]
    decision = Decision(_verb(verb), one, other, note, line)
    _check_columns(decision)
    return decision


def _verb(text: str) -> Verb:
    if text not in list(Verb):
        raise ValueError(f"expected one of {', '.join(Verb)}, found {text!r}")
    return Verb(text)


def _check_columns(decision: Decision) -> None:
    thing, verb = decision.thing, decision.verb
    if verb in (Verb.ACCEPT, Verb.REJECT):
        if verb is Verb.ACCEPT and decision.others.label is not thing.label:
            raise ValueError(
                f"expected two things of one kind, found {thing.label} and "
                f"{decision.others.label}; `retype` one of them first"
            )
        if decision.others == thing:
            raise ValueError(
                "expected two names, found one name in two spellings; "
                "`split` with `case` in the third column keeps capitals apart"
            )
    elif verb is Verb.RENAME and not normalise_name(decision.other):
        raise ValueError("expected the new name in the third column, found nothing")
    elif verb is Verb.RETYPE and decision.other.lower() not in _LABELS:
        labels = ", ".join(label.value for label in ENTITY_LABELS)
        raise ValueError(f"expected a label of {labels}, found {decision.other!r}")


def label_called(text: str) -> NodeLabel:
    """Return the label of an entity, case aside."""
    return _LABELS[text.lower()]


def check(decisions: Decisions, *, file: str = "decisions") -> None:
    """Raise InputError, with the lines, where decisions contradict each other."""
    problems = sorted(
        (
            *_rejected_pairs(decisions),
            *_several_values(decisions, Verb.RENAME),
            *_several_values(decisions, Verb.RETYPE),
            *_circles(decisions),
        )
    )
    if problems:
        lines = [f"{_place(file, numbers)}: {words}" for numbers, words in problems]
        raise InputError("\n".join(lines), hint="delete one of these lines")


def _place(file: str, lines: Sequence[int]) -> str:
    """Return a file with its lines; an answer that is in no file yet has none."""
    numbers = ",".join(str(line) for line in lines if line)
    return f"{file}:{numbers}" if numbers else file


def _rejected_pairs(decisions: Decisions) -> Iterator[tuple[list[int], str]]:
    """Yield the pairs that are rejected and, by a chain of accepts, accepted too."""
    ways: dict[Thing, dict[Thing, int]] = defaultdict(dict)
    for part in decisions.of(Verb.ACCEPT):
        ways[part.thing].setdefault(part.others, part.line)
        ways[part.others].setdefault(part.thing, part.line)
    for part in decisions.of(Verb.REJECT):
        chain = _chain(ways, part.thing, part.others)
        if chain is not None:
            words = f"{part.one} and {part.other} are accepted as one and rejected"
            yield sorted({*chain, part.line}), words


def _chain(ways: Mapping[Thing, Mapping[Thing, int]], start: Thing, end: Thing) -> list[int] | None:
    """Return the lines on the shortest chain between two things, None where there is none."""
    known: dict[Thing, list[int]] = {start: []}
    level = [start]
    while level and end not in known:
        after = []
        for thing in level:
            for near, line in sorted(ways.get(thing, {}).items()):
                if near not in known:
                    known[near] = [*known[thing], line]
                    after.append(near)
        level = after
    return known.get(end) if start != end else None


def _several_values(decisions: Decisions, verb: Verb) -> Iterator[tuple[list[int], str]]:
    first: dict[Thing, Decision] = {}
    for part in decisions.of(verb):
        known = first.setdefault(part.thing, part)
        if known.other != part.other:
            words = f"{part.one} gets two values by {verb}: {known.other!r} and {part.other!r}"
            yield sorted([known.line, part.line]), words


def _circles(decisions: Decisions) -> Iterator[tuple[list[int], str]]:
    """Yield chains of renames or retypes that come back to where they started."""
    for verb in (Verb.RENAME, Verb.RETYPE):
        steps: dict[Thing, tuple[Thing, int]] = {}
        for part in decisions.of(verb):
            steps.setdefault(part.thing, (_result(part), part.line))
        reported = set[Thing]()
        for start in sorted(steps):
            chain = list(_follow(steps, start))
            if chain and chain[-1] == start and len(chain) > 1 and start not in reported:
                reported.update(chain)
                lines = sorted(steps[thing][1] for thing in set(chain))
                yield lines, f"these lines {verb} in a circle"


def _result(decision: Decision) -> Thing:
    if decision.verb is Verb.RENAME:
        return decision.thing._replace(key=normalise_name(decision.other))
    return decision.thing._replace(label=label_called(decision.other))


def _follow(steps: Mapping[Thing, tuple[Thing, int]], start: Thing) -> Iterator[Thing]:
    """Yield what follows `start`, up to the first thing that was there already."""
    seen = {start}
    thing = start
    while thing in steps:
        thing = steps[thing][0]
        yield thing
        if thing in seen:
            return
        seen.add(thing)


def described(decisions: Decisions, lines: Iterable[int]) -> tuple[str, ...]:
    """Return the decisions of some lines, without notes, sorted."""
    wanted = set(lines)
    found = {_line(replace_note(part)) for part in decisions.decisions if part.line in wanted}
    return tuple(sorted(line.replace("\t", " | ") for line in found))


def things(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, list[Thing]]]:
    """Yield the decisions, sorted, with the things that have to be there for them to fit."""
    for part in sorted(decisions, key=lambda part: (part.verb, part.one, part.other, part.line)):
        pair = part.verb in (Verb.ACCEPT, Verb.REJECT)
        yield part, [part.thing, part.others] if pair else [part.thing]
