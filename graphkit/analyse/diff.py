"""What became of a graph: nodes, relationships, names and ranks, from an old one to a new one.

Definitions
- A node or relationship is added, removed, or changed in some of its properties.
- Two entities of a kind stand for the same thing where they share a spelling (`ids.normalise_name`
  over name and aliases) and a paper with a relationship to both. Old ones that came to one new
  entity, and are not there any more themselves, were merged; an old one that came to several, of
  which some are new, was split; one that came to one with another id or name was renamed.
- The rank of an entity is its place among the entities of its kind by degree, the number of its
  relationships; equal ones share the best place. Listed are entities whose degree changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

import networkx as nx

from graphkit.graph import digest
from graphkit.graph.differences import Side, differences
from graphkit.ids import normalise_name
from graphkit.model import ENTITY_LABELS, NodeLabel, Table

_WORDS = {Side.EXTRA: "added", Side.MISSING: "removed", Side.CHANGED: "changed"}
_CHANGES = tuple(_WORDS.values())
_LABELS = frozenset(label.value for label in NodeLabel)


@dataclass(frozen=True, slots=True)
class Change:
    """A node or relationship that was "added", "removed" or "changed" in some `properties`.

    `id` is the node's, or "source -> target"; `name` the same with the names of the things.
    """

    change: str
    kind: str
    id: str
    name: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """Entities that were "merged", "split" or "renamed": their ids, and their names."""

    change: str
    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_names: tuple[str, ...]
    new_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """An entity whose rank by degree changed."""

    kind: str
    id: str
    name: str
    old_rank: int
    new_rank: int
    old_degree: int
    new_degree: int


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between an old graph and a new one; the largest moves come first."""

    digests: tuple[str, str]
    nodes: tuple[Change, ...]
    relationships: tuple[Change, ...]
    namings: tuple[Naming, ...]
    moves: tuple[Move, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the graphs are equal."""
        return self.digests[0] == self.digests[1]

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return the numbers of added, removed and changed, by label and type."""
        found = Counter((one.kind, one.change) for one in (*self.nodes, *self.relationships))
        kinds = dict.fromkeys(one.kind for one in (*self.nodes, *self.relationships))
        return {kind: {change: found[kind, change] for change in _CHANGES} for kind in kinds}

    def as_dict(self) -> dict[str, object]:
        """Return everything in JSON's types, names in camelCase."""
        return {
            "equal": self.is_empty,
            "digest": dict(zip(("old", "new"), self.digests, strict=True)),
            "counts": {kind: dict(counts) for kind, counts in self.counts.items()},
            "nodes": [asdict(one) for one in self.nodes],
            "relationships": [asdict(one) for one in self.relationships],
            "names": [
                {
                    "change": one.change,
                    "kind": one.kind,
                    "old": _listed(one.old, one.old_names),
                    "new": _listed(one.new, one.new_names),
                }
                for one in self.namings
            ],
            "rankBy": "degree",
            "ranks": [
                {
                    "kind": one.kind,
                    "id": one.id,
                    "name": one.name,
                    "old": {"rank": one.old_rank, "degree": one.old_degree},
                    "new": {"rank": one.new_rank, "degree": one.new_degree},
                }
                for one in self.moves
            ],
        }


def diff(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> Diff:
    """Return what became of `old` in `new`."""
    names = {**_all_names(old), **_all_names(new)}
    changes = [
        Change(_WORDS[one.side], one.kind, one.id, _named(one.id, names), one.properties)
        for one in differences(old, new)
    ]
    changes.sort(key=lambda one: (_CHANGES.index(one.change), one.kind, one.id))
    return Diff(
        digests=(digest(old).total, digest(new).total),
        nodes=tuple(one for one in changes if one.kind in _LABELS),
        relationships=tuple(one for one in changes if one.kind not in _LABELS),
        namings=tuple(_namings(old, new)),
        moves=tuple(_moves(old, new)),
    )


def diff_tables(found: Diff, *, top: int) -> tuple[Table, ...]:
    """Return the tables that a person reads, each cut after `top` rows; empty ones are left out."""
    counts = tuple((kind, *numbers.values()) for kind, numbers in found.counts.items())
    tables = (
        Table(("kind", *_CHANGES), counts, "What changed"),
        _cut(
            ("change", "kind", "old", "new"),
            ((one.change, one.kind, one.old_names, one.new_names) for one in found.namings),
            "Names merged, split and renamed",
            top,
        ),
        _cut(("change", "kind", "name", "properties"), _rows(found.nodes), "Nodes", top),
        _cut(
            ("change", "type", "from -> to", "properties"),
            _rows(found.relationships),
            "Relationships",
            top,
        ),
        _cut(
            ("kind", "name", "old rank", "new rank", "old degree", "new degree"),
            (
                (m.kind, m.name, m.old_rank, m.new_rank, m.old_degree, m.new_degree)
                for m in found.moves
            ),
            "Largest changes of rank (by degree)",
            top,
        ),
    )
    return tuple(table for table in tables if table.rows)


def diff_table(found: Diff) -> Table:
    """Return everything as one table, for spreadsheets."""
    rows: list[tuple[object, ...]] = [
        (one.change, one.kind, one.id, one.name, "; ".join(one.properties))
        for one in (*found.nodes, *found.relationships)
    ]
    rows += [
        (one.change, one.kind, "; ".join(one.old), "; ".join(one.old_names), "; ".join(one.new))
        for one in found.namings
    ]
    rows += [("rank", m.kind, m.id, m.name, f"{m.old_rank} -> {m.new_rank}") for m in found.moves]
    return Table(("change", "kind", "id", "name", "detail"), tuple(rows))


def _cut(
    columns: tuple[str, ...], rows: Iterable[tuple[object, ...]], title: str, top: int
) -> Table:
    listed = tuple(rows)
    more = f", the first {top} of {len(listed)}" if len(listed) > top else ""
    return Table(columns, listed[:top], title + more)


def _rows(changes: Iterable[Change]) -> Iterator[tuple[object, ...]]:
    return ((one.change, one.kind, one.name, one.properties) for one in changes)


def _listed(ids: tuple[str, ...], names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": node, "name": name} for node, name in zip(ids, names, strict=True)]


def _all_names(G: nx.MultiDiGraph) -> dict[str, str]:
    return {n: str(data.get("name") or data.get("title") or n) for n, data in G.nodes(data=True)}


def _named(identity: str, names: Mapping[str, str]) -> str:
    """Return the name of a node, or of both ends of a relationship."""
    if identity in names:
        return names[identity]
    source, arrow, target = identity.partition(" -> ")
    return f"{names.get(source, source)}{arrow}{names.get(target, target)}"


def _namings(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> Iterator[Naming]:
    """Yield merged, then split, then renamed entities, each sorted by id."""
    pairs = sorted(_successions(old, new))
    into, out_of = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for before, after in pairs:
        if before not in new or before == after:
            into[after].append(before)
        if after not in old or before == after:
            out_of[before].append(after)

    for after in sorted(into):
        if len(into[after]) > 1:
            yield _naming("merged", (old, into[after]), (new, [after]))
    for before in sorted(out_of):
        if len(out_of[before]) > 1:
            yield _naming("split", (old, [before]), (new, out_of[before]))
    for before, after in pairs:
        is_only = into[after] == [before] and out_of[before] == [after]
        if is_only and (before != after or old.nodes[before]["name"] != new.nodes[after]["name"]):
            yield _naming("renamed", (old, [before]), (new, [after]))


def _naming(
    change: str, old: tuple[nx.MultiDiGraph, list[str]], new: tuple[nx.MultiDiGraph, list[str]]
) -> Naming:
    (G, before), (later, after) = old, new
    return Naming(
        change,
        str(G.nodes[before[0]]["label"]),
        tuple(before),
        tuple(after),
        tuple(str(G.nodes[node]["name"]) for node in before),
        tuple(str(later.nodes[node]["name"]) for node in after),
    )


def _successions(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> set[tuple[str, str]]:
    """Return the pairs of an old and a new entity that stand for the same thing."""
    known = defaultdict[tuple[str, str], set[str]](set)
    for node, key in _spellings(new):
        known[key].add(node)
    found = set[tuple[str, str]]()
    for before, key in _spellings(old):
        for after in known.get(key, ()):
            if before == after or not old.pred[before].keys().isdisjoint(new.pred[after]):
                found.add((before, after))
    return found


def _spellings(G: nx.MultiDiGraph) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every entity with its kind and each of its normalised spellings."""
    for node, data in G.nodes(data=True):
        if data.get("label") in ENTITY_LABELS:
            for spelling in (str(data.get("name", "")), *data.get("aliases", ())):
                yield node, (str(data["label"]), normalise_name(spelling))
            yield node, (str(data["label"]), node)  # one id is one thing, however it is spelled


def _moves(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> list[Move]:
    """Return the entities in both whose degree and rank changed, the largest change first."""
    before, after = _ranks(old), _ranks(new)
    names = _all_names(new)
    moves = [
        Move(
            str(new.nodes[node]["label"]),
            node,
            names[node],
            before[node],
            after[node],
            old.degree[node],
            new.degree[node],
        )
        for node in sorted(before.keys() & after.keys())
        if old.degree[node] != new.degree[node] and before[node] != after[node]
    ]
    return sorted(moves, key=lambda m: (-abs(m.new_rank - m.old_rank), m.new_rank, m.id))


def _ranks(G: nx.MultiDiGraph) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for label in ENTITY_LABELS:
        nodes = [node for node, kind in G.nodes(data="label") if kind == label]
        at_least: dict[int, int] = {}
        for place, node in enumerate(sorted(nodes, key=lambda n: -G.degree[n]), start=1):
            ranks[node] = at_least.setdefault(G.degree[node], place)
    return ranks
