"""What the records of one paper say differently, and which papers look alike and stay two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.ids import normalise_title
from graphkit.ingest.alike import candidate_pairs
from graphkit.ingest.identifiers import is_untitled
from graphkit.ingest.likeness import Related, overlap, relation
from graphkit.ingest.publishing import differences
from graphkit.ingest.versions import contradiction, scheme_name
from graphkit.model import Conflict, Paper, Source

_LEAST_ALIKE = 0.5  # of the shorter text's six-word sequences: worth a word where two stay two


def field_conflicts(papers: Sequence[Paper], records: Iterable[Paper]) -> Iterator[Conflict]:
    """Yield the fields in which a record says something else than the paper that it is part of.

    What is missing, cut short or only spelled otherwise in a record is no conflict.
    """
    owners = owners_of(papers)
    for record in records:
        paper = owner_of(record, owners)
        if paper is not None and paper is not record:
            place = ", ".join(str(source) for source in record.sources)
            for field, kept, other, reason in _differences(paper, record):
                yield Conflict(paper.id, field, kept, other, place, reason)
    for paper in papers:
        yield from _several_ids(paper)
        if is_untitled(paper.title):
            place = ", ".join(str(source) for source in paper.sources)
            reason = "no source gives a title, so the id stands for it"
            yield Conflict(paper.id, "title", paper.title, "", place, reason)


def owners_of(papers: Iterable[Paper]) -> dict[Source, Paper]:
    """Return the paper that each record, told by its place, became a part of."""
    return {source: paper for paper in papers for source in paper.sources}


def owner_of(record: Paper, owners: Mapping[Source, Paper]) -> Paper | None:
    """Return the paper of a record, None where it became a part of none."""
    return next((owners[source] for source in record.sources if source in owners), None)


def _differences(paper: Paper, record: Paper) -> Iterator[tuple[str, str, str, str]]:
    yield from differences(paper, record)
    is_titled = record.title and not is_untitled(record.title)
    if is_titled and relation(paper.title, record.title) is not Related.EQUAL:
        yield "title", paper.title, record.title, "the longer title is kept"
    if not _is_part(normalise_title(record.abstract), normalise_title(paper.abstract)):
        yield "abstract", paper.abstract, record.abstract, "the longer abstract is kept"
    if record.date is not None and paper.date is not None and record.date != paper.date:
        kept, other = paper.date.isoformat(), record.date.isoformat()
        yield "date", kept, other, "the earlier date is kept"
    if record.author_count is not None and record.author_count != paper.author_count:
        kept, other = str(paper.author_count), str(record.author_count)
        yield "authorCount", kept, other, "the greater number is kept"


def _is_part(short: str, long: str) -> bool:
    return long.replace(" ", "").startswith(short.replace(" ", ""))


def _several_ids(paper: Paper) -> Iterator[Conflict]:
    schemes: dict[str, list[str]] = defaultdict(list)
    for part in sorted(paper.external_ids):
        schemes[part.partition(":")[0]].append(part)
    places = ", ".join(str(source) for source in paper.sources)
    for scheme, ids in sorted(schemes.items()):
        kept = paper.id if paper.id in ids else ids[0]
        for other in ids:
            if other != kept:
                reason = f"one paper with more than one {scheme_name(scheme)}: all are kept"
                yield Conflict(paper.id, scheme, kept, other, places, reason)


def apart(papers: Sequence[Paper]) -> Iterator[Conflict]:
    """Yield the pairs of papers that look alike and stay two, with the reason."""
    by_id = {paper.id: paper for paper in papers}
    for one, other in candidate_pairs(papers):
        reason = _why_apart(by_id[one], by_id[other])
        if reason is not None:
            places = ", ".join(str(source) for source in by_id[other].sources)
            titles = dict.fromkeys(repr(by_id[name].title) for name in (one, other))
            words = f"{' and '.join(titles)} stay two papers: {reason}"
            yield Conflict(one, "paper", one, other, places, words)


def _why_apart(one: Paper, other: Paper) -> str | None:
    related = relation(one.title, other.title)
    bare = not one.abstract.strip() or not other.abstract.strip()
    shared = 0.0 if bare else overlap(one.abstract, other.abstract)[0]
    if related is not Related.EQUAL and shared < _LEAST_ALIKE:
        return None
    against = contradiction(one.external_ids, other.external_ids)
    if against is not None:
        return against
    if related is not Related.EQUAL:
        return f"other titles, though {shared:.0%} of the text is shared"
    if bare:
        return "the title alone is too little"
    return f"only {shared:.0%} of the text is shared"
