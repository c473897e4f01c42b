"""Mentions made by hand."""

from collections.abc import Callable

import pytest

from graphkit.model import Mention, NodeLabel, RelationshipType

ROLES = {
    NodeLabel.METHOD: RelationshipType.USES,
    NodeLabel.DATASET: RelationshipType.EVALUATES_ON,
    NodeLabel.TASK: RelationshipType.ADDRESSES,
    NodeLabel.METRIC: RelationshipType.MEASURES,
}

Mentioned = Callable[..., Mention]


@pytest.fixture(scope="session")
def mentioned() -> Mentioned:
    """Return a function that makes a mention: the name is the text where it is not given."""

    def mention(  # noqa: PLR0913 - a mention has as many fields
        paper_id: str,
        text: str,
        name: str | None = None,
        *,
        label: NodeLabel = NodeLabel.METHOD,
        role: RelationshipType | None = None,
        start: int = 0,
        sentence: str | None = None,
        rule: str = "by hand",
        confidence: float = 0.5,
    ) -> Mention:
        return Mention(
            paper_id=paper_id,
            label=label,
            name=text if name is None else name,
            text=text,
            start=start,
            end=start + len(text),
            sentence=f"There is {text}." if sentence is None else sentence,
            role=role or ROLES[label],
            rule=rule,
            confidence=confidence,
        )

    return mention
