"""`graphkit analyse similar` and `path`: what is like a paper, what leads from one to another."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphkit import config
from graphkit.cli.analyse.showing import ConfidenceOption, ShowOption, load, say, show, watched
from graphkit.cli.output import Format, FormatOption, GraphOption, JsonOption
from graphkit.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.analyse.similar import Step


def similar(
    paper: Annotated[str, typer.Argument(help="A paper's id or title, or what it proposes.")],
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="Papers at most.")] = 5,
    min_confidence: ConfidenceOption = 0.0,
    shown: ShowOption = None,
) -> None:
    """Find the papers most like one, and say why: shared entities, rare ones first, sentences.

    The score is 1 for papers with the same entities; a reason's weight is its part of it.
    """
    from graphkit.analyse.similar import Reason, Similar
    from graphkit.analyse.similar import similar as find
    from graphkit.analyse.tabling import table_of

    columns = load(graph, min_confidence, texts=True)
    with watched("comparing"):
        papers, reasons = find(columns, paper, top=top)
    tables = {
        "similar": table_of(Similar, papers, "Similar papers"),
        "reasons": table_of(Reason, reasons, "Why"),
    }
    show(tables, form, as_json=as_json, chosen=shown, main="similar")
    if not papers:
        say(["no other paper shares an entity or a reference with it"])


def path(
    thing: Annotated[str, typer.Argument(help="An id, a name, an alias or a title.")],
    other: Annotated[str, typer.Argument(help="What the chains lead to.")],
    *,
    graph: GraphOption = config.DEFAULT_GRAPH,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="Chains of each kind.")] = 2,
    min_confidence: ConfidenceOption = 0.0,
) -> None:
    """Show the shortest and the most informative chains between two things.

    A chain through what few have in common costs fewer bits than one through what everybody uses.
    """
    from graphkit.analyse.similar import Step, chains
    from graphkit.analyse.tabling import table_of

    columns = load(graph, min_confidence, texts=True)
    with watched("searching"):
        found = chains(columns, thing, other, number=top)
    table = table_of(Step, found, f"Chains from {thing} to {other}")
    show({"path": table}, form, as_json=as_json, readable={"path": _by_chain(found)})
    if not found:
        say([f"nothing leads from {thing} to {other}"])


def _by_chain(steps: "Sequence[Step]") -> tuple[Table, ...]:
    """Return a table a chain: what its steps have in common is in the title."""
    chains: dict[tuple[str, int, float], list[tuple[object, ...]]] = {}
    for one in steps:
        row = (one.step, one.source, one.relation, one.target, one.sentence)
        chains.setdefault((one.kind, one.chain, one.bits), []).append(row)
    columns = ("step", "source", "relation", "target", "sentence")
    return tuple(
        Table(columns, tuple(rows), f"{kind.capitalize()} chain {chain}: {bits:.3g} bits")
        for (kind, chain, bits), rows in chains.items()
    )
