import csv
import io
import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.usefixtures("graph_folder")


def test_json_has_a_row_a_sentence(graphkit: Run) -> None:
    done = graphkit("explain", "lp", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows[0]["sentence"] == "On task:linkprediction."
    assert {(row["relation"], row["source"], row["date"]) for row in rows} == {
        ("ADDRESSES", "AlphaNet for link prediction", "2024-02-29")
    }
    assert rows[0]["rules"] == ["terms"]
    assert rows[0]["confidence"] == 0.7


def test_two_things_are_joined_by_a_chain(graphkit: Run) -> None:
    done = graphkit("explain", "accuracy", "link prediction", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["relation"] for row in rows[::2]] == [
        "MEASURES",
        "COMPARES_WITH",
        "PROPOSES",
        "ADDRESSES",
        "MEASURES",
        "EVALUATES_ON",
        "EVALUATES_ON",
        "ADDRESSES",
    ]


@pytest.mark.parametrize("form", ["table", "md"])
def test_people_see_the_sentence(graphkit: Run, form: str) -> None:
    done = graphkit("explain", "ALPHANET", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "On method:alphanet." in done.stdout
    assert "\x1b" not in done.stdout


def test_an_unknown_name_gets_suggestions(graphkit: Run) -> None:
    done = graphkit("explain", "betanett")
    assert done.returncode == 2
    assert "did you mean" in done.stderr
    assert done.stdout == ""


def test_an_ambiguous_name_lists_the_candidates(graphkit: Run) -> None:
    done = graphkit("explain", "betanet")
    assert done.returncode == 2
    assert "method:betanet (Method: BetaNet)" in done.stderr
    assert "title:00000000000000aa (Paper: BetaNet)" in done.stderr
    assert graphkit("explain", "method:betanet").returncode == 0


def test_no_statement_is_said(graphkit: Run) -> None:
    done = graphkit("explain", "accuracy", "method:hostile", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "no statement" in done.stderr
