"""Every named query against answers that were worked out by hand, on both engines."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest

from graphkit import statements
from graphkit.model import Table
from graphkit.store.asking import parameter_values

Ask = Callable[[str, Mapping[str, object]], Table]

# Query: the values given on the command line, the columns, the rows (see conftest.py).
ANSWERS: Mapping[str, tuple[dict[str, str], str, list[tuple[object, ...]]]] = MappingProxyType(
    {
        "baselines-of-method": (
            {"method": "attender"},
            "baseline papers id",
            [
                ("Walker", 1, "method:walker"),
            ],
        ),
        "challengers-of-method": (
            {"method": "Walker"},
            "challenger paper date id",
            [
                ("Attender", "Birch attends", dt.date(2021, 2, 3), "method:attender"),
            ],
        ),
        "datasets-by-year": (
            {"since": "2021"},
            "year dataset papers id",
            [
                (2021, "Cora", 1, "dataset:cora"),
                (2021, "WordNet", 1, "dataset:wordnet"),
            ],
        ),
        "datasets-not-taken-up": (
            {},
            "dataset paper date id",
            [
                ("LinkBench", "Dogwood links", dt.date(2023, 1, 20), "dataset:linkbench"),
            ],
        ),
        "datasets-of-task": (
            {"task": "Node Classification"},
            "dataset papers id",
            [
                ("Cora", 2, "dataset:cora"),
                ("WordNet", 1, "dataset:wordnet"),
            ],
        ),
        "datasets-of-two-methods": (
            {"first": "walker", "second": "attender"},
            "dataset papersFirst papersSecond id",
            [
                ("Cora", 2, 1, "dataset:cora"),
            ],
        ),
        "entities-by-name": (
            {"text": "WORD"},
            "name id papers aliases",
            [
                ("WordNet", "dataset:wordnet", 1, None),
                ("Wordnet", "method:wordnet", 1, None),
            ],
        ),
        "evidence-of-entity": (
            {"entity": "linkbench"},
            "paper role entity sentence confidence",
            [
                ("Dogwood links", "INTRODUCES", "LinkBench", "It is new.", 0.9),
                (
                    "Dogwood links",
                    "INTRODUCES",
                    "LinkBench",
                    "dogwood INTRODUCES dataset:linkbench.",
                    0.9,
                ),
            ],
        ),
        "hubs": (
            {"limit": "4"},
            "name papers mentions id",
            [
                ("Walker", 4, 8, "method:walker"),
                ("node classification", 3, 6, "task:nodeclassification"),
                ("Attender", 2, 4, "method:attender"),
                ("Cora", 2, 4, "dataset:cora"),
            ],
        ),
        "low-confidence-statements": (
            {},
            "paper role entity confidence evidence",
            [
                (
                    "Dogwood links",
                    "COMPARES_WITH",
                    "Attender",
                    0.3,
                    ["dogwood COMPARES_WITH method:attender."],
                ),
                (
                    "Cedar walks to links",
                    "ADDRESSES",
                    "node classification",
                    0.4,
                    ["cedar ADDRESSES task:nodeclassification."],
                ),
            ],
        ),
        "method-by-year": (
            {"method": "walker"},
            "year papers",
            [
                (2019, 1),
                (2021, 2),
            ],
        ),
        "methods-never-combined": (
            {"papers": "1"},
            "first second firstPapers secondPapers firstId secondId",
            [
                ("Attender", "Wordnet", 2, 1, "method:attender", "method:wordnet"),
                ("dropout", "Wordnet", 2, 1, "method:dropout", "method:wordnet"),
            ],
        ),
        "methods-of-two-tasks": (
            {"first": "LP", "second": "node classification"},
            "method papersFirst papersSecond id",
            [
                ("Walker", 1, 3, "method:walker"),
                ("dropout", 1, 2, "method:dropout"),
                ("Attender", 1, 1, "method:attender"),
            ],
        ),
        "methods-on-dataset": (
            {"dataset": "CORA"},
            "method role papers id",
            [
                ("Attender", "PROPOSES", 1, "method:attender"),
                ("Walker", "COMPARES_WITH", 1, "method:walker"),
                ("Walker", "PROPOSES", 1, "method:walker"),
                ("Wordnet", "USES", 1, "method:wordnet"),
                ("dropout", "USES", 1, "method:dropout"),
            ],
        ),
        "methods-used-together": (
            {},
            "first second papers firstId secondId",
            [
                ("dropout", "Walker", 2, "method:dropout", "method:walker"),
            ],
        ),
        "metrics-of-task": (
            {"task": "node classification"},
            "metric papers id",
            [
                ("accuracy", 2, "metric:accuracy"),
                ("F1", 1, "metric:f1"),
            ],
        ),
        "most-spellings": (
            {},
            "name spellings aliases papers id",
            [
                ("Cora", 2, ["Cora-ML", "the Cora set"], 2, "dataset:cora"),
                ("Walker", 1, ["WLK"], 4, "method:walker"),
                ("link prediction", 1, ["LP"], 2, "task:linkprediction"),
            ],
        ),
        "names-of-two-kinds": (
            {},
            "name first second firstPapers secondPapers",
            [
                ("WordNet", "dataset:wordnet", "method:wordnet", 1, 1),
            ],
        ),
        "new-methods-by-year": (
            {},
            "year methods",
            [
                (2019, 1),
                (2021, 1),
            ],
        ),
        "papers-by-title": (
            {"text": "LINKS"},
            "paper date id",
            [
                ("Dogwood links", dt.date(2023, 1, 20), "title:dogwood"),
                ("Cedar walks to links", dt.date(2021, 7, 9), "title:cedar"),
            ],
        ),
        "papers-like-this": (
            {"paper": "birch ATTENDS"},
            "similar date shared score id",
            [
                ("Amber walks", dt.date(2019, 5, 1), 4, 1.583, "title:amber"),
                ("Cedar walks to links", dt.date(2021, 7, 9), 3, 1.083, "title:cedar"),
                ("Dogwood links", dt.date(2023, 1, 20), 1, 0.5, "title:dogwood"),
                ("Elder's theory", None, 1, 0.25, "title:elder"),
            ],
        ),
        "papers-on-dataset": (
            {"dataset": "cora-ml"},
            "paper date dataset role confidence",
            [
                ("Birch attends", dt.date(2021, 2, 3), "Cora", "EVALUATES_ON", 0.7),
                ("Amber walks", dt.date(2019, 5, 1), "Cora", "EVALUATES_ON", 0.8),
            ],
        ),
        "papers-on-task": (
            {"task": "lp"},
            "paper date task confidence",
            [
                ("Dogwood links", dt.date(2023, 1, 20), "link prediction", 0.8),
                ("Cedar walks to links", dt.date(2021, 7, 9), "link prediction", 0.8),
            ],
        ),
        "papers-on-two-tasks": (
            {"first": "LP", "second": "node classification"},
            "paper date id",
            [
                ("Cedar walks to links", dt.date(2021, 7, 9), "title:cedar"),
            ],
        ),
        "papers-with-method": (
            {"method": "wlk"},
            "paper date method role confidence",
            [
                ("Birch attends", dt.date(2021, 2, 3), "Walker", "COMPARES_WITH", 0.8),
                ("Amber walks", dt.date(2019, 5, 1), "Walker", "PROPOSES", 0.9),
                ("Cedar walks to links", dt.date(2021, 7, 9), "Walker", "USES", 0.8),
                ("Elder's theory", None, "Walker", "USES", 0.8),
            ],
        ),
        "papers-without-dataset": (
            {},
            "paper date id",
            [
                ("Elder's theory", None, "title:elder"),
                ("Fir says nothing", None, "title:fir"),
            ],
        ),
        "papers-without-statements": (
            {},
            "paper sources id",
            [
                ("Fir says nothing", ["page.txt:6"], "title:fir"),
            ],
        ),
        "rules": (
            {},
            "rule role statements confidence",
            [
                ("cue", "ADDRESSES", 6, 0.733),
                ("cue", "USES", 5, 0.8),
                ("cue", "MEASURES", 4, 0.8),
                ("cue", "EVALUATES_ON", 3, 0.767),
                ("cue", "COMPARES_WITH", 2, 0.55),
                ("cue", "PROPOSES", 2, 0.9),
                ("title", "PROPOSES", 2, 0.9),
                ("cue", "INTRODUCES", 1, 0.9),
            ],
        ),
        "statements-of-paper": (
            {"paper": "title:elder"},
            "role entity mentions confidence evidence rules",
            [
                ("ADDRESSES", "counting", 2, 0.8, ["elder ADDRESSES task:counting."], ["cue"]),
                ("USES", "Walker", 2, 0.8, ["elder USES method:walker."], ["cue"]),
            ],
        ),
        "tasks-by-year": (
            {"since": "2021"},
            "year task papers id",
            [
                (2023, "link prediction", 1, "task:linkprediction"),
                (2021, "node classification", 2, "task:nodeclassification"),
                (2021, "link prediction", 1, "task:linkprediction"),
            ],
        ),
        "tasks-without-dataset": (
            {},
            "task papers id",
            [
                ("counting", 1, "task:counting"),
            ],
        ),
        "top-methods-by-year": (
            {"papers": "1", "since": "2021"},
            "year method papers id",
            [
                (2023, "Attender", 1, "method:attender"),
                (2021, "Walker", 2, "method:walker"),
                (2021, "dropout", 2, "method:dropout"),
            ],
        ),
        "undated-papers": (
            {},
            "paper dateText sources id",
            [
                ("Elder's theory", "Feb 10", ["page.txt:5"], "title:elder"),
                ("Fir says nothing", None, ["page.txt:6"], "title:fir"),
            ],
        ),
        "untried-methods-on-datasets": (
            {"task": "node classification"},
            "method dataset methodPapers datasetPapers methodId datasetId",
            [
                ("Attender", "WordNet", 2, 1, "method:attender", "dataset:wordnet"),
                ("Wordnet", "WordNet", 1, 1, "method:wordnet", "dataset:wordnet"),
            ],
        ),
    }
)


def ask(engine: Ask, name: str) -> Table:
    asked = statements.query(name)
    return engine(asked.text, parameter_values(asked, ANSWERS[name][0]))


def test_every_query_has_a_worked_out_answer_with_rows() -> None:
    assert sorted(ANSWERS) == sorted(statements.queries())
    assert all(rows for _, _, rows in ANSWERS.values())


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_embedded_engine_gives_the_answer(name: str, embedded: Ask) -> None:
    table = ask(embedded, name)
    assert (" ".join(table.columns), list(table.rows)) == ANSWERS[name][1:]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_neo4j_gives_the_same_answer(name: str, server: Ask) -> None:
    table = ask(server, name)
    assert (" ".join(table.columns), list(table.rows)) == ANSWERS[name][1:]


@pytest.mark.parametrize("name", [name for name in sorted(ANSWERS) if ANSWERS[name][0]])
def test_a_name_that_is_nowhere_gives_the_columns_and_no_rows(name: str, embedded: Ask) -> None:
    asked = statements.query(name)
    texts = {part.name: "nowhere" for part in asked.parameters.values() if part.default is None}
    if not texts:
        pytest.skip("every parameter of this query has a default")
    table = embedded(asked.text, parameter_values(asked, texts))
    assert (" ".join(table.columns), table.rows) == (ANSWERS[name][1], ())


@pytest.mark.parametrize("name", [n for n in sorted(ANSWERS) if len(ANSWERS[n][2]) > 1])
def test_the_limit_cuts_the_rows_and_keeps_their_order(name: str, embedded: Ask) -> None:
    asked = statements.query(name)
    if "limit" not in asked.parameters:
        pytest.skip("this query has no limit")
    values = parameter_values(asked, {**ANSWERS[name][0], "limit": "1"})
    assert list(embedded(asked.text, values).rows) == ANSWERS[name][2][:1]
