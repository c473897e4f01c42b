"""`graphkit find`: what in the graph a text may mean."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.connection import Neo4jOption, Server, with_server
from graphkit.cli.output import (
    Format,
    FormatOption,
    GraphOption,
    JsonOption,
    message,
    print_table,
)
from graphkit.config import DEFAULT_GRAPH
from graphkit.errors import UsageError
from graphkit.model import NodeLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.store.finding import Found
    from graphkit.store.neo4j_connection import Settings

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", metavar="|".join(NodeLabel), help="Find only these kinds."),
]


@with_server
def find(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A name, an alias, a title or part of it, an id.")
    ],
    *,
    kind: Kinds = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at most.")] = 10,
    graph: GraphOption = DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    neo4j: Neo4jOption = False,
    server: Server,
) -> None:
    """Find things by name, alias or title; typing mistakes are forgiven.

    First what is called so, then what begins so, then what has the words, then what is near.
    """
    from graphkit.store.finding import find_in_folder, table

    labels = [_label(part) for part in kind or ()]
    server.refuse_name(unless=neo4j)
    if neo4j:
        settings = server.settings()
        found = _on_server(settings, text, labels, limit)
    else:
        found = find_in_folder(graph, text, labels=labels, limit=limit)
    print_table(table(found), Format.JSON if as_json else form)
    if not found:
        message(f"nothing is called anything like {text!r}")


def _on_server(
    settings: "Settings", text: str, labels: "Sequence[NodeLabel]", limit: int
) -> "list[Found]":
    from graphkit.store.neo4j_connection import open_driver
    from graphkit.store.neo4j_find import find_on_server

    with open_driver(settings) as driver:
        return find_on_server(driver, settings, text, labels=labels, limit=limit)


def _label(name: str) -> NodeLabel:
    for label in NodeLabel:
        if label.lower() == name.strip().lower():
            return label
    raise UsageError(f"expected a kind of {', '.join(NodeLabel)}, found {name!r}")
