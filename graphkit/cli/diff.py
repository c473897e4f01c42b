"""`graphkit diff`: what became of a graph."""

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.connection import Server, with_server
from graphkit.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    message,
    print_json,
    print_table,
    print_tables,
)
from graphkit.errors import UsageError


@with_server
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A graph folder.")],
    new: Annotated[
        Path | None, typer.Argument(metavar="NEW", help="Another one; or --neo4j.")
    ] = None,
    *,
    neo4j: Annotated[
        bool, typer.Option("--neo4j", help="NEW is what the Neo4j server holds.")
    ] = False,
    server: Server,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="Rows of each table.")] = 20,
) -> None:
    """Show nodes and relationships added, removed and changed, new names, and changes of rank."""
    from graphkit import analyse

    if neo4j == (new is not None):
        raise UsageError(
            "expected OLD and NEW, or OLD and --neo4j",
            hint="`graphkit diff OLD NEW` compares two graph folders",
        )
    if new is not None:
        found, place = analyse.diff_folders(old, new), str(new)
    else:
        from graphkit.graph import read_graph
        from graphkit.store.neo4j_read import read_server

        settings = server.settings()
        found, place = analyse.diff(read_graph(old), read_server(settings)), str(settings)
    if as_json or form is Format.JSON:
        print_json(found.as_dict())
    elif form is Format.CSV:
        print_table(analyse.diff_table(found), form)
    else:
        print_tables(analyse.diff_tables(found, top=top), form)
    if found.is_empty:
        message(f"equal: {old} and {place}, {found.digests[0]}")
