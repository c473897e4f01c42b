"""`graphkit verify`: compare two graphs, in folders or on a server, to the last value."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from graphkit import config
from graphkit.cli.connection import Server, with_server
from graphkit.cli.output import (
    Format,
    GraphOption,
    OnlyJsonOption,
    message,
    print_json,
    print_table,
)
from graphkit.errors import IncompleteError, UsageError
from graphkit.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.graph.differences import Difference

_SHOWN = 20
# A graph of networkx, and where it is.
_Placed: TypeAlias = tuple[Any, str]


@with_server
def verify(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ONE] [OTHER]", help="Graph folders; without OTHER, the server."),
    ] = None,
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    server: Server,
    show_all: Annotated[
        bool, typer.Option("--all", help=f"Name every difference, not the first {_SHOWN}.")
    ] = False,
    as_json: OnlyJsonOption = False,
) -> None:
    """Compare a graph folder with what Neo4j holds, or two folders; name what differs (code 5)."""
    from graphkit.graph import digest, read_graph
    from graphkit.graph.differences import differences

    places = folders or [graph]
    if len(places) > 2:  # noqa: PLR2004 - one and other
        raise UsageError(f"expected two graphs to compare, found {len(places)}")
    if len(places) > 1 and server.name is not None:
        raise UsageError("--name is of a graph on a server, and two folders are given")
    one: _Placed = read_graph(places[0]), str(places[0])
    on_server = len(places) == 1
    if on_server:
        from graphkit.store.neo4j_read import read_server

        settings = server.settings()
        other: _Placed = read_server(settings), str(settings)
    else:
        other = read_graph(places[1]), str(places[1])
    found = list(differences(one[0], other[0]))
    shown = found if show_all else list(islice(found, _SHOWN))
    totals = (digest(one[0]).total, digest(other[0]).total)
    if as_json:
        print_json(_as_dict(totals, found, shown, on_server=on_server))
    elif found:
        print_table(_as_table(shown, *_sides(one[1], other[1], on_server=on_server)), Format.TABLE)
    else:
        message(f"equal: {one[1]} and {other[1]}, {totals[0]}")
    if found:
        raise _differ(one[1], other[1], found, shown, on_server=on_server)


def _sides(one: str, other: str, *, on_server: bool) -> tuple[str, str]:
    return ("the graph folder", "Neo4j") if on_server else (one, other)


def _differ(
    one: str,
    other: str,
    found: "Sequence[Difference]",
    shown: "Sequence[Difference]",
    *,
    on_server: bool,
) -> IncompleteError:
    is_cut = len(shown) < len(found)
    hints = ["`graphkit load` brings the server to the graph"] if on_server else []
    hints += ["--all names every difference"] if is_cut else []
    more = f", the first {len(shown)} are named" if is_cut else ""
    return IncompleteError(
        f"{one} and {other} differ in {len(found)} places{more}", hint="; ".join(hints) or None
    )


def _as_table(found: "Sequence[Difference]", one: str, other: str) -> Table:
    words = {"missing": f"only in {one}", "extra": f"only in {other}", "changed": "differs in"}
    rows = (
        (part.kind, part.id, " ".join((words[part.side], ", ".join(part.properties))).strip())
        for part in found
    )
    return Table(("kind", "id", "difference"), tuple(rows))


def _as_dict(
    totals: tuple[str, str],
    found: "Sequence[Difference]",
    shown: "Sequence[Difference]",
    *,
    on_server: bool,
) -> dict[str, object]:
    return {
        "equal": not found,
        "digest": {"graph": totals[0], "neo4j" if on_server else "other": totals[1]},
        "differences": len(found),
        "named": [
            {
                "kind": part.kind,
                "id": part.id,
                "side": part.side.value,
                "properties": list(part.properties),
            }
            for part in shown
        ],
    }
