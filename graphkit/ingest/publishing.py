"""What several sources say of one paper's publication, as one.

All records of a paper are looked at together, so neither their order nor the way in which they were
found to be one paper changes the result. Of a field the value counts that most records have, then
the longest, then the first by its letters; lists are joined; of counts the greatest is kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graphkit.ids import letters, normalise_title
from graphkit.model import Paper
from graphkit.publication import NOTHING, Credit, Publication, Reference

_VAGUE = "document"
_PREPRINT = frozenset({"article", "manuscript", "webpage"})
# What the report tells where sources differ; spellings of names differ too often to be news.
REPORTED = ("year", "volume", "issue", "pages", "type")


def combine(records: Sequence[Paper]) -> Publication:
    """Return what the records of one paper say together."""
    said = [record.publication for record in records if record.publication != NOTHING]
    if len(said) <= 1:
        return said[0] if said else NOTHING
    authors = [part.authors for part in said if part.authors]
    lists = [part.references for part in said if part.references is not None]
    return Publication(
        year=_year(part.year for part in said),
        type=_kind(part.type for part in said),
        venue=_text(part.venue for part in said if part.type not in _PREPRINT)
        or _text(part.venue for part in said),
        venue_ids=_joined(part.venue_ids for part in said),
        publisher=_text(part.publisher for part in said),
        volume=_text(part.volume for part in said),
        issue=_text(part.issue for part in said),
        pages=_text(part.pages for part in said),
        language=_text(part.language for part in said),
        url=_text(part.url for part in said),
        isbns=_joined(part.isbns for part in said),
        keywords=_keywords(part.keywords for part in said),
        authors=_authors(authors),
        editors=max((part.editors for part in said), key=lambda names: (len(names), names)),
        affiliations=_joined(part.affiliations for part in said),
        references=_references(lists) if lists else None,
        citation_count=_greatest(part.citation_count for part in said),
        reference_count=_greatest(part.reference_count for part in said),
    )


def telling(one: Publication, other: Publication) -> Publication:
    """Return what tells papers of one title apart: the year and the authors. Associative."""
    years = [year for year in (one.year, other.year) if year is not None]
    authors = max(one.authors, other.authors, key=_fullness)
    return Publication(year=min(years, default=None), authors=authors)


def differences(paper: Paper, record: Paper) -> Iterator[tuple[str, str, str, str]]:
    """Yield field, kept value, the record's value and the rule, where a record says otherwise."""
    for name in REPORTED:
        kept = getattr(paper.publication, name)
        other = getattr(record.publication, name)
        if kept is not None and other not in {None, kept, _VAGUE}:
            yield name, str(kept), str(other), f"the {name} that most sources have is kept"


def _year(values: Iterable[int | None]) -> int | None:
    counts = Counter(value for value in values if value is not None)
    return max(counts, key=lambda year: (counts[year], -year), default=None)


def _text(values: Iterable[str | None]) -> str | None:
    found = [value for value in values if value]
    counts = Counter(value.casefold() for value in found)
    ranked = sorted(set(found), key=lambda v: (-counts[v.casefold()], v.isupper(), -len(v), v))
    return ranked[0] if ranked else None


def _kind(kinds: Iterable[str | None]) -> str | None:
    """Return the type that says most: published before preprint, anything before "document"."""
    counts = Counter(kind for kind in kinds if kind)
    ranked = sorted(counts, key=lambda k: (k == _VAGUE, k in _PREPRINT, -counts[k], k))
    return ranked[0] if ranked else None


def _joined(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))


def _keywords(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    spellings: dict[str, str] = {}
    for value in sorted(value for values in lists for value in values):
        spellings.setdefault(value.casefold(), value)
    return tuple(sorted(spellings.values()))


def _greatest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _authors(lists: Sequence[tuple[Credit, ...]]) -> tuple[Credit, ...]:
    """Return the fullest list; its authors get the ids that other lists give the same people."""
    if not lists:
        return ()
    best = max(lists, key=_fullness)
    return tuple(_with_ids(place, author, best, lists) for place, author in enumerate(best))


def _fullness(authors: tuple[Credit, ...]) -> tuple[object, ...]:
    given = sum(len(author.given.replace(".", "")) for author in authors)
    ids = sum(len(author.ids) for author in authors)
    return len(authors), given, ids, tuple(author.name for author in authors)


def _with_ids(
    place: int, author: Credit, best: Sequence[Credit], lists: Iterable[Sequence[Credit]]
) -> Credit:
    ids = set(author.ids)
    for other in lists:
        found = _same_person(place, author, best, other)
        if found is not None:
            ids.update(found.ids)
    return Credit(author.family, author.given, author.particle, author.suffix, tuple(sorted(ids)))


def _same_person(
    place: int, author: Credit, best: Sequence[Credit], other: Sequence[Credit]
) -> Credit | None:
    """Return the author in another list: at the same place, else the only one who could be."""
    if len(other) == len(best) and could_be(author, other[place]):
        return other[place]
    fitting = [person for person in other if could_be(author, person)]
    rivals = [person for person in best if fitting and could_be(person, fitting[0])]
    return fitting[0] if len(fitting) == 1 and len(rivals) == 1 else None


def could_be(one: Credit, other: Credit) -> bool:
    """Tell whether two names can be one person's: the same family, initials that do not differ."""
    if letters(one.particle + one.family) != letters(other.particle + other.family):
        return False
    first, second = letters(one.given)[:1], letters(other.given)[:1]
    return not first or not second or first == second


def _references(lists: Iterable[tuple[Reference, ...]]) -> tuple[Reference, ...]:
    """Return all references once; two are one where they share an id, or title and year."""
    ordered = sorted(lists, key=lambda one: (-len(one), repr(one)))
    groups: dict[int, Reference] = {}
    keys: dict[int, set[object]] = {}
    owners: dict[object, int] = {}
    for number, part in enumerate(part for one in ordered for part in one):
        reference, own = part, set(_keys(part))
        known = sorted({owners[key] for key in own if key in owners})
        for owner in known:
            reference = _one_reference(groups.pop(owner), reference)
            own |= keys.pop(owner)
        slot = known[0] if known else number
        groups[slot], keys[slot] = reference, own
        owners.update(dict.fromkeys(own, slot))
    return tuple(groups[slot] for slot in sorted(groups))


def _keys(reference: Reference) -> list[object]:
    keys: list[object] = list(reference.ids)
    title = normalise_title(reference.title)
    if title and reference.year:
        keys.append((title, reference.year))
    elif title:
        keys.append(title)
    elif not keys:
        keys.append(("nothing", reference.year))
    return keys


def _one_reference(one: Reference, other: Reference) -> Reference:
    title = max(one.title, other.title, key=lambda text: (len(text), text))
    years = [year for year in (one.year, other.year) if year is not None]
    return Reference(tuple(sorted({*one.ids, *other.ids})), title, min(years, default=None))
