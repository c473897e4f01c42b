"""From what a person calls a thing to its place in the columns."""

import bisect
import difflib

from graphkit.analyse.columns import Columns
from graphkit.errors import UsageError

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
    found = [
        place
        for place, name in enumerate(columns.names)
        if _fold(name) == wanted or wanted in map(_fold, columns.spellings(place))
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"nothing is called {thing!r}", hint=_nearest(columns, wanted))
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
    known = {_fold(name): name for name in columns.names}
    near = difflib.get_close_matches(wanted, sorted(known), n=5)
    if near:
        return "did you mean " + ", ".join(repr(known[name]) for name in near) + "?"
    return "`graphkit query entities-by-name -p text=PART` looks for a part of a name"
