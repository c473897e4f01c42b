"""Read the test sets of SciERC and SciER, which are annotated by other guides, as they come.

    python benchmarks/zero_shot.py scierc|scier FOLDER [--profile P]… [--sentences]

FOLDER is a copy of the set: `full_dygie_json/test.jsonl` of SciERC (100 abstracts), or
`PLM/test.jsonl` and `PLM/test_ood.jsonl` of SciER (10 and 6 papers, full text). Nothing of either
is in this repository.

Labels: SciERC's Method, Task and Metric are ours, its Material is compared with our Dataset though
it is wider (languages, images, any text); OtherScientificTerm and Generic are left out, so what we
find there counts as wrong. SciER's Dataset, Method and Task are ours; our Metric is left out.

Nothing is fitted to the guides of these sets, but it is not a blind test of the field. 130
abstracts of SciERC's train and dev parts, none of its test part, were annotated again by graphkit's
guide, and the shipped weights learn from them. The encoder of `best` saw SciREX's full texts with
SciREX's own labels first, papers of the kind that SciER has. No sentence of more than 50 letters
is both in these test sets and in those abstracts or texts.

The tokens are put together to a text as people write it. Each document is one text without a
title; SciER's papers are so too, as their sentences follow each other; `--sentences` reads each
sentence for itself.

Strict: the same characters and type. Relaxed: precision is the share of what was found that
overlaps an annotated span of its type, recall the share of annotated spans that something found
of their type overlaps. The last row takes all types for one.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graphkit import config
from graphkit.extract.protocol import LONGEST_TEXT
from graphkit.extract.registry import find

_ESCAPES = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
}
_NO_BLANK_BEFORE = frozenset(".,;:!?)]}%") | {"'s", "n't", "'re", "'ve", "'"}
_NO_BLANK_AFTER = frozenset("([{")
_TIGHT = frozenset("-/")  # between letters or figures


class Set(NamedTuple):
    """A collection: its parts, and what its labels are here."""

    parts: Mapping[str, str]
    labels: Mapping[str, str]


class Span(NamedTuple):
    """A place in a text, with its type."""

    start: int
    end: int
    label: str


class Annotated(NamedTuple):
    """A text with the spans that people marked."""

    text: str
    spans: frozenset[Span]


SETS = {
    "scierc": Set(
        {"test": "full_dygie_json/test.jsonl"},
        {"Method": "Method", "Task": "Task", "Material": "Dataset", "Metric": "Metric"},
    ),
    "scier": Set(
        {"test": "PLM/test.jsonl", "out of domain": "PLM/test_ood.jsonl"},
        {"Method": "Method", "Task": "Task", "Dataset": "Dataset"},
    ),
}


def joined(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of some tokens, and where each of them stands in it."""
    text, places, is_open = "", [], False
    for at, token in enumerate(tokens):
        written = _ESCAPES.get(token, token).strip()
        if written == '"':
            is_open = not is_open
            has_blank = is_open
        else:
            has_blank = not _sticks(tokens, at, written)
        after_quote = is_open and text.endswith('"') and written != '"'
        if text and has_blank and not after_quote and text[-1] not in _NO_BLANK_AFTER:
            text += " "
        places.append((len(text), len(text) + len(written)))
        text += written
    return text, places


def _sticks(tokens: Sequence[str], at: int, written: str) -> bool:
    """Return whether no blank stands before a token."""
    before = tokens[at - 1] if at else ""
    if written in _NO_BLANK_BEFORE or not written:
        return True
    if written in _TIGHT:
        return bool(
            before[-1:].isalnum() and tokens[at + 1 : at + 2] and tokens[at + 1][0].isalnum()
        )
    if before in _TIGHT:
        return at > 1 and tokens[at - 2][-1:].isalnum() and written[0].isalnum()
    return len(before) == len(written) == 1 and before.isdigit() and written.isdigit()


def annotated(record: Any, labels: Mapping[str, str], *, by_sentence: bool) -> Iterator[Annotated]:  # noqa: ANN401 - a line of JSON
    """Yield a document as one text, or each of its sentences."""
    offset = 0
    units: list[tuple[list[str], list[Any], int]] = []
    for tokens, marks in zip(record["sentences"], record["ner"], strict=True):
        if by_sentence or not units:
            units.append(([], [], offset))
        units[-1][0].extend(tokens)
        units[-1][1].extend(marks)
        offset += len(tokens)
    for tokens, marks, first in units:
        text, places = joined(tokens)
        spans = {
            Span(places[start - first][0] + 1, places[end - first][1] + 1, labels[label])
            for start, end, label in marks
            if label in labels
        }
        yield Annotated(f"\n{text}", frozenset(spans))  # an empty title


def found(profile: str, texts: Sequence[str], labels: frozenset[str]) -> list[frozenset[Span]]:
    """Return what a profile finds in each text, of the labels that the collection knows."""
    longest = max(map(len, texts))
    if longest > LONGEST_TEXT:
        raise SystemExit(f"a text has {longest} characters, {LONGEST_TEXT} are read: --sentences")
    return [
        frozenset(Span(row.start, row.end, row.label) for row in rows if row.label in labels)
        for rows in find(profile).read(texts)
    ]


def overlapping(spans: frozenset[Span], others: frozenset[Span]) -> int:
    """Return how many spans overlap one of the others that has their type."""
    return sum(
        any(
            span.label == other.label and span.start < other.end and other.start < span.end
            for other in others
        )
        for span in spans
    )


def figures(right: int, predicted: int, rediscovered: int, gold: int) -> str:
    """Return precision, recall and F1 as cells."""
    precision, recall = right / max(1, predicted), rediscovered / max(1, gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:8.3f}{recall:7.3f}{f1:7.3f}"


def row(name: str, gold: Sequence[frozenset[Span]], ours: Sequence[frozenset[Span]]) -> str:
    """Return a line of the table: counts, strict and relaxed figures."""
    pairs = list(zip(gold, ours, strict=True))
    marked, predicted = sum(map(len, gold)), sum(map(len, ours))
    same = sum(len(known & new) for known, new in pairs)
    near = sum(overlapping(new, known) for known, new in pairs)
    reached = sum(overlapping(known, new) for known, new in pairs)
    strict = figures(same, predicted, same, marked)
    return f"{name:12}{marked:7}{predicted:7}{strict}  {figures(near, predicted, reached, marked)}"


def of_type(spans: Sequence[frozenset[Span]], label: str) -> list[frozenset[Span]]:
    """Return the spans of one type."""
    return [frozenset(span for span in some if span.label == label) for some in spans]


def untyped(spans: Sequence[frozenset[Span]]) -> list[frozenset[Span]]:
    """Return the spans without their types."""
    return [frozenset(span._replace(label="") for span in some) for some in spans]


def print_table(
    title: str, labels: Sequence[str], gold: list[frozenset[Span]], ours: list[frozenset[Span]]
) -> None:
    """Print the figures of each type, of all, and of all without types."""
    print(f"\n{title}\n{'':26}{'strict':>15}{'relaxed':>24}")
    print(f"{'type':12}{'marked':>7}{'found':>7}" + f"{'P':>8}{'R':>7}{'F1':>7}  " * 2)
    for label in labels:
        print(row(label, of_type(gold, label), of_type(ours, label)))
    print(row("all", gold, ours))
    print(row("types aside", untyped(gold), untyped(ours)))


def main() -> None:
    """Print a table for each part and profile."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=SETS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", action="append", help="a profile or the folder of a model")
    parser.add_argument("--sentences", action="store_true", help="read each sentence for itself")
    options = parser.parse_args()
    parts, labels = SETS[options.name]
    ordered = tuple(dict.fromkeys(labels.values()))
    for part, file in parts.items():
        lines = (options.folder / file).read_text(encoding="utf-8").splitlines()
        texts = [
            one
            for line in lines
            for one in annotated(json.loads(line), labels, by_sentence=options.sentences)
        ]
        unit = "sentences" if options.sentences else "documents"
        for profile in options.profile or [config.DEFAULT_PROFILE]:
            ours = found(profile, [one.text for one in texts], frozenset(ordered))
            title = f"{options.name} {part}, {len(texts)} {unit}, profile {profile}"
            print_table(title, ordered, [one.spans for one in texts], ours)


if __name__ == "__main__":
    main()
