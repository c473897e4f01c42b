"""`graphkit fetch`: works of open indexes into a folder of raw answers, for `graphkit build`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.output import GraphOption, OnlyJsonOption, message, print_json, stage_progress
from graphkit.errors import UsageError
from graphkit.fetch import Service

if TYPE_CHECKING:
    from graphkit.fetch import Client

# Where the services are, what they ask of a client, and the variable that names another place.
_PLACES = {
    Service.OPENALEX: ("https://api.openalex.org/works", 0.2, "GRAPHKIT_OPENALEX_URL"),
    Service.ARXIV: ("https://export.arxiv.org/api/query", 3.0, "GRAPHKIT_ARXIV_URL"),
}

ServiceOption = Annotated[Service, typer.Option("--from", help="The index to ask.")]
Query = Annotated[
    str | None, typer.Argument(metavar="[QUERY]", help="Words to search for.", show_default=False)
]
Ids = Annotated[
    Path | None,
    typer.Option("--ids", metavar="FILE|-", help="A file of ids or addresses, one a line."),
]
Enrich = Annotated[
    bool, typer.Option("--enrich", help="What OpenAlex has of the papers of the graph.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="The folder to write.",
        show_default="the graph's name and -fetched",
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Works of a query at most.")]
Mail = Annotated[
    str | None,
    typer.Option(
        "--mail", envvar="GRAPHKIT_MAIL", metavar="ADDRESS", help="Whom the index may write to."
    ),
]


def fetch(
    query: Query = None,
    *,
    service: ServiceOption = Service.OPENALEX,
    ids: Ids = None,
    enrich: Enrich = False,
    output: Folder = None,
    graph: GraphOption = config.DEFAULT_GRAPH,
    limit: Limit = 1000,
    mail: Mail = None,
    as_json: OnlyJsonOption = False,
) -> None:
    """Bring works of OpenAlex or arXiv into a folder that `graphkit build` reads."""
    from graphkit import fetch as fetching

    if (query is not None) + (ids is not None) + enrich != 1:
        raise UsageError(
            "expected one of a query, --ids FILE and --enrich",
            hint='as in `graphkit fetch "graph neural networks"`',
        )
    if enrich and service is not Service.OPENALEX:
        raise UsageError("--enrich asks OpenAlex, which knows the references; leave --from out")
    folder = output or graph.with_name(f"{graph.resolve().name}-fetched")
    client = _client(service, mail)
    without = 0
    with stage_progress() as progress:
        tell = lambda done, total: progress("fetching", done, total)  # noqa: E731 - one line
        if enrich:
            from graphkit.graph import read_papers

            report, without = fetching.enrich(client, read_papers(graph), folder, progress=tell)
        else:
            report = fetching.fetch(
                client,
                service,
                folder,
                query=query,
                ids=_read_ids(ids, service) if ids else (),
                limit=limit,
                progress=tell,
            )
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "pages": report.pages,
                "knownPages": report.known_pages,
                "works": report.works,
                "unknownIds": list(report.unknown_ids),
                "papersWithoutId": without,
            }
        )
    else:
        for key in report.unknown_ids:
            message(f"{key}: {service} cannot be asked for it")
        if without:
            message(f"{without} papers have no id that OpenAlex knows")
        message(
            f"{report.works:,} works in {folder}: {report.pages} pages fetched, "
            f"{report.known_pages} known from before"
        )
        message(f"`graphkit build --add {folder}` reads them")


def _client(service: Service, mail: str | None) -> "Client":
    from graphkit.fetch import Client

    base, interval, variable = _PLACES[service]
    own = os.environ.get(variable)
    key = os.environ.get("OPENALEX_API_KEY") if service is Service.OPENALEX else None
    secrets = {"api_key": key} if key else {}
    if mail and service is Service.OPENALEX:
        secrets["mailto"] = mail
    return Client(own or base, 0.0 if own else interval, mail, secrets, told=message)


def _read_ids(path: Path, service: Service) -> list[str]:
    from graphkit.ingest import external_id, recognise

    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    found = []
    for number, line in enumerate(lines, start=1):
        key = recognise(line)
        if key is None:
            try:
                key = external_id(service.value, line)
            except ValueError as error:
                raise UsageError(
                    f"{path}, line {number}: expected an id, found {line!r}",
                    hint="10.1000/x, arXiv:2203.01234, https://openalex.org/W123, pmid:123",
                ) from error
        found.append(key)
    return found
