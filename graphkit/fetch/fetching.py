"""Bring the answers of OpenAlex and arXiv into a folder, a page a file, and go on where it stopped.

A file is called `SERVICE-KEY-00001.json`: the key is a hash of what was asked, so that the same
request finds its pages again. A page is there as a whole or not at all; the next one is found from
the last. `graphkit build` reads the folder, without the network, as often as one likes.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from graphkit.errors import DatabaseError, UsageError
from graphkit.fetch.client import Client
from graphkit.files import atomic_write
from graphkit.model import Paper

# Called with the number of works that have come, and how many there are.
Progress: TypeAlias = Callable[[int, int | None], None]

WORKS_A_PAGE = 100
IDS_A_REQUEST = 50
_DIGITS = 12
_TOTAL = re.compile(r"<opensearch:totalResults[^>]*>\s*(\d+)\s*<")
_ENTRY = re.compile(r"<entry[\s>]")
_FILTERS: Mapping[str, str] = {"doi": "doi", "openalex": "openalex", "pubmed": "pmid"}


class Service(StrEnum):
    """The indexes that can be asked."""

    OPENALEX = "openalex"
    ARXIV = "arxiv"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What came: pages and works, pages of earlier runs, and ids that cannot be asked for."""

    pages: int = 0
    works: int = 0
    known_pages: int = 0
    unknown_ids: tuple[str, ...] = ()

    def __add__(self, other: "FetchReport") -> "FetchReport":
        return FetchReport(
            self.pages + other.pages,
            self.works + other.works,
            self.known_pages + other.known_pages,
            (*self.unknown_ids, *other.unknown_ids),
        )


@dataclass(frozen=True, slots=True)
class _Page:
    """What an answer says of itself: its works, of how many, and where the next page begins."""

    works: int
    total: int | None
    next: str | None


def fetch(
    client: Client,
    service: Service,
    folder: Path,
    *,
    query: str | None = None,
    ids: Sequence[str] = (),
    limit: int = 1000,
    progress: Progress = lambda _done, _total: None,
) -> FetchReport:
    """Bring the works that a query finds, or that `ids` name, into `folder`.

    `ids` are `scheme:value` in the forms of a graph. At most `limit` works of a query come. Raise
    DatabaseError where the service does not answer: what has come is kept.
    """
    if (query is None) == (not ids):
        raise UsageError("expected a query or ids, and not both")
    if query is not None:
        parameters = _query_parameters(service, query)
        return _pages(client, service, folder, parameters, limit, progress)
    report = FetchReport()
    requests, unknown = _id_requests(service, ids)
    for done, parameters in enumerate(requests):
        report += _pages(client, service, folder, parameters, limit, lambda _d, _t: None)
        progress(min(len(ids), (done + 1) * IDS_A_REQUEST), len(ids))
    return report + FetchReport(unknown_ids=tuple(unknown))


def enrich(
    client: Client,
    papers: Iterable[Paper],
    folder: Path,
    *,
    progress: Progress = lambda _done, _total: None,
) -> tuple[FetchReport, int]:
    """Bring what OpenAlex has of papers: references, dates, authors, venues.

    Return the report, and the number of papers that have no id to ask for.
    """
    ids, without = [], 0
    for paper in papers:
        own = [
            key
            for scheme in ("openalex", "doi", "arxiv", "pubmed")
            for key in paper.external_ids
            if key.startswith(f"{scheme}:")
        ]
        ids += own[:1]
        without += not own
    if not ids:
        return FetchReport(), without
    return fetch(client, Service.OPENALEX, folder, ids=ids, progress=progress), without


def _query_parameters(service: Service, query: str) -> dict[str, str]:
    if service is Service.OPENALEX:
        return {"search": query, "per-page": str(WORKS_A_PAGE)}
    plain = query if re.search(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all):", query) else f"all:{query}"
    return {"search_query": plain, "max_results": str(WORKS_A_PAGE)}


def _id_requests(service: Service, ids: Sequence[str]) -> tuple[list[dict[str, str]], list[str]]:
    """Return the requests that bring some ids, a batch each, and the ids of other kinds."""
    wanted: dict[str, list[str]] = {}
    unknown = []
    for key in sorted(set(ids)):
        scheme, _, value = key.partition(":")
        if service is Service.ARXIV:
            if scheme == "arxiv":
                wanted.setdefault("id_list", []).append(value)
            else:
                unknown.append(key)
        elif scheme == "arxiv":
            wanted.setdefault("doi", []).append(f"10.48550/arxiv.{value}")
        elif scheme in _FILTERS and not re.search(r"[,|]", value):
            wanted.setdefault(_FILTERS[scheme], []).append(value)
        else:
            unknown.append(key)
    requests = []
    for name, values in sorted(wanted.items()):
        for start in range(0, len(values), IDS_A_REQUEST):
            batch = values[start : start + IDS_A_REQUEST]
            if service is Service.ARXIV:
                requests.append({"id_list": ",".join(batch), "max_results": str(IDS_A_REQUEST)})
            else:
                requests.append(
                    {"filter": f"{name}:{'|'.join(batch)}", "per-page": str(WORKS_A_PAGE)}
                )
    return requests, unknown


def _pages(
    client: Client,
    service: Service,
    folder: Path,
    parameters: Mapping[str, str],
    limit: int,
    progress: Progress,
) -> FetchReport:
    """Bring the pages of one request that are not there yet."""
    fresh = known = works = 0
    position: str | None = "*" if service is Service.OPENALEX else "0"
    for number, path in enumerate(_paths(folder, service, parameters), start=1):
        if position is None or works >= limit:
            break
        if path.is_file():
            page, known = _look(service, path.read_bytes(), number), known + 1
        else:
            name = "cursor" if service is Service.OPENALEX else "start"
            content = client.get({**parameters, name: position})
            page, fresh = _look(service, content, number), fresh + 1
            with atomic_write(path) as stream:
                stream.write(content)
        works += page.works
        progress(works, page.total)
        position = page.next
    return FetchReport(fresh, works, known)


def _paths(folder: Path, service: Service, parameters: Mapping[str, str]) -> Iterator[Path]:
    text = json.dumps([service.value, dict(parameters)], sort_keys=True)
    key = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    suffix = "json" if service is Service.OPENALEX else "xml"
    number = 0
    while True:
        number += 1
        yield folder / f"{service}-{key}-{number:05}.{suffix}"


def _look(service: Service, content: bytes, number: int) -> _Page:
    """Return what an answer says of itself. Raise DatabaseError where it is no answer."""
    if service is Service.ARXIV:
        return _look_at_feed(content.decode("utf-8", "replace"), number)
    try:
        answer = json.loads(content)
        meta, works = answer["meta"], len(answer["results"])
        following: Any = meta.get("next_cursor")
        total = int(meta["count"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatabaseError(
            f"OpenAlex gave something else than works: {content[:80]!r}",
            hint="the address may be another service's; the same command goes on where it was",
        ) from error
    return _Page(works, total, str(following) if following and works else None)


def _look_at_feed(text: str, number: int) -> _Page:
    total, works = _TOTAL.search(text), len(_ENTRY.findall(text))
    if total is None or "/api/errors" in text:
        words = " ".join(re.sub(r"<[^>]*>", " ", text).split())
        raise DatabaseError(
            f"arXiv gave something else than papers: {words[:120]!r}",
            hint="arXiv asks for three seconds between requests; its queries look like ti:kites",
        )
    done = (number - 1) * WORKS_A_PAGE + works
    return _Page(works, int(total[1]), str(done) if works and done < int(total[1]) else None)
