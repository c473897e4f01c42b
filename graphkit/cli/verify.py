"""`graphkit verify`: compare what Neo4j holds with the graph folder."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.connection import (
    DatabaseOption,
    InsecureOption,
    PasswordFileOption,
    UriOption,
    UsernameOption,
    connection,
)
from graphkit.cli.output import Format, GraphOption, JsonOption, message, print_json, print_table
from graphkit.errors import IncompleteError
from graphkit.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.graph.differences import Difference

_SHOWN = 20
_WORDS = {
    "missing": "only in the graph folder",
    "extra": "only in Neo4j",
    "changed": "differs in",
}


def verify(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    uri: UriOption = None,
    username: UsernameOption = None,
    database: DatabaseOption = None,
    password_file: PasswordFileOption = None,
    insecure: InsecureOption = False,
    show_all: Annotated[
        bool, typer.Option("--all", help=f"Name every difference, not the first {_SHOWN}.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare the graph with what Neo4j holds, and name what differs (exit code 5)."""
    from graphkit.graph import digest, read_graph
    from graphkit.graph.differences import differences
    from graphkit.store.neo4j_connection import open_driver
    from graphkit.store.neo4j_read import read_neo4j

    ours = read_graph(graph)
    settings = connection(uri, username, database, password_file, insecure)
    with open_driver(settings) as driver:
        theirs = read_neo4j(driver, settings)
    found = list(differences(ours, theirs))
    shown = found if show_all else list(islice(found, _SHOWN))
    totals = (digest(ours).total, digest(theirs).total)
    if as_json:
        print_json(_as_dict(totals, found, shown))
    elif found:
        print_table(_as_table(shown), Format.TABLE)
    else:
        message(f"equal: {graph} and {settings.uri}, database {settings.database}, {totals[0]}")
    if found:
        more = f", the first {len(shown)} are named" if len(shown) < len(found) else ""
        raise IncompleteError(
            f"{graph} and {settings.uri} differ in {len(found)} places{more}",
            hint="`graphkit load` brings the server to the graph"
            + ("; --all names every difference" if more else ""),
        )


def _as_table(found: "Sequence[Difference]") -> Table:
    rows = ((part.kind, part.id, _in_words(part)) for part in found)
    return Table(("kind", "id", "difference"), tuple(rows))


def _in_words(difference: "Difference") -> str:
    return " ".join((_WORDS[difference.side], ", ".join(difference.properties))).strip()


def _as_dict(
    totals: tuple[str, str], found: "Sequence[Difference]", shown: "Sequence[Difference]"
) -> dict[str, object]:
    return {
        "equal": not found,
        "digest": {"graph": totals[0], "neo4j": totals[1]},
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
