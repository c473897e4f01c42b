"""The command line: one file a verb, each a thin twin of a library function."""

import os
import sys
from typing import Annotated

import typer

from graphkit import __version__
from graphkit.cli import (
    analyse,
    build,
    diff,
    evaluate,
    explain,
    export,
    extract,
    fetch,
    find,
    guide,
    load,
    pull,
    query,
    review,
    stats,
    train,
    verify,
)
from graphkit.cli.output import message
from graphkit.errors import GraphkitError

INTERRUPTED = 130

app = typer.Typer(
    name="graphkit",
    help="Build a knowledge graph from paper listings and ask it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(build.build)
app.command()(build.remove)
app.command()(fetch.fetch)
app.command()(extract.extract)
app.command()(evaluate.evaluate)
app.command()(train.train)
app.command()(stats.stats)
app.add_typer(analyse.app, name="analyse")
app.command()(query.query)
app.command()(find.find)
app.command()(explain.explain)
app.command()(review.review)
app.command()(diff.diff)
app.command()(export.export)
app.command()(load.load)
app.command()(verify.verify)
app.command()(pull.pull)
app.command()(guide.guide)


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"graphkit {__version__}\n")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


@app.callback()
def options(*, version: Version = False, debug: Debug = False) -> None:
    """Build a knowledge graph from paper listings and ask it."""
    del version
    if debug:
        os.environ["GRAPHKIT_DEBUG"] = "1"


def main() -> None:
    """Run the command line; every error becomes a message and its exit code."""
    try:
        app(standalone_mode=True)
    except GraphkitError as error:
        _fail(error.message, error.hint, error.exit_code, error)
    except KeyboardInterrupt as error:
        _fail("interrupted", None, INTERRUPTED, error)
    except BrokenPipeError:
        sys.stderr.close()
        os._exit(0)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}", None, 3, error)
    except Exception as error:  # noqa: BLE001 - the last resort of a command line
        hint = "this is a defect of graphkit; run again with --debug and report what it prints"
        _fail(f"internal error: {type(error).__name__}: {error}", hint, 1, error)


def _fail(text: str, hint: str | None, code: int, error: BaseException) -> None:
    if os.environ.get("GRAPHKIT_DEBUG"):
        raise error
    message(f"graphkit: {text}")
    if hint:
        message(f"  {hint}")
    raise SystemExit(code)
