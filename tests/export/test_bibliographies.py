"""Bibliographies: what is written is read back, by our readers and by others."""

import datetime as dt
import io
import unicodedata
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphkit.export import FORMATS, FormatName, export
from graphkit.graph import build_graph
from graphkit.ids import paper_id
from graphkit.ingest import read
from graphkit.ingest.plain import plain_text
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement
from graphkit.publication import Credit, Publication
from graphkit.resolve import bibliography

BIBLIOGRAPHIES = [name for name, form in FORMATS.items() if form.is_bibliography]
SUFFIX = {FormatName.BIBTEX: "bib", FormatName.RIS: "ris", FormatName.CSL_JSON: "json"}
every_bibliography = pytest.mark.parametrize("name", BIBLIOGRAPHIES)


def fixed(text: str) -> str:
    return unicodedata.normalize("NFC", plain_text(text))


marks = "aZ é09 &%$#_{}~^\\<>'\"`-,;:@()[]+=*/|!?.ßŁ漢"
texts = (
    st.text(alphabet=marks, min_size=1, max_size=30)
    .map(fixed)
    .filter(lambda text: text and fixed(text) == text)
)
names = st.from_regex(r"[A-ZÉ][a-zé]{1,6}(-[A-Z][a-z]{1,4})?", fullmatch=True)
credits_ = st.one_of(
    st.builds(
        Credit,
        family=names,
        given=names | st.just("J. R."),
        particle=st.sampled_from(["", "van der", "de"]),
        suffix=st.sampled_from(["", "Jr.", "III"]),
    ),
    st.builds(Credit, family=st.sampled_from(["The Kite Collaboration", "Plato", "Wind, Ltd"])),
)
types = st.sampled_from(["article-journal", "paper-conference", "chapter", "book", "thesis"]) | (
    st.sampled_from(["report", "dataset", "article", "webpage", "document", "patent", "speech"])
)
editors = st.lists(credits_, max_size=2, unique_by=lambda c: c.indexed)
words = st.text(alphabet="abc éß&%_-", min_size=1, max_size=8).map(fixed).filter(bool)
numbers = st.from_regex(r"[1-9][0-9]{0,2}[A-Z]?", fullmatch=True)
dates = st.dates(dt.date(1600, 1, 1), dt.date(2150, 1, 1)) | st.none()
ids = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.from_regex(r"10\.[0-9]{4}/[a-z0-9._()-]{0,8}[a-z0-9]", fullmatch=True),
        "arxiv": st.from_regex(r"2[0-9]0[1-9]\.[0-9]{5}", fullmatch=True),
        "openalex": st.from_regex(r"W[1-9][0-9]{2,9}", fullmatch=True),
        "pubmed": st.from_regex(r"[1-9][0-9]{2,7}", fullmatch=True),
        "pmcid": st.from_regex(r"PMC[1-9][0-9]{3,6}", fullmatch=True),
        "s2corpus": st.from_regex(r"[1-9][0-9]{3,8}", fullmatch=True),
        "lens": st.from_regex(r"[0-9]{3}(-[0-9]{3}){3}-[0-9]{2}[0-9X]", fullmatch=True),
    },
).filter(lambda found: "(" not in found.get("doi", "") and ")" not in found.get("doi", ""))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    title, date = draw(texts), draw(dates)
    assume(any(c.isalnum() for c in title))
    external = tuple(sorted(f"{scheme}:{value}" for scheme, value in draw(ids).items()))
    year = None if date else draw(st.none() | st.integers(1600, 2150))
    month = draw(st.integers(0, 12)) if year else 0
    venue = draw(st.none() | texts.filter(lambda text: text != title))
    first, last = draw(numbers), draw(numbers)
    said = Publication(
        year=year,
        type=draw(types),
        venue=venue,
        venue_ids=("issn:1234-5679",) if venue and draw(st.booleans()) else (),
        publisher=draw(st.none() | texts),
        volume=draw(st.none() | numbers),
        issue=draw(st.none() | numbers),
        pages=draw(st.sampled_from([None, first, f"{first}-{last}" if first != last else first])),
        language=draw(st.sampled_from([None, "en", "de", "Latin"])),
        url=draw(st.sampled_from([None, "https://kites.example/a_b?c=d&e=%20#f~g"])),
        isbns=draw(st.sampled_from([(), ("9780306406157",)])),
        keywords=tuple(draw(st.lists(words, max_size=3, unique_by=str.casefold))),
        authors=tuple(draw(st.lists(credits_, max_size=4, unique_by=lambda c: c.name))),
        editors=tuple(c.indexed for c in draw(editors)),
    )
    date_text = date.isoformat() if date else f"{year}-{month:02}" if month else None
    return Paper(
        paper_id(title, external),
        title,
        draw(st.just("") | texts),
        date,
        date_text or (str(year) if year else None),
        len(said.authors) or None,
        external,
        (Source("a.bib", 1),),
        said,
    )


def graph(paper: Paper) -> nx.MultiDiGraph:
    said, _ = bibliography([paper], {paper.id: [paper]})
    return build_graph([paper], [], [], said)


@every_bibliography
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
@given(paper=papers())
def test_every_field_comes_back(name: FormatName, tmp_path: Path, paper: Paper) -> None:
    path = tmp_path / f"papers.{SUFFIX[name]}"
    export(graph(paper), name, path)
    (back,) = read([str(path)])
    assert isinstance(back, Paper), back
    assert (back.title, back.abstract) == (paper.title, paper.abstract)
    assert (back.date, back.date_text, back.year) == (paper.date, paper.date_text, paper.year)
    assert back.external_ids == paper.external_ids
    for field in Publication.__dataclass_fields__:
        if field != "year":
            assert getattr(back.publication, field) == getattr(paper.publication, field), field


@every_bibliography
def test_entities_are_keywords_and_stubs_are_no_entries(
    name: FormatName, cited_graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    cited_graph.add_node("method:k", label="Method", name="KiteNet")
    says = {"mentions": 1, "confidence": 0.5, "evidence": ["x"], "rules": ["r"]}
    cited_graph.add_edge("doi:10.1/kite", "method:k", key="PROPOSES", **says)
    path = tmp_path / f"papers.{SUFFIX[name]}"
    export(cited_graph, name, path)
    found = [paper for paper in read([str(path)]) if isinstance(paper, Paper)]
    assert [paper.title for paper in found] == ["A kite", "An old kite"]
    said = found[0].publication
    assert set(said.keywords) >= {"KiteNet", "kites"}
    assert (said.venue, said.venue_ids) == ("J. Kites", ("issn:1234-5679",))
    numbers = [author.ids for author in said.authors]
    wanted = ("orcid:0000-0002-1825-0097",)
    assert numbers[0] == (() if name is FormatName.RIS else wanted)


def several() -> nx.MultiDiGraph:
    authors = (Credit("Müller", "Jörg"), Credit("The {Kite} & Wind Collaboration"))
    said = Publication(type="article-journal", authors=authors, year=2001, pages="1-9")
    found = [
        Paper(f"title:{n}", title, "50% of a_b", None, "2001", 2, (), (Source("a", n),), said)
        for n, title in enumerate(("On {braces", 'A "quote" # 1', "The same", "The same"), 1)
    ]
    entities = [Entity("task:fly", NodeLabel.TASK, "flying")]
    says = [
        Statement(p.id, RelationshipType.ADDRESSES, "task:fly", 1, 0.5, ("x",), ("r",))
        for p in found
    ]
    extra, _ = bibliography(found, {p.id: [p] for p in found})
    return build_graph(found, entities, says, extra)


def written(name: FormatName) -> bytes:
    stream = io.BytesIO()
    write = FORMATS[name].write
    assert write is not None
    write(several(), stream)
    return stream.getvalue()


def test_pybtex_reads_the_bibtex() -> None:
    database = pytest.importorskip("pybtex.database")
    entries = database.parse_string(written(FormatName.BIBTEX).decode(), "bibtex").entries
    assert list(entries) == [
        "muller2001braces",
        "muller2001quote",
        "muller2001same",
        "muller2001same-2",
    ]
    first = entries["muller2001braces"]
    assert first.type == "article"
    assert str(first.persons["author"][0]) == "Müller, Jörg"
    assert first.fields["keywords"] == "flying"


def test_rispy_reads_the_ris() -> None:
    rispy = pytest.importorskip("rispy")
    found = rispy.loads(written(FormatName.RIS).decode())
    assert [part["title"] for part in found] == [
        "On {braces",
        'A "quote" # 1',
        "The same",
        "The same",
    ]
    assert found[0]["authors"][0] == "Müller, Jörg"
    assert (found[0]["start_page"], found[0]["end_page"]) == ("1", "9")
    assert found[0]["keywords"] == ["flying"]


@every_bibliography
def test_the_same_graph_gives_the_same_bytes(name: FormatName) -> None:
    assert written(name) == written(name)
