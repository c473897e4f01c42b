"""From what a person calls a thing to its place in the columns."""

import bisect
from itertools import chain

from graphkit.analyse.columns import Columns
from graphkit.errors import UsageError
from graphkit.matching import nearest

_SHOWN = 10


def find_place(columns: Columns, thing: str) -> int:
    """Return the node with an id, name, alias or title, case aside; an exact id goes first.

    Raise UsageError with the candidates where there are several, with the nearest names where
    there is none.
    """
    place = bisect.bisect_left(columns.ids, thing)
    if place < len(columns) and columns.ids[place] == thing:
        return place
    wanted = _fold(thing)
    found = {place for place, name in enumerate(columns.names) if _fold(name) == wanted}
    found |= {place for place, name in columns.every_spelling() if _fold(name) == wanted}
    return _only(columns, sorted(found), thing)


def _only(columns: Columns, found: list[int], thing: str) -> int:
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"nothing is called {thing!r}", hint=_nearest(columns, thing))
    lines = [
        f"  {columns.ids[place]} ({columns.label(place)}: {columns.names[place]})"
        for place in found[:_SHOWN]
    ]
    raise UsageError(
        "\n".join([f"{len(found)} things are called {thing!r}:", *lines]),
        hint="name one by its id",
    )


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _nearest(columns: Columns, wanted: str) -> str:
    names = chain(columns.names, (name for _, name in columns.every_spelling()))
    near = nearest(wanted, names, _SHOWN)
    if near:
        return "did you mean " + ", ".join(map(repr, near)) + "?"
    return "`graphkit find TEXT` looks for names like it"
