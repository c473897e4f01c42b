"""A graph whose answers were worked out by hand, on both engines."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.graph import build_graph, write_snapshot
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement, Table

if TYPE_CHECKING:
    import networkx as nx

# Paper id: title, date, what the source printed as date.
PAPERS: Mapping[str, tuple[str, dt.date | None, str | None]] = {
    "title:amber": ("Amber walks", dt.date(2019, 5, 1), "May 1, 2019"),
    "title:birch": ("Birch attends", dt.date(2021, 2, 3), "Feb 3, 2021"),
    "title:cedar": ("Cedar walks to links", dt.date(2021, 7, 9), "Jul 9, 2021"),
    "title:dogwood": ("Dogwood links", dt.date(2023, 1, 20), "Jan 20, 2023"),
    "title:elder": ("Elder's theory", None, "Feb 10"),
    "title:fir": ("Fir says nothing", None, None),
}
ENTITIES = (
    Entity("dataset:cora", NodeLabel.DATASET, "Cora", ("Cora-ML", "the Cora set")),
    Entity("dataset:linkbench", NodeLabel.DATASET, "LinkBench"),
    Entity("dataset:wordnet", NodeLabel.DATASET, "WordNet"),
    Entity("method:attender", NodeLabel.METHOD, "Attender"),
    Entity("method:dropout", NodeLabel.METHOD, "dropout"),
    Entity("method:walker", NodeLabel.METHOD, "Walker", ("WLK",)),
    Entity("method:wordnet", NodeLabel.METHOD, "Wordnet"),
    Entity("metric:accuracy", NodeLabel.METRIC, "accuracy"),
    Entity("metric:f1", NodeLabel.METRIC, "F1"),
    Entity("metric:hits", NodeLabel.METRIC, "hits"),
    Entity("task:counting", NodeLabel.TASK, "counting"),
    Entity("task:linkprediction", NodeLabel.TASK, "link prediction", ("LP",)),
    Entity("task:nodeclassification", NodeLabel.TASK, "node classification"),
)
# What each paper says; the confidence where it is not 0.8.
SAYINGS: Mapping[str, tuple[tuple[str, str, float], ...]] = {
    "title:amber": (
        ("PROPOSES", "method:walker", 0.9),
        ("USES", "method:wordnet", 0.8),
        ("EVALUATES_ON", "dataset:cora", 0.8),
        ("ADDRESSES", "task:nodeclassification", 0.8),
        ("MEASURES", "metric:accuracy", 0.8),
    ),
    "title:birch": (
        ("PROPOSES", "method:attender", 0.9),
        ("COMPARES_WITH", "method:walker", 0.8),
        ("USES", "method:dropout", 0.8),
        ("EVALUATES_ON", "dataset:cora", 0.7),
        ("ADDRESSES", "task:nodeclassification", 0.8),
        ("MEASURES", "metric:accuracy", 0.8),
        ("MEASURES", "metric:f1", 0.8),
    ),
    "title:cedar": (
        ("USES", "method:walker", 0.8),
        ("USES", "method:dropout", 0.8),
        ("EVALUATES_ON", "dataset:wordnet", 0.8),
        ("ADDRESSES", "task:linkprediction", 0.8),
        ("ADDRESSES", "task:nodeclassification", 0.4),
    ),
    "title:dogwood": (
        ("COMPARES_WITH", "method:attender", 0.3),
        ("INTRODUCES", "dataset:linkbench", 0.9),
        ("ADDRESSES", "task:linkprediction", 0.8),
        ("MEASURES", "metric:hits", 0.8),
    ),
    "title:elder": (
        ("USES", "method:walker", 0.8),
        ("ADDRESSES", "task:counting", 0.8),
    ),
}


def _paper(identity: str) -> Paper:
    title, date, text = PAPERS[identity]
    source = Source("page.txt", 1 + list(PAPERS).index(identity))
    return Paper(identity, title, "An abstract.", date, text, sources=(source,))


def _statement(paper: str, kind: str, entity: str, confidence: float) -> Statement:
    name = paper.removeprefix("title:")
    sentences = (f"{name} {kind} {entity}.",)
    if kind == "INTRODUCES":
        sentences += ("It is new.",)
    rules = ("cue", "title") if kind == "PROPOSES" else ("cue",)
    return Statement(paper, RelationshipType(kind), entity, 2, confidence, sentences, rules)


@pytest.fixture(scope="session")
def grove() -> "nx.MultiDiGraph":
    """Return the graph of the papers above."""
    statements = [
        _statement(paper, kind, entity, confidence)
        for paper, sayings in SAYINGS.items()
        for kind, entity, confidence in sayings
    ]
    return build_graph([_paper(identity) for identity in PAPERS], ENTITIES, statements)


@pytest.fixture(scope="session")
def grove_folder(grove: "nx.MultiDiGraph", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the graph."""
    folder = tmp_path_factory.mktemp("grove") / "graph"
    write_snapshot(folder, papers=[], mentions=[], entity_ids=[], G=grove)
    return folder


@pytest.fixture
def embedded(grove_folder: Path) -> Callable[[str, Mapping[str, object]], Table]:
    """Return a function that asks the embedded engine."""
    from graphkit.store.embedded_query import run_embedded

    return lambda text, values: run_embedded(grove_folder, text, values)
