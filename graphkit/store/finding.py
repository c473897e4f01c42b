"""Find things by what they are called in a graph folder; `neo4j_find` does it on a server."""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import UsageError
from graphkit.graph import read_manifest, read_table_columns
from graphkit.graph.lookup import folded
from graphkit.matching import Grade, Match, Matcher
from graphkit.model import NodeLabel, Table

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("kind", "name", "papers", "match", "alias", "id")
_AT_ONCE = 1_000  # rows
_READ = ("label", "id", "name", "paperCount", "aliases", "externalIds", "issns", "orcid")
COLUMNS_READ = [*_READ, "lookup"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A node as it can be found. `papers` is the number that name it; a paper has none."""

    label: NodeLabel
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()
    papers: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the thing is called, its own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, and how well it matches."""

    thing: Thing
    match: Match


def find_in_folder(
    folder: Path, text: str, *, labels: Sequence[NodeLabel] = (), limit: int = 10
) -> list[Found]:
    """Return the things in a graph folder that a text may mean, best first.

    Raise InputError or SchemaError where `folder` holds no graph.
    """
    checked(text)
    read_manifest(folder)
    rows = read_table_columns(folder / "nodes.parquet", COLUMNS_READ)
    return find_in_rows(rows, text, labels=labels, limit=limit)


def find_in_rows(
    rows: "pa.Table", text: str, *, labels: Sequence[NodeLabel] = (), limit: int = 10
) -> list[Found]:
    """Return the things in a table of nodes that a text may mean, best first."""
    wanted, found = Matcher(checked(text)), list[Found]()
    for thing, bound in _things(rows, wanted, labels):
        if len(found) == limit and _rank(found[-1]) <= (*bound, *_place(thing)):
            break  # all that follow are worse
        for one in best(wanted, [thing], 1):
            insort(found, one, key=_rank)
            del found[limit:]
    return found


def best(wanted: Matcher, things: Iterable[Thing], limit: int) -> list[Found]:
    """Return the things that match, best first: grade, mistakes, most papers, name."""
    matches = ((thing, wanted.match(thing.id, thing.names, thing.external_ids)) for thing in things)
    found = [Found(thing, match) for thing, match in matches if match is not None]
    return sorted(found, key=_rank)[:limit]


def is_called(found: Found, text: str) -> bool:
    """Return whether a query that looks a thing up by a text finds this one."""
    thing = found.thing
    return folded(text) in map(folded, (thing.id, *thing.names, *thing.external_ids))


def checked(text: str) -> str:
    """Return a text to look for without blanks around it. Raise UsageError where there is none."""
    if not text.strip():
        raise UsageError("expected a text to look for, found none")
    return text.strip()


def table(found: Iterable[Found]) -> Table:
    """Return what was found as rows; the alias is told where it is what matched."""
    rows = (
        (
            part.thing.label.value,
            part.thing.name,
            None if part.thing.label is NodeLabel.PAPER else part.thing.papers,
            part.match.grade.name.lower(),
            None if part.match.name in (part.thing.name, part.thing.id) else part.match.name,
            part.thing.id,
        )
        for part in found
    )
    return Table(COLUMNS, tuple(rows))


def _rank(found: Found) -> tuple[int, int, int, str, str]:
    return found.match.grade, found.match.mistakes, *_place(found.thing)


def _place(thing: Thing) -> tuple[int, str, str]:
    return -thing.papers, thing.name, thing.id


def _things(
    rows: "pa.Table", wanted: Matcher, labels: Sequence[NodeLabel]
) -> Iterator[tuple[Thing, tuple[int, int]]]:
    """Yield the things under the labels that may match, and the best match that each may have.

    In the order of that, then as equal matches are sorted.
    """
    # Loads numpy and pyarrow's functions: a search on a server goes without.
    from graphkit.store.finding_candidates import in_order, under  # noqa: PLC0415

    rows, grades = in_order(under(rows, labels), wanted)
    for start in range(0, len(rows), _AT_ONCE):
        part = rows.slice(start, _AT_ONCE)
        values = zip(*(part[name].to_pylist() for name in _READ), strict=True)
        for grade, row in zip(grades[start : start + _AT_ONCE], values, strict=True):
            yield _thing(*row), (grade, int(grade is Grade.FUZZY))


def _thing(
    label: str,
    node: str,
    name: str | None,
    papers: int | None,
    aliases: list[str] | None,
    external: list[str] | None,
    issns: list[str] | None,
    orcid: str | None,
) -> Thing:
    ids = (*(external or ()), *(issns or ()), *([orcid] if orcid else ()))
    return Thing(NodeLabel(label), node, name or node, tuple(aliases or ()), ids, papers or 0)
