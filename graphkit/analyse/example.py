"""A small graph to try the measures on: a dozen papers on graphs and on spiking networks."""

import datetime as dt

import networkx as nx

from graphkit.graph import build_graph
from graphkit.model import Entity, NodeLabel, Paper, RelationshipType, Source, Statement

_KINDS = {
    "M": NodeLabel.METHOD,
    "D": NodeLabel.DATASET,
    "T": NodeLabel.TASK,
    "E": NodeLabel.METRIC,
}
_NAMES = {
    "gnn": ("M", "graph neural network"),
    "attention": ("M", "attention"),
    "walks": ("M", "random walks"),
    "snn": ("M", "spiking neural network"),
    "surrogate": ("M", "surrogate gradient"),
    "cora": ("D", "Cora"),
    "ogb": ("D", "OGB"),
    "mnist": ("D", "N-MNIST"),
    "gesture": ("D", "DVS Gesture"),
    "links": ("T", "link prediction"),
    "nodes": ("T", "node classification"),
    "events": ("T", "event recognition"),
    "accuracy": ("E", "accuracy"),
    "energy": ("E", "energy"),
}
_PAPERS = (
    (2018, "Walking on graphs", "walks cora links"),
    (2018, "Spikes that learn", "snn mnist events accuracy"),
    (2019, "Graph networks for links", "gnn cora links accuracy"),
    (2019, "Surrogate gradients for spikes", "snn surrogate mnist accuracy"),
    (2020, "Nodes and their neighbours", "gnn cora nodes accuracy"),
    (2021, "Attention on graphs", "gnn attention cora nodes"),
    (2021, "Gestures from events", "snn gesture events energy"),
    (2022, "Larger graphs", "gnn ogb nodes accuracy"),
    (2022, "Attention for links", "attention gnn ogb links"),
    (2023, "Spiking with little energy", "snn surrogate gesture energy"),
    (2023, "Attention everywhere", "attention ogb nodes accuracy"),
    (None, "Spiking graph networks", "snn gnn cora nodes energy"),
)
_TYPES = {
    NodeLabel.METHOD: RelationshipType.USES,
    NodeLabel.DATASET: RelationshipType.EVALUATES_ON,
    NodeLabel.TASK: RelationshipType.ADDRESSES,
    NodeLabel.METRIC: RelationshipType.MEASURES,
}


def example_graph() -> nx.MultiDiGraph:
    """Return the graph of twelve made-up papers, of which eleven have a date.

    >>> example_graph().number_of_nodes()
    26
    """
    papers, statements = [], []
    for number, (year, title, words) in enumerate(_PAPERS, start=1):
        paper = f"paper:{number:02}"
        date = dt.date(year, 6, 1) if year else None
        papers.append(Paper(paper, title, "", date=date, sources=(Source("example", number),)))
        statements += [_statement(paper, title, word) for word in words.split()]
    return build_graph(papers, [_entity(word) for word in _NAMES], statements)


def _entity(word: str) -> Entity:
    kind, name = _NAMES[word]
    return Entity(f"{_KINDS[kind].value.lower()}:{word}", _KINDS[kind], name)


def _statement(paper: str, title: str, word: str) -> Statement:
    entity = _entity(word)
    sentence = f"{title}: {entity.name}."
    return Statement(paper, _TYPES[entity.label], entity.id, 1, 0.9, (sentence,), ("example",))
