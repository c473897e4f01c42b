"""JSON Lines: what is read, and what a bad line costs."""

import datetime as dt
import json

import pytest

from graphkit.ingest import jsonl
from graphkit.ingest.text import Line
from graphkit.model import Paper, Refusal


def parse(*texts: str) -> list[Paper | Refusal]:
    return list(jsonl.read((Line(n, text) for n, text in enumerate(texts, 1)), "papers.jsonl"))


def only(**fields: object) -> Paper:
    (paper,) = parse(json.dumps({"title": "Kites", "abstract": "They fly.", **fields}))
    assert isinstance(paper, Paper), paper
    return paper


def refused(text: str) -> str:
    (refusal,) = parse(text)
    assert isinstance(refusal, Refusal)
    assert str(refusal.source) == "papers.jsonl:1"
    return refusal.reason


def test_title_and_abstract_are_enough() -> None:
    paper = only()
    assert (paper.title, paper.abstract) == ("Kites", "They fly.")
    assert (paper.date, paper.date_text, paper.author_count, paper.external_ids) == (
        None,
        None,
        None,
        (),
    )
    assert paper.id.startswith("title:")
    assert [str(source) for source in paper.sources] == ["papers.jsonl:1"]


@pytest.mark.parametrize("line", ['{"title": "Kites"}', '{"title": "Kites", "abstract": null}'])
def test_a_paper_without_abstract_is_kept(line: str) -> None:
    (paper,) = parse(line)
    assert isinstance(paper, Paper)
    assert paper.abstract == ""


def test_a_line_break_in_a_title_becomes_a_space_and_one_in_an_abstract_stays() -> None:
    paper = only(title="Kites\n  and boats", abstract="One.\nTwo.")
    assert (paper.title, paper.abstract) == ("Kites and boats", "One.\nTwo.")


@pytest.mark.parametrize(
    ("date", "expected", "text"),
    [
        ("2025-07-19", dt.date(2025, 7, 19), "2025-07-19"),
        ("2025-07-19T10:00:00Z", dt.date(2025, 7, 19), "2025-07-19T10:00:00Z"),
        ("Jul 19, 2025", dt.date(2025, 7, 19), "Jul 19, 2025"),
        ("Jul 19", None, "Jul 19"),
        ("2025-07", None, "2025-07"),
        ("spring 1987", None, "spring 1987"),
        (1987, None, "1987"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates(date: object, expected: dt.date | None, text: str | None) -> None:
    paper = only(date=date)
    assert (paper.date, paper.date_text) == (expected, text)


def test_a_date_and_the_text_of_its_page() -> None:
    paper = only(date="2025-07-19", dateText="Jul 19, 2025")
    assert (paper.date, paper.date_text) == (dt.date(2025, 7, 19), "Jul 19, 2025")


@pytest.mark.parametrize(
    "fields", [{"authorCount": 3}, {"author_count": 3}, {"authors": ["A", "B", "C"]}]
)
def test_author_counts(fields: dict[str, object]) -> None:
    assert only(**fields).author_count == 3


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"doi": "https://doi.org/10.1000/ABC"}, ("doi:10.1000/abc",)),
        ({"doi": "doi:10.1000/abc"}, ("doi:10.1000/abc",)),
        ({"arxiv": "2101.00001v2"}, ("arxiv:2101.00001",)),
        ({"arxiv_id": "arXiv:cs/0101001"}, ("arxiv:cs/0101001",)),
        ({"arxiv": "https://arxiv.org/pdf/2101.00001v3.pdf"}, ("arxiv:2101.00001",)),
        ({"doi": "10.48550/arXiv.2101.00001"}, ("arxiv:2101.00001",)),
        ({"id": "2101.00001"}, ("arxiv:2101.00001",)),
        ({"id": "10.1000/abc"}, ("doi:10.1000/abc",)),
        ({"id": "https://openalex.org/W123"}, ("openalex:W123",)),
        ({"id": "17"}, ()),
        ({"id": 17}, ()),
        ({"pmid": 12345}, ("pubmed:12345",)),
        ({"doi": "", "arxiv": None}, ()),
        (
            {"externalIds": {"DOI": "10.1000/X", "ArXiv": "2101.00001", "DBLP": "x", "PMID": None}},
            ("arxiv:2101.00001", "doi:10.1000/x"),
        ),
        (
            {"externalIds": ["s2:" + "AB" * 20, "doi:10.1000/x"]},
            ("doi:10.1000/x", "s2:" + "ab" * 20),
        ),
    ],
)
def test_external_ids_have_one_form(fields: dict[str, object], expected: tuple[str, ...]) -> None:
    assert only(**fields).external_ids == expected


def test_the_doi_is_the_papers_id() -> None:
    assert only(doi="10.1000/X", arxiv="2101.00001").id == "doi:10.1000/x"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json}", "expected a JSON object"),
        ('{"title": "cut in the mid', "expected a JSON object"),
        ('["title"]', "found a list"),
        ("17", "found 17"),
        ("{}", "found none"),
        ('{"title": "  ", "abstract": "text"}', "found none"),
        ('{"abstract": "text"}', "found none"),
        ('{"title": null}', "found none"),
        ('{"title": ["Kites"]}', "found a list"),
        ('{"title": "Kites", "abstract": 3}', "found 3"),
        ('{"title": "Kites \\ud800"}', "surrogate"),
        ('{"title": "Kites", "authorCount": -1}', "whole number"),
        ('{"title": "Kites", "authorCount": true}', "whole number"),
        ('{"title": "Kites", "date": "2025-02-30"}', "calendar"),
        ('{"title": "Kites", "doi": "eleven"}', "no doi id"),
        ('{"title": "Kites", "externalIds": ["eleven"]}', "scheme:value"),
        ('{"title": "Kites", "externalIds": "eleven"}', "an object or a list"),
        ('{"title": ' + "1" * 5000 + "}", "expected a JSON object"),
        ("[" * 100_000, "expected a JSON object"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(line: str, reason: str) -> None:
    assert reason in refused(line)


def test_the_lines_around_a_bad_one_go_on() -> None:
    first, second, third = parse('{"title": "A"}', "{bad}", '{"title": "C"}')
    assert isinstance(first, Paper)
    assert isinstance(third, Paper)
    assert isinstance(second, Refusal)
    assert second.source.line == 2
    assert third.sources[0].line == 3
