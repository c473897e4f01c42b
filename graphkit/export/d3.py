"""Node-link JSON for d3 and everything that reads `nodes` and `links`.

Lists are arrays, dates ISO texts. `key` is what networkx tells parallel edges apart by.
"""

from typing import IO, TYPE_CHECKING

from graphkit.export.clean import CleanGraph
from graphkit.export.text import utf8, write_array

if TYPE_CHECKING:
    import networkx as nx


def write(G: "nx.MultiDiGraph", stream: IO[bytes]) -> None:
    """Write a graph as node-link JSON, one node or link a line."""
    graph = CleanGraph(G, controls=True)
    nodes = (
        {"id": node.id, "label": node.label, "kind": node.kind, **node.properties}
        for node in graph.nodes()
    )
    links = (
        {"source": edge.source, "target": edge.target, "key": edge.type, "type": edge.type}
        | edge.properties
        for edge in graph.edges()
    )
    with utf8(stream) as text:
        text.write('{"directed": true, "multigraph": true, "graph": {},\n')
        write_array(text, "nodes", nodes)
        text.write(",\n")
        write_array(text, "links", links)
        text.write("}\n")
