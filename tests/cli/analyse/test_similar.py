import json
import subprocess
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_similar_says_why_in_sentences(analyse: Run) -> None:
    done = analyse("similar", "Attention on graphs", "--json", "--top", "1")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    [paper] = value["similar"]
    assert paper["shared"]
    assert all(reason["here"].startswith("Attention on graphs: ") for reason in value["reasons"])
    assert round(sum(r["weight"] for r in value["reasons"]), 6) == round(paper["score"], 6)


def test_an_unknown_paper_is_a_usage_error_with_a_suggestion(analyse: Run) -> None:
    done = analyse("similar", "Atention on graphs")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'Attention on graphs'" in done.stderr


def test_path_shows_both_kinds_for_people(analyse: Run) -> None:
    done = analyse("path", "random walks", "energy", "--format", "md")
    assert done.returncode == 0, done.stderr
    assert "**Shortest, informative chain 1: " in done.stdout
    assert "| step | source | relation | target | sentence |" in done.stdout
    assert "method:walks" not in done.stdout
