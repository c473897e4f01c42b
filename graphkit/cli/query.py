"""`graphkit query`: ask the graph, with a named query or with Cypher."""

import json
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypeAlias

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
from graphkit.model import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphkit.statements import CypherFile, Parameter
    from graphkit.store.finding import Found
    from graphkit.store.neo4j_connection import Settings

_SUGGESTED = 3

ParamOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for a parameter."),
]


@with_server
def query(
    asked: Annotated[
        str | None,
        typer.Argument(metavar="NAME|TEXT|-", help="A named query, Cypher text, or - for stdin."),
    ] = None,
    *,
    param: ParamOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
    list_queries: Annotated[
        bool, typer.Option("--list", help="List the named queries and end.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--show", help="Print the Cypher of a named query and end.")
    ] = False,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    neo4j: Neo4jOption = False,
    server: Server,
) -> None:
    """Ask the graph: a named query (--list shows them) or Cypher. Only reads.

    With --neo4j and --name NAME the question sees that graph alone: Cypher with $graph in it is
    asked with the name as its value; any other is answered here, from that graph as the server
    holds it now. With --neo4j alone it sees the whole database.
    """
    from graphkit.store.asking import question

    form = Format.JSON if as_json else form
    if list_queries:
        print_table(_listing(), form)
        return
    if asked is None:
        raise UsageError(
            "expected the name of a query, Cypher text, or - for stdin",
            hint="`graphkit query --list` shows the named queries",
        )
    found = question(sys.stdin.read() if asked == "-" else asked)
    if show:
        sys.stdout.write(_shown(found))
        return
    server.refuse_name(unless=neo4j)
    values = values_of(found, param, server.name)
    if neo4j:
        settings = server.settings()
        ask = _from_neo4j if server.name is None or "graph" in found.parameters else _from_named
        _print(ask(found, values, settings), form)
        return
    if found.engine == "neo4j":
        raise UsageError(f"only Neo4j can answer {found.name!r}", hint="ask it with --neo4j")
    from graphkit.store.embedded_query import run_embedded

    table = run_embedded(graph, found.text, values)
    _print(table, form)
    if not table.rows:
        from graphkit.store.finding import find_in_folder

        _tell_unknown(found, values, partial(find_in_folder, graph))


def values_of(asked: "CypherFile", param: list[str] | None, graph: str | None) -> dict[str, object]:
    """Return the values of a question's parameters; `graph` is the name of the graph asked."""
    from graphkit.store.asking import parameter_values, split_values

    given = split_values(param or [])
    if graph is not None and "graph" in asked.parameters:
        given = {"graph": json.dumps(graph)} | given
    return parameter_values(asked, given)


def _print(table: Table, form: Format) -> None:
    twice = [name for name in table.columns if table.columns.count(name) > 1]
    if twice:
        raise UsageError(
            f"two columns are called {twice[0]!r}", hint="give them names of their own with AS"
        )
    print_table(table, form)


def _from_neo4j(found: "CypherFile", values: dict[str, object], settings: "Settings") -> Table:
    from graphkit.store.neo4j_connection import open_driver
    from graphkit.store.neo4j_query import run_query
    from graphkit.store.read_only import refuse_files

    refuse_files(found.text)
    with open_driver(settings) as driver:
        answer = run_query(driver, settings, found.text, values)
        if not answer.rows:
            from graphkit.store.neo4j_find import find_on_server

            _tell_unknown(found, values, partial(find_on_server, driver, settings))
        return answer


def _tell_unknown(
    asked: "CypherFile", values: "Mapping[str, object]", find: "Callable[..., Sequence[Found]]"
) -> None:
    """Say of every value that should name a thing, and names none, what it may have meant."""
    from graphkit.store.finding import is_called

    for name, part in asked.parameters.items():
        text = str(values[name]).strip()
        if not part.labels or not text:
            continue
        near = find(text, labels=part.labels, limit=_SUGGESTED)
        if not any(is_called(found, text) for found in near):
            kinds = " or ".join(label.lower() for label in part.labels)
            names = ", ".join(repr(found.thing.name) for found in near)
            message(f"no {kinds} is called {text!r}" + (f"; did you mean {names}?" if near else ""))


def _from_named(found: "CypherFile", values: dict[str, object], settings: "Settings") -> Table:
    """Answer from one graph of several: no other can then be seen, whatever the question."""
    from graphkit.store.embedded_query import run_embedded
    from graphkit.store.neo4j_pull import pull

    if found.engine == "neo4j":
        raise UsageError(
            f"only Neo4j can answer {found.name!r}, and it would see every graph there",
            hint="ask in Cypher with (n {graph: $graph}) in it",
        )
    with TemporaryDirectory(prefix="graphkit-") as folder:
        pull(Path(folder) / "graph", settings)
        answer = run_embedded(Path(folder) / "graph", found.text, values)
        if not answer.rows:
            from graphkit.store.finding import find_in_folder

            _tell_unknown(found, values, partial(find_in_folder, Path(folder) / "graph"))
        return answer


def _listing() -> Table:
    from graphkit.statements import queries

    rows = (
        (
            found.topic,
            found.name,
            found.title,
            [
                name if part.default is None else f"{name}={json.dumps(part.default)}"
                for name, part in found.parameters.items()
            ],
        )
        for found in queries().values()
    )
    return Table(("topic", "name", "title", "parameters"), tuple(rows))


def _shown(found: "CypherFile") -> str:
    lines = [f"// {line}" for line in (found.title, found.description) if line]
    lines += [_parameter(part) for part in found.parameters.values()]
    return "\n".join([*(lines if found.name else ()), f"{found.text};"]) + "\n"


def _parameter(part: "Parameter") -> str:
    kinds = f" ({'|'.join(part.labels)})" if part.labels else ""
    default = "" if part.default is None else f" = {json.dumps(part.default)}"
    return f"// ${part.name}{kinds}{default}: {part.description}"
