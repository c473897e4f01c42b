"""Why each spelling belongs to its entity, as rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.model import Entity, Mention, Merge
from graphkit.resolve.decisions import Thing
from graphkit.resolve.identity import Identity
from graphkit.resolve.reasons import Reason, chained


def merges(
    mentions: Sequence[Mention],
    found: Sequence[Identity],
    heads: Mapping[Thing, Thing],
    entities: Iterable[Entity],
    entity_ids: Sequence[str | None],
) -> tuple[Merge, ...]:
    """Return a row a spelling and reason, sorted; an entity's own name needs none.

    `found` and `entity_ids` run parallel to the mentions.
    """
    names = {entity.id: entity.name for entity in entities}
    papers: dict[tuple[str, str, str, float], set[str]] = defaultdict(set)
    for mention, identity, entity in zip(mentions, found, entity_ids, strict=True):
        text = " ".join(mention.text.split())
        if entity is not None and text != names[entity]:
            words, confidence = _reason(identity, heads)
            papers[entity, text, words, confidence].add(mention.paper_id)
    return tuple(
        Merge(entity, alias, words, confidence, len(where))
        for (entity, alias, words, confidence), where in sorted(papers.items())
    )


def _reason(identity: Identity, heads: Mapping[Thing, Thing]) -> tuple[str, float]:
    steps = [(step.words, step.confidence) for step in identity.steps]
    if heads[identity.thing] != identity.thing:
        steps.append((Reason.DECIDED.words, Reason.DECIDED.confidence))
    if len(steps) > 1:  # what only folds case and plural goes without saying
        steps = [step for step in steps if step[0] != Reason.SPELLING.words] or steps[:1]
    words = "; ".join(dict.fromkeys(words for words, _ in steps))
    return words, chained(confidence for _, confidence in steps)
