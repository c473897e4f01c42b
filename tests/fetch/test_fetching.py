"""Fetching against a server that pages, fails and limits as the indexes do."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from graphkit.errors import DatabaseError, UsageError
from graphkit.fetch import Client, FetchReport, Service, enrich, fetch
from graphkit.ingest import read
from graphkit.model import Paper, Source


def client(index: SimpleNamespace, path: str = "/works", **more: object) -> Client:
    index.waits = []
    return Client(index.url + path, 0.0, "me@kites.example", wait=index.waits.append, **more)


def test_a_query_brings_all_pages_which_are_read(index: SimpleNamespace, tmp_path: Path) -> None:
    report = fetch(client(index), Service.OPENALEX, tmp_path, query="kites")
    assert report == FetchReport(pages=3, works=250)
    papers = [paper for paper in read([str(tmp_path)]) if isinstance(paper, Paper)]
    assert len({paper.id for paper in papers}) == 250
    assert papers[0].abstract == "They fly."
    assert [asked["cursor"] for asked in index.asked] == ["*", "c100", "c200"]
    assert all("mailto:me@kites.example" in agent for agent in index.agents)


def test_a_second_run_asks_nothing_and_changes_nothing(
    index: SimpleNamespace, tmp_path: Path
) -> None:
    fetch(client(index), Service.OPENALEX, tmp_path, query="kites")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    report = fetch(client(index), Service.OPENALEX, tmp_path, query="kites")
    assert report == FetchReport(pages=0, works=250, known_pages=3)
    assert len(index.asked) == 3
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_it_goes_on_where_it_stopped(index: SimpleNamespace, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    fetch(client(index), Service.OPENALEX, whole, query="kites")
    index.troubles = []
    asked = len(index.asked)
    part = tmp_path / "part"
    fetch(client(index), Service.OPENALEX, part, query="kites", limit=100)
    index.troubles = [(500, {}, b"down")] * 2
    with pytest.raises(DatabaseError, match="does not answer after 2 tries: 500"):
        fetch(client(index, tries=2), Service.OPENALEX, part, query="kites")
    report = fetch(client(index), Service.OPENALEX, part, query="kites")
    assert (report.pages, report.known_pages, report.works) == (2, 1, 250)
    assert len(index.asked) == asked + 1 + 2 + 2
    assert sorted((p.name, p.read_bytes()) for p in part.iterdir()) == sorted(
        (p.name, p.read_bytes()) for p in whole.iterdir()
    )


def test_limits_of_the_service_are_kept(index: SimpleNamespace, tmp_path: Path) -> None:
    index.works = 1
    index.troubles = [(429, {"Retry-After": "7"}, b"slow down"), (503, {}, b""), (500, {}, b"")]
    fetch(client(index), Service.OPENALEX, tmp_path, query="kites")
    waits = index.waits
    assert waits[0] == 7.0
    assert 4 <= waits[1] <= 5.1
    assert 8 <= waits[2] <= 10.1


def test_requests_keep_their_distance(index: SimpleNamespace, tmp_path: Path) -> None:
    waits: list[float] = []
    slow = Client(f"{index.url}/works", 30.0, wait=waits.append)
    fetch(slow, Service.OPENALEX, tmp_path, query="kites")
    assert len(waits) == 2
    assert all(25 < wait <= 30 for wait in waits)


@pytest.mark.parametrize(
    ("status", "kind"), [(400, UsageError), (404, UsageError), (403, DatabaseError)]
)
def test_what_the_service_refuses_is_not_tried_again(
    index: SimpleNamespace, tmp_path: Path, status: int, kind: type[Exception]
) -> None:
    index.troubles = [(status, {}, b'{"message": "no: key sesame"}')]
    with pytest.raises(kind) as caught:
        fetch(client(index, secrets={"api_key": "sesame"}), Service.OPENALEX, tmp_path, query="x")
    assert len(index.asked) == 1
    assert index.asked[0]["api_key"] == "sesame"
    assert "sesame" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"<html>Log in</html>", b"{}", b"[]", b"\xff"])
def test_an_answer_of_something_else_is_not_kept(
    index: SimpleNamespace, tmp_path: Path, content: bytes
) -> None:
    index.troubles = [(200, {}, content)]
    with pytest.raises(DatabaseError, match="something else than works"):
        fetch(client(index), Service.OPENALEX, tmp_path, query="kites")
    assert list(tmp_path.iterdir()) == []


def test_arxiv_is_paged_by_start(index: SimpleNamespace, tmp_path: Path) -> None:
    report = fetch(client(index, "/api/query"), Service.ARXIV, tmp_path, query="kites")
    assert report == FetchReport(pages=3, works=250)
    assert [asked["start"] for asked in index.asked] == ["0", "100", "200"]
    assert index.asked[0]["search_query"] == "all:kites"
    papers = [paper for paper in read([str(tmp_path)]) if isinstance(paper, Paper)]
    assert len({paper.id for paper in papers}) == 250


def test_ids_go_in_batches_and_others_are_told(index: SimpleNamespace, tmp_path: Path) -> None:
    ids = [f"doi:10.1/{n}" for n in range(1, 121)] + ["arxiv:2203.00001", "dblp:conf/x/Y", "s2:ab"]
    report = fetch(client(index), Service.OPENALEX, tmp_path, ids=ids)
    assert (report.pages, report.works) == (3, 120)
    assert report.unknown_ids == ("dblp:conf/x/Y", "s2:ab")
    filters = [asked["filter"] for asked in index.asked]
    assert all(len(text.split("|")) <= 50 for text in filters)
    assert sum("10.48550/arxiv.2203.00001" in text for text in filters) == 1


def test_papers_of_a_graph_are_enriched(index: SimpleNamespace, tmp_path: Path) -> None:
    papers = [
        Paper("doi:10.1/5", "Five", "", external_ids=("doi:10.1/5",), sources=(Source("a", 1),)),
        Paper("title:1", "No id", "", sources=(Source("a", 2),)),
    ]
    report, without = enrich(client(index), papers, tmp_path)
    assert (report.works, without) == (1, 1)
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Paper)
    assert found.publication.references is not None
    assert found.publication.references[0].ids == ("openalex:W6",)


def test_a_query_or_ids() -> None:
    with pytest.raises(UsageError, match="a query or ids"):
        fetch(Client("http://127.0.0.1:9", 0.0), Service.ARXIV, Path("x"))
