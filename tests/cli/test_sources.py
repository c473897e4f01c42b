"""`graphkit build` over bibliographies and tables, as a user does it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess]

BIB = """\
@article{a, title = {Kites fly high today}, doi = {10.1000/a}, author = {Roe, Ann}, year = 2001}
@article{b, title = {Tails {are long, year = 2002}
@article{c, title = {Winds blow}, doi = {10.1000/c}, year = 2003}
"""
WORK = {
    "DOI": "10.1000/A",
    "member": "1",
    "prefix": "10.1000",
    "title": ["Kites fly high today"],
    "volume": "7",
    "author": [{"given": "Ann", "family": "Roe", "ORCID": "http://orcid.org/0000-0002-1825-0097"}],
    "container-title": ["Journal of Kites"],
    "reference": [{"DOI": "10.1000/c"}, {"DOI": "10.1000/z"}, {"DOI": "10.1000/a"}],
}
TABLE = "Headline;Summary;DOI\nKites fly high today;They do.;10.1000/a\n"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "one.bib").write_text(BIB)
    (tmp_path / "two.json").write_text(json.dumps(WORK))
    (tmp_path / "three.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("sources")
def test_sources_of_all_kinds_are_one_graph(graphkit: Run) -> None:
    paths = ("one.bib", "two.json", "three.csv")
    named = ("--columns", "title=Headline", "--columns", "abstract=Summary")
    refused = graphkit("build", *paths, *named)
    assert refused.returncode == 3
    assert "one.bib:2: expected the closing brace" in refused.stderr
    done = graphkit("build", *paths, *named, "--skip-bad", "--json")
    assert done.returncode == 5, done.stderr
    told = json.loads(done.stdout)
    assert (told["records"], told["papers"], told["refused"]) == (4, 2, 1)
    assert told["citations"] == {
        "references": 3,
        "resolved": 1,
        "unusable": 0,
        "stubs": 1,
        "selfCitations": 1,
        "circles": 0,
    }
    asked = graphkit("query", "citations-of-paper", "-p", "paper=doi:10.1000/a", "--format", "json")
    assert [(row["cites"], row["sources"]) for row in json.loads(asked.stdout)] == [
        ("Winds blow", ["two.json:1"]),
        ("doi:10.1000/z", ["two.json:1"]),
    ]
    people = graphkit("query", "papers-of-author", "-p", "author=ann roe", "--format", "json")
    assert json.loads(people.stdout)[0]["id"] == "author:orcid:0000-0002-1825-0097"
    again = graphkit("build", "--add", "three.csv", "--json")
    assert json.loads(again.stdout)["written"] is False


@pytest.mark.usefixtures("sources")
def test_without_stubs_and_with_them_again(graphkit: Run) -> None:
    done = graphkit("build", "two.json", "--no-stubs", "--json")
    assert json.loads(done.stdout)["citations"]["stubs"] == 0
    assert json.loads(graphkit("stats", "--json").stdout)["nodes"]["Paper"] == 1
    done = graphkit("build", "two.json", "--json")
    assert json.loads(done.stdout)["citations"]["stubs"] == 2


@pytest.mark.usefixtures("sources")
def test_columns_are_guessed_told_and_named(graphkit: Run) -> None:
    unknown = graphkit("build", "three.csv")
    assert unknown.returncode == 3
    assert "column of titles" in unknown.stderr
    assert "Headline" in unknown.stderr
    wrong = graphkit("build", "three.csv", "--columns", "title=Nowhere")
    assert (wrong.returncode, "title=Nowhere" in wrong.stderr) == (3, True)
    assert graphkit("build", "three.csv", "--columns", "title").returncode == 2
    Path("four.csv").write_text("Title,DOI\nKites,10.1000/k\n")
    done = graphkit("build", "four.csv")
    assert "columns title=Title, doi=DOI" in done.stderr
    mistyped = graphkit("build", "four.csv", "--columns", "title=Titel")
    assert mistyped.returncode == 3
    assert "title=Titel: no table has such a column; the first begins 'Title" in mistyped.stderr


@pytest.mark.usefixtures("sources")
def test_a_column_that_no_table_has_is_told_whatever_else_is_read(here: Run) -> None:
    Path("one.bib").unlink()
    Path("four.csv").write_text("Title,DOI\nKites,10.1000/k\n")
    packed = gzip.compress(Path("four.csv").read_bytes())
    Path("five.csv.gz").write_bytes(packed)
    wrong = ("--columns", "title=Titel", "--profile", "fast")
    table = Path("four.csv").read_text()
    for paths in (["four.csv", "two.json"], ["."], ["two.json", "five.csv.gz"], ["-"]):
        done = here("build", *paths, *wrong, stdin=table)
        assert done.returncode == 3
        assert "--columns title=Titel: no table has such a column; the first be" in done.stderr
        assert not Path("graph").exists()
    none = here("build", "two.json", *wrong)
    assert none.returncode == 3
    assert "--columns title=Titel: no table (CSV, TSV) is among the sources" in none.stderr
    # One of several tables is enough, also where only --columns tells that it is one.
    named = ("--columns", "title=Headline", "--profile", "fast")
    assert here("build", "two.json", "-", *named, stdin=TABLE).returncode == 0
    assert here("build", "--sync", ".", *named).returncode == 0
    # A graph remembers its columns: a table that goes is no mistake.
    Path("three.csv").unlink()
    assert here("build", "--sync", ".", *named).returncode == 0


@pytest.mark.usefixtures("sources")
def test_what_a_folder_holds_and_is_not_read_is_told(graphkit: Run) -> None:
    Path("one.bib").unlink()
    Path("page.xml").write_text("<html/>")
    done = graphkit("build", ".", "--profile", "fast")
    assert done.returncode == 0, done.stderr
    assert "three.csv: passed over, no column of titles in 'Headline;Summary;DOI'" in done.stderr
    assert "passed over, no bibliography: page.xml" in done.stderr
    # The graph that stands among its sources is none of them.
    again = graphkit("build", ".", "--sync")
    assert "sources: 0 new, 0 changed, 0 gone" in again.stderr
    assert "three.csv: passed over" in again.stderr
    named = graphkit("build", ".", "--columns", "title=Headline", "--profile", "fast", "--json")
    assert json.loads(named.stdout)["records"] == 2


@pytest.mark.usefixtures("sources")
def test_a_record_without_a_title_is_a_paper_and_told(graphkit: Run) -> None:
    Path("one.bib").write_text("@article{a, doi = {10.1000/untitled}}\n@article{b, year = 2001}\n")
    done = graphkit("build", "one.bib", "--skip-bad", "--profile", "fast")
    assert done.returncode == 5
    assert "doi:10.1000/untitled: no source gives a title, so the id stands for it" in done.stderr
    assert "one.bib:2: expected a title or an id such as a DOI" in done.stderr
    Path("two.json").write_text('{"title": "Kites", "doi": "10.1000/untitled"}')
    both = graphkit("build", "one.bib", "two.json", "--skip-bad", "--profile", "fast")
    assert "no source gives a title" not in both.stderr
