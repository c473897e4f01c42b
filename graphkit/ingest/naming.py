"""What a person means by the name of a source or of a paper."""

import difflib
from collections.abc import Iterable, Sequence

from graphkit.errors import UsageError
from graphkit.ingest.identifiers import recognise
from graphkit.model import Paper, Source

_SHOWN = 20


def find_named(
    things: Iterable[str], sources: Sequence[str], papers: Sequence[Paper]
) -> tuple[set[str], frozenset[Source]]:
    """Return the sources that `things` name, and the records of the papers that they name.

    A source is meant by its name, or the end of it from a `/` on; a paper by its id, an external
    id or its title, case aside. What fits to the letter goes first. Raise UsageError with the
    candidates where there are several, with the nearest names where there is none.
    """
    whole, places = set[str](), set[Source]()
    for thing in things:
        found = _meant(thing, sources, papers)
        if isinstance(found, Paper):
            places.update(found.sources)
        else:
            whole.add(found)
    return whole, frozenset(place for place in places if place.file not in whole)


def _meant(thing: str, sources: Sequence[str], papers: Sequence[Paper]) -> str | Paper:
    found = _exact(thing, sources, papers) or _loose(thing, sources, papers)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"no source and no paper of the graph is called {thing!r}",
            hint=_nearest(thing, sources, papers),
        )
    lines = [f"  {_described(one)}" for one in found[:_SHOWN]]
    raise UsageError(
        "\n".join([f"{len(found)} sources or papers are called {thing!r}:", *lines]),
        hint="name a paper by its id, a source with its folder",
    )


def _exact(thing: str, sources: Sequence[str], papers: Sequence[Paper]) -> list[str | Paper]:
    return [
        *(name for name in sources if name == thing),
        *(paper for paper in papers if paper.id == thing),
    ]


def _loose(thing: str, sources: Sequence[str], papers: Sequence[Paper]) -> list[str | Paper]:
    ids, title = {thing, recognise(thing)}, _fold(thing)
    return [
        *(name for name in sources if name.endswith(f"/{thing}")),
        *(
            paper
            for paper in papers
            if not ids.isdisjoint(paper.external_ids) or _fold(paper.title) == title
        ),
    ]


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _described(one: str | Paper) -> str:
    return f"{one.id} (paper: {one.title})" if isinstance(one, Paper) else f"{one} (source)"


def _nearest(thing: str, sources: Sequence[str], papers: Sequence[Paper]) -> str:
    near = difflib.get_close_matches(thing, [*sources, *(paper.title for paper in papers)], n=3)
    if near:
        return f"did you mean {', '.join(map(repr, near))}?"
    if not sources:
        return "the graph is empty"
    more = f" and {len(sources) - _SHOWN} more" if len(sources) > _SHOWN else ""
    return f"its sources are {', '.join(sources[:_SHOWN])}{more}"
