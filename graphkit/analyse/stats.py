"""Size, dates, degrees, components, density and what the papers share.

Definitions
- The degree of a node is the number of its relationships, in and out, parallel ones counted each.
- Components are weakly connected: the direction of relationships does not matter. A paper without
  a relationship is isolated.
- Density is the share of possible pairs of a paper and an entity that are linked. A pair is
  possible where the model has a relationship type from the one label to the other, and counts
  once, however many relationships join it. Pairs of papers are left out: there are so many that
  few references in a large graph would hide what the papers say of entities:

      |{(s, t) : an edge from s to t}| / sum over possible (A, B) of |A| · |B|

  `networkx.density` would divide by all n · (n - 1) ordered pairs, most of them impossible here.
- The papers of an entity are the distinct papers with a relationship to it. An entity is shared
  where there are two of them or more.
"""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from graphkit.graph import digest
from graphkit.model import ENDPOINTS, ENTITY_LABELS, NodeLabel, RelationshipType, Table

ALL = "all"
_SHARED = 2


@dataclass(frozen=True, slots=True)
class Papers:
    """How many papers were read, how many have a date, and their number a year.

    Stubs, which are known from reference lists only, are no papers here.
    The years are sorted; between the first and the last, a year without papers is left out.
    """

    total: int
    dated: int
    years: Mapping[int, int]

    @property
    def first_year(self) -> int | None:
        """Return the earliest year, None where no paper has a date."""
        return min(self.years, default=None)

    @property
    def last_year(self) -> int | None:
        """Return the latest year, None where no paper has a date."""
        return max(self.years, default=None)


@dataclass(frozen=True, slots=True)
class Degrees:
    """The spread of the degrees of some nodes."""

    min: int
    median: float
    mean: float
    max: int


@dataclass(frozen=True, slots=True)
class Components:
    """Weakly connected components.

    `largest` counts the nodes of the largest one, `share` is its part of all nodes, 0 where there
    are none.
    """

    count: int
    largest: int
    share: float
    isolated_papers: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node in a ranking: `papers` is None for a paper itself."""

    id: str
    label: str
    name: str
    degree: int
    papers: int | None


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph says of itself.

    `nodes` and `relationships` list every label and type, also those with none, in the order of
    the model. `degrees` has a row for all nodes and one for each label that has nodes. The
    rankings hold the highest first, equal ones in the order of their ids: `hubs` by degree, `top`
    by papers for each label of entities, `shared` by papers over all of them.
    """

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    papers: Papers
    degrees: Mapping[str, Degrees]
    components: Components
    density: float
    hubs: tuple[Ranked, ...]
    top: Mapping[str, tuple[Ranked, ...]]
    shared: tuple[Ranked, ...]
    digest: str

    def as_dict(self) -> dict[str, object]:
        """Return everything in JSON's types, names in camelCase."""
        papers, parts = self.papers, self.components
        return {
            "nodes": dict(self.nodes),
            "relationships": dict(self.relationships),
            "papers": {
                "total": papers.total,
                "dated": papers.dated,
                "firstYear": papers.first_year,
                "lastYear": papers.last_year,
                "years": {str(year): count for year, count in papers.years.items()},
            },
            "degree": {
                name: {"min": row.min, "median": row.median, "mean": row.mean, "max": row.max}
                for name, row in self.degrees.items()
            },
            "components": {
                "count": parts.count,
                "largest": parts.largest,
                "share": parts.share,
                "isolatedPapers": parts.isolated_papers,
            },
            "density": self.density,
            "hubs": [_ranked_dict(node) for node in self.hubs],
            "top": {label: [_ranked_dict(node) for node in row] for label, row in self.top.items()},
            "shared": [_ranked_dict(node) for node in self.shared],
            "digest": self.digest,
        }


def stats(G: nx.MultiDiGraph, *, top: int = 10, total_digest: str | None = None) -> Stats:
    """Return what a graph says of itself, rankings cut after `top` nodes.

    `total_digest` is the digest where it is known already; else it is computed.
    """
    labels = Counter(label for _, label in G.nodes(data="label"))
    types = Counter(key for _, _, key in G.edges(keys=True))
    ranked = list(_ranked(G))
    entities = [node for node in ranked if node.papers and node.label in ENTITY_LABELS]
    return Stats(
        nodes={label.value: labels[label.value] for label in NodeLabel},
        relationships={kind.value: types[kind.value] for kind in RelationshipType},
        papers=_papers(G),
        degrees=_degrees(ranked),
        components=_components(G),
        density=density(G),
        hubs=_first((node for node in ranked if node.degree), "degree", top),
        top={
            label.value: _first((n for n in entities if n.label == label), "papers", top)
            for label in ENTITY_LABELS
        },
        shared=_first((n for n in entities if (n.papers or 0) >= _SHARED), "papers", top),
        digest=total_digest or digest(G).total,
    )


def density(G: nx.MultiDiGraph) -> float:
    """Return the share of possible paper-entity pairs that are linked, 0 where none is possible."""
    labels = Counter(label for _, label in G.nodes(data="label"))
    ends = {(source, target) for source, target in ENDPOINTS.values() if target in ENTITY_LABELS}
    possible = sum(labels[source] * labels[target] for source, target in ends)
    linked = {edge for edge in G.edges() if G.nodes[edge[1]].get("label") in ENTITY_LABELS}
    return len(linked) / possible if possible else 0.0


def summary_tables(found: Stats) -> tuple[Table, ...]:
    """Return the tables that a person reads, one below another; an empty ranking has none."""
    tables = [
        Table(("measure", "value"), tuple(_summary(found)), "Graph"),
        Table(("label", "nodes"), tuple(found.nodes.items()), "Nodes"),
        Table(("type", "number"), tuple(found.relationships.items()), "Relationships"),
        Table(
            ("nodes", "min", "median", "mean", "max"),
            tuple((name, d.min, d.median, d.mean, d.max) for name, d in found.degrees.items()),
            "Relationships of a node",
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
    ]
    return tuple(table for table in tables if table.rows)


def long_table(found: Stats) -> Table:
    """Return everything as one table: a section, a name in it, its value, and a node's id."""
    rows: list[tuple[object, ...]] = [
        ("graph", name, value, None) for name, value in _summary(found)
    ]
    rows += [("nodes", name, count, None) for name, count in found.nodes.items()]
    rows += [("relationships", name, count, None) for name, count in found.relationships.items()]
    rows += [("papers by year", year, count, None) for year, count in found.papers.years.items()]
    for name, d in found.degrees.items():
        measures = (("min", d.min), ("median", d.median), ("mean", d.mean), ("max", d.max))
        rows += [(f"degree of {name}", measure, value, None) for measure, value in measures]
    for label, row in found.top.items():
        rows += [(f"top {label}", node.name, node.papers, node.id) for node in row]
    rows += [("shared", node.name, node.papers, node.id) for node in found.shared]
    rows += [("hubs", node.name, node.degree, node.id) for node in found.hubs]
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
    yield "digest", found.digest


def _papers(G: nx.MultiDiGraph) -> Papers:
    papers = [
        data
        for _, data in G.nodes(data=True)
        if data.get("label") == NodeLabel.PAPER and not data.get("stub")
    ]
    dates = [paper["date"] for paper in papers if isinstance(paper.get("date"), dt.date)]
    years = Counter(date.year for date in dates)
    return Papers(len(papers), len(dates), dict(sorted(years.items())))


def _degrees(ranked: list[Ranked]) -> dict[str, Degrees]:
    groups = {ALL: [node.degree for node in ranked]}
    for label in NodeLabel:
        groups[label.value] = [node.degree for node in ranked if node.label == label]
    return {name: _spread(degrees) for name, degrees in groups.items() if degrees}


def _spread(degrees: list[int]) -> Degrees:
    median, mean = statistics.median(degrees), statistics.fmean(degrees)
    return Degrees(min(degrees), float(median), mean, max(degrees))


def _components(G: nx.MultiDiGraph) -> Components:
    sizes = [len(nodes) for nodes in nx.weakly_connected_components(G)]
    largest = max(sizes, default=0)
    isolated = sum(
        1
        for node, label in G.nodes(data="label")
        if label == NodeLabel.PAPER and G.degree[node] == 0
    )
    return Components(len(sizes), largest, largest / len(G) if len(G) else 0.0, isolated)


def _ranked(G: nx.MultiDiGraph) -> Iterator[Ranked]:
    for node, data in G.nodes(data=True):
        label, name = data.get("label", ""), data.get("name") or data.get("title") or node
        papers = None if label == NodeLabel.PAPER else _papers_of(G, node)
        yield Ranked(node, label, name, G.degree[node], papers)


def _papers_of(G: nx.MultiDiGraph, node: str) -> int:
    ends = G.succ[node] if G.nodes[node].get("label") == NodeLabel.AUTHOR else G.pred[node]
    return sum(1 for end in ends if G.nodes[end].get("label") == NodeLabel.PAPER)


def _first(nodes: Iterable[Ranked], measure: str, top: int) -> tuple[Ranked, ...]:
    order = sorted(nodes, key=lambda node: (-getattr(node, measure), node.id))
    return tuple(order[:top])


def _ranked_dict(node: Ranked) -> dict[str, object]:
    whole = {"id": node.id, "label": node.label, "name": node.name, "degree": node.degree}
    return whole if node.papers is None else {**whole, "papers": node.papers}
