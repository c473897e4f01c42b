"""The vocabulary, and the values that the stages exchange.

`NodeLabel` and `RelationshipType` are closed: a label or a type anywhere else comes from here,
never from data. `NODE_PROPERTIES` and `RELATIONSHIP_PROPERTIES` name every property of the graph
with its type; table columns, Cypher schemas and exports are derived from them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from graphkit.publication import NOTHING, Publication

Value: TypeAlias = str | int | float | bool | dt.date | list[str]


class NodeLabel(StrEnum):
    """What a node is."""

    PAPER = "Paper"
    METHOD = "Method"
    DATASET = "Dataset"
    TASK = "Task"
    METRIC = "Metric"
    AUTHOR = "Author"
    VENUE = "Venue"


class RelationshipType(StrEnum):
    """How a paper relates to an entity or to another paper, and who wrote it, and where it is."""

    PROPOSES = "PROPOSES"
    USES = "USES"
    COMPARES_WITH = "COMPARES_WITH"
    INTRODUCES = "INTRODUCES"
    EVALUATES_ON = "EVALUATES_ON"
    ADDRESSES = "ADDRESSES"
    MEASURES = "MEASURES"
    REFERS_TO = "REFERS_TO"
    CITES = "CITES"
    AUTHORED = "AUTHORED"
    PUBLISHED_IN = "PUBLISHED_IN"


ENTITY_LABELS = (NodeLabel.METHOD, NodeLabel.DATASET, NodeLabel.TASK, NodeLabel.METRIC)

# Relationship type -> (label of the source node, label of the target node).
ENDPOINTS: Mapping[RelationshipType, tuple[NodeLabel, NodeLabel]] = MappingProxyType(
    {
        RelationshipType.PROPOSES: (NodeLabel.PAPER, NodeLabel.METHOD),
        RelationshipType.USES: (NodeLabel.PAPER, NodeLabel.METHOD),
        RelationshipType.COMPARES_WITH: (NodeLabel.PAPER, NodeLabel.METHOD),
        RelationshipType.INTRODUCES: (NodeLabel.PAPER, NodeLabel.DATASET),
        RelationshipType.EVALUATES_ON: (NodeLabel.PAPER, NodeLabel.DATASET),
        RelationshipType.ADDRESSES: (NodeLabel.PAPER, NodeLabel.TASK),
        RelationshipType.MEASURES: (NodeLabel.PAPER, NodeLabel.METRIC),
        RelationshipType.REFERS_TO: (NodeLabel.PAPER, NodeLabel.PAPER),
        RelationshipType.CITES: (NodeLabel.PAPER, NodeLabel.PAPER),
        RelationshipType.AUTHORED: (NodeLabel.AUTHOR, NodeLabel.PAPER),
        RelationshipType.PUBLISHED_IN: (NodeLabel.PAPER, NodeLabel.VENUE),
    }
)
# What a source says outright; every other type is read from a text and carries its sentences.
SOURCE_TYPES = (RelationshipType.CITES, RelationshipType.AUTHORED, RelationshipType.PUBLISHED_IN)


class PropertyType(StrEnum):
    """The value types that a property may have; every engine and format has an equal for each."""

    STRING = "string"
    STRINGS = "strings"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Property:
    """A property's name, its type, and whether every node or relationship has it.

    A property that is not known is absent: never None, never an empty list.
    """

    name: str
    type: PropertyType
    required: bool = False


# What a thing may be called, for queries to find it by an index: see `graph.lookup`.
LOOKUP = Property("lookup", PropertyType.STRING, required=True)
ENTITY_PROPERTIES = (
    Property("name", PropertyType.STRING, required=True),
    Property("aliases", PropertyType.STRINGS),
    Property("paperCount", PropertyType.INTEGER, required=True),
    Property("mentionCount", PropertyType.INTEGER, required=True),
    LOOKUP,
)
# `stub` is True on a paper that is known from reference lists only, and absent on every other.
# `citationCount` and `referenceCount` are a source's own numbers, `localCitationCount` counts the
# CITES of this graph that end here.
PAPER_PROPERTIES = (
    Property("title", PropertyType.STRING, required=True),
    Property("abstract", PropertyType.STRING),
    Property("date", PropertyType.DATE),
    Property("dateText", PropertyType.STRING),
    Property("year", PropertyType.INTEGER),
    Property("authorCount", PropertyType.INTEGER),
    Property("externalIds", PropertyType.STRINGS),
    Property("sources", PropertyType.STRINGS, required=True),
    Property("stub", PropertyType.BOOLEAN),
    Property("publicationType", PropertyType.STRING),
    Property("publisher", PropertyType.STRING),
    Property("volume", PropertyType.STRING),
    Property("issue", PropertyType.STRING),
    Property("pages", PropertyType.STRING),
    Property("language", PropertyType.STRING),
    Property("url", PropertyType.STRING),
    Property("isbns", PropertyType.STRINGS),
    Property("keywords", PropertyType.STRINGS),
    Property("editors", PropertyType.STRINGS),
    Property("affiliations", PropertyType.STRINGS),
    Property("citationCount", PropertyType.INTEGER),
    Property("referenceCount", PropertyType.INTEGER),
    Property("localCitationCount", PropertyType.INTEGER),
    LOOKUP,
)
# `identifiedBy` says what makes the node one: "orcid", a source ("openalex", "s2", "issn"), or the
# name alone.
AUTHOR_PROPERTIES = (
    Property("name", PropertyType.STRING, required=True),
    Property("aliases", PropertyType.STRINGS),
    Property("orcid", PropertyType.STRING),
    Property("externalIds", PropertyType.STRINGS),
    Property("identifiedBy", PropertyType.STRING, required=True),
    Property("paperCount", PropertyType.INTEGER, required=True),
    LOOKUP,
)
VENUE_PROPERTIES = (
    Property("name", PropertyType.STRING, required=True),
    Property("aliases", PropertyType.STRINGS),
    Property("issns", PropertyType.STRINGS),
    Property("externalIds", PropertyType.STRINGS),
    Property("identifiedBy", PropertyType.STRING, required=True),
    Property("paperCount", PropertyType.INTEGER, required=True),
    LOOKUP,
)
NODE_PROPERTIES: Mapping[NodeLabel, tuple[Property, ...]] = MappingProxyType(
    {
        NodeLabel.PAPER: PAPER_PROPERTIES,
        **dict.fromkeys(ENTITY_LABELS, ENTITY_PROPERTIES),
        NodeLabel.AUTHOR: AUTHOR_PROPERTIES,
        NodeLabel.VENUE: VENUE_PROPERTIES,
    }
)
STATEMENT_PROPERTIES = (
    Property("mentions", PropertyType.INTEGER, required=True),
    Property("confidence", PropertyType.FLOAT, required=True),
    Property("evidence", PropertyType.STRINGS, required=True),
    Property("rules", PropertyType.STRINGS, required=True),
)
# The support of what a source says is the file and the line. `matchedBy` is the scheme of the id
# that found the cited paper, or "title"; `position` counts authors from 1; `printedName` is the
# name as the source has it, an author's as "van Beethoven, Jr., Ludwig".
_SOURCES = Property("sources", PropertyType.STRINGS, required=True)
_PRINTED = Property("printedName", PropertyType.STRING, required=True)
RELATIONSHIP_PROPERTIES: Mapping[RelationshipType, tuple[Property, ...]] = MappingProxyType(
    {
        **{kind: STATEMENT_PROPERTIES for kind in RelationshipType if kind not in SOURCE_TYPES},
        RelationshipType.CITES: (
            Property("matchedBy", PropertyType.STRING, required=True),
            _SOURCES,
        ),
        RelationshipType.AUTHORED: (
            Property("position", PropertyType.INTEGER, required=True),
            _PRINTED,
            _SOURCES,
        ),
        RelationshipType.PUBLISHED_IN: (_PRINTED, _SOURCES),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a record stands: the file's name as given, and the line of its title, from 1.

    `record` counts the records that begin on one line, from 2 on; 0 stands for the first.
    """

    file: str
    line: int
    record: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}#{self.record}" if self.record else place


@dataclass(frozen=True, slots=True)
class Paper:
    """A title with its abstract, and what its sources say of it.

    `date` is a full calendar date or nothing; `date_text` is what the source printed, also where
    it names no year. `external_ids` are `scheme:value`, sorted; `sources` are sorted.
    `publication` is what only bibliographic sources have.
    """

    id: str
    title: str
    abstract: str
    date: dt.date | None = None
    date_text: str | None = None
    author_count: int | None = None
    external_ids: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    publication: Publication = NOTHING

    @property
    def year(self) -> int | None:
        """Return the year of the date, else the one that a source names."""
        return self.date.year if self.date else self.publication.year

    @property
    def text(self) -> str:
        """Return title, newline, abstract: the text that mention offsets count in."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be read: where it stands and why."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """What two sources say differently of one paper, or why two that look alike stay two.

    `field` is "title", "abstract", "date", "authorCount", the scheme of an external id, or "paper"
    where `other` is the id of a paper that stays apart. `kept` is what the graph holds; `source`
    is where the other stands, `reason` says in words why.
    """

    paper_id: str
    field: str
    kept: str
    other: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a paper's text.

    `text == paper.text[start:end]`, in characters. `name` is what the paper itself calls the
    thing: its long form where the paper defines one. `sentence` is the source text of the
    sentence; `rule` names what found the mention; `confidence` is 0 to 1, and `role_confidence` how
    likely the role is right where the mention is.
    """

    paper_id: str
    label: NodeLabel
    name: str
    text: str
    start: int
    end: int
    sentence: str
    role: RelationshipType
    rule: str
    confidence: float
    role_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing under its many spellings. `aliases` are the other spellings, sorted."""

    id: str
    label: NodeLabel
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one paper says of one entity, repeated mentions folded into one.

    Where the type is REFERS_TO, `entity_id` is the id of the other paper.

    `evidence` holds the sentences in the order of the text, each once; `rules` what found them,
    sorted.
    """

    paper_id: str
    type: RelationshipType
    entity_id: str
    mentions: int
    confidence: float
    evidence: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why a spelling belongs to an entity: reason, confidence, and the number of papers."""

    entity_id: str
    alias: str
    reason: str
    confidence: float
    papers: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one thing, by ids and names, for a person to decide.

    `confidence` is 0 to 1 and less than what merges by itself; the same name under two labels is
    suggested too, and never merged.
    """

    one: str
    other: str
    one_name: str
    other_name: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities and statements that a set of mentions comes to.

    `entity_ids` runs parallel to the mentions that were resolved; None stands for those that were
    left out. `merges` say why spellings are one entity, `suggestions` which entities may be;
    `unmatched` are the lines of decisions that fit nothing.
    """

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    entity_ids: tuple[str | None, ...]
    merges: tuple[Merge, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    unmatched: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to show or to write. A cell is None, a text, a number, a date or a list of texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `duplicates` is the number of records merged into another's paper.

    `conflicts` is what the sources do not agree on, and which papers look alike and stay two.
    `citations` has the numbers of the reference lists (`resolve.SourceReport`).
    `mentions` were kept, `left_out` were not: too low a confidence. `added`, `changed` and `gone`
    name the sources that were so; `undecided` counts the pairs of names that people may decide,
    `unmatched` are the decisions that fit nothing; `written` is False where the folder was left as
    it is, since there was nothing to do.
    """

    records: int
    papers: int
    duplicates: int
    extracted: int
    refused: tuple[Refusal, ...] = field(default=())
    profile: str = ""
    min_confidence: float = 0.0
    mentions: int = 0
    left_out: int = 0
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    written: bool = True
    conflicts: tuple[Conflict, ...] = ()
    citations: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    unmatched: tuple[str, ...] = ()
