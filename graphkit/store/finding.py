"""Find things by what they are called in a graph folder; `neo4j_find` does it on a server."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import UsageError
from graphkit.graph import read_manifest, read_table_columns
from graphkit.graph.lookup import folded
from graphkit.matching import Match, Matcher
from graphkit.model import NodeLabel, Table

COLUMNS = ("kind", "name", "papers", "match", "alias", "id")
_READ = ["label", "id", "name", "paperCount", "aliases", "externalIds", "issns", "orcid"]


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
    wanted = Matcher(checked(text))
    return best(wanted, _things(folder, labels or tuple(NodeLabel)), limit)


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
    thing, match = found.thing, found.match
    return match.grade, match.mistakes, -thing.papers, thing.name, thing.id


def _things(folder: Path, labels: Sequence[NodeLabel]) -> Iterator[Thing]:
    read_manifest(folder)
    rows = read_table_columns(folder / "nodes.parquet", _READ)
    columns = [rows[name].to_pylist() for name in _READ]
    wanted = {label.value: label for label in labels}
    for label, node, name, papers, aliases, external, issns, orcid in zip(*columns, strict=True):
        if label in wanted:
            ids = (*(external or ()), *(issns or ()), *([orcid] if orcid else ()))
            yield Thing(wanted[label], node, name or node, tuple(aliases or ()), ids, papers or 0)
