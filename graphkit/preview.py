"""What decisions on names would make of a graph."""

from pathlib import Path

import networkx as nx

from graphkit import graph, resolve


def preview(folder: Path, decisions: resolve.Decisions) -> tuple[nx.MultiDiGraph, tuple[str, ...]]:
    """Return the graph that decisions would make, and those that fit nothing; write nothing."""
    kept, papers = graph.read_kept(folder), graph.read_papers(folder)
    mentions = [mention for paper in papers for mention in kept.mentions[paper.text]]
    level = float(kept.manifest.settings.get("minConfidence", 0.0))
    found = resolve.resolve(mentions, min_confidence=level, decisions=decisions, papers=papers)
    references = resolve.references(papers, mentions, min_confidence=level)
    G = graph.build_graph(papers, found.entities, (*found.statements, *references))
    return G, resolve.described(decisions, found.unmatched)
