"""Venues from what papers print: which names are one journal, series or book.

Rules, the first that fits (see docs/decisions/0009-who-is-one-author.md)
- One ISSN or one id of a source is one venue. Venues of one name, case and punctuation aside, are
  one, unless they have different ISSNs and no publisher in common: print and online editions have
  an ISSN each. A name without an id joins the only venue that is called so, if there is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from graphkit.bibliography import Venue
from graphkit.graph import LinkColumns, Links
from graphkit.ids import letters, normalise_title
from graphkit.model import Paper, RelationshipType
from graphkit.resolve.groups import Unions
from graphkit.resolve.printed import by_use, sources_of

ISSN, NAME = "issn", "name"
_NOISE = frozenset({"the", "of", "and", "on", "in", "for"})


def venues(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]]
) -> tuple[list[Venue], Links]:
    """Return the venues of papers and what was published where, both sorted."""
    placed = sorted((p for p in papers if p.publication.venue), key=lambda paper: paper.id)
    roots = _roots(placed)
    groups: dict[object, list[int]] = defaultdict(list)
    for number, paper in enumerate(placed):
        groups[roots.root(_mark(paper))].append(number)
    found, targets = [], np.zeros(len(placed), dtype=np.int32)
    for place, group in enumerate(groups.values()):
        found.append(_venue([placed[number] for number in group]))
        targets[group] = len(placed) + place
    texts = {str(paper.publication.venue): None for paper in placed}
    number_of = {text: number for number, text in enumerate(texts)}
    columns = LinkColumns(
        RelationshipType.PUBLISHED_IN,
        [*(paper.id for paper in placed), *(venue.id for venue in found)],
        np.arange(len(placed), dtype=np.int32),
        targets,
        [
            sources_of(r for r in records.get(paper.id, ()) if r.publication.venue) or paper.sources
            for paper in placed
        ],
        np.arange(len(placed), dtype=np.int32),
        list(texts),
        np.array([number_of[str(p.publication.venue)] for p in placed], dtype=np.int32),
    )
    return sorted(found, key=lambda venue: venue.id), Links(columns)


def _mark(paper: Paper) -> tuple[str, str]:
    """Return what a paper says first of its venue: an id, else the name."""
    ids = paper.publication.venue_ids
    return ("id", min(ids)) if ids else ("name", _key(str(paper.publication.venue)))


def _roots(placed: Sequence[Paper]) -> Unions:
    """Join what makes venues one: the ids that a paper names together, then the names."""
    roots = Unions()
    for paper in placed:
        roots.add(_mark(paper))
        for identity in paper.publication.venue_ids:
            roots.join(("id", identity), _mark(paper))
    called: dict[str, dict[object, list[Paper]]] = defaultdict(lambda: defaultdict(list))
    for paper in placed:
        key = _key(str(paper.publication.venue))
        called[key][roots.root(_mark(paper))].append(paper)
    for key in sorted(called):
        _join_editions(called[key], roots)
    for key in sorted(called):
        _join_to_the_only_one(called[key], roots)
    return roots


def _join_editions(groups: Mapping[object, Sequence[Paper]], roots: Unions) -> None:
    """Join the venues of one name whose ISSNs differ and that have a publisher in common."""
    known = sorted((root for root in groups if _has_issn(groups[root])), key=repr)
    for place, root in enumerate(known):
        for other in known[place + 1 :]:
            if _publishers(groups[root]) & _publishers(groups[other]):
                roots.join(root, other)


def _join_to_the_only_one(groups: Mapping[object, Sequence[Paper]], roots: Unions) -> None:
    """Join the venues of one name that have no ISSN, to the one that has where it is one only."""
    apart = {roots.root(root) for root in groups if _has_issn(groups[root])}
    others = sorted((root for root in groups if not _has_issn(groups[root])), key=repr)
    together = [*apart, *others] if len(apart) <= 1 else others
    for other in together[1:]:
        roots.join(together[0], other)


def _has_issn(papers: Iterable[Paper]) -> bool:
    return any(part.startswith(f"{ISSN}:") for p in papers for part in p.publication.venue_ids)


def _publishers(papers: Iterable[Paper]) -> set[str]:
    return {letters(p.publication.publisher) for p in papers if p.publication.publisher}


def _venue(group: Sequence[Paper]) -> Venue:
    ids = sorted({part for paper in group for part in paper.publication.venue_ids})
    names = by_use(Counter(str(paper.publication.venue) for paper in group))
    issns = [part.partition(":")[2] for part in ids if part.startswith(f"{ISSN}:")]
    others = [part for part in ids if not part.startswith(f"{ISSN}:")]
    if issns:
        identity, how = f"venue:issn:{issns[0]}", ISSN
    elif others:
        identity, how = f"venue:{others[0]}", others[0].partition(":")[0]
    else:
        identity, how = f"venue:{min(_key(name) for name in names)}", NAME
    return Venue(identity, names[0], how, tuple(sorted(names[1:])), tuple(issns), tuple(others))


@lru_cache(maxsize=2**14)
def _key(name: str) -> str:
    words = normalise_title(name).split()
    return "-".join(word for word in words if word not in _NOISE) or name.strip()
