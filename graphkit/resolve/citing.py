"""Reference lists to `CITES`, and stubs for what is cited and was not read.

A reference is a paper of the corpus where they share an external id, else where normalised title
and year are the same and only one paper has them. References that are still open are put together
in the same way, and each becomes a stub. A reference without id and title tells of nothing that
could be found again: it is counted and left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.ids import ID_SCHEMES, normalise_title, paper_id
from graphkit.model import Link, Paper, RelationshipType, Source, Stub
from graphkit.publication import Reference

TITLE = "title"  # what `matchedBy` says where no id was shared
_FEWEST_WORDS = 3  # of a title that names a paper without a year beside it
# Titles that so many papers have that they name none.
_COMMON = frozenset(
    {"introduction", "editorial", "preface", "foreword", "erratum", "corrigendum", "correction"}
    | {"book review", "book reviews", "reply", "response", "comment", "commentary", "obituary"}
    | {"letter to the editor", "letters", "news", "index", "contents", "guest editorial"}
)


@dataclass(frozen=True, slots=True)
class Citations:
    """The citations of a corpus.

    `references` counts entries of reference lists, a list of every source; `resolved` those that
    are papers of the corpus, by what they were matched by; `unusable` those with neither an id nor
    a title that could be found again. `self_citations` are the papers that list themselves, which
    no relationship says.
    """

    links: tuple[Link, ...] = ()
    stubs: tuple[Stub, ...] = ()
    references: int = 0
    resolved: Mapping[str, int] = field(default_factory=dict)
    unusable: int = 0
    self_citations: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What the references of a corpus came to so far.

    `links` has, for who cites whom, what it was matched by and which records say so.
    """

    links: dict[tuple[str, str], tuple[str, set[Source]]] = field(default_factory=dict)
    open: list[tuple[str, Source, Reference]] = field(default_factory=list)
    resolved: Counter[str] = field(default_factory=Counter)
    selves: set[str] = field(default_factory=set)
    references: int = 0
    unusable: int = 0


def cite(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]], *, stubs: bool = True
) -> Citations:
    """Return who cites whom, sorted; without `stubs` only papers of the corpus are cited.

    `records` are those of each paper, by its id: their reference lists are read, one by one, so
    that every citation names the records that state it.
    """
    by_id = {key: paper.id for paper in papers for key in (paper.id, *paper.external_ids)}
    by_title = _by_title(papers)
    found = _Found()
    for paper in papers:
        for record in records.get(paper.id, ()):
            for reference in record.publication.references or ():
                found.references += 1
                _look_up(found, (paper.id, record.sources[0]), reference, by_id, by_title)
    known = _stubs(found.open) if stubs else {}
    for citing, source, reference in found.open if stubs else ():
        _link(found, citing, known[_key(reference)].id, _scheme(reference.ids), source)
    return Citations(
        tuple(
            Link(citing, RelationshipType.CITES, cited, tuple(sorted(said)), matched_by=how)
            for (citing, cited), (how, said) in sorted(found.links.items())
        ),
        tuple(sorted({stub.id: stub for stub in known.values()}.values(), key=lambda s: s.id)),
        found.references,
        dict(sorted(found.resolved.items())),
        found.unusable,
        tuple(sorted(found.selves)),
    )


def _look_up(
    found: _Found,
    place: tuple[str, Source],
    reference: Reference,
    by_id: Mapping[str, str],
    by_title: Mapping[tuple[str, int], str],
) -> None:
    citing, source = place
    cited, how = _match(reference, by_id, by_title)
    if cited == citing:
        found.selves.add(citing)
    elif cited is not None:
        found.resolved[how] += 1
        _link(found, citing, cited, how, source)
    elif reference.ids or _names_a_paper(reference):
        found.open.append((citing, source, reference))
    else:
        found.unusable += 1


def _link(found: _Found, citing: str, cited: str, how: str, source: Source) -> None:
    """Add a record to a link; of several ways in which it was matched the strongest is told."""
    known, sources = found.links.setdefault((citing, cited), (how, set()))
    sources.add(source)
    if _strength(how) < _strength(known):
        found.links[citing, cited] = how, sources


def _strength(how: str) -> int:
    return len(ID_SCHEMES) if how == TITLE else ID_SCHEMES.index(how)


def _match(
    reference: Reference, by_id: Mapping[str, str], by_title: Mapping[tuple[str, int], str]
) -> tuple[str | None, str]:
    for scheme, key in _ranked(reference.ids):
        if key in by_id:
            return by_id[key], scheme
    if reference.year is not None and _names_a_paper(reference):
        return by_title.get((normalise_title(reference.title), reference.year)), TITLE
    return None, TITLE


def _ranked(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return (scheme, id), the schemes that papers are called by first."""
    parts = [(key.partition(":")[0], key) for key in ids]
    return sorted(parts, key=lambda part: (ID_SCHEMES.index(part[0]), part[1]))


def _scheme(ids: Iterable[str]) -> str:
    ranked = _ranked(ids)
    return ranked[0][0] if ranked else TITLE


def _names_a_paper(reference: Reference) -> bool:
    title = normalise_title(reference.title)
    enough = reference.year is not None or len(title.split()) >= _FEWEST_WORDS
    return bool(title) and enough and title not in _COMMON


def _by_title(papers: Iterable[Paper]) -> dict[tuple[str, int], str]:
    """Return normalised title and year -> paper, where no two papers share them."""
    several: dict[tuple[str, int], set[str]] = defaultdict(set)
    for paper in papers:
        if paper.year is not None:
            several[normalise_title(paper.title), paper.year].add(paper.id)
    return {key: next(iter(ids)) for key, ids in several.items() if len(ids) == 1}


def _key(reference: Reference) -> tuple[tuple[str, ...], str, int | None]:
    return reference.ids, reference.title, reference.year


def _stubs(
    references: Iterable[tuple[str, Source, Reference]],
) -> dict[tuple[tuple[str, ...], str, int | None], Stub]:
    """Return the stub of each open reference; what shares an id, or title and year, is one."""
    first: dict[tuple[tuple[str, ...], str, int | None], Source] = {}
    for _, place, reference in references:
        key = _key(reference)
        first[key] = min(first.get(key, place), place)
    groups = _Groups()
    for key in sorted(first, key=repr):
        groups.add(key, _names(key))
    stubs = {}
    for members in groups.members():
        stub = _stub(members, min(first[key] for key in members))
        stubs.update(dict.fromkeys(members, stub))
    return stubs


def _names(key: tuple[tuple[str, ...], str, int | None]) -> Iterator[object]:
    ids, title, year = key
    yield from ids
    normal = normalise_title(title)
    # A title alone joins only references that have no id: two papers may be called the same.
    if normal and (year is not None or not ids):
        yield (normal, year)


def _stub(members: Sequence[tuple[tuple[str, ...], str, int | None]], source: Source) -> Stub:
    ids = tuple(sorted({part for member in members for part in member[0]}))
    title = max((member[1] for member in members), key=lambda text: (len(text), text))
    years = Counter(member[2] for member in members if member[2] is not None)
    year = max(years, key=lambda value: (years[value], -value), default=None)
    # Of a title alone the year is a part: a paper of the corpus may have the same title.
    identity = paper_id(title, ids) if ids else f"{paper_id(title)}@{year or 'undated'}"
    return Stub(identity, title, ids, year, source)


class _Groups:
    """Keys that share a name, directly or over others, in one group."""

    def __init__(self) -> None:
        self._parents: dict[object, object] = {}
        self._keys: list[tuple[tuple[str, ...], str, int | None]] = []

    def add(self, key: tuple[tuple[str, ...], str, int | None], names: Iterable[object]) -> None:
        self._keys.append(key)
        self._parents.setdefault(key, key)
        for name in names:
            mark = ("name", name)
            self._parents.setdefault(mark, mark)
            one, other = self._root(key), self._root(mark)
            self._parents[other] = one

    def members(self) -> list[list[tuple[tuple[str, ...], str, int | None]]]:
        found: dict[object, list[tuple[tuple[str, ...], str, int | None]]] = defaultdict(list)
        for key in self._keys:
            found[self._root(key)].append(key)
        return list(found.values())

    def _root(self, mark: object) -> object:
        while self._parents[mark] != mark:
            self._parents[mark] = self._parents[self._parents[mark]]
            mark = self._parents[mark]
        return mark
