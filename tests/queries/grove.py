"""A small graph with the answer to every named query, worked out by hand.

Tests of both engines read this file with `runpy`: test modules do not import one another.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.bibliography import Author, Bibliography, Link, Stub, Venue
from graphkit.graph import build_graph
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement
from graphkit.publication import NOTHING, Publication

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
    "title:ginkgo": ("Ginkgo grows", dt.date(2018, 3, 3), "Mar 3, 2018"),
}
ENTITIES = (
    Entity("dataset:cora", NodeLabel.DATASET, "Cora", ("Cora-ML", "the Cora set")),
    Entity("dataset:linkbench", NodeLabel.DATASET, "LinkBench"),
    Entity("dataset:plots", NodeLabel.DATASET, "Plots"),
    Entity("dataset:wordnet", NodeLabel.DATASET, "WordNet"),
    Entity("method:attender", NodeLabel.METHOD, "Attender"),
    Entity("method:dropout", NodeLabel.METHOD, "dropout"),
    Entity("method:grower", NodeLabel.METHOD, "Grower"),
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
        ("REFERS_TO", "title:amber", 0.8),
    ),
    "title:cedar": (
        ("USES", "method:walker", 0.8),
        ("USES", "method:dropout", 0.8),
        ("EVALUATES_ON", "dataset:wordnet", 0.8),
        ("ADDRESSES", "task:linkprediction", 0.8),
        ("ADDRESSES", "task:nodeclassification", 0.4),
        ("REFERS_TO", "title:amber", 0.8),
    ),
    "title:dogwood": (
        ("COMPARES_WITH", "method:attender", 0.3),
        ("INTRODUCES", "dataset:linkbench", 0.9),
        ("ADDRESSES", "task:linkprediction", 0.8),
        ("MEASURES", "metric:hits", 0.8),
        ("REFERS_TO", "title:birch", 0.8),
    ),
    "title:elder": (
        ("USES", "method:walker", 0.8),
        ("ADDRESSES", "task:counting", 0.8),
    ),
    "title:ginkgo": (
        ("PROPOSES", "method:grower", 0.9),
        ("INTRODUCES", "dataset:plots", 0.9),
        ("EVALUATES_ON", "dataset:plots", 0.8),
    ),
}

AUTHORS = (
    Author("author:ada", "Ada Stone", "orcid", ("A. Stone",), "0000-0002-1825-0097"),
    Author("author:bo", "Bo Reed", "name"),
)
VENUES = (Venue("venue:forest", "Forest Letters", "issn", ("For. Lett.",), ("1234-5679",)),)
# Cited, but read by nobody.
STUBS = (
    Stub("doi:10.1/oak", "Oak, a classic", ("doi:10.1/oak",), 1999, Source("page.txt", 2)),
    Stub("doi:10.1/pine", "", ("doi:10.1/pine",), None, Source("page.txt", 3)),
)
CITATIONS = (
    ("title:birch", "title:amber"),
    ("title:birch", "doi:10.1/oak"),
    ("title:cedar", "doi:10.1/oak"),
    ("title:cedar", "doi:10.1/pine"),
    ("title:dogwood", "title:amber"),
    ("title:dogwood", "title:birch"),
)
# Author, paper, place among its authors.
AUTHORSHIP = (
    ("author:ada", "title:amber", 1),
    ("author:bo", "title:amber", 2),
    ("author:ada", "title:birch", 1),
    ("author:bo", "title:dogwood", 1),
)


# Query: the values given on the command line, the columns, the rows (see conftest.py).
ANSWERS: Mapping[str, tuple[dict[str, str], str, list[tuple[object, ...]]]] = MappingProxyType(
    {
        "authors-by-name": (
            {},
            "author papers spellings id",
            [
                ("Bo Reed", 2, None, "author:bo"),
            ],
        ),
        "authors-on-task": (
            {"task": "node classification"},
            "author papers id",
            [
                ("Ada Stone", 2, "author:ada"),
                ("Bo Reed", 1, "author:bo"),
            ],
        ),
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
        "citations-of-paper": (
            {"paper": "birch ATTENDS"},
            "paper cites year matchedBy sources",
            [
                ("Birch attends", "Amber walks", 2019, "title", ["page.txt:2"]),
                ("Dogwood links", "Birch attends", 2021, "title", ["page.txt:4"]),
                ("Birch attends", "Oak, a classic", 1999, "doi", ["page.txt:2"]),
            ],
        ),
        "cited-together": (
            {"paper": "doi:10.1/oak"},
            "together year papers id",
            [
                ("Amber walks", 2019, 1, "title:amber"),
                ("doi:10.1/pine", None, 1, "doi:10.1/pine"),
            ],
        ),
        "coauthors-of-author": (
            {"author": "ADA stone"},
            "coauthor papers id",
            [
                ("Bo Reed", 1, "author:bo"),
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
                ("Plots", "Ginkgo grows", dt.date(2018, 3, 3), "dataset:plots"),
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
                ("Grower", "Walker", 1, 4, "method:grower", "method:walker"),
                ("Attender", "Grower", 2, 1, "method:attender", "method:grower"),
                ("Attender", "Wordnet", 2, 1, "method:attender", "method:wordnet"),
                ("dropout", "Grower", 2, 1, "method:dropout", "method:grower"),
                ("dropout", "Wordnet", 2, 1, "method:dropout", "method:wordnet"),
                ("Grower", "Wordnet", 1, 1, "method:grower", "method:wordnet"),
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
        "missing-papers": (
            {},
            "missing year citations id",
            [
                ("Oak, a classic", 1999, 2, "doi:10.1/oak"),
                ("doi:10.1/pine", None, 1, "doi:10.1/pine"),
            ],
        ),
        "most-cited": (
            {},
            "paper year citations everywhere id",
            [
                ("Amber walks", 2019, 2, 70, "title:amber"),
                ("Birch attends", 2021, 1, None, "title:birch"),
            ],
        ),
        "most-referred-to": (
            {},
            "paper date papers mentions id",
            [
                ("Amber walks", dt.date(2019, 5, 1), 2, 4, "title:amber"),
                ("Birch attends", dt.date(2021, 2, 3), 1, 2, "title:birch"),
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
                (2018, 1),
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
        "papers-in-venue": (
            {"venue": "for. lett."},
            "paper year venue id",
            [
                ("Birch attends", 2021, "Forest Letters", "title:birch"),
                ("Amber walks", 2019, "Forest Letters", "title:amber"),
            ],
        ),
        "papers-like-this": (
            {"paper": "birch ATTENDS"},
            "similar date shared score id",
            [
                ("Amber walks", dt.date(2019, 5, 1), 4, 1583, "title:amber"),
                ("Cedar walks to links", dt.date(2021, 7, 9), 3, 1083, "title:cedar"),
                ("Dogwood links", dt.date(2023, 1, 20), 1, 500, "title:dogwood"),
                ("Elder's theory", None, 1, 250, "title:elder"),
            ],
        ),
        "papers-of-author": (
            {"author": "a. stone"},
            "paper year position author id",
            [
                ("Birch attends", 2021, 1, "Ada Stone", "author:ada"),
                ("Amber walks", 2019, 1, "Ada Stone", "author:ada"),
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
        "reference-chains": (
            {"paper": "amber WALKS"},
            "paper date steps id",
            [
                ("Birch attends", dt.date(2021, 2, 3), 1, "title:birch"),
                ("Cedar walks to links", dt.date(2021, 7, 9), 1, "title:cedar"),
                ("Dogwood links", dt.date(2023, 1, 20), 2, "title:dogwood"),
            ],
        ),
        "references-of-paper": (
            {"paper": "title:birch"},
            "paper refersTo date confidence evidence",
            [
                (
                    "Birch attends",
                    "Amber walks",
                    dt.date(2019, 5, 1),
                    0.8,
                    ["birch REFERS_TO title:amber."],
                ),
                (
                    "Dogwood links",
                    "Birch attends",
                    dt.date(2021, 2, 3),
                    0.8,
                    ["dogwood REFERS_TO title:birch."],
                ),
            ],
        ),
        "rules": (
            {},
            "rule role statements lowest highest",
            [
                ("cue", "ADDRESSES", 6, 0.4, 0.8),
                ("cue", "USES", 5, 0.8, 0.8),
                ("cue", "EVALUATES_ON", 4, 0.7, 0.8),
                ("cue", "MEASURES", 4, 0.8, 0.8),
                ("cue", "PROPOSES", 3, 0.9, 0.9),
                ("title", "PROPOSES", 3, 0.9, 0.9),
                ("cue", "COMPARES_WITH", 2, 0.3, 0.8),
                ("cue", "INTRODUCES", 2, 0.9, 0.9),
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
        "confidence-by-role": (
            {},
            "role statements lowest highest below",
            [
                ("ADDRESSES", 6, 0.4, 0.8, 1),
                ("USES", 5, 0.8, 0.8, 0),
                ("EVALUATES_ON", 4, 0.7, 0.8, 0),
                ("MEASURES", 4, 0.8, 0.8, 0),
                ("PROPOSES", 3, 0.9, 0.9, 0),
                ("COMPARES_WITH", 2, 0.3, 0.8, 1),
                ("INTRODUCES", 2, 0.9, 0.9, 0),
            ],
        ),
        "datasets-of-method": (
            {"method": "walker"},
            "dataset papers since until id",
            [
                ("Cora", 2, 2019, 2021, "dataset:cora"),
                ("WordNet", 1, 2021, 2021, "dataset:wordnet"),
            ],
        ),
        "datasets-of-task-by-year": (
            {"task": "lp"},
            "year dataset papers id",
            [
                (2023, "LinkBench", 1, "dataset:linkbench"),
                (2021, "WordNet", 1, "dataset:wordnet"),
            ],
        ),
        "datasets-of-two-tasks": (
            {"first": "lp", "second": "node classification"},
            "dataset papersFirst papersSecond id",
            [
                ("WordNet", 1, 1, "dataset:wordnet"),
            ],
        ),
        "fading-datasets": (
            {"before": "2022"},
            "dataset papers last id",
            [
                ("Cora", 2, 2021, "dataset:cora"),
                ("WordNet", 1, 2021, "dataset:wordnet"),
                ("Plots", 1, 2018, "dataset:plots"),
            ],
        ),
        "head-to-head": (
            {"first": "attender", "second": "walker"},
            "paper date oneMethod oneRole otherMethod otherRole id",
            [
                (
                    "Birch attends",
                    dt.date(2021, 2, 3),
                    "Attender",
                    "PROPOSES",
                    "Walker",
                    "COMPARES_WITH",
                    "title:birch",
                ),
            ],
        ),
        "methods-never-taken-up": (
            {},
            "method paper date id",
            [
                ("Grower", "Ginkgo grows", dt.date(2018, 3, 3), "method:grower"),
            ],
        ),
        "methods-not-on-sibling": (
            {"dataset": "Cora", "sibling": "dataset:wordnet"},
            "method papers id",
            [
                ("Attender", 1, "method:attender"),
                ("Wordnet", 1, "method:wordnet"),
            ],
        ),
        "methods-of-task": (
            {"task": "node classification"},
            "method papers proposed used compared id",
            [
                ("Walker", 3, 1, 1, 1, "method:walker"),
                ("dropout", 2, 0, 2, 0, "method:dropout"),
                ("Attender", 1, 1, 0, 0, "method:attender"),
                ("Wordnet", 1, 0, 1, 0, "method:wordnet"),
            ],
        ),
        "methods-without-baseline": (
            {},
            "method paper date id",
            [
                ("Walker", "Amber walks", dt.date(2019, 5, 1), "method:walker"),
                ("Grower", "Ginkgo grows", dt.date(2018, 3, 3), "method:grower"),
            ],
        ),
        "metrics-of-dataset": (
            {"dataset": "Cora"},
            "metric papers id",
            [
                ("accuracy", 2, "metric:accuracy"),
                ("F1", 1, "metric:f1"),
            ],
        ),
        "origin-of-thing": (
            {"thing": "walker"},
            "name role paper date confidence id",
            [
                ("Walker", "PROPOSES", "Amber walks", dt.date(2019, 5, 1), 0.9, "title:amber"),
            ],
        ),
        "papers-on-task-in-years": (
            {"task": "LP", "from": "2021", "to": "2022"},
            "date paper task confidence id",
            [
                (
                    dt.date(2021, 7, 9),
                    "Cedar walks to links",
                    "link prediction",
                    0.8,
                    "title:cedar",
                ),
            ],
        ),
        "papers-with-method-on-dataset": (
            {"method": "wlk", "dataset": "cora"},
            "paper date role method dataset id",
            [
                (
                    "Birch attends",
                    dt.date(2021, 2, 3),
                    "COMPARES_WITH",
                    "Walker",
                    "Cora",
                    "title:birch",
                ),
                ("Amber walks", dt.date(2019, 5, 1), "PROPOSES", "Walker", "Cora", "title:amber"),
            ],
        ),
        "rising-methods": (
            {"since": "2021"},
            "method before since id",
            [
                ("Walker", 0, 2, "method:walker"),
                ("dropout", 0, 2, "method:dropout"),
                ("Attender", 0, 1, "method:attender"),
            ],
        ),
        "sentences-on-two-things": (
            {"first": "linkbench", "second": "HITS"},
            "paper oneRole otherRole sentence id",
            [
                ("Dogwood links", "INTRODUCES", "MEASURES", "It is new.", "title:dogwood"),
            ],
        ),
        "shortest-chain": (
            {"first": "counting", "second": "cora"},
            "things links steps",
            [
                (
                    ["counting", "Elder's theory", "Walker", "Amber walks", "Cora"],
                    ["ADDRESSES", "USES", "PROPOSES", "EVALUATES_ON"],
                    4,
                ),
                (
                    ["counting", "Elder's theory", "Walker", "Birch attends", "Cora"],
                    ["ADDRESSES", "USES", "COMPARES_WITH", "EVALUATES_ON"],
                    4,
                ),
            ],
        ),
        "siblings-of-dataset": (
            {"dataset": "wordnet"},
            "sibling tasks papers id",
            [
                ("Cora", 1, 2, "dataset:cora"),
                ("LinkBench", 1, 1, "dataset:linkbench"),
            ],
        ),
        "task-by-year": (
            {"task": "node classification"},
            "year papers withDataset",
            [
                (2019, 1, 1),
                (2021, 2, 2),
            ],
        ),
        "tasks-of-method": (
            {"method": "walker"},
            "task papers since id",
            [
                ("node classification", 3, 2019, "task:nodeclassification"),
                ("counting", 1, None, "task:counting"),
                ("link prediction", 1, 2021, "task:linkprediction"),
            ],
        ),
        "things-by-words": (
            {"words": "atender~"},
            "kind name aliases papers id",
            [
                ("Method", "Attender", None, 2, "method:attender"),
            ],
        ),
        "two-roles-at-once": (
            {},
            "paper name oneRole otherRole paperId id",
            [
                (
                    "Ginkgo grows",
                    "Plots",
                    "EVALUATES_ON",
                    "INTRODUCES",
                    "title:ginkgo",
                    "dataset:plots",
                ),
            ],
        ),
    }
)


def build() -> "nx.MultiDiGraph":
    """Return the graph of the papers above."""
    statements = [
        _statement(paper, kind, entity, confidence)
        for paper, sayings in SAYINGS.items()
        for kind, entity, confidence in sayings
    ]
    bibliography = Bibliography(STUBS, AUTHORS, VENUES, tuple(_links()))
    papers = [_paper(identity) for identity in PAPERS]
    return build_graph(papers, ENTITIES, statements, bibliography)


def _links() -> Iterator[Link]:
    for citing, cited in CITATIONS:
        how = "doi" if cited.startswith("doi") else "title"
        yield Link(citing, RelationshipType.CITES, cited, _place(citing), matched_by=how)
    for author, paper, position in AUTHORSHIP:
        name = "Stone, Ada" if author == "author:ada" else "Reed, Bo"
        kind = RelationshipType.AUTHORED
        yield Link(author, kind, paper, _place(paper), position=position, printed_name=name)
    for paper in ("title:amber", "title:birch"):
        kind = RelationshipType.PUBLISHED_IN
        yield Link(paper, kind, "venue:forest", _place(paper), printed_name="Forest Letters")


def _place(paper: str) -> tuple[Source, ...]:
    return (Source("page.txt", 1 + list(PAPERS).index(paper)),)


def _paper(identity: str) -> Paper:
    title, date, text = PAPERS[identity]
    world = Publication(citation_count=70) if identity == "title:amber" else NOTHING
    return Paper(
        identity, title, "An abstract.", date, text, sources=_place(identity), publication=world
    )


def _statement(paper: str, kind: str, entity: str, confidence: float) -> Statement:
    name = paper.removeprefix("title:")
    sentences = (f"{name} {kind} {entity}.",)
    if kind == "INTRODUCES" or entity == "metric:hits":
        sentences += ("It is new.",)
    rules = ("cue", "title") if kind == "PROPOSES" else ("cue",)
    return Statement(paper, RelationshipType(kind), entity, 2, confidence, sentences, rules)
