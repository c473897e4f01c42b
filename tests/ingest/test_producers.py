"""Exports as their producers write them, and what arrives of each: `producers/read.txt`.

The files are written to the producers' published formats, with papers that nobody wrote. What the
readers make of them stands in one page, looked through by eye, that shows each change of a reader;
`python tests/ingest/test_producers.py` writes it anew.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.ingest import read
from graphkit.model import Paper
from graphkit.publication import Credit, Publication, Reference

FOLDER = Path(__file__).with_name("producers")
PAGE = FOLDER / "read.txt"
FILES = sorted(file.name for file in FOLDER.iterdir() if file != PAGE)
DOI = "doi:10.1234/kites.2021.7"
_NOT_SHOWN = {"authors", "references", "year", "affiliations", "editors", "keywords"}


def lines_of(name: str) -> Iterator[str]:
    """Yield the lines of the page that tell of a file."""
    yield f"== {name}"
    for item in read([str(FOLDER / name)]):
        if isinstance(item, Paper):
            yield from _told(item)
        else:
            yield f"{item.source}: refused: {item.reason[:60]}"


def _told(paper: Paper) -> Iterator[str]:
    said = paper.publication
    yield f"{paper.sources[0]}: {paper.title}"
    yield f"  {paper.date_text} ({paper.year}) {' '.join(paper.external_ids)}"
    if paper.abstract:
        yield f"  abstract: {paper.abstract}"
    for author in said.authors:
        parts = (author.particle, author.family, author.given, author.suffix)
        yield f"  by {' | '.join(parts)} {' '.join(author.ids)}".rstrip(" |")
    for name in ("editors", "affiliations", "keywords"):
        if getattr(said, name):
            yield f"  {name}: {' / '.join(getattr(said, name))}"
    fields = (n for n in Publication.__dataclass_fields__ if n not in _NOT_SHOWN)
    known = ((name, getattr(said, name)) for name in fields)
    yield "  " + "; ".join(f"{name} {value}" for name, value in known if value not in {None, ()})
    for part in said.references or ():
        yield f"  cites {' '.join(part.ids)} {part.title!r} {part.year}"


def page() -> str:
    return "\n".join(line for name in FILES for line in lines_of(name)) + "\n"


def papers(name: str) -> list[Paper]:
    return [item for item in read([str(FOLDER / name)]) if isinstance(item, Paper)]


def test_what_arrives_is_what_was_looked_through() -> None:
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_producer_names_the_same_paper_and_no_editor_wrote_it(name: str) -> None:
    paper = papers(name)[0]
    assert paper.title.startswith(
        ("KiteNet", "Strings: Pre", "Learning to Understand", "A chapter")
    )
    for one in papers(name):
        families = {author.family for author in one.publication.authors}
        assert not families & {"Roe, Richard", "Itor", "Editor", "Inv"}
        assert not any(part in {"issn:9781-4503", "others"} for part in one.publication.venue_ids)


def test_editors_are_kept_beside_the_authors() -> None:
    assert papers("zotero.bib")[1].publication.editors == ("Roe, Richard", "Poe, Edgar A.")
    for name in ("zotero.ris", "zotero-csl.json", "endnote.xml", "zotero.csv"):
        assert papers(name)[1].publication.editors[0] == "Roe, Richard"
    book = papers("pubmed.xml")[1].publication
    assert (book.editors, [author.family for author in book.authors]) == (
        ("Roe, R", "Editor, Ed"),
        ["Doe"],
    )


def test_an_edited_book_has_no_authors(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text("TY  - EDBOOK\nTI  - Winds\nAU  - Roe, Ann\nER  - \n")
    (tmp_path / "b.enw").write_text("%0 Edited Book\n%T Winds\n%A Roe, Ann\n%D 2001\n")
    for item in read([str(tmp_path)]):
        assert isinstance(item, Paper)
        assert (item.publication.authors, item.publication.editors) == ((), ("Roe, Ann",))


def test_places_of_work_are_kept_without_mail_addresses() -> None:
    places = papers("pubmed.nbib")[0].publication.affiliations
    assert places[0] == "Wind Institute, Berlin, Germany"
    for name in ("scopus.csv", "dimensions.csv", "openalex.json", "crossref.json", "wos.txt"):
        assert papers(name)[0].publication.affiliations[0].startswith("Wind Inst")


def test_scopus_ends_a_title_where_the_journal_begins() -> None:
    cited = papers("scopus.csv")[0].publication.references
    assert cited is not None
    assert [(part.title, part.year) for part in cited] == [
        ("Strings Attached: Surveys, Tests, and Bayesian Kites", 2019),
        ("Tails", 2001),
        ("Attention is what you need", 2017),
        ("The Raven", 1845),
        ("Deep, wide, and long kites", 2015),
        ("R: A Language for Kites", 2020),
        ("On flying", 2018),
    ]


def test_a_paper_without_a_title_is_called_its_id() -> None:
    untitled = papers("crossref.json")[1]
    assert (untitled.title, untitled.id) == ("doi:10.9999/notitle", "doi:10.9999/notitle")
    assert papers("own.jsonl")[1].title == "doi:10.1234/untitled"


def test_people_whom_dblp_numbers_are_told_apart() -> None:
    authors = papers("dblp.bib")[0].publication.authors
    assert authors[2:] == (
        Credit("Doe", "Jane", ids=("dblp:Jane Doe 0001",)),
        Credit("Doe", "Jane", ids=("dblp:Jane Doe 0002",)),
    )


def test_references_of_web_of_science_have_all_their_ids() -> None:
    for name in ("wos.txt", "wos-tab.txt", "wos.bib"):
        cited = papers(name)[0].publication.references
        assert cited is not None
        assert cited[2] == Reference(("doi:10.1000/tails", "doi:10.1000/tails.b"), "", 2001)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
