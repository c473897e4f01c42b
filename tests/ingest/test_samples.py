"""A file of each format as its producer writes it, with what goes wrong in real ones."""

import datetime as dt
from pathlib import Path

import pytest

from graphkit.ingest import read
from graphkit.model import Paper, Refusal
from graphkit.publication import Credit, Reference

SAMPLES = Path(__file__).with_name("samples")
DOI = "doi:10.1234/kites.2021.7"
STRINGS = ("acl:W19-5001", "doi:10.18653/v1/w19-5001")

# File: line and beginning of the title of every paper, line and reason of every refusal.
EXPECTED: dict[str, tuple[list[tuple[int, str]], list[tuple[int, str]]]] = {
    "zotero.bib": ([(4, "KiteNet: Learning to fly in 95%"), (25, "Strings"), (41, "Long")], []),
    "hostile.bib": (
        [
            *((1, "First"), (3, "Second"), (6, "Another under the same key")),
            *((11, "Circular"), (12, "A child"), (14, "In parentheses"), (15, "A type that")),
            (21, "Under_scores"),
        ],
        [
            (2, "the closing brace of this entry, found the next"),
            (9, "expected a title"),
            (10, "expected a title"),
            (16, "expected a field, found 'too early'"),
            (17, "a brace too many"),
            (18, "expected a title"),
        ],
    ),
    "latin1.bib": ([(1, "Café au lait")], []),
    "scopus.ris": (
        [(1, "KiteNet"), (25, "Strings II"), (37, "A record without"), (44, "Without an end")],
        [(41, "expected a title")],
    ),
    "savedrecs.ciw": ([(3, "KiteNet: Learning to fly AI methods"), (33, "A paper of")], []),
    "savedrecs.tsv": ([(2, "KiteNet")], []),
    "pubmed.nbib": ([(1, "KiteNet: Learning"), (23, "Second record")], []),
    "pubmed.xml": (
        [(4, "KiteNet: H2O and α-kites < 5 m"), (17, "A translated title")],  # noqa: RUF001 - alpha
        [(16, "expected well-formed XML: mismatched tag")],
    ),
    "arxiv.atom": ([(8, "Long Tails"), (26, "Old strings")], []),
    "acl.xml": ([(13, "Reading Kites with n-grams"), (22, "acl:")], []),
    "endnote.xml": ([(1, "KiteNet: Learning to fly"), (1, "On wind")], []),
    "openalex.json": ([(1, "KiteNet"), (1, "Strings Attached"), (1, "openalex:W")], []),
    "crossref.json": ([(1, "KiteNet: Learning to fly & land"), (1, "doi:")], []),
    "csl.json": ([(2, "KiteNet"), (18, "A page")], [(19, "expected a title")]),
    "s2.jsonl": (
        [(1, "KiteNet"), (2, "Strings Attached"), (3, ""), (4, "")],
        [(5, "expected a citing and a cited corpus id")],
    ),
    "scopus.csv": ([(2, 'KiteNet: Learning to fly, and "land"')], [(4, "expected a title")]),
}


def records(name: str) -> tuple[list[Paper], list[Refusal]]:
    found = list(read([str(SAMPLES / name)]))
    papers = [part for part in found if isinstance(part, Paper)]
    return papers, [part for part in found if isinstance(part, Refusal)]


def first(name: str) -> Paper:
    return next(paper for paper in records(name)[0] if paper.title.startswith("KiteNet"))


def test_every_sample_is_expected() -> None:
    assert sorted(EXPECTED) == sorted(file.name for file in SAMPLES.iterdir())


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_lost(name: str) -> None:
    papers, refused = records(name)
    expected, reasons = EXPECTED[name]
    found = sorted((paper.sources[0].line, paper.title) for paper in papers)
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, title), (_, start) in zip(found, expected, strict=True):
        assert title.startswith(start)
    told = sorted((part.source.line, part.reason) for part in refused)
    assert [line for line, _ in told] == [line for line, _ in reasons]
    for (_, reason), (_, part) in zip(told, reasons, strict=True):
        assert part in reason


@pytest.mark.parametrize("name", [name for name in EXPECTED if "KiteNet" in str(EXPECTED[name])])
def test_the_same_paper_has_the_same_id_in_every_format(name: str) -> None:
    paper = first(name)
    assert DOI in paper.external_ids
    assert paper.id == DOI
    assert paper.year == 2021
    assert paper.abstract.startswith(("We propose KiteNet", "BACKGROUND")) or name.endswith(".tsv")
    credit = paper.publication.authors[0]
    assert credit.family in {"Müller", "Mueller"}
    assert paper.author_count == len(paper.publication.authors)


def test_names_keep_their_particles_groups_and_suffixes() -> None:
    berg = Credit("Berg", "Jan", "van der")
    authors = first("zotero.bib").publication.authors
    assert authors[2:] == (berg, Credit("The Kite Collaboration"))
    survey = records("zotero.bib")[0][1]
    assert survey.publication.authors[-1] == Credit("Smith", "John", suffix="Jr.")
    for name in ("crossref.json", "csl.json", "endnote.xml", "openalex.json"):
        found = first(name).publication.authors[1]
        assert (found.family, found.given, found.particle) == ("Berg", "Jan", "van der")
    assert first("pubmed.xml").publication.authors[1] == Credit("Berg", "Jan", "van der", "Jr")


def test_authors_keep_their_ids() -> None:
    number = "orcid:0000-0002-1825-0097"
    for name in ("crossref.json", "pubmed.xml", "pubmed.nbib", "openalex.json", "savedrecs.ciw"):
        assert number in first(name).publication.authors[0].ids
    assert first("scopus.csv").publication.authors[1].ids == ("scopus:57200000002",)
    assert first("s2.jsonl").publication.authors[0].ids == ("s2:1741101",)


def test_reference_lists_are_read_and_missing_ones_are_not_empty_ones() -> None:
    assert first("zotero.bib").publication.references is None
    assert records("openalex.json")[0][1].publication.references == ()
    assert first("crossref.json").publication.references == (
        Reference(STRINGS),
        Reference((), "The Raven", 1845),
        Reference((), "On tails", 2001),
    )
    assert first("pubmed.xml").publication.references == (
        Reference((*STRINGS, "pubmed:29000009"), "", 2019),
        Reference((), "", 1845),
    )
    scopus = first("scopus.csv").publication.references
    assert scopus is not None
    title = "Strings Attached: A Survey of Bayesian Kites"
    assert scopus[:2] == (Reference((), title, 2019), Reference((), "Tails", 2001))


def test_where_it_was_published() -> None:
    for name in ("zotero.bib", "scopus.ris", "crossref.json", "csl.json", "endnote.xml"):
        said = first(name).publication
        assert (said.type, said.venue) == ("article-journal", "Journal of Kites")
        assert "issn:1234-5679" in said.venue_ids
        assert (said.volume, said.issue, said.pages) == ("12", "3", "101-117")
    assert records("zotero.bib")[0][1].date == dt.date(2019, 7, 3)
    book = next(p for p in records("hostile.bib")[0] if p.title == "Under_scores")
    assert book.external_ids == ("doi:10.1007/978-3_26",)
    assert book.publication.url == "http://kites.example/a_b&c"
    child = next(p for p in records("hostile.bib")[0] if p.title == "A child")
    assert child.publication.venue == "Proceedings of Parents"
    assert child.publication.isbns == ("9780306406157",)


def test_markup_becomes_text() -> None:
    abstract = first("crossref.json").abstract
    assert abstract == "We propose KiteNet with n=1 strings, p < 0.05."
    assert first("pubmed.xml").abstract == "BACKGROUND: Kites fly. RESULTS: With p<0.05."
    assert first("zotero.bib").abstract.endswith("WindBench, with p < 0.05 over all baselines.")
