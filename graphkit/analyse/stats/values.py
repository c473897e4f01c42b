"""The values that the statistics come in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Papers:
    """How many papers were read, how many have a date, and their number a year.

    Stubs, which are known from reference lists only, are no papers here.
    The years are sorted; between the first and the last, a year without papers is left out.
    """

    total: int
    dated: int
    years: Mapping[int, int]

    @property
    def first_year(self) -> int | None:
        """Return the earliest year, None where no paper has a date."""
        return min(self.years, default=None)

    @property
    def last_year(self) -> int | None:
        """Return the latest year, None where no paper has a date."""
        return max(self.years, default=None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many papers lack something: an entity of a kind, or a date."""

    without: str
    papers: int
    share: float


@dataclass(frozen=True, slots=True)
class Degrees:
    """The spread of the degrees of some nodes."""

    min: int
    median: float
    mean: float
    max: int


@dataclass(frozen=True, slots=True)
class Bin:
    """How many nodes have a degree from `low` to `high`."""

    low: int
    high: int
    nodes: int


@dataclass(frozen=True, slots=True)
class Components:
    """Weakly connected components.

    `largest` counts the nodes of the largest one, `share` is its part of all nodes, 0 where there
    are none.
    """

    count: int
    largest: int
    share: float
    isolated_papers: int


@dataclass(frozen=True, slots=True)
class PairDensity:
    """The share of the possible pairs of two labels that are linked."""

    source: str
    target: str
    linked: int
    possible: int
    density: float


@dataclass(frozen=True, slots=True)
class Mixing:
    """How nodes are joined; None where the graph has nothing that it is about.

    `reciprocity` is the share of the references between papers that are returned, of `references`
    in all. `assortativity` is the correlation of the degrees at both ends of the links of papers
    and entities: below 0 where papers with many entities have rare ones.
    """

    references: int
    reciprocity: float | None
    assortativity: float | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node in a ranking: `papers` is None for a paper itself."""

    id: str
    label: str
    name: str
    degree: int
    papers: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what speaks for it."""

    paper: str
    type: str
    entity: str
    confidence: float
    mentions: int
    paper_id: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at: a hub that may be no thing, two names of one thing, a lone paper."""

    warning: str
    name: str
    label: str
    detail: str
    id: str


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph says of itself.

    `nodes` and `relationships` list every label and type, also those with none, in the order of
    the model. `degrees` has a row for all nodes and one for each label that has nodes. The
    rankings hold the highest first, equal ones in the order of their ids: `hubs` by degree, `top`
    by papers for each label of entities, `shared` by papers over all of them. `surest` statements
    are of the highest confidence, `least_supported` of the lowest; of equal ones the more, or the
    fewer, mentions come first.
    """

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    papers: Papers
    coverage: tuple[Coverage, ...]
    degrees: Mapping[str, Degrees]
    histogram: tuple[Bin, ...]
    components: Components
    density: float
    densities: tuple[PairDensity, ...]
    mixing: Mixing
    hubs: tuple[Ranked, ...]
    top: Mapping[str, tuple[Ranked, ...]]
    shared: tuple[Ranked, ...]
    surest: tuple[Said, ...]
    least_supported: tuple[Said, ...]
    warnings: tuple[Warned, ...]
    digest: str

    def as_dict(self) -> dict[str, object]:
        """Return everything in JSON's types, names in camelCase."""
        papers, parts = self.papers, self.components
        return {
            "nodes": dict(self.nodes),
            "relationships": dict(self.relationships),
            "papers": {
                "total": papers.total,
                "dated": papers.dated,
                "firstYear": papers.first_year,
                "lastYear": papers.last_year,
                "years": {str(year): count for year, count in papers.years.items()},
                "without": {row.without: row.papers for row in self.coverage},
            },
            "degree": {
                name: {"min": row.min, "median": row.median, "mean": row.mean, "max": row.max}
                for name, row in self.degrees.items()
            },
            "histogram": [
                {"low": row.low, "high": row.high, "nodes": row.nodes} for row in self.histogram
            ],
            "components": {
                "count": parts.count,
                "largest": parts.largest,
                "share": parts.share,
                "isolatedPapers": parts.isolated_papers,
            },
            "density": self.density,
            "densities": [
                {
                    "source": row.source,
                    "target": row.target,
                    "linked": row.linked,
                    "possible": row.possible,
                    "density": row.density,
                }
                for row in self.densities
            ],
            "references": self.mixing.references,
            "reciprocity": self.mixing.reciprocity,
            "assortativity": self.mixing.assortativity,
            "hubs": [_ranked_dict(node) for node in self.hubs],
            "top": {label: [_ranked_dict(node) for node in row] for label, row in self.top.items()},
            "shared": [_ranked_dict(node) for node in self.shared],
            "surest": [_said_dict(said) for said in self.surest],
            "leastSupported": [_said_dict(said) for said in self.least_supported],
            "warnings": [
                {
                    "warning": row.warning,
                    "name": row.name,
                    "label": row.label,
                    "detail": row.detail,
                    "id": row.id,
                }
                for row in self.warnings
            ],
            "digest": self.digest,
        }


def _ranked_dict(node: Ranked) -> dict[str, object]:
    whole = {"id": node.id, "label": node.label, "name": node.name, "degree": node.degree}
    return whole if node.papers is None else {**whole, "papers": node.papers}


def _said_dict(said: Said) -> dict[str, object]:
    return {
        "paper": said.paper,
        "type": said.type,
        "entity": said.entity,
        "confidence": said.confidence,
        "mentions": said.mentions,
        "paperId": said.paper_id,
        "entityId": said.entity_id,
    }
