"""What may be wrong: hubs that may be no thing, names that may be one, papers that stand alone.

Definitions
- A hub is suspicious where more than a tenth of the papers have the entity, or its name is of one
  or two letters and ten papers have it: extraction takes common words for names there.
- Two names of a label are near-duplicates where they are equal without case, blanks, hyphens and a
  plural s; or, among the `LOOKED_AT` entities of most papers, where names of eight letters or more
  differ by one letter that is left out and have the same digits: ResNet-50 is not ResNet-101.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from graphkit.analyse.columns import Columns, Ints
from graphkit.analyse.stats.values import Warned

HUB_SHARE = 0.1
HUB_PAPERS = 10
SHORT = 2
LOOKED_AT = 5_000
LONG = 8
_BETWEEN = re.compile(r"[\s_./-]+")
_END = "\0"  # of a name, where many are one text
_DIGITS = re.compile(r"\d")


def warnings_of(columns: Columns, papers: Ints, degrees: Ints, *, top: int) -> tuple[Warned, ...]:
    """Return the first `top` of each kind of warning, those of most papers first."""
    found = (
        _hubs(columns, papers),
        _alike(columns, papers),
        _lone(columns, degrees),
    )
    return tuple(warned for rows in found for _, warned in zip(range(top), rows, strict=False))


def _hubs(columns: Columns, papers: Ints) -> Iterator[Warned]:
    total = max(1, int(columns.is_paper.sum()))
    entities = np.flatnonzero(columns.is_entity & (papers >= HUB_PAPERS))
    for node in entities[np.lexsort((entities, -papers[entities]))].tolist():
        name, number = columns.names[node], int(papers[node])
        if number > HUB_SHARE * total or len(name) <= SHORT:
            share = f"{number} of {total} papers"
            yield Warned("suspicious hub", name, columns.label(node), share, columns.ids[node])


def _alike(columns: Columns, papers: Ints) -> Iterator[Warned]:
    entities = np.flatnonzero(columns.is_entity)
    if not len(entities):
        return
    order = entities[np.lexsort((entities, -papers[entities]))].tolist()
    squeezed = _squeezed([columns.names[node] for node in order])
    keys = list(zip(columns.labels[order].tolist(), squeezed, strict=True))
    seen = dict(zip(reversed(keys), reversed(order), strict=True))  # the first of each name
    for node, other, key in zip(order, map(seen.__getitem__, keys), keys, strict=True):
        if node != other and key[1]:
            yield _pair(columns, papers, other, node)
    yield from _one_letter(columns, papers, order[:LOOKED_AT], keys[:LOOKED_AT], seen)


def _one_letter(
    columns: Columns,
    papers: Ints,
    order: list[int],
    keys: list[tuple[int, str]],
    seen: dict[tuple[int, str], int],
) -> Iterator[Warned]:
    shorter: dict[tuple[int, str], list[int]] = defaultdict(list)
    for node, (label, name) in zip(order, keys, strict=True):
        if len(name) < LONG or seen[label, name] != node:
            continue
        for other in sorted({name[:place] + name[place + 1 :] for place in range(len(name))}):
            near = seen.get((label, other))
            if near is not None and _DIGITS.findall(other) == _DIGITS.findall(name):
                shorter[label, other].append(node)
    for key in sorted(shorter, key=lambda key: (-int(papers[seen[key]]), key)):
        for node in shorter[key]:
            yield _pair(columns, papers, seen[key], node)


def _pair(columns: Columns, papers: Ints, one: int, other: int) -> Warned:
    detail = f"{columns.names[other]} ({int(papers[one])} and {int(papers[other])} papers)"
    return Warned(
        "near-duplicate name", columns.names[one], columns.label(one), detail, columns.ids[one]
    )


def _squeezed(names: Iterable[str]) -> list[str]:
    """Return names without case, blanks, hyphens and a plural s; one search does for all."""
    joined = _END.join(name.replace(_END, " ") for name in names)
    return [name.removesuffix("s") for name in _BETWEEN.sub("", joined.casefold()).split(_END)]


def _lone(columns: Columns, degrees: Ints) -> Iterator[Warned]:
    for node in np.flatnonzero(columns.is_paper & (degrees == 0)).tolist():
        name, node_id = columns.names[node], columns.ids[node]
        yield Warned("isolated paper", name, columns.label(node), "no relationship", node_id)
