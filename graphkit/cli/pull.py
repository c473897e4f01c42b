"""`graphkit pull`: what a Neo4j server holds, into a graph folder."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit import config
from graphkit.cli.connection import Server, with_server
from graphkit.cli.output import OnlyJsonOption, message, print_json
from graphkit.cli.query import ParamOption, values_of


@with_server
def pull(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The graph folder to write.")
    ] = config.DEFAULT_GRAPH,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="CYPHER", help="Only the nodes that its rows hold."),
    ] = None,
    param: ParamOption = None,
    server: Server,
    as_json: OnlyJsonOption = False,
) -> None:
    """Read what graphkit loaded into a Neo4j back into a graph folder, or a part of it.

    The folder answers stats, query, explain, export, load, verify and diff like the one that was
    loaded, with the same digest. It holds no mentions and no records of sources, which are on no
    server: `build --add` and `remove` refuse it. A part has the relationships between its nodes
    and counts of its own. A graph folder that was built from sources is not replaced.
    """
    from graphkit.store.asking import question
    from graphkit.store.neo4j_pull import pull as pull_graph
    from graphkit.store.read_only import refuse_files

    text, values = None, dict[str, object]()
    if query is not None:
        found = question(query)
        values, text = values_of(found, param, server.name), found.text
        refuse_files(text)
    settings = server.settings()
    G, manifest = pull_graph(output, settings, query=text, parameters=values)
    nodes, edges = G.number_of_nodes(), G.number_of_edges()
    if as_json:
        total = manifest.digest.total
        print_json({"nodes": nodes, "relationships": edges, "digest": total, "folder": str(output)})
    else:
        message(f"pulled {settings} into {output}: {nodes:,} nodes, {edges:,} relationships")
