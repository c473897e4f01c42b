"""What real exports do that the formats' descriptions do not tell, each in words of our own."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.ingest import read
from graphkit.publication import Credit, Reference

Write = Callable[..., Path]
WHOLE = runpy.run_path(str(Path(__file__).with_name("whole.py")))
papers, one = WHOLE["papers"], WHOLE["one"]


def test_ris_without_a_type_and_all_names_in_one_field(page: Write) -> None:
    fields = "AU  - Doe, JA; Van Roe, K; Poe\nTI  - On kites\nPY  - NA\nDO  - 10.1000/k\n"
    text = f'"\nTY  - \n{fields}ER  - \n'
    paper = one(page(text, "screened.ris"))
    assert paper.publication.authors == (
        Credit("Doe", "JA"),
        Credit("Van Roe", "K"),
        Credit("Poe"),
    )
    assert (paper.date_text, paper.external_ids) == (None, ("doi:10.1000/k",))


def test_ris_of_scopus_has_the_number_of_the_article_for_pages(page: Write) -> None:
    head = "TY  - JOUR\nTI  - On kites\nDB  - Scopus\n"
    numbers = (("128858", "128858"), ("e0123", "e0123"), ("NCT01234567", None))
    for number, pages in numbers:
        paper = one(page(f"{head}C7  - {number}\nER  -\n", "scopus.ris"))
        assert paper.publication.pages == pages


def test_ris_of_embase_has_initials_behind_the_names(page: Write) -> None:
    text = (
        "TY  - JOUR\nDB  - Embase\nDB  - Medline\nC5  - 15000001\nT1  - On kites\nN2  - NA\n"
        "A1  - Doe J.A.\nA1  - van de Roe K.\nA1  - P. Poe\n"
        "M1  - (Doe J.A., j@k.example; van de Roe K.) Wind (North) Institute, Oslo\n"
        "AD  - J.A. Doe\nER  - \n"
    )
    paper = one(page(text, "embase.ris"))
    assert paper.publication.authors == (
        Credit("Doe", "J.A."),
        Credit("Roe", "K.", "van de"),
        Credit("Poe", "P."),
    )
    assert paper.publication.affiliations == ("Wind (North) Institute, Oslo",)
    assert (paper.external_ids, paper.abstract) == (("pubmed:15000001",), "")


def test_ris_of_scopus_had_two_types_in_a_record(page: Write) -> None:
    text = (
        "TY  - JOUR\nTI  - On kites\nAU  - Doe J.\nN1  - Cited By :48\nTY  - Review\n"
        "N1  - References: Roe K., On winds (1995) Wind Letters, 14, pp. 3-7; \n"
        "Poe E., On air (1998) Air, 7\nER  - \nTY  - JOUR\nTI  - Second\nTY  - JOUR\nTI  - Third\n"
    )
    first, *rest = papers(page(text, "scopus.ris"))
    assert [paper.title for paper in rest] == ["Second", "Third"]
    assert first.publication.citation_count == 48
    assert first.publication.references == (
        Reference((), "On winds", 1995),
        Reference((), "On air", 1998),
    )


def test_ris_of_ovid_goes_on_behind_its_end(page: Write) -> None:
    text = (
        "1.\nTY  - JOUR\nT1  - On kites\nA1  - Doe, Jane A\n"
        "A2  - Able, Baker, Charlie, Dog, Easy, Fox\nSP  - No\nEP  - Specified\nKW  - *Wind\n"
        "AD  - Doe, Jane A.: Wind Institute, Oslo, j@k.example\n"
        "M1  - Able, B, & Charlie, D (1999). Winds: A survey. Wind, 28, 2-8. "
        "http://dx.doi.org/10.1000/a\n"
        "M1  - Dog, E (2010) Long lines (2nd edn). Oslo: Air.2009-1\n"
        "ER  -\nNL  - J Kites\n\nLink to the full text: https://o.example\n\n2.\n"
        "TY  - JOUR\nT1  - Second\nER  -\nNL  - J Kites\n"
    )
    first, second = papers(page(text, "ovid.ris"))
    said = first.publication
    assert (said.editors, said.pages, said.keywords) == ((), None, ("Wind",))
    assert said.affiliations == ("Wind Institute, Oslo",)
    assert said.references == (
        Reference(("doi:10.1000/a",), "Winds: A survey", 1999),
        Reference((), "Long lines (2nd edn)", 2010),
    )
    assert second.title == "Second"


def test_ris_of_endnote_has_several_addresses_and_loose_numbers(page: Write) -> None:
    text = (
        "TY  - JOUR\nTI  - On kites\nPY  - 2017\nY1  - 4-8 Mar. 2017\nVL  - v. v. 176\n"
        "SP  - pp 278-98\nUR  - https://a.example/1\nhttps://lens.org/000-111-222-333-44X\nER  - \n"
    )
    paper = one(page(text, "endnote.ris"))
    said = paper.publication
    assert (said.url, said.volume, said.pages) == ("https://a.example/1", "176", "278-298")
    assert (paper.external_ids, paper.date_text) == (("lens:000-111-222-333-44X",), "2017-03-04")


def test_ris_notes_hold_pubmed_ids(page: Write) -> None:
    paper = one(page("TY  - JOUR\nTI  - On kites\nN1  - 35000001[pmid]\nER  - \n", "manager.ris"))
    assert paper.external_ids == ("pubmed:35000001",)


IN_ARXIV = {
    "a.ris": "TY  - JOUR\nTI  - On kites\nJO  - arXiv preprint arXiv:2301.01234\nER  - \n",
    "a.enw": "%0 Journal Article\n%T On kites\n%J arXiv preprint arXiv:2301.01234\n%D 2023\n",
    "scholar.bib": "@article{a,title={On kites},journal={arXiv preprint arXiv:2301.01234}}",
    "ads.bib": "@article{a,title={On kites},journal={arXiv e-prints},eid={arXiv:2301.01234},"
    "pages={arXiv:2301.01234},eprint={2301.01234}}",
    "zotero.csv": "Title,Publication Title,Url\nOn kites,arXiv:2301.01234 [cs],\n",
    "ads.csv": "Title,Publication Title,Url\nOn kites,ArXiv e-prints,http://arxiv.org/abs/2301.01234\n",
}


@pytest.mark.parametrize(("name", "text"), IN_ARXIV.items())
def test_arxiv_is_no_journal(page: Write, name: str, text: str) -> None:
    paper = one(page(text, name))
    assert paper.external_ids == ("arxiv:2301.01234",)
    said = paper.publication
    assert (said.type, said.venue, said.pages) == ("article", "arXiv", None)


def test_refer_with_a_blank_line_behind_each_line(page: Write) -> None:
    lines = "%0 Journal Article\n\n%A Doe, J.\n\n%T On kites\n\n%P 273-8\n\n%0 Book\n\n%T Winds\n"
    first, second = papers(page(lines, "doubled.enw"))
    assert (first.title, first.publication.pages, second.title) == ("On kites", "273-278", "Winds")


def test_refer_with_the_title_in_front_of_the_type(page: Write) -> None:
    text = (
        "%T On kites\n%0 Journal Article\n%A Doe, J.\n%D 2021\n\n\n%T Winds\n%D 2020\n\n\n"
        "%T Lines\n%0 Book\n%A Roe, K.\n%0 Book\n%T Tails\n"
    )
    found = papers(page(text, "repository.txt"))
    assert [paper.title for paper in found] == ["On kites", "Winds", "Lines", "Tails"]
    assert [paper.publication.type for paper in found[:3]] == [
        "article-journal",
        "document",
        "book",
    ]


def test_medline_groups_stand_where_the_paper_names_them(page: Write) -> None:
    text = (
        "UI  - 22000001\nPMID- 33000001\nTI  - On kites.\nOT  - *Wind\nFAU - Doe, Jane\n"
        "AUID- ORCID: 0000-0002-1825-0097\nAD  - Oslo\nCN  - Kite Study Group\nFAU - Roe, Karl\n"
    )
    paper = one(page(text, "old.nbib"))
    assert paper.publication.authors == (
        Credit("Doe", "Jane", ids=("orcid:0000-0002-1825-0097",)),
        Credit("Kite Study Group"),
        Credit("Roe", "Karl"),
    )
    assert paper.publication.keywords == ("Wind",)


WOS = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI On kites\n{}ER\n\nEF\n"


def test_web_of_science_without_references_says_that_it_has_some(page: Write) -> None:
    for fields, listed, counted in (
        ("NR 48\n", None, 48),
        ("NR 0\n", (), 0),
        ("CR Doe J, 2015, J WIND, V3, P1\nNR 1\n", (Reference((), "", 2015),), 1),
    ):
        said = one(page(WOS.format(fields), "savedrecs.txt")).publication
        assert (said.references, said.reference_count) == (listed, counted)


def test_web_of_science_keeps_marks_in_its_short_names(page: Write) -> None:
    fields = "AU Flores-García, E\n   Roe, K\nAF Flores-Garcia, Erik\n   Rowe, Karl\n"
    authors = one(page(WOS.format(fields), "savedrecs.txt")).publication.authors
    assert authors == (Credit("Flores-García", "Erik"), Credit("Rowe", "Karl"))


def test_web_of_science_marks_numbers_of_articles(page: Write) -> None:
    assert one(page(WOS.format("AR UNSP 7345\n"), "savedrecs.txt")).publication.pages == "7345"


def test_web_of_science_puts_a_blank_into_entities(page: Write) -> None:
    paper = one(page(WOS.format("AB A Schr & ouml;dinger kite; R & D; winds.\n"), "savedrecs.txt"))
    assert paper.abstract == "A Schr ödinger kite; R & D; winds."


def test_pubmed_files_for_endnote_have_two_numbers_in_one_field(page: Write) -> None:
    paper = one(
        page(
            "<xml><records><record><titles><title>On kites</title></titles>"
            "<electronic-resource-num>10.1000/k&#xD;S01 [pii]</electronic-resource-num><urls-x>"
            "<url>http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&amp;db=PubMed&amp;"
            "list_uids=15000001</url></urls-x></record></records></xml>",
            "library.xml",
        )
    )
    assert paper.external_ids == ("doi:10.1000/k", "pubmed:15000001")


def test_xml_of_endnote_7(page: Write) -> None:
    text = (
        "<XML><RECORDS><RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><AUTHORS><AUTHOR>Doe, Jane"
        "</AUTHOR><AUTHOR>Roe, Karl</AUTHOR></AUTHORS><YEAR>2012</YEAR><TITLE>On kites</TITLE>"
        "<SECONDARY_TITLE>Wind Letters</SECONDARY_TITLE><VOLUME>20</VOLUME><PAGES>423-52</PAGES>"
        "<URL>https://doi.org/10.1000/k</URL></RECORD></RECORDS></XML>"
    )
    paper = one(page(text, "endnote.xml"))
    said = paper.publication
    assert (paper.title, paper.external_ids) == ("On kites", ("doi:10.1000/k",))
    assert (said.type, said.venue, said.pages) == ("article-journal", "Wind Letters", "423-452")
    assert said.authors == (Credit("Doe", "Jane"), Credit("Roe", "Karl"))


def test_bibtex_fields_that_stand_twice(page: Write) -> None:
    text = (
        "@article{a,\ntitle={On kites},\nkeywords={Wind},\nkeywords={Tails, long},\n"
        "keywords={Wind},\nauthor={Doe, Jane},\nauthor={Roe, Karl},\nyear={2001},\nyear={2002}}"
    )
    paper = one(page(text, "sciencedirect.bib"))
    assert paper.publication.keywords == ("Wind", "Tails, long")
    assert [author.family for author in paper.publication.authors] == ["Doe", "Roe"]
    assert paper.publication.year == 2001


def test_bibtex_of_inspire_names_collaborations(page: Write) -> None:
    text = '@article{a,title={On kites},author="Doe, J. and others",collaboration="%s"}'
    for said, groups in (
        ("KITE", ["KITE Collaboration"]),
        ("E1, E2", ["E1 Collaboration", "E2 Collaboration"]),
        ("Wind Data Group", ["Wind Data Group"]),
    ):
        authors = one(page(text % said, "inspire.bib")).publication.authors
        assert [author.name for author in authors] == ["J. Doe", *groups]


def test_bibtex_of_refworks_and_citavi(page: Write) -> None:
    note = "Times Cited in Web of Science Core Collection: 16 Total Times Cited: 17 "
    text = (
        "@article{a,title={On kites},author={Doe,, Jane},year={23.02.2011},isbn={1234-567X},"
        f"note={{{note}Cited Reference Count: 41}}}}"
    )
    paper = one(page(text, "export.bib"))
    said = paper.publication
    assert (paper.date_text, said.venue_ids) == ("2011-02-23", ("issn:1234-567X",))
    assert (said.citation_count, said.reference_count) == (16, 41)
    assert said.authors == (Credit("Doe", "Jane"),)
    ris = one(page(f"TY  - JOUR\nTI  - On kites\nN1  - {note}\nER  - \n", "a.ris")).publication
    assert (ris.citation_count, ris.reference_count) == (16, None)


def test_bibtex_of_web_of_science_has_braces_around_all_and_a_place_a_line(page: Write) -> None:
    text = """@article{ ISI:1,
Author = {Doe, Jane, and Roe, Karl},
Title = {{On kites}},
Pages = {{26-38}},
Affiliation = {{Doe, J (Reprint Author), Kite Univ, Oslo, Norway.
   Doe, Jane; Roe, Karl, Kite Univ, Dept Wind \\& Rain, Oslo, Norway.}},
Cited-References = {{Poe E, 2013, J KITES, V1, DOI 10.1000/978-1\\_7.
   Lee A, J WIND, V180, P458.}},
Number-of-Cited-References = {{43}},
Usage-Count-(Last-180-days) = {{0}},
Unique-ID = {{ISI:1}},
}
"""
    said = one(page(text, "savedrecs.bib")).publication
    assert (said.pages, said.reference_count) == ("26-38", 43)
    assert said.authors == (Credit("Doe", "Jane"), Credit("Roe", "Karl"))
    assert said.affiliations == ("Kite Univ, Dept Wind & Rain, Oslo, Norway",)
    assert said.references == (Reference(("doi:10.1000/978-1_7",), "", 2013), Reference())


def test_bibtex_of_better_bibtex_has_dashes_and_short_titles(page: Write) -> None:
    text = r"@misc{a,shorttitle={{On Kites}},abstract={A kite\rule{1em}{1pt}long, p {\textless} 1}}"
    paper = one(page(text, "zotero.bib"))
    assert (paper.title, paper.abstract) == ("On Kites", "A kite—long, p < 1")


def test_bibtex_of_scopus_until_2016_has_letters_behind_its_names(page: Write) -> None:
    listed = (
        "Roe, K., van Poe, E.A., Kite curves, and winds (2003) Wind Letters, 30, pp. 5-9; "
        "Lee, A., (1990) Long Kites, , Wind Press London"
    )
    text = (
        "@ARTICLE{Doe2016,author={Doe, J.a b  and O'Roe, K.c },title={On kites},"
        f"references={{{listed}}},source={{Scopus}}}}"
    )
    said = one(page(text, "scopus.bib")).publication
    assert said.authors == (Credit("Doe", "J."), Credit("O'Roe", "K."))
    assert said.references == (
        Reference((), "Kite curves, and winds", 2003),
        Reference((), "Long Kites", 1990),
    )


def test_bibtex_of_endnote_has_a_keyword_a_line(page: Write) -> None:
    fields = "url={http://doi.acm.org/10.1145/24.13},keywords={Long kites\nWind and rain}"
    paper = one(page(f"@article{{RN1,title={{On kites}},{fields}}}", "endnote.txt"))
    assert paper.publication.keywords == ("Long kites", "Wind and rain")
    assert paper.external_ids == ("doi:10.1145/24.13",)


def test_dates_of_web_of_science(page: Write) -> None:
    text = "TY  - JOUR\nTI  - On kites\nDA  - 2024 JAN 22\nPY  - 2024\nY2  - 2024-02-11\nER  - \n"
    assert one(page(text, "savedrecs.ris")).date_text == "2024-01-22"
    assert one(page(WOS.format("PD 2012\nPY 2012\n"), "savedrecs.txt")).date_text == "2012"


def test_bibtex_fields_of_two_words(page: Write) -> None:
    paper = one(
        page("@article{a,title={On kites},\n key words = {Wind, tails},year={2001}}", "a.bib")
    )
    assert paper.publication.keywords == ("Wind", "tails")


def test_bibtex_of_acm_is_called_by_its_doi(page: Write) -> None:
    text = "@inproceedings{%s,title={On kites},articleno={167},numpages={8}}"
    paper = one(page(text % "10.1145/301.305", "acm.bib"))
    assert (paper.external_ids, paper.publication.pages) == (("doi:10.1145/301.305",), "167")
    assert one(page(text % "10.5555/310.313", "acm.bib")).external_ids == ()


def test_bibtex_of_scopus_says_what_its_articles_are(page: Write) -> None:
    text = "@ARTICLE{a,title={On kites},art_number={378},%s,source={Scopus}}"
    for field, kind in (
        ("document_type={Conference Paper}", "paper-conference"),
        ("type={Review}", "review"),
        ("type={Article}", "article-journal"),
    ):
        said = one(page(text % field, "scopus.bib")).publication
        assert (said.type, said.pages) == (kind, "378")


def test_bibtex_addresses_in_other_fields(page: Write) -> None:
    for field in (
        r"howpublished={\url{https://kites.example/a_b}}",
        "adsurl={https://kites.example/a_b}",
        r"url={https://kites.example/a\_b}",
    ):
        assert one(page(f"@misc{{a,title={{On kites}},{field}}}", "a.bib")).publication.url == (
            "https://kites.example/a_b"
        )


def test_formulas_that_a_manager_escaped_are_printed(page: Write) -> None:
    abstract = (
        r"A {\$}{\^{}}{\{}87{\}}{\$}Rb kite of {\$}1.7 \backslash,\backslashmu\backslashtext{\{}m"
        r"{\}}{\$} for {\$}100 or {\$}400, at z $\gt$ 5"
    )
    paper = one(page(f"@article{{a,title={{On kites}},abstract={{{abstract}}}}}", "mendeley.bib"))
    assert paper.abstract == "A ^87Rb kite of 1.7 μm for $100 or $400, at z > 5"


def test_xml_of_another_kind_is_named(page: Write) -> None:
    path = page(
        '<?xml version="1.0"?>\n<modsCollection xmlns="x"><mods/></modsCollection>', "a.xml"
    )
    with pytest.raises(InputError, match="XML of another kind, <modsCollection>"):
        list(read([str(path)]))


ACL = (
    '<collection id="2020.kite"><volume id="1"><meta><year>2020</year></meta><paper id="1">'
    "<title>On kites</title>%s</paper></volume></collection>"
)
PUBMED = (
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>On kites</ArticleTitle><AuthorList>%s</AuthorList></Article>"
    "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
NAMES = (
    ("de la roe", "ana", Credit("roe", "ana", "de la")),
    ("Roe", "Jan van den", Credit("Roe", "Jan", "van den")),
    ("van den Roe", "Jan", Credit("Roe", "Jan", "van den")),
    ("Roe, Jr.", "Karl", Credit("Roe", "Karl", "", "Jr.")),
    ("Roe", "a. M.", Credit("Roe", "a. M.")),
)


@pytest.mark.parametrize(("family", "given", "expected"), NAMES)
def test_parts_of_names_are_told_apart_in_one_way(
    page: Write, family: str, given: str, expected: Credit
) -> None:
    author = f"<author><first>{given}</first><last>{family}</last></author>"
    listed = f"<Author><LastName>{family}</LastName><ForeName>{given}</ForeName></Author>"
    person = f'{{"family": "{family}", "given": "{given}"}}'
    item = f'[{{"type": "book", "title": "On kites", "author": [{person}]}}]'
    files = (("a.xml", ACL % author), ("b.xml", PUBMED % listed), ("c.json", item))
    for name, text in files:
        assert one(page(text, name)).publication.authors == (expected,)
        assert Credit.from_index(expected.indexed) == expected


def test_signs_of_latex_stand_with_and_without_braces(page: Write) -> None:
    fields = r"abstract={{\textless}},publisher={p \textless 1 \textgreater{} 0}"
    paper = one(page(f"@misc{{a,title={{On kites}},{fields}}}", "signs.bib"))
    assert (paper.abstract, paper.publication.publisher) == ("<", "p < 1 > 0")


def test_a_particle_is_no_family_name_before_a_suffix(page: Write) -> None:
    text = "@misc{a,title={On kites},author={van der Jr, Ann and van der Berg Jr, Jo}}"
    assert one(page(text, "names.bib")).publication.authors == (
        Credit("Jr", "Ann", "van der"),
        Credit("Berg", "Jo", "van der", "Jr"),
    )


def test_csl_with_an_editor_alone(page: Write) -> None:
    text = '[{"id": "a", "type": "book", "title": "On kites", "editor": [{"family": "Doe"}]}]'
    assert one(page(text, "edited.json")).publication.editors == ("Doe",)
