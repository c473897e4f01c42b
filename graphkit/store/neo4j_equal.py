"""What of a graph a database holds already, to the last value and its type."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import neo4j
import networkx as nx

from graphkit.store.neo4j_connection import Settings
from graphkit.store.neo4j_read import read_nodes, read_relationships
from graphkit.store.ownership import is_marked, marked


@dataclass(frozen=True, slots=True)
class Equal:
    """What a database holds: whether it is equal to what the graph has under the same key.

    The key of a node is its id, that of a relationship source, target and type. `counts` has the
    numbers of those that are equal by label and type, `others` of those that the graph has not:
    some are graphkit's own (`has_more`), the rest somebody else's.
    """

    nodes: Mapping[str, bool] = field(default_factory=dict)
    relationships: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    has_more: bool = False


def find_equal(tx: neo4j.ManagedTransaction, G: nx.MultiDiGraph, settings: Settings) -> Equal:
    """Return what of `G` needs no writing. The rows stream by; only their keys are kept."""
    nodes, relationships = dict[str, bool](), dict[tuple[str, str, str], bool]()
    counts, others, has_more = Counter[str](), Counter[str](), False
    ours = marked({}, settings.name)
    for node, there in read_nodes(tx, settings):
        wanted, label = G.nodes.get(node), str(there["label"])
        if wanted is None or wanted["label"] != label:
            has_more |= is_marked(there)
            others[label] += 1
            continue
        nodes[node] = is_same(wanted, ours, there)
        counts[label] += nodes[node]
    ours = marked({})
    for source, target, kind, there in read_relationships(tx, settings):
        key, wanted = (source, target, kind), G.get_edge_data(source, target, kind)
        if wanted is None or key in relationships or not is_marked(there):
            has_more |= is_marked(there)
            others[kind] += 1
            continue
        relationships[key] = is_same(wanted, ours, there)
        counts[kind] += relationships[key]
    return Equal(nodes, relationships, counts, others, has_more)


def is_same(
    wanted: Mapping[str, object], ours: Mapping[str, object], there: Mapping[str, object]
) -> bool:
    """Tell whether a database has what is wanted and what a load adds to it, and nothing else.

    The types of values count too; None and an empty list are no values.
    """
    count = 0
    for part in (wanted, ours):
        for key, value in part.items():
            if value is None or value == []:
                continue
            other = there.get(key)
            if type(other) is not type(value) or other != value:
                return False
            count += 1
    return count == len(there)
