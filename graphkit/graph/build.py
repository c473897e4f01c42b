"""Statements to a `MultiDiGraph`."""

from collections.abc import Iterable, Sequence

import networkx as nx

from graphkit.bibliography import Bibliography
from graphkit.graph.elements import elements
from graphkit.model import Entity, Paper, Statement

_NO_BIBLIOGRAPHY = Bibliography()


def build_graph(
    papers: Iterable[Paper],
    entities: Iterable[Entity],
    statements: Sequence[Statement],
    bibliography: Bibliography = _NO_BIBLIOGRAPHY,
) -> nx.MultiDiGraph:
    """Return the graph of papers, entities, what the papers say, and what the sources say of them.

    A node's key is its id, with the attribute `label` and the properties of its label in
    `model.NODE_PROPERTIES`; an edge's key is its relationship type. What is not known is absent.
    Nodes and edges are inserted sorted, so that every algorithm meets them in the same order.
    """
    parts = elements(papers, entities, statements, bibliography)
    G = nx.MultiDiGraph()
    for node, row in parts.nodes():
        G.add_node(node, **row)
    for source, target, kind, row in parts.edges():
        G.add_edge(source, target, key=kind, **row)
    return G
