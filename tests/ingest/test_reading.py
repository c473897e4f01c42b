"""Whole files: the format is told by the content, and bad files get a clear answer."""

import json
import re
import runpy
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.ingest import Input, find, merge, read, read_inputs
from graphkit.model import Paper, Refusal

ABSTRACT = "Kites fly in the wind. " * 15 + "They come down again."
DATED_HEAD = ["new", "Get trending papers in your email inbox!", "Subscribe", "Apr 15"]
BARE_HEAD = ["Get trending papers in your email inbox!"]
DATED = [*DATED_HEAD, "Kites", ABSTRACT, "  • 3 authors", "·", "Jul 19, 2025"]
BARE = [*BARE_HEAD, "SubscribeKites", ABSTRACT]

Page = Callable[..., Path]
papers = runpy.run_path(str(Path(__file__).with_name("whole.py")))["papers"]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (DATED, 3),
        (DATED[4:], 3),
        ([*DATED_HEAD, "Kites", ABSTRACT, "·", "Jul 19, 2025"], None),
        (BARE, None),
        (["Kites", ABSTRACT], None),
        ([json.dumps({"title": "Kites", "abstract": ABSTRACT, "authorCount": 3})], 3),
    ],
    ids=["dated", "dated, no head", "dated, no authors", "bare", "bare, no head", "JSON Lines"],
)
@pytest.mark.parametrize("name", ["page.txt", "page", "page.bak"])
def test_the_format_is_told_by_the_content(
    page: Page, content: list[str], count: int | None, name: str
) -> None:
    (paper,) = papers(page(content, name))
    assert (paper.title, paper.abstract, paper.author_count) == ("Kites", ABSTRACT, count)
    assert paper.sources[0].file == name


@pytest.mark.parametrize("content", [DATED, BARE])
@pytest.mark.parametrize(
    "write",
    [
        lambda lines: "\n".join(lines).encode(),
        lambda lines: "\r\n".join([*lines, ""]).encode(),
        lambda lines: "\r".join(lines).encode(),
        lambda lines: "\n".join(f"{line}   " for line in lines).encode(),
        lambda lines: "\n\n\n".join(lines).encode(),
        lambda lines: "\n".join(lines).encode("utf-8-sig"),
        lambda lines: "\n".join(lines).encode("utf-16"),
    ],
    ids=["no newline at the end", "CRLF", "CR", "spaces", "blank lines", "BOM", "UTF-16"],
)
def test_the_way_a_page_was_saved_does_not_matter(
    page: Page, content: list[str], write: Callable[[list[str]], bytes]
) -> None:
    (paper,) = papers(page(write(content)))
    assert (paper.title, paper.abstract) == ("Kites", ABSTRACT)
    assert paper.date_text == ("Jul 19, 2025" if content is DATED else None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (" \n\t\n", "the file is blank"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "expected text, found binary data"),
        (
            "A letter.\n\nDear reader, this is no listing.\n",
            "expected a listing page, a bibliography",
        ),
        ("# Kites\n\n- one\n- two\n- three\n", "expected a listing page, a bibliography"),
        ("<html><body>Kites</body></html>", "expected a listing page, a bibliography"),
        (BARE_HEAD, "found only the head of a page"),
    ],
)
def test_a_file_that_is_no_source_is_named(page: Page, content: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"page\.txt: .*{message}") as caught:
        list(read([str(page(content))]))
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("start", "name", "longest", "memory"),
    [
        ("Kites\n• 3 authors\n", "page.txt", "4,194,304", 40_000_000),
        ('{"title": "Kites"}\n', "page.jsonl", "33,554,432", 120_000_000),
    ],
)
def test_a_line_of_50_megabytes_is_refused(
    page: Page, start: str, name: str, longest: str, memory: int
) -> None:
    path = page(start.encode() + b"a" * 50_000_000, name)
    tracemalloc.start()
    with pytest.raises(InputError, match=f"expected at most {longest} characters a line"):
        list(read([str(path)]))
    assert tracemalloc.get_traced_memory()[1] < memory
    tracemalloc.stop()


@pytest.mark.parametrize("content", [DATED, BARE])
def test_a_page_cut_in_the_middle_loses_the_cut_record_only(page: Page, content: list[str]) -> None:
    paper, refusal = read([str(page([*content, "Boats on the sea"]))])
    assert isinstance(paper, Paper)
    assert isinstance(refusal, Refusal)
    assert str(refusal.source) == f"page.txt:{len(content) + 1}"


def test_a_json_lines_file_may_begin_with_a_bad_line(page: Page) -> None:
    refusal, paper = read([str(page('{"title" "Boats"}\n{"title": "Kites"}\n', "a.jsonl"))])
    assert isinstance(refusal, Refusal)
    assert str(refusal.source) == "a.jsonl:1"
    assert isinstance(paper, Paper)


def test_a_folder_of_all_formats(page: Page, tmp_path: Path) -> None:
    page(DATED, "in/dated.txt")
    page(BARE, "in/bare.txt")
    page('{"title": "kites"}\n{"title": "Boats"}', "in/papers.jsonl")
    records = papers(tmp_path / "in")
    assert [str(paper.sources[0]) for paper in records] == [
        "bare.txt:2",
        "dated.txt:5",
        "papers.jsonl:1",
        "papers.jsonl:2",
    ]
    kites = next(paper for paper in merge(records) if paper.title == "Kites")
    assert len(kites.sources) == 3
    assert kites.author_count == 3


def test_records_are_streamed(page: Page) -> None:
    path = page(
        "".join(f'{{"title": "Kite {n}", "abstract": "{ABSTRACT}"}}\n' for n in range(20_000))
    )
    assert path.stat().st_size > 7_000_000
    tracemalloc.start()
    assert sum(1 for _ in read([str(path)])) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


PIECES = (
    *("Kites", ABSTRACT, "• 3 authors", "·", "Jul 19, 2025", "Mar 2 2", "Apr 15", "Subscribe"),
    *("new", BARE_HEAD[0], "SubscribeKites", '{"title": "Kites"}', '{"title":', "", "  ", "\0"),
)


@given(
    st.binary(max_size=60)
    | st.lists(st.sampled_from(PIECES)).map(lambda lines: "\n".join(lines).encode())
    | st.sampled_from([DATED, BARE]).flatmap(
        lambda lines: st.integers(0, len("\n".join(lines).encode())).map(
            lambda end: "\n".join(lines).encode()[:end]
        )
    )
)
def test_any_bytes_give_records_or_an_input_error(content: bytes) -> None:
    try:
        records = list(read_inputs([Input("any", None, content)]))
    except InputError as error:
        assert error.message.startswith("any")  # noqa: PT017 - either end is right
        return
    assert records
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for record in records:
        source = record.source if isinstance(record, Refusal) else record.sources[0]
        assert source.file == "any"
        assert 1 <= source.line <= lines
        assert isinstance(record, Refusal) or record.title.strip()


def check_pages(folder: Path) -> None:
    """Compare what is read with what a plain search finds in the pages."""
    records = papers(folder)
    pages = Counter(paper.sources[0].file for paper in records)
    assert [pages[item.name] for item in find([str(folder)])] == [54, 43, 239, 30, 119]
    assert len(records) == 485
    merged = merge(records)
    assert len(merged) == 431
    texts = {item.name: item.path.read_text() for item in find([str(folder)]) if item.path}
    for name, text in texts.items():
        here = [paper for paper in records if paper.sources[0].file == name]
        counts = [int(count) for count in re.findall(r"^ *• (\d+) authors?$", text, re.MULTILINE)]
        assert [p.author_count for p in here if p.author_count is not None] == counts
        dates = re.findall(r"^·\n+(\w+ \d+(?:, \d{4})?)", text, re.MULTILINE)
        assert [p.date_text for p in here if p.date_text] == dates
        assert all(p.date for p in here if p.date_text and ", " in p.date_text)
        lines = text.splitlines()
        for paper in here:
            assert lines[paper.sources[0].line - 1].strip().endswith(paper.title)
            assert paper.abstract in text
    assert sum(paper.date_text is not None for paper in records) == 126
    assert sum(paper.author_count is not None for paper in records) == 126
    by_source = {source: paper for paper in merged for source in paper.sources}
    for record in records:
        kept = by_source[record.sources[0]]
        assert kept.date or not record.date
        assert kept.date_text or not record.date_text
        assert kept.author_count or not record.author_count


@pytest.mark.shared
def test_the_five_real_pages(shared: Path) -> None:
    check_pages(shared / "seeds")


def test_the_demo_corpus() -> None:
    check_pages(Path(__file__).parents[2] / "seeds")
