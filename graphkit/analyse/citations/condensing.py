"""Citation graphs without cycles: papers that cite each other in a circle become one."""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx


@dataclass(frozen=True, slots=True, eq=False)
class Condensed:
    """A citation graph without cycles, and what was put together.

    A cycle's papers are one node, named by the first of them; `cycles` lists their papers, sorted.
    `loops` are papers that cite themselves, which is left out.
    """

    G: nx.DiGraph
    cycles: tuple[tuple[Hashable, ...], ...]
    loops: tuple[Hashable, ...]


def condense(G: nx.DiGraph) -> Condensed:
    """Return the graph with each strongly connected component as one node, nodes in order.

    A graph that is so already, as `citation_graph` gives it, is returned itself.

    >>> found = condense(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")]))
    >>> list(found.G.edges), found.cycles
    ([('a', 'c')], (('a', 'b'),))
    """
    loops = tuple(sorted(nx.nodes_with_selfloops(G), key=str))
    name = {}
    cycles = []
    for component in nx.strongly_connected_components(G):
        members = tuple(sorted(component, key=str))
        if len(members) > 1:
            cycles.append(members)
        name.update(dict.fromkeys(members, members[0]))
    if not cycles and not loops and _in_order(G):
        return Condensed(G, (), ())
    condensed = nx.DiGraph()
    condensed.add_nodes_from(sorted(set(name.values()), key=str))
    edges = {(name[a], name[b]) for a, b in G.edges if name[a] != name[b]}
    condensed.add_edges_from(sorted(edges, key=lambda edge: (str(edge[0]), str(edge[1]))))
    return Condensed(condensed, tuple(sorted(cycles, key=lambda c: str(c[0]))), loops)


def _in_order(G: nx.DiGraph) -> bool:
    """Return whether nodes and edges stand in the order of their names."""
    edges = ((str(a), str(b)) for a, b in G.edges)
    return all(one < other for one, other in pairwise(map(str, G))) and all(
        one < other for one, other in pairwise(edges)
    )
