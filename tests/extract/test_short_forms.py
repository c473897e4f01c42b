import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract import Row, load
from graphkit.extract.candidates import METHOD, Abbreviation, Candidate
from graphkit.extract.short_forms import find_short_forms, parts_of


def pairs(text: str, *phrases: str, known: tuple[Abbreviation, ...] = ()) -> list[tuple[str, str]]:
    words = text.split()
    candidates = []
    for phrase in phrases:
        span = phrase.split()
        [start] = [i for i in range(len(words)) if words[i : i + len(span)] == span]
        candidates.append(Candidate(start, start + len(span), METHOD, "phrase"))
    return [
        (
            " ".join(words[found.short_start : found.short_end]),
            " ".join(words[found.long_start : found.long_end]),
        )
        for found in find_short_forms(words, candidates, known)
    ]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("slow walking networks beat an SWN here", "slow walking networks", "SWN"),
        ("two SWNs and a slow walking network", "slow walking network", "SWNs"),
        ("a walking network , WalkNet for us", "walking network", "WalkNet"),
        ("the Slow Agile Awkward Walking is SA2W", "Slow Agile Awkward Walking", "SA2W"),
        ("the time-aware walk , a TAW , goes", "time-aware walk", "TAW"),
    ],
)
def test_a_short_form_finds_its_long_form(text: str, long: str, short: str) -> None:
    assert pairs(text, long) == [(short, long)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("slow walking networks beat an SWM", ["slow walking networks"]),  # another letter
        ("very slow walking networks beat an SWN", ["very slow walking networks"]),  # a word more
        ("slow walks beat an SW", ["slow walks"]),  # two letters tell too little
        (
            "slow walking networks , soft warm nets , SWN",
            ["slow walking networks", "soft warm nets"],
        ),
        ("WN walking networks beat a WN", ["WN walking networks"]),  # itself in front
        ("graph attention networks beat a GAN", ["graph attention networks"]),  # has a meaning
        ("slow walking networks beat SWN20", ["slow walking networks"]),  # a number, no repetition
    ],
)
def test_no_long_form_is_taken(text: str, phrases: list[str]) -> None:
    assert pairs(text, *phrases) == []


def test_a_short_form_with_brackets_is_left_alone() -> None:
    text = "soft warm nets ( SWN ) and slow walking networks beat an SWN"
    known = (Abbreviation(4, 5, 0, 3),)
    assert pairs(text, "slow walking networks", known=known) == []


@given(st.lists(st.from_regex(r"[A-Z][a-z]{0,5}", fullmatch=True), min_size=3, max_size=5))
def test_what_stands_between_capitals_begins_a_word_each(pieces: list[str]) -> None:
    assert parts_of("".join(pieces)) == tuple(piece.lower() for piece in pieces)


def test_two_names_of_one_thing_are_one_entity() -> None:
    text = (
        "Slow Walking Networks\n"
        "We propose slow walking networks. On Cora, SWNs outperform convolutional neural networks. "
        "Unlike a convolutional network, an SWN walks."
    )
    mentions = load("fast")(text)._.mentions
    names: dict[str, set[str]] = {}
    for mention in mentions:
        row = Row(*mention)
        names.setdefault(row.name.lower(), set()).add(text[row.start : row.end])
    assert {"SWN", "SWNs"} <= names["slow walking network"]
    assert len([name for name in names if "convolutional" in name]) == 1
