"""The options that say which Neo4j server, shared by the commands that talk to one."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.store.neo4j_connection import Settings

UriOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--uri", envvar="NEO4J_URI", help="Server.", show_default="bolt://localhost:7687"),
]
UsernameOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--username", envvar="NEO4J_USERNAME", help="User.", show_default="neo4j"),
]
DatabaseOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--database", envvar="NEO4J_DATABASE", help="Database.", show_default="neo4j"),
]
PasswordFileOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--password-file", help="File with the password [default: NEO4J_PASSWORD, or asked for]."
    ),
]
InsecureOption: TypeAlias = Annotated[
    bool,
    typer.Option("--insecure", help="Allow an unencrypted connection to another machine."),
]


NameOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="Name of the graph in the database, where several stand side by side.",
    ),
]


def connection(
    uri: str | None,
    username: str | None,
    database: str | None,
    password_file: Path | None,
    insecure: bool,
    name: str | None = None,
) -> "Settings":
    """Return the settings that options, environment and, on a terminal, the user give."""
    from graphkit.store.neo4j_connection import Settings

    return Settings.from_environment(
        uri=uri,
        username=username,
        database=database,
        password=_password(password_file),
        insecure=insecure,
        name=name,
    )


def _password(file: Path | None) -> str | None:
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file}: expected a file with the password: {error}") from error
        if not text:
            raise UsageError(f"{file}: expected a file with the password, found an empty one")
        return text
    if os.environ.get("NEO4J_PASSWORD") or not sys.stdin.isatty():
        return None
    return str(typer.prompt("Password of Neo4j", hide_input=True, err=True))
