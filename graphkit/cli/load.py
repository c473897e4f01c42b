"""`graphkit load`: the graph folder into a running Neo4j."""

import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    stage_progress,
)
from graphkit.errors import IncompleteError
from graphkit.model import Table

if TYPE_CHECKING:
    from graphkit.store.neo4j_connection import Settings
    from graphkit.store.neo4j_load import LoadReport
    from graphkit.store.neo4j_plan import Plan

BULK_FROM = 200_000  # nodes and relationships together: minutes, where an import takes seconds
_SHOWN = 10
_KEPT_HINT = "delete these relationships, or the nodes, and load again"
_CHANGES = ("created", "changed", "unchanged", "deleted")

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
]


@with_server
def load(
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    server: Server,
    dry_run: DryRun = False,
    as_json: OnlyJsonOption = False,
) -> None:
    """Bring a running Neo4j to the graph; what graphkit did not load stays as it is.

    A second load finds nothing to do. With --name, several graphs stand side by side in one
    database; each load keeps to its own. Exit code 5: a node could not be deleted.
    """
    from graphkit.graph import read_graph
    from graphkit.store.neo4j_load import load as load_graph
    from graphkit.store.neo4j_plan import plan

    G = read_graph(graph)
    settings = server.settings()
    if dry_run:
        _show_plan(plan(G, settings), settings, as_json=as_json)
        return
    _advise(G.number_of_nodes() + G.number_of_edges(), graph, server.name)
    with stage_progress() as progress:
        report = load_graph(G, settings, progress=progress)
    if as_json:
        print_json(_as_dict(report))
    else:
        print_table(_as_table(report), Format.TABLE)
        _tell(report, settings)
    if report.kept:
        raise IncompleteError(_kept_in_words(report), hint=_KEPT_HINT)


def _advise(rows: int, graph: Path, name: str | None) -> None:
    """Say, where a load takes long, what is quicker."""
    if rows < BULK_FROM:
        return
    options = "".join(
        f" {option} {shlex.quote(str(value))}"
        for option, value in (("--graph", graph), ("--name", name))
        if value not in {config.DEFAULT_GRAPH, None}
    )
    message(
        f"{rows:,} nodes and relationships: into an empty database whose server can be stopped, "
        f"neo4j-admin is several times quicker:\n"
        f"  graphkit export neo4j-csv import{options} && import/import.sh"
    )


def _show_plan(found: "Plan", settings: "Settings", *, as_json: bool) -> None:
    if as_json:
        named = [
            {"kind": one.kind, "change": one.change, "id": one.id, "name": one.name}
            for one in found.named
        ]
        print_json({**_as_dict(found.report), "dryRun": True, "named": named})
        return
    print_table(_as_table(found.report), Format.TABLE)
    rows = tuple(_first_names(found))
    if rows:
        print_table(Table(("kind", "change", "first names"), rows), Format.TABLE)
    _tell(found.report, settings)
    if found.report.kept:
        message(f"{_kept_in_words(found.report)}\n  {_KEPT_HINT}")
    message("a dry run: nothing was written")


def _first_names(found: "Plan") -> Iterator[tuple[object, ...]]:
    """Yield the first names of each kind and change, and how many more there are."""
    for (kind, change), group in groupby(found.named, key=lambda one: (one.kind, one.change)):
        names = [one.name for one in group]
        more = [f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
        yield kind, change, [*names[:_SHOWN], *more]


def _tell(report: "LoadReport", settings: "Settings") -> None:
    total = report.total
    counts = ", ".join(f"{getattr(total, name)} {name}" for name in _CHANGES)
    message(f"{counts} in {settings}")
    others = sum(report.extra.values()) - sum(map(len, report.kept.values()))
    if others:
        message(f"{others} more under the same labels and types are not graphkit's")


def _kept_in_words(report: "LoadReport") -> str:
    ids = [node for nodes in report.kept.values() for node in nodes]
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return (
        f"{len(ids)} nodes that the graph no longer has stay, since relationships hang on them "
        f"that are not graphkit's: {', '.join(ids[:_SHOWN])}{more}"
    )


def _as_table(report: "LoadReport") -> Table:
    counts = [*report.nodes.items(), *report.relationships.items()]
    rows = tuple(
        (kind, *(getattr(count, name) for name in _CHANGES), report.extra.get(kind, 0))
        for kind, count in counts
    )
    return Table(("kind", *_CHANGES, "not in the graph"), rows)


def _as_dict(report: "LoadReport") -> dict[str, object]:
    def counts(part: object) -> dict[str, int]:
        return {name: getattr(part, name) for name in _CHANGES}

    return {
        **counts(report.total),
        "extra": dict(report.extra),
        "kept": {label: list(ids) for label, ids in report.kept.items()},
        "nodes": {kind: counts(count) for kind, count in report.nodes.items()},
        "relationships": {kind: counts(count) for kind, count in report.relationships.items()},
    }
