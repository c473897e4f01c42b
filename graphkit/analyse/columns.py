"""A graph as columns: what the measures count with, at a few bytes a relationship.

A networkx graph of 1.5 million relationships takes gigabytes, and a loop over it minutes; columns
take some 40 MB and numpy's speed. Every measure takes either: `columns_of` turns a networkx graph
into columns, `read_columns` reads them from a graph folder without building one.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphkit.errors import SchemaError
from graphkit.graph import read_manifest, read_table_columns
from graphkit.model import ENTITY_LABELS, NodeLabel, RelationshipType

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Matrix: TypeAlias = Any  # a scipy.sparse.csr_array: scipy ships no types
Progress: TypeAlias = Callable[[str, int, int | None], None]

LABELS = tuple(NodeLabel)
TYPES = tuple(RelationshipType)
_LABEL = {label.value: code for code, label in enumerate(LABELS)}
_TYPE = {kind.value: code for code, kind in enumerate(TYPES)}
PAPER = _LABEL[NodeLabel.PAPER]
_ENTITIES = np.array([label in ENTITY_LABELS for label in LABELS])
_NODES = ("id", "label", "name", "date", "year", "stub")
_EDGES = ("source", "target", "type", "confidence", "mentions")
_BITS = 33  # ten decimal digits
_NO_DATE = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Nodes sorted by id, relationships by source, target and type.

    `labels` and `types` are places in `LABELS` and `TYPES`, `sources` and `targets` places of
    nodes. `dates` are days, NaT where a node has none; `given_years` are 0 where a year is not
    known either. What a source says outright has the confidence 1. `evidence` holds the sentences
    of each relationship, `aliases` the spellings and `files` the sources of each node, or nothing
    where they were not asked for.
    """

    ids: Sequence[str]
    labels: npt.NDArray[np.int8]
    names: Sequence[str]
    dates: npt.NDArray[np.datetime64]
    sources: npt.NDArray[np.int32]
    targets: npt.NDArray[np.int32]
    types: npt.NDArray[np.int8]
    confidence: Floats
    mentions: Ints
    given_years: Ints
    is_stub: Mask
    evidence: Sequence[Sequence[str]] | pa.ChunkedArray | None = None
    aliases: Sequence[Sequence[str]] | pa.ChunkedArray | None = None
    files: Sequence[Sequence[str]] | pa.ChunkedArray | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_paper(self) -> Mask:
        """Return for each node whether it is a paper that was read.

        Stubs, known from the reference lists of others alone, are none: they have no text.
        """
        mask: Mask = (self.labels == PAPER) & ~self.is_stub
        return mask

    @property
    def is_entity(self) -> Mask:
        """Return for each node whether it is a method, dataset, task or metric."""
        return _ENTITIES[self.labels] if len(self) else np.zeros(0, bool)

    @property
    def years(self) -> Ints:
        """Return the year of each node, 0 where it is not known."""
        known = ~np.isnat(self.dates)
        years = self.dates.astype("datetime64[Y]").astype(np.int64) + 1970
        return np.where(known, years, self.given_years)

    @property
    def days(self) -> npt.NDArray[np.datetime64]:
        """Return the day of each node, New Year's Day where only the year is known."""
        new_year = (self.given_years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
        stands_in = np.isnat(self.dates) & (self.given_years > 0)
        days: npt.NDArray[np.datetime64] = np.where(stands_in, new_year, self.dates)
        return days

    def when(self, node: int) -> str:
        """Return the date of a node, its year, or nothing, whatever is known."""
        if not np.isnat(self.dates[node]):
            return str(self.dates[node])
        return str(self.given_years[node]) if self.given_years[node] else ""

    @property
    def about(self) -> Mask:
        """Return for each relationship whether it leads from a paper to an entity."""
        return self.is_paper[self.sources] & self.is_entity[self.targets]

    def label(self, node: int) -> str:
        """Return the label of a node."""
        label: NodeLabel = LABELS[int(self.labels[node])]
        return label.value

    def sentences(self, edge: int) -> list[str]:
        """Return the sentences of a relationship."""
        return _texts(self.evidence, edge)

    def sources_of(self, node: int) -> list[str]:
        """Return the sources of a node, each a file and a line."""
        return _texts(self.files, node)

    def spellings(self, node: int) -> list[str]:
        """Return the other spellings of a node."""
        return _texts(self.aliases, node)

    def every_spelling(self) -> Iterator[tuple[int, str]]:
        """Give every other spelling of every node, with the node."""
        column = self.aliases
        if isinstance(column, pa.ChunkedArray):
            nodes = pc.call_function("list_parent_indices", [column])
            spellings = pc.call_function("list_flatten", [column])
            yield from zip(nodes.to_pylist(), spellings.to_pylist(), strict=True)
        else:
            for node, spellings in enumerate(column or ()):
                for spelling in spellings:
                    yield node, spelling

    def confident(self, least: float) -> "Columns":
        """Return the columns with the relationships of at least this confidence; nodes stay."""
        return self.keep(self.confidence >= least) if least > 0 else self

    def keep(self, edges: Mask) -> "Columns":
        """Return the columns with some of the relationships."""
        evidence = self.evidence
        if isinstance(evidence, pa.ChunkedArray):
            evidence = evidence.filter(pa.array(edges))
        elif evidence is not None:
            evidence = [evidence[place] for place in np.flatnonzero(edges).tolist()]
        return replace(
            self,
            sources=self.sources[edges],
            targets=self.targets[edges],
            types=self.types[edges],
            confidence=self.confidence[edges],
            mentions=self.mentions[edges],
            evidence=evidence,
        )


Graph: TypeAlias = nx.MultiDiGraph | Columns


def columns_of(G: Graph) -> Columns:
    """Return the columns of a networkx graph, whatever the order of its nodes and edges."""
    if isinstance(G, Columns):
        return G
    ids = sorted(G)
    place = {node: position for position, node in enumerate(ids)}
    data = [G.nodes[node] for node in ids]
    edges = sorted((place[s], place[t], _TYPE[key], s, t, key) for s, t, key in G.edges(keys=True))
    attributes = [G.edges[edge[3:]] for edge in edges]
    return Columns(
        ids=ids,
        labels=np.array([_LABEL[row["label"]] for row in data], np.int8),
        names=[
            str(row.get("name") or row.get("title") or node)
            for node, row in zip(ids, data, strict=True)
        ],
        dates=np.array([_day(row.get("date")) for row in data], "datetime64[D]"),
        sources=np.array([edge[0] for edge in edges], np.int32),
        targets=np.array([edge[1] for edge in edges], np.int32),
        types=np.array([edge[2] for edge in edges], np.int8),
        confidence=np.array([row.get("confidence", 1.0) for row in attributes], np.float64),
        mentions=np.array([row.get("mentions", 1) for row in attributes], np.int64),
        given_years=np.array([row.get("year") or 0 for row in data], np.int64),
        is_stub=np.array([bool(row.get("stub")) for row in data], bool),
        evidence=[row.get("evidence", ()) for row in attributes],
        aliases=[row.get("aliases", ()) for row in data],
        files=[row.get("sources", ()) for row in data],
    )


def read_columns(
    folder: Path, *, texts: bool = False, aliases: bool = False, files: bool = False
) -> Columns:
    """Return the columns of the graph in a folder, with spellings and sources if asked.

    `texts` brings the sentences, and the spellings too.

    Raise InputError or SchemaError where the folder cannot be read.
    """
    read_manifest(folder)
    aliases = aliases or texts
    wanted = [*_NODES, *(["aliases"] if aliases else []), *(["sources"] if files else [])]
    nodes = _read(folder / "nodes.parquet", wanted)
    edges = _read(folder / "edges.parquet", [*_EDGES, *(["evidence"] if texts else [])])
    ids = nodes["id"].combine_chunks()
    try:
        return Columns(
            ids=ids.to_pylist(),
            labels=_codes(nodes["label"], _LABEL, np.int8),
            names=nodes["name"].to_pylist(),
            dates=nodes["date"].to_numpy().astype("datetime64[D]"),
            sources=_places(edges["source"], ids),
            targets=_places(edges["target"], ids),
            types=_codes(edges["type"], _TYPE, np.int8),
            confidence=_numbers(edges, "confidence", 1.0),
            mentions=_numbers(edges, "mentions", 1).astype(np.int64),
            given_years=_numbers(nodes, "year", 0).astype(np.int64),
            is_stub=_numbers(nodes, "stub", 0) > 0,
            evidence=edges["evidence"] if texts else None,
            aliases=nodes["aliases"] if aliases else None,
            files=nodes["sources"] if files else None,
        )
    except (ValueError, KeyError, pa.ArrowException) as error:
        raise SchemaError(f"{folder}: damaged ({error})", hint="build the graph again") from error


def _numbers(table: pa.Table, name: str, missing: float) -> Floats:
    """Return a column of numbers, `missing` where a row or the table has none."""
    if name not in table.column_names:
        return np.full(len(table), float(missing))
    column = table[name].combine_chunks()
    found: Floats = column.cast(pa.float64()).fill_null(missing).to_numpy(zero_copy_only=False)
    return found


def _codes(
    column: pa.ChunkedArray, known: dict[str, int], kind: type[np.int8]
) -> npt.NDArray[np.int8]:
    codes = pc.call_function("index_in", [column], pc.SetLookupOptions(pa.array(list(known))))
    if codes.null_count:
        raise ValueError("a label or a relationship type that graphkit does not know")
    array: npt.NDArray[np.int8] = codes.to_numpy().astype(kind)
    return array


def _places(column: pa.ChunkedArray, ids: pa.Array) -> npt.NDArray[np.int32]:
    places = pc.call_function("index_in", [column], pc.SetLookupOptions(ids))
    if places.null_count:
        raise ValueError("a relationship with a node that is not there")
    array: npt.NDArray[np.int32] = places.to_numpy().astype(np.int32, copy=False)
    return array


def _read(path: Path, columns: list[str]) -> pa.Table:
    return read_table_columns(path, columns).combine_chunks()


def _day(date: object) -> np.datetime64:
    return np.datetime64(date, "D") if isinstance(date, dt.date) else _NO_DATE


def _texts(column: Sequence[Iterable[str]] | pa.ChunkedArray | None, place: int) -> list[str]:
    if column is None:
        return []
    if isinstance(column, pa.ChunkedArray):
        return column[place].as_py() or []
    return list(column[place])


def settled(values: Floats) -> Floats:
    """Return values with ten significant digits.

    The last bits of a sum depend on the order in which a processor adds: without them, what is
    equal in theory is equal, and ranks are the same on every machine.

    >>> one, other = settled(np.array([0.1 + 0.2, 0.3])).tolist()
    >>> one == other, 0.1 + 0.2 == 0.3
    (True, False)
    """
    mantissa, exponent = np.frexp(values)
    found: Floats = np.ldexp(np.round(np.ldexp(mantissa, _BITS)), exponent - _BITS)
    return found


def hidden(stage: str, done: int, total: int | None) -> None:
    """Show no progress: what a measure does where nobody watches."""
    del stage, done, total
