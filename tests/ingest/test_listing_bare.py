"""The bare layout: title and abstract in turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.ingest import listing_bare
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal

HEAD = [
    "Get trending papers in your email inbox once a day!",
    "Get trending papers in your email inbox!",
]


def abstract(topic: str) -> str:
    return f"We study {topic}. " + "We say what there is to say of it, " * 6 + "and stop. It is so."


def parse(texts: list[str]) -> list[Paper | Refusal]:
    return list(listing_bare.read((Line(n, text) for n, text in enumerate(texts, 1)), "page"))


def titles(texts: list[str]) -> list[str]:
    return [record.title for record in parse(texts) if isinstance(record, Paper)]


def lines_of(names: list[str]) -> list[str]:
    return [line for name in names for line in (name, abstract(name))]


def test_titles_and_abstracts_take_turns_and_nothing_else_is_made_up() -> None:
    first, second = parse([*HEAD, "SubscribeKites", abstract("kites"), "Boats", abstract("boats")])
    assert isinstance(first, Paper)
    assert isinstance(second, Paper)
    assert (first.title, first.abstract) == ("Kites", abstract("kites"))
    assert (second.title, second.abstract) == ("Boats", abstract("boats"))
    assert (first.date, first.date_text, first.author_count) == (None, None, None)
    assert [str(source) for source in (*first.sources, *second.sources)] == ["page:3", "page:5"]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("SubscribeKites", "Kites"),
        ("SubscribeiKite: a small kite", "iKite: a small kite"),
        ("SubscribeSubscribers and what they read", "Subscribers and what they read"),
        ("Subscribe to a channel: what follows", "Subscribe to a channel: what follows"),
        ("Kites", "Kites"),
    ],
)
def test_the_glued_button_is_taken_from_the_first_title(printed: str, title: str) -> None:
    assert titles([*HEAD, printed, abstract("kites")]) == [title]


def test_the_button_is_taken_from_the_first_title_only() -> None:
    page = [*HEAD, "SubscribeKites", abstract("kites"), "SubscribeNet", abstract("nets")]
    assert titles(page) == ["Kites", "SubscribeNet"]


def test_without_head_nothing_is_taken_from_the_first_title() -> None:
    assert titles(lines_of(["SubscribeNet"])) == ["SubscribeNet"]


def test_the_button_on_a_line_of_its_own_is_no_title() -> None:
    assert titles([*HEAD, "Subscribe", "Kites", abstract("kites")]) == ["Kites"]


@pytest.mark.parametrize(
    "title",
    [
        "What do kites want? On wind. And on strings",
        "A title that is cut off in the middle of a wor",
        "1.12times faster kites : a title with a space before its colon *",
        "S$^{2}$Kite: {\\em strings} and \\href{https://kites.example}{kites}",
        "[Corrected] Kites",
        "Schr\\\"{o}dinger's kite",
        "Drachen über Köln — 風箏",
        "Kites " * 55,
        "-",
    ],
)
def test_titles_are_taken_as_they_stand(title: str) -> None:
    page = [*HEAD, "SubscribeFirst", abstract("first"), title.strip(), abstract("kites")]
    assert titles(page) == ["First", title.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Too short?",
        "Kites,strings,wind,without,a,space,behind,the,commas" * 12,
        "25times faster.The kites (LLMs)are good .. present : Urban",
        "http://kites.example",
    ],
)
def test_abstracts_are_taken_as_they_stand(text: str) -> None:
    records = parse([*HEAD, "SubscribeKites", text, "Boats", abstract("boats")])
    assert next(record.abstract for record in records if isinstance(record, Paper)) == text
    assert len(records) == 2


def test_a_cut_page_refuses_the_last_title() -> None:
    *papers, refusal = parse([*HEAD, *lines_of(["a", "b"]), "Half a record"])
    assert [p.title for p in papers if isinstance(p, Paper)] == ["a", "b"]
    assert isinstance(refusal, Refusal)
    assert refusal.source.line == 7


@given(
    count=st.integers(2, 9),
    lost=st.integers(0, 17),
)
def test_one_lost_line_costs_one_record(count: int, lost: int) -> None:
    names = [f"title {n}" for n in range(count)]
    lines = lines_of(names)
    lost %= len(lines)
    missing = names.pop(lost // 2)
    records = parse([*HEAD, *lines[:lost], *lines[lost + 1 :]])
    papers = {r.title: r.abstract for r in records if isinstance(r, Paper)}
    assert papers == {name: abstract(name) for name in names}
    (refusal,) = (r for r in records if isinstance(r, Refusal))
    assert refusal.source.line == len(HEAD) + 1 + lost - lost % 2
    assert missing not in papers


@given(st.lists(st.tuples(st.integers(1, 390), st.integers(1, 900)), min_size=1, max_size=12))
def test_no_length_of_title_or_abstract_breaks_the_turn_within_one_sentence(
    sizes: list[tuple[int, int]],
) -> None:
    lines = [text for one, other in sizes for text in ("t" * one, "a" * other)]
    records = parse([*HEAD, *lines])
    assert [(len(r.title), len(r.abstract)) for r in records if isinstance(r, Paper)] == sizes
