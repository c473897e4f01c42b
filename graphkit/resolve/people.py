"""Authors and venues from what papers print: who is one person, which names are one journal.

Rules, the first that fits (see docs/decisions/0009-who-is-one-author.md)
- One ORCID is one person, and so is one id of a source (OpenAlex, Semantic Scholar, Scopus, ACL).
  Ids that stand on one credit are one person's; two ORCIDs never become one.
- A credit without an id is the person with an id who wrote under the same full name with a common
  coauthor, where there is exactly one; else a person of its own name: particles, family and given
  names, case, accents and punctuation aside. `identifiedBy` then says "name".
- Initials are no full name: "J. Müller" joins nobody but other "J. Müller"s who share a coauthor's
  full name; elsewhere it stays the author of its one paper.
- One ISSN or one id of a source is one venue. Venues of one name, case and punctuation aside, are
  one, unless they have different ISSNs and no publisher in common: print and online editions have
  an ISSN each. A name without an id joins the only venue that is called so, if there is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphkit.ids import fold_characters, normalise_title
from graphkit.model import Author, Link, Paper, RelationshipType, Source, Venue
from graphkit.publication import Credit

ORCID, ISSN, NAME = "orcid", "issn", "name"
_VENUE_NOISE = frozenset({"the", "of", "and", "on", "in", "for"})


@dataclass(frozen=True, slots=True)
class _Printed:
    """An author's name on one paper, at its place from 1."""

    paper: str
    place: int
    credit: Credit
    sources: tuple[Source, ...]


def people(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]]
) -> tuple[list[Author], list[Link]]:
    """Return the authors of papers and who wrote what, both sorted.

    `records` are those of each paper, by its id; those that name authors are the support.
    """
    said = {
        paper.id: _places(r for r in records.get(paper.id, ()) if r.publication.authors)
        for paper in papers
    }
    printed = [
        _Printed(paper.id, place, credit, said[paper.id] or paper.sources)
        for paper in papers
        for place, credit in enumerate(paper.publication.authors, start=1)
    ]
    persons = _Persons(printed)
    groups: dict[str, list[_Printed]] = defaultdict(list)
    for one in printed:
        groups[persons.id_of(one)].append(one)
    authors = [_author(identity, groups[identity]) for identity in sorted(groups)]
    return authors, [link for author in authors for link in _links(author.id, groups[author.id])]


def venues(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]]
) -> tuple[list[Venue], list[Link]]:
    """Return the venues of papers and what was published where, both sorted."""
    placed = [paper for paper in papers if paper.publication.venue]
    roots = _venue_roots(placed)
    groups: dict[object, list[Paper]] = defaultdict(list)
    for paper in placed:
        groups[roots.root(_venue_mark(paper))].append(paper)
    found, links = [], []
    for group in groups.values():
        venue = _venue(group)
        found.append(venue)
        links += [
            Link(
                paper.id,
                RelationshipType.PUBLISHED_IN,
                venue.id,
                _places(r for r in records.get(paper.id, ()) if r.publication.venue)
                or paper.sources,
                printed_name=paper.publication.venue,
            )
            for paper in group
        ]
    return sorted(found, key=lambda venue: venue.id), sorted(links, key=lambda link: link.source)


class _Persons:
    """Which names on papers are one person's."""

    def __init__(self, printed: Sequence[_Printed]) -> None:
        self._ids = _Unions()
        for one in printed:
            for identity in one.credit.ids:
                self._ids.add(identity)
        self._join_ids(printed)
        self._coauthors = _coauthors(printed)
        self._known = self._names_with_ids(printed)
        self._initials = _joined_initials(printed, self._coauthors)

    def id_of(self, one: _Printed) -> str:
        """Return the id of the author who a name on a paper is."""
        credit = one.credit
        if credit.ids:
            return self._person(str(self._ids.root(_first_id(credit))))
        known = self._with_common_coauthor(one)
        if known is not None:
            return self._person(known)
        key = name_key(credit)
        if _is_full(credit):
            return f"author:{key}"
        return f"author:{key}@{self._initials[one.paper, one.place]}"

    def _person(self, root: str) -> str:
        return f"author:{self._best[root]}"

    def _join_ids(self, printed: Sequence[_Printed]) -> None:
        """Join the ids that stand on one credit, unless that makes two ORCIDs one person."""
        orcids: dict[object, set[str]] = defaultdict(set)
        for identity in self._ids.marks():
            if str(identity).startswith(f"{ORCID}:"):
                orcids[identity].add(str(identity))
        pairs = sorted({pair for one in printed for pair in _pairs(one.credit.ids)})
        for one, other in pairs:
            left, right = self._ids.root(one), self._ids.root(other)
            both = orcids[left] | orcids[right]
            if left != right and len(both) <= 1:
                self._ids.join(left, right)
                orcids[self._ids.root(left)] = both
        members: dict[str, list[str]] = defaultdict(list)
        for identity in self._ids.marks():
            members[str(self._ids.root(identity))].append(str(identity))
        self._best = {root: min(found, key=_id_order) for root, found in members.items()}

    def _names_with_ids(self, printed: Sequence[_Printed]) -> dict[str, dict[str, set[str]]]:
        """Return full name -> person with an id -> the coauthors that the person has."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in printed:
            if one.credit.ids and _is_full(one.credit):
                root = str(self._ids.root(_first_id(one.credit)))
                key = name_key(one.credit)
                found[key][root] |= self._coauthors[one.paper] - {_loose_key(one.credit)}
        return found

    def _with_common_coauthor(self, one: _Printed) -> str | None:
        if not _is_full(one.credit):
            return None
        own = self._coauthors[one.paper] - {_loose_key(one.credit)}
        known = self._known.get(name_key(one.credit), {})
        fitting = [root for root, others in known.items() if own & others]
        return fitting[0] if len(fitting) == 1 else None


def name_key(credit: Credit) -> str:
    """Return the letters of a whole name, case, accents, order and punctuation aside."""
    # The particle is part of the family name: sources do not agree on where it stands.
    parts = (credit.given, credit.particle + credit.family, credit.suffix)
    return "-".join(filter(None, (_letters(part) for part in parts))) or "unnamed"


def _loose_key(credit: Credit) -> str:
    """Return family and first initial: enough to recognise a coauthor."""
    return f"{_letters(credit.particle + credit.family)}-{_letters(credit.given)[:1]}"


@lru_cache(maxsize=2**16)
def _letters(text: str) -> str:
    return "".join(c for c in fold_characters(text) if c.isalnum())


def _is_full(credit: Credit) -> bool:
    """Tell whether a name has a given name that is more than initials, or is a group's."""
    if not credit.given:
        return True
    words = credit.given.replace(".", " ").replace("-", " ").split()
    return any(len(word) > 1 and not word.isupper() for word in words)


def _coauthors(printed: Iterable[_Printed]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in printed:
        found[one.paper].add(_loose_key(one.credit))
    return found


def _joined_initials(
    printed: Iterable[_Printed], coauthors: Mapping[str, set[str]]
) -> dict[tuple[str, int], str]:
    """Return the paper that stands for a person of whom only initials are known.

    Papers of the same initials are one person's where they share a coauthor.
    """
    same: dict[str, list[_Printed]] = defaultdict(list)
    for one in printed:
        if not one.credit.ids and not _is_full(one.credit):
            same[name_key(one.credit)].append(one)
    found = {}
    for group in same.values():
        roots = _Unions()
        for one in group:
            roots.add(one.paper)
            own = _loose_key(one.credit)
            for other in coauthors[one.paper] - {own}:
                roots.join(one.paper, ("with", other))
        least: dict[object, str] = {}
        for one in group:
            root = roots.root(one.paper)
            least[root] = min(least.get(root, one.paper), one.paper)
        for one in group:
            found[one.paper, one.place] = least[roots.root(one.paper)]
    return found


def _author(identity: str, group: Sequence[_Printed]) -> Author:
    ids = sorted({part for one in group for part in one.credit.ids}, key=_id_order)
    names = Counter(one.credit.name for one in group)
    ranked = sorted(names, key=lambda name: (-names[name], name.isupper(), -len(name), name))
    orcids = [part.partition(":")[2] for part in ids if part.startswith(f"{ORCID}:")]
    return Author(
        identity,
        ranked[0],
        ids[0].partition(":")[0] if ids else NAME,
        tuple(sorted(ranked[1:])),
        orcids[0] if orcids else None,
        tuple(sorted(part for part in ids if not part.startswith(f"{ORCID}:"))),
    )


def _links(author: str, group: Iterable[_Printed]) -> Iterator[Link]:
    """Yield one link a paper: of an author whom a paper names twice, the first place counts."""
    first: dict[str, _Printed] = {}
    for one in group:
        if one.paper not in first or one.place < first[one.paper].place:
            first[one.paper] = one
    for paper in sorted(first):
        one = first[paper]
        kind = RelationshipType.AUTHORED
        name = one.credit.indexed
        yield Link(author, kind, paper, one.sources, position=one.place, printed_name=name)


def _id_order(identity: str) -> tuple[bool, str]:
    return not identity.startswith(f"{ORCID}:"), identity


def _first_id(credit: Credit) -> str:
    """Return the id that says most: an ORCID before the id of any source."""
    return min(credit.ids, key=_id_order)


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(ids, key=_id_order)
    return ((ordered[0], other) for other in ordered[1:])


def _places(records: Iterable[Paper]) -> tuple[Source, ...]:
    return tuple(sorted({source for record in records for source in record.sources}))


def _venue_mark(paper: Paper) -> tuple[str, str]:
    """Return what a paper says first of its venue: an id, else the name."""
    ids = paper.publication.venue_ids
    return ("id", min(ids)) if ids else ("name", _venue_key(str(paper.publication.venue)))


def _venue_roots(placed: Sequence[Paper]) -> "_Unions":
    """Join what makes venues one: the ids that a paper names together, then the names."""
    roots = _Unions()
    for paper in placed:
        roots.add(_venue_mark(paper))
        for identity in paper.publication.venue_ids:
            roots.join(("id", identity), _venue_mark(paper))
    called: dict[str, dict[object, list[Paper]]] = defaultdict(lambda: defaultdict(list))
    for paper in placed:
        key = _venue_key(str(paper.publication.venue))
        called[key][roots.root(_venue_mark(paper))].append(paper)
    for key in sorted(called):
        _join_editions(called[key], roots)
    for key in sorted(called):
        _join_to_the_only_one(called[key], roots)
    return roots


def _join_editions(groups: Mapping[object, Sequence[Paper]], roots: "_Unions") -> None:
    """Join the venues of one name whose ISSNs differ and that have a publisher in common."""
    known = sorted((root for root in groups if _has_issn(groups[root])), key=repr)
    for place, root in enumerate(known):
        for other in known[place + 1 :]:
            if _publishers(groups[root]) & _publishers(groups[other]):
                roots.join(root, other)


def _join_to_the_only_one(groups: Mapping[object, Sequence[Paper]], roots: "_Unions") -> None:
    """Join the venues of one name that have no ISSN, to the one that has where it is one only."""
    apart = {roots.root(root) for root in groups if _has_issn(groups[root])}
    others = sorted((root for root in groups if not _has_issn(groups[root])), key=repr)
    together = [*apart, *others] if len(apart) <= 1 else others
    for other in together[1:]:
        roots.join(together[0], other)


def _has_issn(papers: Iterable[Paper]) -> bool:
    return any(part.startswith(f"{ISSN}:") for p in papers for part in p.publication.venue_ids)


def _publishers(papers: Iterable[Paper]) -> set[str]:
    return {_letters(p.publication.publisher) for p in papers if p.publication.publisher}


def _venue(group: Sequence[Paper]) -> Venue:
    ids = sorted({part for paper in group for part in paper.publication.venue_ids})
    names = Counter(str(paper.publication.venue) for paper in group)
    ranked = sorted(names, key=lambda name: (-names[name], name.isupper(), -len(name), name))
    issns = [part.partition(":")[2] for part in ids if part.startswith(f"{ISSN}:")]
    others = [part for part in ids if not part.startswith(f"{ISSN}:")]
    if issns:
        identity, how = f"venue:issn:{issns[0]}", ISSN
    elif others:
        identity, how = f"venue:{others[0]}", others[0].partition(":")[0]
    else:
        identity, how = f"venue:{min(_venue_key(name) for name in names)}", NAME
    return Venue(identity, ranked[0], how, tuple(sorted(ranked[1:])), tuple(issns), tuple(others))


def _venue_key(name: str) -> str:
    words = normalise_title(name).split()
    return "-".join(word for word in words if word not in _VENUE_NOISE) or name.strip()


class _Unions:
    """Marks that were joined, directly or over others; the least of them stands for all."""

    def __init__(self) -> None:
        self._parents: dict[object, object] = {}

    def add(self, mark: object) -> None:
        self._parents.setdefault(mark, mark)

    def marks(self) -> list[object]:
        return sorted(self._parents, key=repr)

    def join(self, one: object, other: object) -> None:
        self.add(one)
        self.add(other)
        left, right = sorted((self.root(one), self.root(other)), key=repr)
        self._parents[right] = left

    def root(self, mark: object) -> object:
        while self._parents[mark] != mark:
            self._parents[mark] = self._parents[self._parents[mark]]
            mark = self._parents[mark]
        return mark
