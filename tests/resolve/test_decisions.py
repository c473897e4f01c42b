"""The file of decisions: what it says, how it contradicts itself, how it comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.model import NodeLabel
from graphkit.resolve import Decision, Decisions, Thing, Verb, parse, parse_thing, write

HEAD = "#graphkit-decisions 1\n"


def lines(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Method:Adam optimizer", Thing(NodeLabel.METHOD, "adamoptimizer")),
        ("method:adamoptimizer", Thing(NodeLabel.METHOD, "adamoptimizer")),
        ("dataset: CIFAR-10 ", Thing(NodeLabel.DATASET, "cifar10")),
        ("method:snn@title:0a", Thing(NodeLabel.METHOD, "snn", "title:0a")),
        ("method:hot@word", Thing(NodeLabel.METHOD, "hot", "word")),
        ("Metric:F1@N", Thing(NodeLabel.METRIC, "f1n")),
    ],
)
def test_a_thing_is_a_label_and_a_name_or_an_id(text: str, thing: Thing) -> None:
    assert parse_thing(text) == thing


@pytest.mark.parametrize("text", ["Adam", "Paper:Adam", "Method:", ":Adam", "", "Method: "])
def test_what_is_no_thing_says_what_one_is(text: str) -> None:
    with pytest.raises(ValueError, match="such as Method:Adam"):
        parse_thing(text)


def test_comments_notes_and_blank_lines_are_kept_or_passed_over() -> None:
    text = lines("# ours", "", "rename\tTask:kites\tKites\tasked Ann", "accept\tTask:a\tTask:b")
    found = parse(text)
    assert found.decisions == (
        Decision(Verb.RENAME, "Task:kites", "Kites", "asked Ann", 4),
        Decision(Verb.ACCEPT, "Task:a", "Task:b", "", 5),
    )
    assert write(found) == lines(
        "# ours", "accept\tTask:a\tTask:b", "rename\tTask:kites\tKites\tasked Ann"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected `#graphkit-decisions 1`"),
        ("accept\tTask:a\tTask:b\n", "expected `#graphkit-decisions 1`"),
        ("#graphkit-decisions 2\n", "expected version 1, found 2"),
        (lines("join\tTask:a\tTask:b"), ":2: expected one of accept, reject"),
        (lines("accept"), ":2: expected 2 to 4 columns"),
        (lines("", "accept\tTask:a"), ":3: expected a label and a name"),
        (lines("accept\tTask:a\tMethod:b"), "two things of one kind"),
        (lines("accept\tTask:kite\tTask:Kites"), "one name in two spellings"),
        (lines("rename\tTask:a"), "expected the new name"),
        (lines("retype\tTask:a\tPaper"), "expected a label of Method, Dataset"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, file="d.tsv")
    assert words in caught.value.message
    assert caught.value.message.startswith("d.tsv:")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["accept\tTask:a\tTask:b", "reject\tTask:b\tTask:a"], "2,3: Task:b and Task:a are"),
        (
            ["reject\tTask:a\tTask:c", "accept\tTask:a\tTask:b", "accept\tTask:c\tTask:b"],
            "2,3,4: Task:a and Task:c are accepted as one and rejected",
        ),
        (["rename\tTask:a\tb", "rename\tTask:A\tc"], "2,3: Task:A gets two values by rename"),
        (["rename\tTask:a\tb", "rename\tTask:b\ta"], "2,3: these lines rename in a circle"),
        (
            ["rename\tTask:a\tb", "rename\tTask:b\tc", "rename\tTask:c\ta"],
            "2,3,4: these lines rename in a circle",
        ),
        (["retype\tTask:a\tMethod", "retype\tTask:a\tMetric"], "two values by retype"),
        (["retype\tTask:a\tMethod", "retype\tMethod:a\tTask"], "retype in a circle"),
    ],
)
def test_lines_that_contradict_each_other_are_named(rows: list[str], words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(lines(*rows), file="d.tsv")
    assert words in caught.value.message


def test_equal_lines_and_another_case_of_a_name_are_no_contradiction() -> None:
    rows = ["accept\tTask:a\tTask:b"] * 2 + ["rename\tTask:kite race\tKite Race"] * 2
    found = parse(lines(*rows, "reject\tTask:a\tMethod:a"))
    assert write(found).count("\n") == 4


NAMES = st.sampled_from(["Method:Adam", "method:sgd@title:1", "Task:kite race", "Metric:F1"])
DECISIONS = st.lists(
    st.builds(
        Decision,
        verb=st.sampled_from([Verb.REJECT, Verb.SPLIT]),
        one=NAMES,
        other=st.sampled_from(["Method:Momentum", "Task:x"]),
        note=st.sampled_from(["", "why not", "=1+1"]),
    )
)


@given(DECISIONS, st.randoms(use_true_random=False))
def test_a_file_comes_back_as_it_was_written(decisions: list[Decision], random: object) -> None:
    written = write(Decisions(tuple(decisions), ("# mine",)))
    found = parse(written)
    assert write(found) == written
    assert found.content == Decisions(tuple(decisions)).content
    shuffled = list(found.decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert write(Decisions(tuple(shuffled), found.comments)) == written
