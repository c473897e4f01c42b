"""One paper for the same paper on several pages.

Every choice is the least or the greatest by an order over all values, so the order of the input
and of the merging does not matter.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from graphkit.ids import paper_id
from graphkit.ingest.alike import alike
from graphkit.ingest.conflicts import apart, field_conflicts, owner_of, owners_of
from graphkit.ingest.identifiers import is_untitled
from graphkit.ingest.publishing import combine, telling
from graphkit.model import Conflict, Paper
from graphkit.publication import NOTHING


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """Return the distinct papers, sorted by id.

    Two records are one paper where they have the same id or share an external id, however far the
    chain; else where title and text agree (`likeness`) and no other external id speaks against it.
    The paper has the earliest full date, else a date text; the greatest author count; the longest
    abstract; all sources and external ids.
    """
    return merge_with_conflicts(papers)[0]


def merge_with_conflicts(papers: Iterable[Paper]) -> tuple[list[Paper], list[Conflict]]:
    """Return the distinct papers, sorted by id, and what their records do not agree on, sorted."""
    records = list(papers)
    # A part without a title that no paper's id fits tells of nothing.
    known = [paper for paper in _by_ids(records) if paper.title]
    while (joined := _by_ids(map(_one_paper, alike(known)))) != known:
        known = joined
    known = _with_publications(known, records)
    return known, sorted({*field_conflicts(known, records), *apart(known)})


def by_paper(papers: Iterable[Paper], records: Iterable[Paper]) -> dict[str, list[Paper]]:
    """Return the records of each paper, by its id, that say more than title and abstract."""
    found: dict[str, list[Paper]] = defaultdict(list)
    owners = owners_of(papers)
    for record in records:
        owner = owner_of(record, owners)
        if owner is not None and record.publication != NOTHING:
            found[owner.id].append(record)
    return found


def _with_publications(papers: Sequence[Paper], records: Iterable[Paper]) -> list[Paper]:
    """Return the papers with what all their records say of their publication."""
    said = by_paper(papers, records)
    return [_with_publication(paper, said.get(paper.id, ())) for paper in papers]


def _with_publication(paper: Paper, records: Sequence[Paper]) -> Paper:
    """Return a paper with what its records say; that of a single record is the record itself."""
    if not records:
        return paper
    found = replace(paper, publication=combine(records))
    return records[0] if records[0] == found else found


def _one_paper(papers: Sequence[Paper]) -> Paper:
    """Return a paper that all of these are, under all their ids."""
    return reduce(_combine, papers)


def _by_ids(papers: Iterable[Paper]) -> list[Paper]:
    groups: dict[int, Paper] = {}
    owners: dict[str, int] = {}
    for number, record in enumerate(papers):
        paper = record
        for owner in sorted({owners[key] for key in _keys(record) if key in owners}):
            paper = _combine(groups.pop(owner), paper)
        groups[number] = paper
        owners.update(dict.fromkeys(_keys(paper), number))
    return sorted((_tidy(paper) for paper in groups.values()), key=lambda paper: paper.id)


def _keys(paper: Paper) -> set[str]:
    return {paper.id, *paper.external_ids}


def _combine(one: Paper, other: Paper) -> Paper:
    title = max(one.title, other.title, key=_title_order)
    external_ids = tuple(sorted({*one.external_ids, *other.external_ids}))
    date, date_text = min((one.date, one.date_text), (other.date, other.date_text), key=_date_order)
    counts = [n for n in (one.author_count, other.author_count) if n is not None]
    return Paper(
        id=one.id if one.id == other.id else paper_id(title, external_ids),
        title=title,
        abstract=max(one.abstract, other.abstract, key=lambda text: (len(text), text)),
        date=date,
        date_text=date_text,
        author_count=max(counts, default=None),
        external_ids=external_ids,
        sources=tuple(sorted({*one.sources, *other.sources})),
        publication=telling(one.publication, other.publication),
    )


def _tidy(paper: Paper) -> Paper:
    """Sort what a caller may have left unsorted, also where nothing was merged."""
    tidy = _combine(paper, paper)
    return paper if tidy == paper else tidy


def _title_order(title: str) -> tuple[bool, int, int, str]:
    """Prefer a title to an id, the longer one, then the one with more words like "Kites"."""
    capitals = sum(word.istitle() for word in title.split())
    return bool(title) and not is_untitled(title), len(title), capitals, title


def _date_order(pair: tuple[dt.date | None, str | None]) -> tuple[bool, dt.date, bool, str]:
    date, text = pair
    return date is None, date or dt.date.max, text is None, text or ""
