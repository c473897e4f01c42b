"""Reference lists to `CITES`, and stubs for what is cited and was not read.

A reference is a paper of the corpus where they share an external id, else where normalised title
and year are the same and only one paper has them. References that are still open are put together
in the same way, and each becomes a stub. A reference without id and title tells of nothing that
could be found again: it is counted and left out.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graphkit.bibliography import Stub
from graphkit.graph import LinkColumns, Links, Numbers, ranked, run_starts
from graphkit.ids import ID_SCHEMES, normalise_title, paper_id
from graphkit.model import Paper, RelationshipType, Source
from graphkit.publication import Reference
from graphkit.resolve.groups import Groups

TITLE = "title"  # what `matchedBy` says where no id was shared
_WAYS = (*ID_SCHEMES, TITLE)  # what a reference is matched by, the strongest first
_UNUSABLE = -1
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

    links: Links = field(default_factory=Links)
    stubs: tuple[Stub, ...] = ()
    references: int = 0
    resolved: Mapping[str, int] = field(default_factory=dict)
    unusable: int = 0
    self_citations: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What the references of a corpus came to so far, a row each that names a paper.

    `citing` counts papers, `said` the records that state it, `cited` papers and behind them the
    open references in `open`, `ways` counts in `_WAYS`.
    """

    citing: "array[int]" = field(default_factory=lambda: array("i"))
    said: "array[int]" = field(default_factory=lambda: array("i"))
    cited: "array[int]" = field(default_factory=lambda: array("i"))
    ways: "array[int]" = field(default_factory=lambda: array("b"))
    places: list[Source] = field(default_factory=list)
    open: list[Reference] = field(default_factory=list)
    selves: set[int] = field(default_factory=set)
    references: int = 0
    unusable: int = 0


def cite(
    papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]], *, stubs: bool = True
) -> Citations:
    """Return who cites whom, sorted; without `stubs` only papers of the corpus are cited.

    `records` are those of each paper, by its id: their reference lists are read, one by one, so
    that every citation names the records that state it.
    """
    found = _look_up(papers, records)
    known = _stubs(found, len(papers)) if stubs else []
    count = len(papers)
    cited = np.frombuffer(found.cited, dtype=np.int32)
    ways = np.frombuffer(found.ways, dtype=np.int8)
    distinct = {stub.id: stub for stub in known}
    number = {name: count + place for place, name in enumerate(distinct)}
    # Open reference -> its stub; papers stay what they are.
    ends = np.array([*range(count), *(number[stub.id] for stub in known)], dtype=np.int32)
    taken = np.flatnonzero(cited < len(ends))
    resolved = np.bincount(ways[cited < count], minlength=len(_WAYS)).tolist()
    names = [*(paper.id for paper in papers), *distinct]
    return Citations(
        Links(_columns(found, names, taken, ends[cited[taken]])),
        tuple(sorted(distinct.values(), key=lambda stub: stub.id)),
        found.references,
        dict(sorted((way, n) for way, n in zip(_WAYS, resolved, strict=True) if n)),
        found.unusable,
        tuple(sorted(papers[place].id for place in found.selves)),
    )


def _look_up(papers: Sequence[Paper], records: Mapping[str, Sequence[Paper]]) -> _Found:
    """Find what every reference cites; equal ones are looked up once."""
    number = {paper.id: place for place, paper in enumerate(papers)}
    by_id = {key: number[paper.id] for paper in papers for key in (paper.id, *paper.external_ids)}
    by_title = _by_title(papers, number)
    found, known = _Found(), dict[Reference, tuple[int, int]]()
    for place, paper in enumerate(papers):
        for record in records.get(paper.id, ()):
            listed = record.publication.references or ()
            found.references += len(listed)
            if listed:
                found.places.append(record.sources[0])
            for reference in listed:
                match = known.get(reference)
                if match is None:
                    match = _match(reference, by_id, by_title)
                    if match is None:
                        match = _opened(found, reference, len(papers))
                    known[reference] = match
                cited, way = match
                if cited == place:
                    found.selves.add(place)
                elif cited == _UNUSABLE:
                    found.unusable += 1
                else:
                    found.citing.append(place)
                    found.said.append(len(found.places) - 1)
                    found.cited.append(cited)
                    found.ways.append(way)
    return found


def _opened(found: _Found, reference: Reference, papers: int) -> tuple[int, int]:
    """Return the place behind the papers of what no paper of the corpus is."""
    if not reference.ids and not _names_a_paper(reference):
        return _UNUSABLE, 0
    found.open.append(reference)
    return papers + len(found.open) - 1, _WAYS.index(_scheme(reference.ids))


def _columns(found: _Found, names: Sequence[str], taken: Numbers, cited: Numbers) -> LinkColumns:
    """Return the links of the rows `taken`, each once: the strongest way, all records."""
    citing = np.frombuffer(found.citing, dtype=np.int32)[taken]
    said = np.frombuffer(found.said, dtype=np.int32)[taken]
    ways = np.frombuffer(found.ways, dtype=np.int8)[taken]
    if not len(taken):
        return LinkColumns(RelationshipType.CITES, names, citing, cited, [], said, _WAYS, ways)
    rank, record = ranked(names), ranked([_order(place) for place in found.places])
    order = np.lexsort((record[said], rank[cited], rank[citing]))
    citing, cited, said, ways = citing[order], cited[order], said[order], ways[order]
    starts = np.flatnonzero(run_starts(citing, cited))
    ends = np.append(starts[1:], len(order))
    sources: list[tuple[Source, ...]] = [(place,) for place in found.places]
    places = said[starts]
    for row in np.flatnonzero(said[ends - 1] != places).tolist():
        several = dict.fromkeys(found.places[n] for n in said[starts[row] : ends[row]].tolist())
        places[row] = len(sources)
        sources.append(tuple(several))
    worded = np.minimum.reduceat(ways, starts)
    kind = RelationshipType.CITES
    return LinkColumns(kind, names, citing[starts], cited[starts], sources, places, _WAYS, worded)


def _order(source: Source) -> tuple[str, int, int]:
    return source.file, source.line, source.record


def _match(
    reference: Reference, by_id: Mapping[str, int], by_title: Mapping[tuple[str, int], int]
) -> tuple[int, int] | None:
    """Return the place of the paper that a reference is, and how it was found."""
    for scheme, key in _ranked(reference.ids):
        if key in by_id:
            return by_id[key], _WAYS.index(scheme)
    if reference.year is not None and _names_a_paper(reference):
        place = by_title.get((normalise_title(reference.title), reference.year))
        return None if place is None else (place, _WAYS.index(TITLE))
    return None


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


def _by_title(papers: Iterable[Paper], number: Mapping[str, int]) -> dict[tuple[str, int], int]:
    """Return normalised title and year -> paper, where no two papers share them."""
    found: dict[tuple[str, int], int] = {}
    for paper in papers:
        if paper.year is not None:
            key = normalise_title(paper.title), paper.year
            place = number[paper.id]
            found[key] = place if found.setdefault(key, place) == place else _UNUSABLE
    return {key: place for key, place in found.items() if place != _UNUSABLE}


def _stubs(found: _Found, papers: int) -> list[Stub]:
    """Return the stub of each open reference; what shares an id, or title and year, is one."""
    if not found.open:
        return []
    records = ranked([_order(place) for place in found.places])
    first = np.full(len(found.open), len(records), dtype=np.int32)
    is_open = np.frombuffer(found.cited, dtype=np.int32) >= papers
    opened = np.frombuffer(found.cited, dtype=np.int32)[is_open] - papers
    np.minimum.at(first, opened, records[np.frombuffer(found.said, dtype=np.int32)[is_open]])
    by_rank = sorted(found.places, key=_order)
    groups = Groups(map(_names, found.open))
    stubs: list[Stub | None] = [None] * len(found.open)
    for members in groups.members():
        source = by_rank[min(first[member] for member in members)]
        stub = _stub([found.open[member] for member in members], source)
        for member in members:
            stubs[member] = stub
    return [stub for stub in stubs if stub is not None]


def _names(reference: Reference) -> Iterator[object]:
    yield from reference.ids
    normal = normalise_title(reference.title)
    # A title alone joins only references that have no id: two papers may be called the same.
    if normal and (reference.year is not None or not reference.ids):
        yield (normal, reference.year)


def _stub(members: Sequence[Reference], source: Source) -> Stub:
    one = members[0]
    ids = one.ids if len(members) == 1 else tuple(sorted({i for m in members for i in m.ids}))
    title = max((member.title for member in members), key=lambda text: (len(text), text))
    years = Counter(member.year for member in members if member.year is not None)
    year = max(years, key=lambda value: (years[value], -value), default=None)
    # Of a title alone the year is a part: a paper of the corpus may have the same title.
    identity = paper_id(title, ids) if ids else f"{paper_id(title)}@{year or 'undated'}"
    return Stub(identity, title, ids, year, source)
