"""Authors from what papers print: who is one person.

Rules, the first that fits (see docs/decisions/0009-who-is-one-author.md)
- One ORCID is one person, and so is one id of a source (OpenAlex, Semantic Scholar, Scopus, ACL).
  Ids that stand on one credit are one person's; two ORCIDs never become one.
- A credit without an id is the person with an id who wrote under the same full name with a common
  coauthor, where there is exactly one; else a person of its own name: particles, family and given
  names, case, accents and punctuation aside. `identifiedBy` then says "name".
- Initials are no full name: "J. Müller" joins nobody but other "J. Müller"s who share a coauthor's
  full name; elsewhere it stays the author of its one paper.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from graphkit.bibliography import Author
from graphkit.graph import LinkColumns, Links, Numbers, ranked, run_starts
from graphkit.ids import letters
from graphkit.model import Paper, RelationshipType, Source
from graphkit.publication import Credit
from graphkit.resolve.groups import Unions
from graphkit.resolve.printed import by_use, sources_of

ORCID, NAME = "orcid", "name"


class _Printed(NamedTuple):
    """An author's name on one paper, at its place from 1."""

    paper: Paper
    place: int
    credit: Credit


def authors(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]]
) -> tuple[list[Author], Links]:
    """Return the authors of papers and who wrote what, both sorted.

    `records` are those of each paper, by its id; those that name authors are the support.
    """
    persons = _Persons(papers)
    numbers: dict[str, int] = {}  # of authors, in the order in which they are met
    known: dict[Credit, tuple[int, int]] = {}  # the credit's number, and its author's if it has ids
    paper_column, author_column, place_column, credit_column = (array("i") for _ in range(4))
    for number, paper in enumerate(papers):
        for one in _printed_on(paper):
            found = known.get(one.credit)
            if found is None:
                identity = persons.id_of(one)
                found = len(known), numbers.setdefault(identity, len(numbers))
                known[one.credit] = found
            credited, author = found
            if not one.credit.ids:
                author = numbers.setdefault(persons.id_of(one), len(numbers))
            paper_column.append(number)
            author_column.append(author)
            place_column.append(one.place)
            credit_column.append(credited)
    written = _Written(*map(_numbers, (author_column, paper_column, place_column, credit_column)))
    said = [
        sources_of(r for r in records.get(paper.id, ()) if r.publication.authors) or paper.sources
        for paper in papers
    ]
    return _authored(written, list(numbers), [paper.id for paper in papers], list(known), said)


class _Written(NamedTuple):
    """Who stands on which paper at which place, and as which credit: a row each."""

    authors: Numbers
    papers: Numbers
    places: Numbers
    credits: Numbers


def _authored(
    written: _Written,
    authors: Sequence[str],
    papers: Sequence[str],
    printed: Sequence[Credit],
    said: Sequence[tuple[Source, ...]],
) -> tuple[list[Author], Links]:
    """Return the authors, and one link a paper: of two places on a paper the first counts."""
    ranks = ranked(authors)[written.authors], ranked(papers)[written.papers]
    order = np.lexsort((written.places, ranks[1], ranks[0]))
    rows = _Written(*(column[order] for column in written))
    starts = np.flatnonzero(run_starts(rows.authors)).tolist()
    found = []
    for start, end in pairwise([*starts, len(order)]):
        counted = Counter(rows.credits[start:end].tolist())
        credited = {printed[number]: n for number, n in counted.items()}
        found.append(_author(authors[rows.authors[start]], credited))
    is_new = run_starts(rows.authors, rows.papers)
    first = _Written(*(column[is_new] for column in rows))
    columns = LinkColumns(
        RelationshipType.AUTHORED,
        [*authors, *papers],
        first.authors,
        first.papers + np.int32(len(authors)),
        said,
        first.papers,
        [credit.indexed for credit in printed],
        first.credits,
        first.places,
    )
    return found, Links(columns)


class _Persons:
    """Which names on papers are one person's."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._ids = Unions()
        self._shared: dict[str, frozenset[str]] = {}
        found = {credit for paper in papers for credit in paper.publication.authors}
        for credit in found:
            for identity in credit.ids:
                self._ids.add(identity)
        self._join_ids(found)
        bare = {credit for credit in found if not credit.ids}
        self._known = self._names_with_ids(papers, {name_key(c) for c in bare if _is_full(c)})
        has_initials = any(not _is_full(credit) for credit in bare)
        self._initials = self._joined_initials(papers) if has_initials else {}

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
        return f"author:{key}@{self._initials[one.paper.id, one.place]}"

    def _person(self, root: str) -> str:
        return f"author:{self._best[root]}"

    def _coauthors(self, paper: Paper) -> frozenset[str]:
        """Return who wrote a paper, family and first initial each."""
        if paper.id not in self._shared:
            self._shared[paper.id] = frozenset(map(_loose_key, paper.publication.authors))
        return self._shared[paper.id]

    def _join_ids(self, found: Iterable[Credit]) -> None:
        """Join the ids that stand on one credit, unless that makes two ORCIDs one person."""
        orcids: dict[object, set[str]] = defaultdict(set)
        for identity in self._ids.marks():
            if str(identity).startswith(f"{ORCID}:"):
                orcids[identity].add(str(identity))
        pairs = sorted({pair for ids in {credit.ids for credit in found} for pair in _pairs(ids)})
        for one, other in pairs:
            left, right = self._ids.root(one), self._ids.root(other)
            both = orcids[left] | orcids[right]
            if left != right and len(both) <= 1:
                self._ids.join(left, right)
                orcids[self._ids.root(left)] = both
        self._best: dict[str, str] = {}
        for identity in map(str, self._ids.marks()):
            root = str(self._ids.root(identity))
            self._best[root] = min(self._best.get(root, identity), identity, key=_id_order)

    def _names_with_ids(
        self, papers: Iterable[Paper], wanted: set[str]
    ) -> dict[str, dict[str, set[str]]]:
        """Return full name -> person with an id -> the coauthors that the person has.

        Only names in `wanted` are looked at: nobody asks for others.
        """
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for paper in papers if wanted else ():
            for credit in paper.publication.authors:
                if credit.ids and (key := name_key(credit)) in wanted and _is_full(credit):
                    root = str(self._ids.root(_first_id(credit)))
                    found[key][root] |= self._coauthors(paper) - {_loose_key(credit)}
        return found

    def _with_common_coauthor(self, one: _Printed) -> str | None:
        known = self._known.get(name_key(one.credit)) if _is_full(one.credit) else None
        if not known:
            return None
        own = self._coauthors(one.paper) - {_loose_key(one.credit)}
        fitting = [root for root, others in known.items() if own & others]
        return fitting[0] if len(fitting) == 1 else None

    def _joined_initials(self, papers: Iterable[Paper]) -> dict[tuple[str, int], str]:
        """Return the paper that stands for a person of whom only initials are known.

        Papers of the same initials are one person's where they share a coauthor.
        """
        same: dict[str, list[_Printed]] = defaultdict(list)
        for paper in papers:
            for one in _printed_on(paper):
                if not one.credit.ids and not _is_full(one.credit):
                    same[name_key(one.credit)].append(one)
        found = {}
        for group in same.values():
            roots = Unions()
            for one in group:
                roots.add(one.paper.id)
                for other in self._coauthors(one.paper) - {_loose_key(one.credit)}:
                    roots.join(one.paper.id, ("with", other))
            least: dict[object, str] = {}
            for one in group:
                root = roots.root(one.paper.id)
                least[root] = min(least.get(root, one.paper.id), one.paper.id)
            for one in group:
                found[one.paper.id, one.place] = least[roots.root(one.paper.id)]
        return found


def _printed_on(paper: Paper) -> Iterator[_Printed]:
    for place, credit in enumerate(paper.publication.authors, start=1):
        yield _Printed(paper, place, credit)


def _numbers(column: "array[int]") -> Numbers:
    return np.frombuffer(column, dtype=np.int32)


def name_key(credit: Credit) -> str:
    """Return the letters of a whole name, case, accents, order and punctuation aside."""
    # The particle is part of the family name: sources do not agree on where it stands.
    parts = (credit.given, credit.particle + credit.family, credit.suffix)
    return "-".join(filter(None, (letters(part) for part in parts))) or "unnamed"


@lru_cache(maxsize=2**16)
def _loose_key(credit: Credit) -> str:
    """Return family and first initial: enough to recognise a coauthor."""
    return f"{letters(credit.particle + credit.family)}-{letters(credit.given)[:1]}"


def _is_full(credit: Credit) -> bool:
    """Tell whether a name has a given name that is more than initials, or is a group's."""
    if not credit.given:
        return True
    words = credit.given.replace(".", " ").replace("-", " ").split()
    return any(len(word) > 1 and not word.isupper() for word in words)


def _author(identity: str, credited: Mapping[Credit, int]) -> Author:
    """Return an author of the credits that are the author's, with how often each is printed."""
    ids = sorted({part for credit in credited for part in credit.ids}, key=_id_order)
    counts = Counter[str]()
    for credit, count in credited.items():
        counts[credit.name] += count
    names = by_use(counts)
    orcids = [part.partition(":")[2] for part in ids if part.startswith(f"{ORCID}:")]
    return Author(
        identity,
        names[0],
        ids[0].partition(":")[0] if ids else NAME,
        tuple(sorted(names[1:])),
        orcids[0] if orcids else None,
        tuple(sorted(part for part in ids if not part.startswith(f"{ORCID}:"))),
    )


def _id_order(identity: str) -> tuple[bool, str]:
    return not identity.startswith(f"{ORCID}:"), identity


def _first_id(credit: Credit) -> str:
    """Return the id that says most: an ORCID before the id of any source."""
    return min(credit.ids, key=_id_order)


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(ids, key=_id_order)
    return ((ordered[0], other) for other in ordered[1:])
