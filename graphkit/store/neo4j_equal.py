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
    """What a database holds of graphkit's: whether it is equal to the graph's of the same key.

    The key of a node is its id, that of a relationship source, target and type. `counts` has the
    numbers of those that are equal by label and type. `has_more` says that the database holds
    something of graphkit's that the graph does not.
    """

    nodes: Mapping[str, bool] = field(default_factory=dict)
    relationships: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    has_more: bool = False


def find_equal(tx: neo4j.ManagedTransaction, G: nx.MultiDiGraph, settings: Settings) -> Equal:
    """Return what of `G` needs no writing. The rows stream by; only their keys are kept."""
    nodes, relationships = dict[str, bool](), dict[tuple[str, str, str], bool]()
    counts, has_more = Counter[str](), False
    for node, there in read_nodes(tx, settings):
        wanted = G.nodes.get(node)
        if wanted is None or wanted["label"] != there["label"]:
            has_more |= is_marked(there)
            continue
        nodes[node] = is_same(marked(wanted, settings.name), there)
        counts[wanted["label"]] += nodes[node]
    for source, target, kind, there in read_relationships(tx, settings):
        if not is_marked(there):
            continue
        key, wanted = (source, target, kind), G.get_edge_data(source, target, kind)
        if wanted is None or key in relationships:
            has_more = True
            continue
        relationships[key] = is_same(marked(wanted), there)
        counts[kind] += relationships[key]
    return Equal(nodes, relationships, counts, has_more)


def is_same(wanted: Mapping[str, object], there: Mapping[str, object]) -> bool:
    """Tell whether properties are equal, in the types of their values too; None is no value."""
    known = {key: value for key, value in wanted.items() if value is not None and value != []}
    return known.keys() == there.keys() and all(
        type(there[key]) is type(value) and there[key] == value for key, value in known.items()
    )
