"""`--profile`, through the real command, with extractors that are really installed.

A package is a folder on the path with a module and a `dist-info`, as an installer leaves it.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.graph import read_graph, read_manifest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Install = Callable[..., dict[str, str]]

PAPERS = "".join(
    json.dumps({"title": title, "abstract": abstract}) + "\n"
    for title, abstract in [
        (
            "WalkNet: Slow Walks",
            "We propose WalkNet. It outperforms baselines such as Gated Nomad Network (GNN).",
        ),
        ("Stone Circles", "We use WalkNet on the Meadow corpus, as Dr. Hill did. GNN is slow."),
    ]
)
OBJECT = """
from graphkit.extract import Row

class Words:
    name = "words"
    fingerprint = "1"

    def read(self, texts, *, workers=1):
        for text in texts:
            yield list(self.rows(text))

    def rows(self, text):
        start = text.find("WalkNet")
        yield Row("Method", "WalkNet", start, start + 7, 0, len(text), "USES", "words", 0.5)
"""
PIPELINE = """
import spacy

def make():
    nlp = spacy.blank("en")
    patterns = [
        {"label": "ALGO", "pattern": "WalkNet"}, {"label": "ALGO", "pattern": "GNN"},
        {"label": "ALGO", "pattern": "Gated Nomad Network"},
        {"label": "dataset", "pattern": "Meadow corpus", "id": "Meadow"},
        {"label": "PERSON", "pattern": "Hill"},
    ]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.meta["graphkit"] = {"labels": {"ALGO": "Method", "PERSON": None}}
    return nlp
"""


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Return a function that installs a module as a package with extractors."""
    site = tmp_path / "site"

    def package(name: str, code: str, **extractors: str) -> dict[str, str]:
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (site / f"{name}.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = [f"{key} = {name}:{value}" for key, value in extractors.items()]
        points = "\n".join(["[graphkit.extractors]", *lines, ""])
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        return {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}

    return package


def extracted(done: "subprocess.CompletedProcess[str]") -> list[list[dict[str, object]]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["entities"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", ["build", "extract", "evaluate"])
def test_an_unknown_name_is_a_usage_error_that_lists_the_known(
    graphkit: Run, install: Install, command: str
) -> None:
    environment = install("walkwords", OBJECT, words="Words")
    gold = '{"title": "A", "abstract": "B", "entities": []}\n'
    done = graphkit(command, "-", "--profile", "wrods", stdin=gold, env=environment)
    assert done.returncode == 2
    assert "'wrods'" in done.stderr
    assert "fast" in done.stderr
    assert "words" in done.stderr.replace("wrods", "")
    assert "Traceback" not in done.stderr


def test_help_names_the_profiles(graphkit: Run) -> None:
    from graphkit.extract.profiles import PROFILES

    for command in ("build", "extract", "evaluate"):
        text = " ".join(
            graphkit(command, "--help", env={**os.environ, "COLUMNS": "200"}).stdout.split()
        )
        line = text[text.index("--profile") :][:200]
        assert all(name in line for name in PROFILES)
        assert "--min-confidence" in text


def test_a_pipeline_of_spacy_gets_sentences_and_roles(graphkit: Run, install: Install) -> None:
    environment = install("walkpipe", PIPELINE, walkpipe="make")
    first, second = extracted(
        graphkit("extract", "-", "--profile", "walkpipe", stdin=PAPERS, env=environment)
    )
    assert [(e["type"], e["name"], e["relation"], e["mentions"]) for e in first] == [
        ("Method", "WalkNet", "PROPOSES", ["WalkNet"]),
        ("Method", "Gated Nomad Network", "COMPARES_WITH", ["Gated Nomad Network", "GNN"]),
    ]
    assert first[0]["evidence"][0] == "WalkNet: Slow Walks"  # type: ignore[index] # a list
    assert [(e["type"], e["name"], e["relation"]) for e in second] == [
        ("Method", "WalkNet", "USES"),
        ("Dataset", "Meadow", "EVALUATES_ON"),
        ("Method", "GNN", "USES"),
    ]
    assert {e["confidence"] for e in first + second} == {1.0}


def test_scores_of_a_span_group(graphkit: Run, install: Install) -> None:
    code = """
import spacy
from spacy.language import Language
from spacy.tokens import SpanGroup

@Language.component("scored")
def scored(doc):
    spans = [doc.char_span(place, place + 7, "Method")
             for place in [doc.text.find("WalkNet")]]
    doc.spans["sc"] = SpanGroup(doc, spans=spans, attrs={"scores": [0.25]})
    return doc

nlp = spacy.blank("en")
nlp.add_pipe("scored")
nlp.meta["graphkit"] = {"spans": "sc"}
"""
    environment = install("walkscore", code, scored="nlp")
    for entities in extracted(
        graphkit("extract", "-", "--profile", "scored", stdin=PAPERS, env=environment)
    ):
        assert [(e["name"], e["confidence"]) for e in entities] == [("WalkNet", 0.25)]


def test_a_pipeline_made_of_graphkits_components(graphkit: Run, install: Install) -> None:
    code = """
from graphkit.extract import load
from spacy.language import Language

@Language.component("only_walknet")
def only_walknet(doc):
    doc._.found = [one for one in doc._.found if one[3] == "WalkNet"]
    return doc

def make():
    nlp = load("fast")
    nlp.add_pipe("only_walknet", after="graphkit_cleanup")
    return nlp
"""
    environment = install("walkown", code, own="make")
    for entities in extracted(
        graphkit("extract", "-", "--profile", "own", stdin=PAPERS, env=environment)
    ):
        assert [e["name"] for e in entities] == ["WalkNet"]


def build(graphkit: Run, environment: dict[str, str], *options: str) -> dict[str, object]:
    done = graphkit("build", "-", "--json", *options, stdin=PAPERS, env=environment)
    assert done.returncode == 0, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    return report


def test_the_cache_never_mixes_extractors(graphkit: Run, install: Install, tmp_path: Path) -> None:
    environment = install("walkwords", OBJECT, words="Words", twin="Words")
    first = build(graphkit, environment, "--profile", "words")
    assert (first["profile"], first["extracted"]) == ("words", 2)
    ours = read_manifest(tmp_path / "graph")
    assert ours.settings == {"profile": "words", "minConfidence": 0.0}
    names = {data.get("name") for _, data in read_graph(tmp_path / "graph").nodes(data=True)}
    assert names == {None, "WalkNet"}
    assert build(graphkit, environment, "--profile", "words")["extracted"] == 0
    assert read_manifest(tmp_path / "graph") == ours
    assert build(graphkit, environment, "--profile", "twin")["extracted"] == 2
    assert build(graphkit, environment)["extracted"] == 2
    fast = read_manifest(tmp_path / "graph")
    assert fast.settings["profile"] == "fast"
    assert fast.versions["extract"] != ours.versions["extract"]
    install("walkwords", OBJECT.replace('fingerprint = "1"', 'fingerprint = "2"'), words="Words")
    assert build(graphkit, environment, "--profile", "words")["extracted"] == 2


def test_a_changed_pipeline_is_read_anew(graphkit: Run, install: Install) -> None:
    environment = install("walkpipe", PIPELINE, walkpipe="make")
    options = ("--profile", "walkpipe")
    assert build(graphkit, environment, *options)["extracted"] == 2
    assert build(graphkit, environment, *options)["extracted"] == 0
    install("walkpipe", PIPELINE.replace("Hill", "Dale"), walkpipe="make")
    assert build(graphkit, environment, *options)["extracted"] == 2


def test_evaluate_measures_an_extractor(graphkit: Run, install: Install) -> None:
    environment = install("walkwords", OBJECT, words="Words")
    gold = "".join(
        json.dumps({**json.loads(line), "entities": [{"type": "Method", "name": "WalkNet"}]}) + "\n"
        for line in PAPERS.splitlines()
    )
    done = graphkit("evaluate", "-", "--json", "--profile", "words", stdin=gold, env=environment)
    assert done.returncode == 0, done.stderr
    assert '"f1": 1.0' in done.stdout


FAULTS = {
    "raises": (
        'raise KeyError("no key")',
        ["KeyError", "no key"],
    ),
    "beyond": (
        'yield Row("Method", "W", 5, len(text) + 1, 0, len(text), "USES", "w", 1)',
        ["inside the"],
    ),
    "negative": (
        'yield Row("Method", "W", -1, 3, 0, len(text), "USES", "w", 1)',
        ["-1 to 3"],
    ),
    "label": (
        'yield Row("GENE", "W", 0, 3, 0, len(text), "USES", "w", 1)',
        ["GENE", "Method, Dataset, Task, Metric"],
    ),
    "role": (
        'yield Row("Task", "W", 0, 3, 0, len(text), "USES", "w", 1)',
        ["ADDRESSES", "USES"],
    ),
    "confidence": (
        'yield Row("Method", "W", 0, 3, 0, len(text), "USES", "w", float("nan"))',
        ["0 to 1", "nan"],
    ),
    "sentence": (
        'yield Row("Method", "W", 0, 3, 1, 5, "USES", "w", 1)',
        ["sentence"],
    ),
    "name": (
        'yield Row("Method", "\\u200b", 0, 3, 0, 9, "USES", "w", 1)',
        ["name"],
    ),
    "short": (
        'yield ("Method", "W", 0, 3)',
        ["9 or 10 values"],
    ),
    "number": (
        "yield 7",
        ["9 or 10 values", "7"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_the_extractor_and_the_paper(
    graphkit: Run, install: Install, fault: str
) -> None:
    row, words = FAULTS[fault]
    code = (
        OBJECT
        + f"""
class Faulty(Words):
    def rows(self, text):
        if text.startswith("Stone"):
            {row}
        else:
            yield from super().rows(text)
"""
    )
    environment = install("walkfault", code, faulty="Faulty")
    done = graphkit("extract", "-", "--profile", "faulty", stdin=PAPERS, env=environment)
    assert done.returncode == 1
    assert "'faulty'" in done.stderr
    assert "'Stone Circles'" in done.stderr
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("answer", "word"), [("texts[:-1]", "no more"), ("[*texts, 'one']", "more")]
)
def test_answers_for_too_few_or_too_many_papers(
    graphkit: Run, install: Install, answer: str, word: str
) -> None:
    code = f"""
class Counts:
    name = fingerprint = "counts"
    def read(self, texts, *, workers=1):
        return [[] for _ in {answer}]
"""
    environment = install("walkcount", code, counts="Counts")
    done = graphkit("extract", "-", "--profile", "counts", stdin=PAPERS, env=environment)
    assert done.returncode == 1
    assert "'Stone Circles'" in done.stderr
    assert word in done.stderr


def test_a_label_that_no_setting_maps(graphkit: Run, install: Install) -> None:
    code = PIPELINE.replace(', "PERSON": None', "")
    environment = install("walkpipe", code, walkpipe="make")
    done = graphkit("extract", "-", "--profile", "walkpipe", stdin=PAPERS, env=environment)
    assert done.returncode == 1
    for word in ("'walkpipe'", "'Stone Circles'", "'PERSON'", 'nlp.meta["graphkit"]'):
        assert word in done.stderr


def test_what_was_read_before_a_fault_is_kept(
    graphkit: Run, install: Install, tmp_path: Path
) -> None:
    faulty = OBJECT.replace("yield list", "1 / (text is not texts[-1]); yield list")
    environment = install("walkwords", faulty, words="Words")
    done = graphkit("build", "-", "--profile", "words", stdin=PAPERS, env=environment)
    assert done.returncode == 1
    assert not (tmp_path / "graph").exists()
    install("walkwords", OBJECT, words="Words")
    assert build(graphkit, environment, "--profile", "words")["extracted"] == 1


@pytest.mark.parametrize(
    ("code", "value", "word"),
    [
        ("import no_such_module_here", "x", "no_such_module_here"),
        ("x = 1", "y", "'y'"),
        ("x = 7", "x", "found int"),
        ("def x(): raise OSError('no model')", "x", "no model"),
        (PIPELINE.replace('"PERSON": None', '"PERSON": "Human"'), "make", "Human"),
    ],
)
def test_what_cannot_be_loaded_is_a_usage_error(
    graphkit: Run, install: Install, code: str, value: str, word: str
) -> None:
    environment = install("walkbad", code, bad=value)
    done = graphkit("build", "-", "--profile", "bad", stdin=PAPERS, env=environment)
    assert done.returncode == 2, done.stderr
    assert "'bad' of walkbad 1.0" in done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_two_packages_with_one_name(graphkit: Run, install: Install) -> None:
    install("walkone", OBJECT, words="Words")
    environment = install("walktwo", OBJECT, words="Words")
    done = graphkit("extract", "-", "--profile", "words", stdin=PAPERS, env=environment)
    assert done.returncode == 2
    assert "walkone 1.0 and walktwo 1.0" in done.stderr


def test_workers_change_nothing_for_a_pipeline(graphkit: Run, install: Install) -> None:
    environment = install("walkpipe", PIPELINE, walkpipe="make")
    papers = "".join(
        json.dumps({"title": f"Stones {i}", "abstract": f"We use WalkNet {i}."}) + "\n"
        for i in range(40)
    )
    printed = {
        graphkit(
            "extract", "-", "--profile", "walkpipe", "-w", workers, stdin=papers, env=environment
        ).stdout
        for workers in ("1", "2")
    }
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) == 40
