"""Sharing changes nothing but the memory."""

from pathlib import Path

from graphkit.ingest import read
from graphkit.model import Paper, Refusal, Source
from graphkit.publication import Credit, Publication, Reference
from graphkit.sharing import shared


def record(number: int) -> Paper:
    return Paper(
        f"doi:10.1/{number}",
        "On kites",
        "",
        external_ids=(f"doi:10.1/{number}", "openalex:W1"),
        sources=(Source("a", number),),
        publication=Publication(
            venue="Kite " + "Letters"[: 7 + number - number],
            authors=(Credit("Roe", "Ann", ids=("openalex:" + "A1",)),),
            references=(Reference((f"openalex:W{2 + number - number}",)),),
        ),
    )


def test_equal_parts_are_one_object_and_records_stay_equal() -> None:
    given = [record(1), Refusal(Source("a", 2), "no title"), record(3)]
    found = list(shared(given))
    assert found == given
    one, _, other = found
    assert isinstance(one, Paper)
    assert isinstance(other, Paper)
    ours, theirs = one.publication, other.publication
    assert ours.authors[0] is theirs.authors[0]
    assert ours.references is not None
    assert theirs.references is not None
    assert ours.references[0] is theirs.references[0]
    assert one.id is one.external_ids[0]


def test_a_paper_without_a_bibliography_has_the_one_that_says_nothing(tmp_path: Path) -> None:
    page = tmp_path / "a.jsonl"
    page.write_text('{"title": "On kites", "abstract": "We fly kites."}\n', encoding="utf-8")
    assert list(shared(read([str(page)]))) == list(read([str(page)]))
