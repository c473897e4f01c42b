"""What sources say beyond their papers: authors, venues, papers that are cited, and the links."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.model import RelationshipType, Source


@dataclass(frozen=True, slots=True)
class Stub:
    """A paper that is known from reference lists only. `source` is the first that names it."""

    id: str
    title: str
    external_ids: tuple[str, ...]
    year: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Author:
    """A person or a group under the spellings of the name that the sources have.

    `identified_by` is "orcid", the scheme of a source's own id, or "name".
    """

    id: str
    name: str
    identified_by: str
    aliases: tuple[str, ...] = ()
    orcid: str | None = None
    external_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """A journal, a conference's proceedings, a book. `identified_by` is as for an author."""

    id: str
    name: str
    identified_by: str
    aliases: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship that a source says outright, of one of `SOURCE_TYPES`.

    `matched_by` is there for CITES, `position` for AUTHORED, `printed_name` for AUTHORED and
    PUBLISHED_IN; see `RELATIONSHIP_PROPERTIES`. `sources` are sorted.
    """

    source: str
    type: RelationshipType
    target: str
    sources: tuple[Source, ...]
    matched_by: str | None = None
    position: int | None = None
    printed_name: str | None = None


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What the sources say of papers beyond the papers themselves."""

    stubs: tuple[Stub, ...] = ()
    authors: tuple[Author, ...] = ()
    venues: tuple[Venue, ...] = ()
    links: Sequence[Link] = ()
