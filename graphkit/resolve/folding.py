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


def fold(mentions: Iterable[tuple[Mention, str]], level: float = 0.0) -> Iterator[Statement]:
    """Yield the statements of mentions with their entity ids, sorted by paper and entity.

    Mentions of a confidence below `level` decide the role with the others, and are left out then;
    a statement stays while its role has a mention. So a higher level gives some of the statements
    of a lower one, never others.
    """
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention, entity_id in mentions:
        groups[mention.paper_id, entity_id].append(mention)
    for paper_id, entity_id in sorted(groups):
        group = groups[paper_id, entity_id]
        role = min((mention.role for mention in group), key=PRIORITY.index)
        sure = [mention for mention in group if mention.confidence >= level]
        if any(mention.role == role for mention in sure):
            yield _statement(paper_id, entity_id, role, sure)


def _statement(
    paper_id: str, entity_id: str, role: RelationshipType, group: Sequence[Mention]
) -> Statement:
    """Fold a group. All mentions count; evidence, rules and confidence are the role's."""
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
