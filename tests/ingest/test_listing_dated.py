"""The dated layout, with every trap that real pages set."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.ingest import listing_dated
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal

HEAD = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
    "Apr 15",
]


def abstract(topic: str) -> str:
    return f"We study {topic}. " + "We say what there is to say of it, " * 6 + "and stop. It is so."


def facts(date: str, authors: int = 3) -> list[str]:
    return [f"• {authors} authors", "·", date]


def parse(texts: list[str]) -> list[Paper | Refusal]:
    return list(listing_dated.read((Line(n, text) for n, text in enumerate(texts, 1)), "page"))


def only(texts: list[str]) -> Paper:
    (paper,) = parse(texts)
    assert isinstance(paper, Paper)
    return paper


def titles(records: list[Paper | Refusal]) -> list[str]:
    assert all(isinstance(record, Paper) for record in records)
    return [record.title for record in records if isinstance(record, Paper)]


def test_a_record_has_title_abstract_author_count_date_and_place() -> None:
    paper = only([*HEAD, "Kites in the wind", abstract("kites"), *facts("Jul 19, 2025", 4)])
    assert (paper.title, paper.abstract) == ("Kites in the wind", abstract("kites"))
    assert (paper.author_count, paper.date) == (4, dt.date(2025, 7, 19))
    assert paper.date_text == "Jul 19, 2025"
    assert [str(source) for source in paper.sources] == ["page:7"]


@pytest.mark.parametrize(
    ("printed", "text", "date"),
    [
        ("Jul 19, 2025", "Jul 19, 2025", dt.date(2025, 7, 19)),
        ("Jul 19, 2025 1", "Jul 19, 2025", dt.date(2025, 7, 19)),
        ("Jul 9, 2025 12", "Jul 9, 2025", dt.date(2025, 7, 9)),
        ("Feb 10", "Feb 10", None),
        ("Mar 2 2", "Mar 2", None),
        ("Feb 29, 2024", "Feb 29, 2024", dt.date(2024, 2, 29)),
        ("Feb 30, 2024", "Feb 30, 2024", None),
    ],
)
def test_dates_are_read_without_the_comment_count_and_without_guessing_a_year(
    printed: str, text: str, date: dt.date | None
) -> None:
    paper = only([*HEAD, "Kites", abstract("kites"), *facts(printed)])
    assert (paper.date_text, paper.date) == (text, date)


def test_the_pages_own_date_is_no_papers_date() -> None:
    first, second = parse([*HEAD, "A", abstract("a"), "B", abstract("b"), *facts("May 2, 2024")])
    assert isinstance(first, Paper)
    assert isinstance(second, Paper)
    assert (first.date, first.date_text, first.author_count) == (None, None, None)
    assert second.date == dt.date(2024, 5, 2)


def test_a_record_without_author_and_date_lines_takes_nothing_from_its_neighbours() -> None:
    lines = [*HEAD, "A", abstract("a"), *facts("Jan 1, 2020", 1), "B", abstract("b")]
    lines += ["C", abstract("c"), *facts("Jan 3, 2022", 7)]
    records = parse(lines)
    assert titles(records) == ["A", "B", "C"]
    assert [(r.author_count, r.date_text) for r in records if isinstance(r, Paper)] == [
        (1, "Jan 1, 2020"),
        (None, None),
        (7, "Jan 3, 2022"),
    ]


def test_the_last_record_may_lack_author_and_date_lines() -> None:
    records = parse([*HEAD, "A", abstract("a"), *facts("Jan 1, 2020"), "B", abstract("b")])
    assert titles(records) == ["A", "B"]


@pytest.mark.parametrize("kept", [["• 2 authors"], ["·", "May 5, 2023"], ["May 5, 2023"], ["·"]])
def test_any_of_the_lines_below_an_abstract_may_lack(kept: list[str]) -> None:
    lines = [*HEAD, "A", abstract("a"), *kept, "B", abstract("b"), *facts("Jan 1, 2020")]
    assert titles(parse(lines)) == ["A", "B"]


def test_one_authors_and_one_author_are_read() -> None:
    for line in ("• 1 authors", "• 1 author"):
        assert only([*HEAD, "A", abstract("a"), line, "·", "Jan 1, 2020"]).author_count == 1


def test_thousands_of_authors_are_read() -> None:
    assert only([*HEAD, "A", abstract("a"), "• 1,024 authors"]).author_count == 1024


def test_a_page_without_head_loses_no_record() -> None:
    assert titles(parse(["A", abstract("a"), *facts("Jan 1, 2020")])) == ["A"]


def test_a_head_with_other_words_ends_in_the_pages_date() -> None:
    head = ["menu", "Papers of the week", "sign in", "May 6"]
    assert titles(parse([*head, "A", abstract("a"), *facts("Jan 1, 2020")])) == ["A"]


def test_a_title_that_begins_with_subscribe_stays_whole() -> None:
    title = "Subscribers and what they read"
    assert titles(parse([*HEAD, title, abstract("a"), *facts("Jan 1, 2020")])) == [title]


def test_a_title_cut_off_at_the_end_is_refused_with_its_line() -> None:
    records = parse([*HEAD, "A", abstract("a"), *facts("Jan 1, 2020"), "Half a record"])
    assert isinstance(records[0], Paper)
    assert isinstance(records[1], Refusal)
    assert str(records[1].source) == "page:12"
    assert "expected an abstract" in records[1].reason
    assert "Half a record" in records[1].reason


def test_a_title_without_abstract_takes_no_other_papers_text() -> None:
    lines = [*HEAD, "Alone", *facts("Jan 1, 2020"), "B", abstract("b"), *facts("Jan 2, 2020")]
    refusal, paper = parse(lines)
    assert isinstance(refusal, Refusal)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == ("B", abstract("b"))


def test_a_page_cut_at_its_begin_refuses_the_rest_of_a_record_only() -> None:
    tail = [abstract("lost"), *facts("Jan 1, 2020")]
    refusal, paper = parse([*tail, "B", abstract("b"), *facts("Jan 2, 2020")])
    assert isinstance(refusal, Refusal)
    assert refusal.source.line == 1
    assert isinstance(paper, Paper)
    assert paper.title == "B"


def test_author_lines_without_a_record_are_refused() -> None:
    refusal, paper = parse([*facts("Jan 1, 2020"), "B", abstract("b"), *facts("Jan 2, 2020")])
    assert isinstance(refusal, Refusal)
    assert "above this line" in refusal.reason
    assert isinstance(paper, Paper)


def test_short_abstracts_and_titles_with_questions_are_honest() -> None:
    title = "Do kites fly? A question. And an answer: yes!"
    paper = only([*HEAD, title, "Do they? They do.", *facts("Jan 1, 2020")])
    assert (paper.title, paper.abstract) == (title, "Do they? They do.")


def test_blank_lines_do_not_matter(page: Callable[..., Path]) -> None:
    from graphkit.ingest import read

    record = ["A", abstract("a"), "  • 3 authors", "·", "Jan 1, 2020 4"]
    spread = [part for line in record for part in (line, "", "")]
    tight = list(read([str(page([*HEAD, *record]))]))
    loose = list(read([str(page([*HEAD, "", *spread]))]))
    assert [p.title for p in tight if isinstance(p, Paper)] == ["A"]
    assert [
        (p.title, p.abstract, p.date, p.author_count) for p in tight if isinstance(p, Paper)
    ] == [(p.title, p.abstract, p.date, p.author_count) for p in loose if isinstance(p, Paper)]
