"""`graphkit load`: the graph folder into a running Neo4j."""

from typing import TYPE_CHECKING

from graphkit import config
from graphkit.cli.connection import (
    DatabaseOption,
    InsecureOption,
    PasswordFileOption,
    UriOption,
    UsernameOption,
    connection,
)
from graphkit.cli.output import (
    Format,
    GraphOption,
    JsonOption,
    message,
    print_json,
    print_table,
    stage_progress,
)
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.store.neo4j_load import LoadReport


def load(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    uri: UriOption = None,
    username: UsernameOption = None,
    database: DatabaseOption = None,
    password_file: PasswordFileOption = None,
    insecure: InsecureOption = False,
    as_json: JsonOption = False,
) -> None:
    """Load the graph into a running Neo4j. A second load finds nothing to do."""
    from graphkit.graph import read_graph
    from graphkit.store.neo4j_load import load as load_graph

    G = read_graph(graph)
    settings = connection(uri, username, database, password_file, insecure)
    with stage_progress() as progress:
        report = load_graph(G, settings, progress=progress)
    if as_json:
        print_json(_as_dict(report))
        return
    print_table(_as_table(report), Format.TABLE)
    total = report.total
    message(
        f"{total.created} created, {total.changed} changed, {total.unchanged} unchanged "
        f"in {settings.uri}, database {settings.database}"
    )
    if report.extra:
        message(
            f"{sum(report.extra.values())} more are there and not in the graph; "
            "`graphkit verify` names them"
        )


def _as_table(report: "LoadReport") -> Table:
    counts = [*report.nodes.items(), *report.relationships.items()]
    rows = tuple(
        (kind, count.created, count.changed, count.unchanged, report.extra.get(kind, 0))
        for kind, count in counts
    )
    return Table(("kind", "created", "changed", "unchanged", "not in the graph"), rows)


def _as_dict(report: "LoadReport") -> dict[str, object]:
    def counts(part: object) -> dict[str, int]:
        return {name: getattr(part, name) for name in ("created", "changed", "unchanged")}

    return {
        **counts(report.total),
        "extra": dict(report.extra),
        "nodes": {kind: counts(count) for kind, count in report.nodes.items()},
        "relationships": {kind: counts(count) for kind, count in report.relationships.items()},
    }
