"""What each source brought to a graph, what they share, and what became of their references.

Definitions
- A paper of a source is one that has a record there; it is the source's alone where no other
  source has a record of it.
- The overlap of two sources is the number of papers that both have.
- A reference is resolved where the cited paper was read; else it is a stub, or of no use.
- A circle is a group of papers in which each reaches every other over citations. A citation is an
  author's own where the two papers share an author.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx

from graphkit.graph import read_manifest, read_table_columns
from graphkit.model import RelationshipType, Table

_SHOWN = 25
_LARGEST = 10


@dataclass(frozen=True, slots=True)
class FromSource:
    """What one source brought: records, papers, papers that no other source has, and details."""

    name: str
    records: int
    papers: int
    alone: int
    abstracts: int
    dates: int
    authors: int
    references: int


@dataclass(frozen=True, slots=True)
class SourceStats:
    """What the sources of a graph brought.

    `overlaps` counts the papers of each two sources that share any, the most first. `citations`
    has the numbers of a build, `circles` the papers of each circle, by id.
    """

    sources: tuple[FromSource, ...]
    overlaps: tuple[tuple[str, str, int], ...]
    citations: Mapping[str, int]
    circles: tuple[tuple[str, ...], ...]
    own_citations: int

    def as_dict(self) -> dict[str, object]:
        """Return everything in JSON's types, names in camelCase."""
        return {
            "sources": {
                one.name: {
                    "records": one.records,
                    "papers": one.papers,
                    "alone": one.alone,
                    "withAbstract": one.abstracts,
                    "withDate": one.dates,
                    "withAuthors": one.authors,
                    "references": one.references,
                }
                for one in self.sources
            },
            "overlaps": [
                {"sources": [one, other], "papers": count} for one, other, count in self.overlaps
            ],
            "citations": {
                **self.citations,
                "circleMembers": [list(circle) for circle in self.circles],
                "ownCitations": self.own_citations,
            },
        }


def source_stats(folder: Path) -> SourceStats:
    """Return what the sources of the graph in `folder` brought.

    Raise InputError or SchemaError where the folder cannot be read.
    """
    manifest = read_manifest(folder)
    owners = _owners(folder)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    papers: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "records.parquet"):
        for place in row["sources"]:
            name = place["file"]
            found[name].update(_brought(row))
            owner = owners.get((name, place["line"], place["record"]))
            if owner is not None:
                papers[name].add(owner)
    G = _citations(folder)
    holders = Counter(paper for held in papers.values() for paper in held)
    return SourceStats(
        tuple(_from_source(name, found[name], papers[name], holders) for name in sorted(found)),
        _overlaps(papers),
        dict(manifest.citations),
        circles(G),
        own_citations(G),
    )


def _citations(folder: Path) -> nx.MultiDiGraph:
    """Return the part of a graph that says who cites, and who wrote, what."""
    table = read_table_columns(folder / "edges.parquet", ["source", "target", "type"])
    kinds = {RelationshipType.CITES.value, RelationshipType.AUTHORED.value}
    rows = zip(*(table[name].to_pylist() for name in table.column_names), strict=True)
    return nx.MultiDiGraph(row for row in rows if row[2] in kinds)


def circles(G: nx.MultiDiGraph) -> tuple[tuple[str, ...], ...]:
    """Return the groups of papers that cite each other in a circle, the largest first."""
    cites = nx.DiGraph(
        (source, target)
        for source, target, kind in G.edges(keys=True)
        if kind == RelationshipType.CITES
    )
    found = [sorted(group) for group in nx.strongly_connected_components(cites) if len(group) > 1]
    return tuple(map(tuple, sorted(found, key=lambda group: (-len(group), group))))


def own_citations(G: nx.MultiDiGraph) -> int:
    """Count the citations between papers that share an author."""
    authors: dict[str, set[str]] = defaultdict(set)
    for source, target, kind in G.edges(keys=True):
        if kind == RelationshipType.AUTHORED:
            authors[target].add(source)
    return sum(
        not authors[source].isdisjoint(authors[target])
        for source, target, kind in G.edges(keys=True)
        if kind == RelationshipType.CITES and source in authors and target in authors
    )


def source_tables(found: SourceStats) -> tuple[Table, ...]:
    """Return the tables that a person reads; what a graph has nothing of is left out."""
    titles = ("source", "records", "papers", "alone", "abstracts", "dates", "authors", "references")
    rows = tuple(
        (s.name, s.records, s.papers, s.alone, s.abstracts, s.dates, s.authors, s.references)
        for s in found.sources[:_SHOWN]
    )
    named = {
        "references": "in the lists of the sources",
        "resolved": "to papers that were read",
        "stubs": "papers that were not read (stubs)",
        "unusable": "without id and title",
        "selfCitations": "papers that list themselves",
        "circles": "circles of papers that cite each other",
    }
    numbers = found.citations if found.citations.get("references") else {}
    citations: tuple[tuple[str, int], ...] = tuple(
        (text, numbers[name]) for name, text in named.items() if name in numbers
    )
    if citations:
        citations += (("citations between papers of one author", found.own_citations),)
    shown = tuple((len(circle), circle) for circle in found.circles[:_LARGEST])
    tables = (
        Table(titles, rows, _cut("Sources", len(found.sources))),
        Table(
            ("source", "and", "papers in both"),
            found.overlaps[:_SHOWN],
            _cut("Overlap of sources", len(found.overlaps)),
        ),
        Table(("references", "number"), citations, "Reference lists"),
        Table(("papers", "ids"), shown, "Circles of citations"),
    )
    return tuple(table for table in tables if table.rows)


def _cut(title: str, count: int) -> str:
    return f"{title}, the first {_SHOWN} of {count:,}" if count > _SHOWN else title


def _brought(row: Mapping[str, Any]) -> dict[str, int]:
    references = row["references"]
    return {
        "records": 1,
        "abstracts": int(bool(row["abstract"])),
        "dates": int(row["date"] is not None),
        "authors": int(bool(row["authors"])),
        "references": len(references) if isinstance(references, list) else 0,
    }


def _from_source(
    name: str, counts: Counter[str], own: set[str], holders: Counter[str]
) -> FromSource:
    """Return what a source brought; `holders` counts the sources of each paper."""
    return FromSource(
        name,
        counts["records"],
        len(own),
        sum(holders[paper] == 1 for paper in own),
        counts["abstracts"],
        counts["dates"],
        counts["authors"],
        counts["references"],
    )


def _overlaps(papers: Mapping[str, set[str]]) -> tuple[tuple[str, str, int], ...]:
    by_paper: dict[str, list[str]] = defaultdict(list)
    for name in sorted(papers):
        for paper in papers[name]:
            by_paper[paper].append(name)
    counts = Counter(pair for names in by_paper.values() for pair in combinations(names, 2))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((one, other, count) for (one, other), count in ranked)


def _owners(folder: Path) -> dict[tuple[str, int, int], str]:
    table = read_table_columns(folder / "papers.parquet", ["id", "sources"])
    return {
        (place["file"], place["line"], place["record"]): row["id"]
        for row in table.to_pylist()
        for place in row["sources"]
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    columns = ["sources", "abstract", "date", "authors", "references"]
    rows: list[dict[str, Any]] = read_table_columns(path, columns).to_pylist()
    return rows
