"""The options that say which Neo4j server, shared by the commands that talk to one."""

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

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
        "--password-file",
        metavar="FILE",
        help="File with the password.",
        show_default="NEO4J_PASSWORD, or asked for",
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
Neo4jOption: TypeAlias = Annotated[
    bool, typer.Option("--neo4j", help="Ask the Neo4j server instead of the graph folder.")
]


@dataclass(frozen=True, slots=True)
class Server:
    """What the command line says of a Neo4j server. A command `with_server` has these options."""

    uri: UriOption = None
    username: UsernameOption = None
    database: DatabaseOption = None
    password_file: PasswordFileOption = None
    insecure: InsecureOption = False
    name: NameOption = None

    def settings(self) -> "Settings":
        """Return the settings that options, environment and, on a terminal, the user give."""
        from graphkit.store.neo4j_connection import Settings

        return Settings.from_environment(
            uri=self.uri,
            username=self.username,
            database=self.database,
            password=_password(self.password_file),
            insecure=self.insecure,
            name=self.name,
        )

    def refuse_name(self, *, unless: bool) -> None:
        """Raise UsageError where a graph is named, unless a server is asked."""
        if self.name is not None and not unless:
            raise UsageError("--name is of a graph on a server", hint="give --neo4j as well")


def with_server(command: Callable[..., None]) -> Callable[..., None]:
    """Put the options of `Server` in the place of a command's argument `server`."""
    own = inspect.signature(command)
    options = inspect.signature(Server).parameters
    spread: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        if parameter.name == "server":
            keyword = inspect.Parameter.KEYWORD_ONLY
            spread += (option.replace(kind=keyword) for option in options.values())
        else:
            spread.append(parameter)

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - the values of options
        server = Server(**{name: given.pop(name) for name in options})
        command(**given, server=server)

    vars(run)["__signature__"] = own.replace(parameters=spread)  # where typer finds the options
    return run


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
