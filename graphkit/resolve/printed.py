"""What authors and venues have in common: how a name is printed, and which records print it."""

from collections.abc import Iterable, Mapping

from graphkit.model import Paper, Source


def by_use(names: Mapping[str, int]) -> list[str]:
    """Return spellings, by how often each is printed: the best name first.

    Of equals, one that is not in capitals comes first, then the longer one.
    """
    return sorted(names, key=lambda name: (-names[name], name.isupper(), -len(name), name))


def sources_of(records: Iterable[Paper]) -> tuple[Source, ...]:
    """Return where the records stand, sorted."""
    found = list(records)
    if len(found) == 1 and len(found[0].sources) == 1:
        return found[0].sources
    return tuple(sorted({source for record in found for source in record.sources}))
