"""The statistics as tables: for people one below another, for programs one long one."""

from collections.abc import Iterator

from graphkit.analyse.stats.values import Bin, Coverage, PairDensity, Said, Stats, Warned
from graphkit.analyse.tabling import table_of
from graphkit.model import Table

_BAR = 24


def summary_tables(found: Stats) -> tuple[Table, ...]:
    """Return the tables that a person reads, one below another; an empty ranking has none."""
    tables = [
        Table(("measure", "value"), tuple(_summary(found)), "Graph"),
        Table(("label", "nodes"), tuple(found.nodes.items()), "Nodes"),
        Table(("type", "number"), tuple(found.relationships.items()), "Relationships"),
        table_of(Coverage, found.coverage if found.papers.total else (), "Papers without"),
        Table(
            ("nodes", "min", "median", "mean", "max"),
            tuple((name, d.min, d.median, d.mean, d.max) for name, d in found.degrees.items()),
            "Relationships of a node",
        ),
        Table(("relationships", "nodes", ""), tuple(_bars(found.histogram)), "How many have many"),
        table_of(
            PairDensity, [row for row in found.densities if row.possible], "Density by labels"
        ),
        *(
            Table(("name", "papers"), tuple((n.name, n.papers) for n in row), f"Top {label}s")
            for label, row in found.top.items()
        ),
        Table(
            ("name", "label", "papers"),
            tuple((node.name, node.label, node.papers) for node in found.shared),
            "Most shared",
        ),
        Table(
            ("name", "label", "relationships"),
            tuple((node.name, node.label, node.degree) for node in found.hubs),
            "Hubs",
        ),
        table_of(Said, found.surest, "Surest statements", without=_IDS),
        table_of(Said, found.least_supported, "Least supported statements", without=_IDS),
        table_of(Warned, found.warnings, "To look at", without=("id",)),
    ]
    return tuple(table for table in tables if table.rows)


_IDS = ("paper_id", "entity_id")


def long_table(found: Stats) -> Table:
    """Return everything as one table: a section, a name in it, its value, and a node's id.

    The id of a statement is that of its paper, its type and its entity, between arrows.
    """
    rows: list[tuple[object, ...]] = [
        ("graph", name, value, None) for name, value in _summary(found)
    ]
    rows += [("nodes", name, count, None) for name, count in found.nodes.items()]
    rows += [("relationships", name, count, None) for name, count in found.relationships.items()]
    rows += [("papers by year", year, count, None) for year, count in found.papers.years.items()]
    rows += [("papers without", row.without, row.papers, None) for row in found.coverage]
    for name, d in found.degrees.items():
        measures = (("min", d.min), ("median", d.median), ("mean", d.mean), ("max", d.max))
        rows += [(f"degree of {name}", measure, value, None) for measure, value in measures]
    rows += [("nodes by degree", _range(row), row.nodes, None) for row in found.histogram]
    rows += [
        ("density by labels", f"{row.source} to {row.target}", row.density, None)
        for row in found.densities
    ]
    for label, row in found.top.items():
        rows += [(f"top {label}", node.name, node.papers, node.id) for node in row]
    rows += [("shared", node.name, node.papers, node.id) for node in found.shared]
    rows += [("hubs", node.name, node.degree, node.id) for node in found.hubs]
    for name, said in (("surest", found.surest), ("least supported", found.least_supported)):
        rows += [
            (name, s.entity, s.confidence, f"{s.paper_id} -{s.type}-> {s.entity_id}") for s in said
        ]
    rows += [(row.warning, row.name, row.detail, row.id) for row in found.warnings]
    return Table(("section", "name", "value", "id"), tuple(rows))


def _summary(found: Stats) -> Iterator[tuple[str, object]]:
    yield "nodes", sum(found.nodes.values())
    yield "relationships", sum(found.relationships.values())
    yield "papers", found.papers.total
    yield "papers with a date", found.papers.dated
    yield "first year", found.papers.first_year
    yield "last year", found.papers.last_year
    yield "components", found.components.count
    yield "nodes in the largest", found.components.largest
    yield "share of the largest", found.components.share
    yield "papers without a relationship", found.components.isolated_papers
    yield "density", found.density
    yield "references between papers", found.mixing.references
    yield "reciprocity of references", found.mixing.reciprocity
    yield "assortativity of papers and entities", found.mixing.assortativity
    yield "digest", found.digest


def _range(row: Bin) -> str:
    return str(row.low) if row.low == row.high else f"{row.low} to {row.high}"


def _bars(bins: tuple[Bin, ...]) -> Iterator[tuple[object, ...]]:
    most = max((row.nodes for row in bins), default=0)
    for row in bins:
        yield _range(row), row.nodes, "█" * -(-_BAR * row.nodes // max(1, most))
