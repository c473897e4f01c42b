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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphkit.graph import digest, read_manifest, read_table_columns
from graphkit.graph.differences import Difference, Side, differences, differences_of_folders
from graphkit.graph.tables import of_kinds
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


@dataclass(frozen=True, slots=True)
class _Entity:
    label: str
    name: str
    aliases: tuple[str, ...]
    degree: int


_Papers: TypeAlias = Callable[[set[str]], Mapping[str, set[str]]]


@dataclass(frozen=True, slots=True)
class _Graph:
    """What a comparison needs of a graph.

    `names` are those of all nodes; `papers` gives what has relationships to some entities.
    """

    names: Mapping[str, str]
    entities: Mapping[str, _Entity]
    papers: _Papers


def diff(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> Diff:
    """Return what became of `old` in `new`."""
    digests = digest(old).total, digest(new).total
    return _diff(digests, differences(old, new), _of_graph(old), _of_graph(new))


def diff_folders(old: Path, new: Path) -> Diff:
    """Return what `diff` returns of the graphs in two folders, without either in memory.

    Raise InputError or SchemaError where one cannot be read.
    """
    digests = read_manifest(old).digest.total, read_manifest(new).digest.total
    found = list(differences_of_folders(old, new))
    if not found:
        return Diff(digests, (), (), (), ())
    return _diff(digests, found, _of_folder(old), _of_folder(new))


def _diff(digests: tuple[str, str], found: Iterable[Difference], old: _Graph, new: _Graph) -> Diff:
    names = {**old.names, **new.names}
    changes = [
        Change(_WORDS[one.side], one.kind, one.id, _named(one.id, names), one.properties)
        for one in found
    ]
    changes.sort(key=lambda one: (_CHANGES.index(one.change), one.kind, one.id))
    return Diff(
        digests=digests,
        nodes=tuple(one for one in changes if one.kind in _LABELS),
        relationships=tuple(one for one in changes if one.kind not in _LABELS),
        namings=tuple(_namings(old, new)),
        moves=tuple(_moves(old, new)),
    )


def _of_graph(G: nx.MultiDiGraph) -> _Graph:
    return _Graph(
        {n: str(data.get("name") or data.get("title") or n) for n, data in G.nodes(data=True)},
        {
            node: _Entity(
                str(data["label"]),
                str(data.get("name", "")),
                tuple(data.get("aliases", ())),
                G.degree[node],
            )
            for node, data in G.nodes(data=True)
            if data.get("label") in ENTITY_LABELS
        },
        lambda nodes: {node: set(G.pred[node]) for node in nodes},
    )


def _of_folder(folder: Path) -> _Graph:
    nodes = read_table_columns(folder / "nodes.parquet", ["id", "label", "name", "aliases"])
    ids = nodes["id"].combine_chunks()
    degrees = _degrees(folder, ids)
    names = (
        name or node for node, name in zip(ids.to_pylist(), nodes["name"].to_pylist(), strict=True)
    )
    all_names = dict(zip(ids.to_pylist(), names, strict=True))
    labels = pa.array([label.value for label in ENTITY_LABELS])
    is_entity = pc.call_function("is_in", [nodes["label"]], pc.SetLookupOptions(labels))
    found = nodes.filter(is_entity)
    columns = (found[name].to_pylist() for name in found.column_names)
    own = degrees[is_entity.to_numpy()].tolist()
    return _Graph(
        all_names,
        {
            node: _Entity(label, name or "", tuple(aliases or ()), degree)
            for (node, label, name, aliases), degree in zip(
                zip(*columns, strict=True), own, strict=True
            )
        },
        lambda wanted: _papers(folder, wanted),
    )


def _degrees(folder: Path, ids: pa.Array) -> np.ndarray:
    found = np.zeros(len(ids), np.int64)
    for end in ("source", "target"):
        ends = read_table_columns(folder / "edges.parquet", [end])[end]
        places = pc.call_function("index_in", [ends], pc.SetLookupOptions(ids)).to_numpy()
        found += np.bincount(places, minlength=len(ids))
    return found


def _papers(folder: Path, wanted: set[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {node: set() for node in wanted}
    edges = read_table_columns(folder / "edges.parquet", ["source", "target"])
    edges = of_kinds(edges, "target", wanted)
    for source, target in zip(
        edges["source"].to_pylist(), edges["target"].to_pylist(), strict=True
    ):
        found[target].add(source)
    return found


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


def _named(identity: str, names: Mapping[str, str]) -> str:
    """Return the name of a node, or of both ends of a relationship."""
    if identity in names:
        return names[identity]
    source, arrow, target = identity.partition(" -> ")
    return f"{names.get(source, source)}{arrow}{names.get(target, target)}"


def _namings(old: _Graph, new: _Graph) -> Iterator[Naming]:
    """Yield merged, then split, then renamed entities, each sorted by id."""
    pairs = sorted(_successions(old, new))
    into, out_of = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for before, after in pairs:
        if before not in new.entities or before == after:
            into[after].append(before)
        if after not in old.entities or before == after:
            out_of[before].append(after)

    for after in sorted(into):
        if len(into[after]) > 1:
            yield _naming("merged", (old, into[after]), (new, [after]))
    for before in sorted(out_of):
        if len(out_of[before]) > 1:
            yield _naming("split", (old, [before]), (new, out_of[before]))
    for before, after in pairs:
        is_only = into[after] == [before] and out_of[before] == [after]
        is_other = before != after or old.entities[before].name != new.entities[after].name
        if is_only and is_other:
            yield _naming("renamed", (old, [before]), (new, [after]))


def _naming(change: str, old: tuple[_Graph, list[str]], new: tuple[_Graph, list[str]]) -> Naming:
    (graph, before), (later, after) = old, new
    return Naming(
        change,
        graph.entities[before[0]].label,
        tuple(before),
        tuple(after),
        tuple(graph.entities[node].name for node in before),
        tuple(later.entities[node].name for node in after),
    )


def _successions(old: _Graph, new: _Graph) -> set[tuple[str, str]]:
    """Return the pairs of an old and a new entity that stand for the same thing.

    Of pairs with two ids those are left out whose entities are both in both graphs: neither came
    from the other.
    """
    same = old.entities.keys() & new.entities.keys()
    gone, fresh = (graph.entities.keys() - same for graph in (old, new))
    pairs = {(before, after) for after, before in _called_alike(new, old, gone)}
    pairs |= _called_alike(old, new, fresh)
    papers, later = old.papers({b for b, _ in pairs}), new.papers({a for _, a in pairs})
    found = {(b, a) for b, a in pairs if not papers[b].isdisjoint(later[a])}
    return found | {(node, node) for node in same}


def _called_alike(graph: _Graph, other: _Graph, some: Iterable[str]) -> set[tuple[str, str]]:
    """Return the entities of a graph that share a spelling with `some` of the other one."""
    known = defaultdict[tuple[str, str], set[str]](set)
    for node in some:
        for key in _spellings(other.entities[node]):
            known[key].add(node)
    if not known:
        return set()
    return {
        (node, there)
        for node, entity in graph.entities.items()
        for key in _spellings(entity)
        for there in known.get(key, ())
    }


def _spellings(entity: _Entity) -> Iterator[tuple[str, str]]:
    """Yield the kind of an entity with each of its normalised spellings."""
    for spelling in (entity.name, *entity.aliases):
        yield entity.label, normalise_name(spelling)


def _moves(old: _Graph, new: _Graph) -> list[Move]:
    """Return the entities in both whose degree and rank changed, the largest change first."""
    before, after = _ranks(old), _ranks(new)
    moves = [
        Move(
            new.entities[node].label,
            node,
            new.names[node],
            before[node],
            after[node],
            old.entities[node].degree,
            new.entities[node].degree,
        )
        for node in sorted(before.keys() & after.keys())
        if old.entities[node].degree != new.entities[node].degree and before[node] != after[node]
    ]
    return sorted(moves, key=lambda m: (-abs(m.new_rank - m.old_rank), m.new_rank, m.id))


def _ranks(graph: _Graph) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for label in ENTITY_LABELS:
        own = {
            node: entity.degree for node, entity in graph.entities.items() if entity.label == label
        }
        at_least: dict[int, int] = {}
        for place, node in enumerate(sorted(own, key=own.__getitem__, reverse=True), start=1):
            ranks[node] = at_least.setdefault(own[node], place)
    return ranks
