"""Mentions of one entity in one paper become one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graphkit.model import Mention, RelationshipType, Statement

# Where a paper has one entity in two roles, the first of these is kept.
PRIORITY = (
    RelationshipType.PROPOSES,
    RelationshipType.COMPARES_WITH,
    RelationshipType.USES,
    RelationshipType.INTRODUCES,
    RelationshipType.EVALUATES_ON,
    RelationshipType.ADDRESSES,
    RelationshipType.MEASURES,
)
_DECIMALS = 4


def fold(mentions: Iterable[tuple[Mention, str]]) -> Iterator[Statement]:
    """Yield the statements of mentions with their entity ids, sorted by paper and entity."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention, entity_id in mentions:
        groups[mention.paper_id, entity_id].append(mention)
    for paper_id, entity_id in sorted(groups):
        yield _statement(paper_id, entity_id, groups[paper_id, entity_id])


def _statement(paper_id: str, entity_id: str, group: Sequence[Mention]) -> Statement:
    """Fold a group. All mentions count; evidence, rules and confidence are the kept role's."""
    role = min((mention.role for mention in group), key=PRIORITY.index)
    telling = [mention for mention in group if mention.role == role]
    telling.sort(key=lambda mention: (mention.start, mention.end, mention.sentence))
    return Statement(
        paper_id=paper_id,
        type=role,
        entity_id=entity_id,
        mentions=len(group),
        confidence=round(max(mention.confidence for mention in telling), _DECIMALS),
        evidence=tuple(dict.fromkeys(mention.sentence for mention in telling)),
        rules=tuple(sorted({mention.rule for mention in telling})),
    )
