"""Pairs of names that people judged: the same thing or not (`../shared/eval/aliases-dev.tsv`)."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.model import Mention, NodeLabel
from graphkit.resolve import resolve

Mentioned = Callable[..., Mention]

JOINED = ("case", "plural", "hyphen", "spelling family", "same name", "latex", "british")
APART = ("version/size", "derived method", "look-alike name", "look-alike task")
# Two rows whose short form is no spelling of the long one: "PASCAL" of "PASCAL VOC".
SHORT_FORM = "short form in the same paper"


def all_rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "eval" / "aliases-dev.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(shared: Path, kind: str, classes: tuple[str, ...]) -> list[dict[str, str]]:
    rows = all_rows(shared)
    return [row for row in rows if row["kind"] == kind and row["reason"].split(":")[0] in classes]


def are_joined(row: dict[str, str], mentioned: Mentioned) -> bool:
    label = NodeLabel(row["type"])
    one = mentioned(row["paper_a"], row["name_a"], label=label)
    other = mentioned(row["paper_b"], row["name_b"], label=label)
    first, second = resolve([one, other]).entity_ids
    return first == second


@pytest.mark.shared
@pytest.mark.parametrize("reason", JOINED)
def test_spellings_of_one_name_are_joined(shared: Path, mentioned: Mentioned, reason: str) -> None:
    rows = [r for r in pairs(shared, "must", (reason,)) if SHORT_FORM not in r["reason"]]
    assert rows
    assert [row for row in rows if not are_joined(row, mentioned)] == []


@pytest.mark.shared
@pytest.mark.parametrize("reason", APART)
def test_names_that_look_alike_stay_apart(shared: Path, mentioned: Mentioned, reason: str) -> None:
    rows = pairs(shared, "cannot", (reason,))
    assert rows
    assert [row for row in rows if are_joined(row, mentioned)] == []


@pytest.mark.shared
def test_words_stay_apart_from_names_in_capitals(shared: Path, mentioned: Mentioned) -> None:
    rows = pairs(shared, "cannot", ("common word",))
    rows = [row for row in rows if row["name_a"].isupper() and row["name_b"].islower()]
    assert len(rows) == 3
    assert not any(are_joined(row, mentioned) for row in rows)


@pytest.mark.shared
def test_acronyms_of_two_meanings_stay_apart_where_their_papers_define_them(
    shared: Path, mentioned: Mentioned
) -> None:
    rows = pairs(shared, "cannot", ("homonym acronym",))
    assert len(rows) == 15
    for row in rows:
        meanings = row["reason"].partition(": ")[2].partition(" / ")
        label = NodeLabel(row["type"])
        one, other = (
            mentioned(row[f"paper_{side}"], row[f"name_{side}"], long or None, label=label)
            for side, long in (("a", meanings[0]), ("b", meanings[2]))
        )
        first, second = resolve([one, other]).entity_ids
        assert first != second, row


@pytest.mark.shared
def test_acronyms_that_two_papers_define_alike_are_joined(
    shared: Path, mentioned: Mentioned
) -> None:
    rows = pairs(shared, "must", ("acronym = acronym",))
    assert rows
    for row in rows:
        long, label = row["reason"].partition("both define ")[2], NodeLabel(row["type"])
        assert long
        one = mentioned(row["paper_a"], row["name_a"], long, label=label)
        other = mentioned(row["paper_b"], row["name_b"], long.title(), label=label)
        first, second = resolve([one, other]).entity_ids
        assert first == second, row


@pytest.mark.shared
def test_the_shares_over_all_rows(shared: Path, mentioned: Mentioned) -> None:
    """Feed the names alone, without any definition; `pytest -rA` shows the table."""
    joined, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in all_rows(shared):
        reason = (row["kind"], row["reason"].split(":")[0])
        total[reason] += 1
        joined[reason] += are_joined(row, mentioned)
    for kind, reason in sorted(total):
        count = f"{joined[kind, reason]:3} of {total[kind, reason]:2} joined"
        print(f"{kind:7}{reason:20}{count}")  # noqa: T201 - the table
    assert sum(joined["must", reason] for reason in JOINED) >= 46
    assert sum(joined["cannot", reason] for reason in APART) == 0
