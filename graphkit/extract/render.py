"""Show what was extracted: as JSON values, and as a page with the text highlighted."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from graphkit.model import NodeLabel, Paper

_OTHER = "#dddddd"
_COLOURS: dict[str, str] = {
    NodeLabel.METHOD: "#a6cee3",
    NodeLabel.DATASET: "#b2df8a",
    NodeLabel.TASK: "#fdbf6f",
    NodeLabel.METRIC: "#cab2d6",
}


def as_json(paper: Paper, mentions: Iterable["Said"]) -> dict[str, Any]:
    """Return a paper's title and entities, in the order of the text.

    `mentions` are the spellings, `rules` what found them, `evidence` the sentences, each once.
    """
    entities: dict[tuple[str, str], dict[str, Any]] = {}
    for mention in mentions:
        entity = entities.setdefault(
            (mention.label, mention.name),
            {
                "type": str(mention.label),
                "name": mention.name,
                "mentions": [],
                "relation": mention.role and str(mention.role),
                "confidence": mention.confidence,
                "relationConfidence": mention.role_confidence if mention.role else None,
                "rules": [],
                "evidence": [],
            },
        )
        if mention.text not in entity["mentions"]:
            entity["mentions"].append(mention.text)
        if mention.rule not in entity["rules"]:
            entity["rules"].append(mention.rule)
        if mention.sentence not in entity["evidence"]:
            entity["evidence"].append(mention.sentence)
    return {"title": paper.title, "entities": list(entities.values())}


def as_html(results: Iterable[tuple[Paper, Sequence["Said"]]]) -> str:
    """Return one self-contained page with every mention marked in its text."""
    from spacy import displacy  # noqa: PLC0415 - spaCy is loaded only where it is used

    documents: list[dict[str, Any]] = []
    colours: dict[str, str] = {}
    for paper, mentions in results:
        ents = []
        for mention in sorted(mentions, key=lambda mention: mention.start):
            label = f"{mention.label} {mention.role or ''}".strip()
            colours[label] = _COLOURS.get(mention.label, _OTHER)
            ents.append({"start": mention.start, "end": mention.end, "label": label})
        documents.append({"text": paper.text, "ents": ents, "title": None})
    return displacy.render(
        documents,
        style="ent",
        page=True,
        manual=True,
        jupyter=False,
        options={"colors": dict(sorted(colours.items()))},
    )


class Said(Protocol):
    """What is shown of a mention: one of a graph, or one under a label of any model."""

    @property
    def label(self) -> str:
        """Return what it is."""

    @property
    def name(self) -> str:
        """Return what the paper calls it."""

    @property
    def text(self) -> str:
        """Return how it is spelled here."""

    @property
    def start(self) -> int:
        """Return where it begins."""

    @property
    def end(self) -> int:
        """Return where it ends."""

    @property
    def sentence(self) -> str:
        """Return its sentence."""

    @property
    def role(self) -> str | None:
        """Return how the paper relates to it."""

    @property
    def rule(self) -> str:
        """Return what found it."""

    @property
    def confidence(self) -> float:
        """Return how sure it is, 0 to 1."""

    @property
    def role_confidence(self) -> float:
        """Return how sure the role is where the mention is right, 0 to 1."""
