"""Name the columns of a result as Neo4j does: an unnamed expression by its text.

The embedded engine names `count(p)` as `COUNT(p._ID)`; a reader of CSV or JSON needs one name,
whichever engine answered.
"""

import re

from graphkit.statements import code

_RETURN = re.compile(r"(?<![\w.:$])RETURN\b(?:\s+DISTINCT\b)?", re.IGNORECASE)
_END = re.compile(r"(?<![\w.:$])(?:ORDER\s+BY|SKIP|LIMIT|UNION)\b", re.IGNORECASE)
_ALIAS = re.compile(r"(?<![\w.:$])AS\s+(\S.*)\Z", re.IGNORECASE | re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"


def column_names(text: str, found: list[str]) -> tuple[str, ...]:
    """Return the names of a statement's columns; `found` are those that the engine gave.

    Where the two do not match in number, as with `RETURN *`, the engine's names stay.
    """
    flat = _outermost(code(text))
    first = _RETURN.search(flat)
    if first is None:
        return tuple(found)
    end = _END.search(flat, first.end())
    names, start = [], first.end()
    stop = end.start() if end else len(flat)
    for comma in [*re.finditer(",", flat[:stop]), None]:
        if comma is None or comma.start() > first.end():
            cut = comma.start() if comma else stop
            names.append(_name(text[start:cut], flat[start:cut]))
            start = cut + 1
    return tuple(names) if len(names) == len(found) and "*" not in names else tuple(found)


def _name(text: str, flat: str) -> str:
    alias = _ALIAS.search(flat)
    name = (text[alias.start(1) :] if alias else text).strip()
    quoted = len(name) > 1 and name.startswith("`") and name.endswith("`")
    return name[1:-1].replace("``", "`") if quoted else name


def _outermost(blanked: str) -> str:
    """Return the text with everything inside brackets blanked."""
    depth, kept = 0, []
    for c in blanked:
        depth -= c in _CLOSING
        kept.append(c if depth == 0 else " ")
        depth += c in _OPENING
    return "".join(kept)
