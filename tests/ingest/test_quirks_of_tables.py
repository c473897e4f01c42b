"""What real tables and JSON do that their descriptions do not tell, each in words of our own."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.ingest import read
from graphkit.model import Paper, Refusal
from graphkit.publication import Credit, Reference

Write = Callable[..., Path]
WHOLE = runpy.run_path(str(Path(__file__).with_name("whole.py")))
papers, one = WHOLE["papers"], WHOLE["one"]


def test_springer_parts_names_by_nothing(page: Write) -> None:
    text = (
        "Item Title,Publication Title,Journal Volume,Journal Issue,Item DOI,Authors,"
        "Publication Year,URL,Content Type\n"
        '"On kites","Wind Letters","5","1","10.1000/k","Ann van der BergKarl P. McRoeÉva Poe-'
        'DoeR. C. Lee","2016","http://k.example/a","Article"\n'
    )
    paper = one(page(text, "SearchResults.csv"))
    assert [author.name for author in paper.publication.authors] == [
        "Ann van der Berg",
        "Karl P. McRoe",
        "Éva Poe-Doe",
        "R. C. Lee",
    ]
    said = paper.publication
    assert (said.volume, said.issue, said.venue) == ("5", "1", "Wind Letters")
    assert paper.external_ids == ("doi:10.1000/k",)


EMBASE = (
    '"TITLE","On kites, and ""winds"""\n"AUTHOR NAMES","Doe J.","van Roe K."\n'
    '"SOURCE","Wind Letters (2026) 14:1 (101-110) Article Number: 11. Date: 1 Dec 2026"\n'
    '"VOLUME","14"\n"DATE OF PUBLICATION","1 Dec 2026"\n"PUBLICATION TYPE","Article"\n'
    '"AUTHOR KEYWORDS","Kites","Winds, long"\n"MEDLINE PMID","33000001"\n'
    '"DOI","10.1000/k"\n\n"TITLE","Second"\n"AUTHOR NAMES","Poe E."\n"SOURCE","Air (2020) 3"\n'
    '\n"TITLE",""\n"AUTHOR NAMES","Lee A."\n'
)


def test_embase_writes_a_field_a_line(page: Write) -> None:
    first, second, third = read([str(page(EMBASE, "embase.csv"))])
    assert isinstance(first, Paper)
    assert isinstance(second, Paper)
    assert isinstance(third, Refusal)
    assert first.title == 'On kites, and "winds"'
    said = first.publication
    assert said.authors == (Credit("Doe", "J."), Credit("Roe", "K.", "van"))
    assert (said.venue, said.volume, said.pages) == ("Wind Letters", "14", "101-110")
    assert said.keywords == ("Kites", "Winds, long")
    assert first.external_ids == ("doi:10.1000/k", "pubmed:33000001")
    assert (first.date_text, first.sources[0].line) == ("2026-12-01", 1)
    assert (second.title, second.publication.venue, second.sources[0].line) == ("Second", "Air", 11)
    assert (third.source.line, third.reason.split(",")[0]) == (
        15,
        "expected a title or an id such as a DOI",
    )


def test_pubmed_tables_have_volume_and_pages_in_the_citation(page: Write) -> None:
    head = "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year\n"
    rows = (
        '1,On kites,"Doe JA, Della Roe K.","J Wind. 2010 Jul-Aug;43(4):409-15. doi: 1.",D,W,2010\n'
        '2,On winds,Doe JA.,"J Wind. 2013;3619:246.",D,W,2013\n'
    )
    first, second = (paper.publication for paper in papers(page(head + rows, "pubmed.csv")))
    assert (first.volume, first.issue, first.pages) == ("43", "4", "409-415")
    assert first.authors == (Credit("Doe", "JA"), Credit("Della Roe", "K"))
    assert (second.volume, second.issue, second.pages) == ("3619", None, "246")


def test_lists_of_names_that_go_on(page: Write) -> None:
    text = "Title,Authors,Source,CitesURL,DOI\n{}\n"
    for names in ('"C Kun-Doe, J Roe, ..."', '"C Kun-Doe, J Roe, …"', '"C Kun-Doe; J Roe; et al."'):
        paper = one(page(text.format(f"On kites,{names},Wind …,u,10.1000/1%282%29"), "pop.csv"))
        assert paper.publication.authors == (Credit("Kun-Doe", "C"), Credit("Roe", "J"))
        assert (paper.publication.venue, paper.external_ids) == (None, ("doi:10.1000/1(2)",))


def test_publish_or_perish_parts_names_by_commas(page: Write) -> None:
    text = 'Authors,Title,Type,CitesURL\n"Jane Doe, Karl van Roe",On kites,journal-article,\n'
    said = one(page(text, "pop.csv")).publication
    assert said.authors == (Credit("Doe", "Jane"), Credit("Roe", "Karl", "van"))
    assert said.type == "article-journal"


def test_names_in_the_form_of_a_style(page: Write) -> None:
    text = 'author,year,title\n"Doe, J. L., & Roe, L. C. D.",2013,On kites\n'
    authors = one(page(text, "table.csv")).publication.authors
    assert authors == (Credit("Doe", "J. L."), Credit("Roe", "L. C. D."))


def test_the_lens_names_references_by_its_own_ids(page: Write) -> None:
    text = (
        "Lens ID,Title,Microsoft Academic ID,Source URLs,References\n"
        "000-111-222-333-44X,On kites,31; 32,https://a.example/1 https://b.example,"
        "001-222-333-444-55X; 002-222-333-444-555\n"
    )
    paper = one(page(text, "lens-export.csv"))
    assert paper.external_ids == ("lens:000-111-222-333-44X", "mag:31", "mag:32")
    assert paper.publication.url == "https://a.example/1"
    assert paper.publication.references == (
        Reference(("lens:001-222-333-444-55X",)),
        Reference(("lens:002-222-333-444-555",)),
    )


def test_scopus_references_without_a_year_or_a_mark_before_the_journal(page: Write) -> None:
    listed = (
        "Doe J., Roe K., In search of wind, lines that hold long kites. Wind Letters, 33, pp. 1-9,"
        " (1996); Doe J., Has the wind gone, A News; The Wind Report; Doe J., Et al.;"
        " Doe J., Roe K., Phys. Wnd. B, 23, (1998)"
    )
    text = f'Title,References,EID\nOn kites,"{listed}",2-s2.0-1\n'
    assert one(page(text, "scopus.csv")).publication.references == (
        Reference((), "In search of wind, lines that hold long kites", 1996),
        Reference((), "Has the wind gone"),
        Reference(),
        Reference(),
        Reference((), "", 1998),
    )


def test_tables_of_openalex_have_its_ids_and_orcids(page: Write) -> None:
    text = (
        "id,display_name,authorships.author.display_name,authorships.author.orcid,"
        "primary_location.source.display_name\n"
        "https://openalex.org/W2700,On kites,Jane Doe|Karl Roe,"
        "https://orcid.org/0000-0002-1825-0097|,Wind Letters\n"
    )
    paper = one(page(text, "works.csv"))
    assert paper.external_ids == ("openalex:W2700",)
    assert paper.publication.authors == (
        Credit("Doe", "Jane", ids=("orcid:0000-0002-1825-0097",)),
        Credit("Roe", "Karl"),
    )


@pytest.mark.parametrize(
    ("columns", "row", "ids", "venue"),
    [
        ("id,title,pl_source_display_name", "W2700,On kites,Wind", ("openalex:W2700",), "Wind"),
        ("Work ID,Title,Source", "W2700,On kites,Wind", ("openalex:W2700",), "Wind"),
        ("id,Title,Source,DOI", "7,On kites,Scopus,10.1000/k", ("doi:10.1000/k",), None),
    ],
)
def test_ids_and_sources_in_tables_of_scripts(
    page: Write, columns: str, row: str, ids: tuple[str, ...], venue: str | None
) -> None:
    paper = one(page(f"{columns}\n{row}\n", "works.csv"))
    assert (paper.external_ids, paper.publication.venue) == (ids, venue)


def test_tables_of_web_of_science_count_references_they_leave_out(page: Write) -> None:
    text = (
        "Author Full Names,Article Title,ORCIDs,Cited References,Cited Reference Count\n"
        '"Doe, Jane; Roe, Karl",On kites,"Roe, Karl/0000-0002-1825-0097; , A/1",,{}\n'
    )
    said = one(page(text.format(41), "savedrecs.csv")).publication
    assert (said.references, said.reference_count) == (None, 41)
    assert said.authors == (
        Credit("Doe", "Jane"),
        Credit("Roe", "Karl", ids=("orcid:0000-0002-1825-0097",)),
    )
    assert one(page(text.format(0), "savedrecs.csv")).publication.references == ()


def test_lists_of_names_of_which_some_lack_initials(page: Write) -> None:
    names = "Doe, J., van Roe, K.L., Jr., Poe Lee, Wu, A."
    text = f'Authors,Author(s) ID,Title\n"{names}","11;12;13;14;",On kites\n'
    assert one(page(text, "scopus.csv")).publication.authors == (
        Credit("Doe", "J.", ids=("scopus:11",)),
        Credit("Roe", "K.L.", "van", "Jr.", ids=("scopus:12",)),
        Credit("Lee", "Poe", ids=("scopus:13",)),
        Credit("Wu", "A.", ids=("scopus:14",)),
    )


HIT = (
    '{"result": {"status": {"text": "OK"}, "hits": {"@total": "1", "hit": [{"@id": "7", "info": {'
    '"authors": {"author": %s}, "title": "On kites.", "venue": "KITE", "pages": "1-9", "year": '
    '"2014", "type": "Conference and Workshop Papers", "key": "conf/kite/Doe14", "doi": '
    '"10.1000/K", "ee": "https://doi.org/10.1000/K"}}]}}}'
)


def test_dblp_answers_a_search_in_json(page: Write) -> None:
    jane = '{"@pid": "1/2", "text": "Jane Doe 0002"}'
    for people in (jane, f"[{jane}]"):
        for text in (HIT % people, (HIT % people).replace(": {", ": {\n")):
            paper = one(page(text, "dblp.json"))
            assert paper.title == "On kites"
            assert paper.external_ids == ("dblp:conf/kite/Doe14", "doi:10.1000/k")
            assert paper.publication.authors == (
                Credit("Doe", "Jane", ids=("dblp:Jane Doe 0002",)),
            )
            assert (paper.publication.type, paper.publication.venue) == ("paper-conference", "KITE")


def test_answers_of_scripts_hold_their_papers_under_a_name(page: Write) -> None:
    text = '{"total": 1, "articles": [{"title": "On kites", "authors": "Doe J; Roe KL; et al."}]}'
    paper = one(page(text, "collected.json"))
    assert paper.publication.authors == (Credit("Doe", "J"), Credit("Roe", "KL"))


ITEM = {"title": "On kites", "issued": {"date-parts": [["2020", 5]]}, "container-title": "Wind"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [({"type": "journal-article"}, "article-journal"), ({}, "document")],
)
def test_csl_with_another_type_is_csl(page: Write, kind: dict[str, str], expected: str) -> None:
    authors = {"author": [{"family": "Doe Jr", "given": "Jane"}]}
    said = one(page(json.dumps(ITEM | authors | kind), "items.json"))
    assert (said.publication.type, said.publication.venue) == (expected, "Wind")
    assert said.publication.authors == (Credit("Doe", "Jane", suffix="Jr"),)
    assert said.date_text == "2020-05"
