"""Read a graph, or a part of one, back from Neo4j."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

import neo4j
import networkx as nx

from graphkit import statements
from graphkit.model import NodeLabel
from graphkit.store.neo4j_connection import Settings, open_driver, translated_errors
from graphkit.store.neo4j_query import plain_value
from graphkit.store.ownership import is_marked, unmarked

_LABELS = tuple(label.value for label in NodeLabel)
# The types that most values have; the rest takes a look at each.
_NATIVE = frozenset({str, int, float, bool})


def read_neo4j(driver: neo4j.Driver, settings: Settings) -> nx.MultiDiGraph:
    """Return the graph that the database holds, equal to the one that was loaded.

    What no load wrote is left out, and so are the graphs of other names (see `ownership`). A
    second node with the same id, or a second relationship of a type between the same nodes, gets
    "#2" behind its id or type, so that it shows.
    """
    with (
        translated_errors(settings, connected=True),
        driver.session(
            database=settings.database, default_access_mode=neo4j.READ_ACCESS
        ) as session,
    ):
        return session.execute_read(_graph, settings)


def _graph(tx: neo4j.ManagedTransaction, settings: Settings) -> nx.MultiDiGraph:
    G, name = nx.MultiDiGraph(), settings.name
    nodes = ((node, data) for node, data in read_nodes(tx, settings) if is_marked(data))
    for node, attributes in sorted(nodes, key=lambda item: (item[0], item[1]["label"])):
        G.add_node(_free(node, G.has_node), **unmarked(attributes, name))
    edges = (edge for edge in read_relationships(tx, settings) if is_marked(edge[3]))
    for source, target, kind, properties in sorted(edges, key=lambda edge: edge[:3]):
        key = _free(kind, partial(G.has_edge, source, target))
        G.add_edge(source, target, key=key, **unmarked(properties))
    return G


def read_server(settings: Settings) -> nx.MultiDiGraph:
    """Return the graph that a server holds, as `read_neo4j` does."""
    with open_driver(settings) as driver:
        return read_neo4j(driver, settings)


def read_nodes(
    tx: neo4j.ManagedTransaction, settings: Settings
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield every node of the vocabulary: its id in the graph, its properties, label and mark."""
    for record in tx.run(statements.load("load/read_nodes").text, prefix=settings.prefix):
        properties = plain_properties(record["properties"])
        del properties["id"]
        yield record["id"], {**properties, "label": label_of(record["labels"])}


def read_relationships(
    tx: neo4j.ManagedTransaction, settings: Settings
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Yield source, target, type and properties of every relationship of the vocabulary."""
    text = statements.load("load/read_relationships").text
    for source, relationships in tx.run(text, prefix=settings.prefix):
        for kind, target, properties in relationships:
            yield source, target, kind, plain_properties(properties)


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return the name, or the name with a number where it is there already."""
    free, number = name, 1
    while is_taken(free):
        number += 1
        free = f"{name}#{number}"
    return free


def label_of(labels: Collection[str]) -> str:
    """Return the label of the vocabulary among a node's labels."""
    return next(label for label in _LABELS if label in labels)


def plain_properties(properties: Mapping[str, object]) -> dict[str, object]:
    """Return properties as the driver gives them with values of plain Python."""
    return {
        key: value if type(value) in _NATIVE or _is_texts(value) else plain_value(value)
        for key, value in properties.items()
    }


def _is_texts(value: object) -> bool:
    return type(value) is list and all(type(part) is str for part in value)
