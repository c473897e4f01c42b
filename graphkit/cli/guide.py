"""`graphkit guide`: the tour, the style and the favourites for Neo4j Browser, served here."""

import sys
from typing import Annotated

import typer

from graphkit.cli.output import GraphOption, message
from graphkit.config import DEFAULT_GRAPH

Browser = Annotated[
    str, typer.Option("--browser", metavar="URL", help="Where your Neo4j Browser is.")
]


def guide(
    *,
    graph: GraphOption = DEFAULT_GRAPH,
    port: Annotated[
        int, typer.Option("--port", help="Port on this machine.", show_default="a free one")
    ] = 0,
    browser: Browser = "http://localhost:7474/browser/",
) -> None:
    """Serve a guided tour, a style and favourites for Neo4j Browser, until Ctrl-C.

    The names that the tour asks about come from the graph folder, where there is one.
    """
    from graphkit.guide import FAVOURITES, SETTING, STYLE, TOUR, GuideServer, examples

    named = examples(graph) if graph.exists() or graph != DEFAULT_GRAPH else None
    with GuideServer(port, named) as server:
        lines = (
            ("open", server.link(browser)),
            ("tour", f":guide {server.address}/{TOUR}"),
            ("style", f":style {server.address}/{STYLE}"),
            ("favourites", f"{server.address}/{FAVOURITES}"),
        )
        sys.stdout.write("".join(f"{name}\t{text}\n" for name, text in lines))
        sys.stdout.flush()
        message(
            "open the first address, log in, and press the arrow; or type the second and third in "
            "Neo4j Browser, and drop the favourites onto its window"
        )
        message(
            f"the server's {SETTING} has to name localhost, as it does where nobody changed it; "
            "Ctrl-C ends"
        )
        server.serve_forever()
