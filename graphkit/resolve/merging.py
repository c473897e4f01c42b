"""Mentions to entities: the same thing under its many spellings, per kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.ids import entity_id
from graphkit.model import Entity, Mention, Paper, Resolution
from graphkit.resolve.acronyms import Acronyms
from graphkit.resolve.deciding import NO_DECISIONS, Deciding, Heads
from graphkit.resolve.decisions import Decisions, Thing
from graphkit.resolve.explaining import merges
from graphkit.resolve.folding import fold
from graphkit.resolve.identities import identities
from graphkit.resolve.identity import Identity
from graphkit.resolve.local_names import Named, in_full
from graphkit.resolve.naming import aliases, canonical_name, spelling
from graphkit.resolve.retyping import retyped
from graphkit.resolve.suggesting import suggestions


def resolve(
    mentions: Iterable[Mention],
    *,
    min_confidence: float = 0.0,
    decisions: Decisions = NO_DECISIONS,
    papers: Iterable[Paper] = (),
) -> Resolution:
    """Return the entities and statements of `mentions`.

    All mentions say which names are one entity; those below `min_confidence` are left out then,
    and the entities that only they name. So ids and names are the same at every level.
    The order of the mentions does not matter, but for `entity_ids`, which runs parallel to them.
    Names meet under `normalise_name`, per label, and where a `Reason` of enough confidence says
    so; `papers` are read for the short forms in their texts. An acronym joins another paper's
    entity only through its long form; a name in capitals is not the word in small letters. What
    `decisions` say goes first.
    """
    listed = list(mentions)
    named_in = {mention.paper_id for mention in listed}
    texts = _Texts({paper.id: paper for paper in papers if paper.id in named_in})
    retyping = retyped(listed, decisions, texts)
    named = in_full(retyping.mentions, texts)
    deciding, acronyms = Deciding(decisions), Acronyms(one.mention for one in named)
    found = identities(named, acronyms, deciding)
    heads = deciding.heads(named, [identity.thing for identity in found])
    entities = _entities(named, found, heads, acronyms)
    ids = [entities[heads.of[identity.thing]].id for identity in found]
    statements = tuple(fold(zip(retyping.mentions, ids, strict=True), min_confidence))
    stated = {(statement.paper_id, statement.entity_id) for statement in statements}
    entity_ids = tuple(
        one if mention.confidence >= min_confidence and (mention.paper_id, one) in stated else None
        for mention, one in zip(listed, ids, strict=True)
    )
    left = _still_named(entities.values(), zip(listed, entity_ids, strict=True))
    return Resolution(
        entities=left,
        statements=statements,
        entity_ids=entity_ids,
        merges=merges(listed, found, heads.of, left, entity_ids),
        suggestions=suggestions(left, listed, entity_ids, acronyms, deciding),
        unmatched=tuple(sorted(retyping.unmatched | heads.unmatched)),
    )


class _Texts(Mapping[str, str]):
    """The texts of papers, made as they are asked for: all at once they are the corpus again."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self._papers = papers

    def __getitem__(self, paper_id: str) -> str:
        return self._papers[paper_id].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)


def _entities(
    named: Sequence[Named], found: Sequence[Identity], heads: Heads, acronyms: Acronyms
) -> dict[Thing, Entity]:
    """Return the entity of every head."""
    groups: dict[Thing, list[Mention]] = defaultdict(list)
    for one, identity in zip(named, found, strict=True):
        if heads.of[identity.thing] == identity.thing:
            groups[identity.thing].append(one.mention)
    return {
        head: _entity(head, group, acronyms, heads.names.get(head))
        for head, group in groups.items()
    }


def _entity(
    head: Thing, group: Sequence[Mention], acronyms: Acronyms, decided: str | None
) -> Entity:
    spelled = next(filter(None, (spelling(mention, head.key) for mention in group)))
    return Entity(
        id=entity_id(head.label, spelled, qualifier=head.qualifier or None),
        label=head.label,
        name=decided or canonical_name(group, head.key, acronyms),
    )


def _still_named(
    entities: Iterable[Entity], mentions: Iterable[tuple[Mention, str | None]]
) -> tuple[Entity, ...]:
    """Return the entities that have mentions, with the aliases that stand there, sorted by id."""
    groups: dict[str | None, list[Mention]] = defaultdict(list)
    for mention, one in mentions:
        groups[one].append(mention)
    named = (entity for entity in entities if entity.id in groups)
    return tuple(
        replace(entity, aliases=aliases(groups[entity.id], entity.name))
        for entity in sorted(named, key=lambda entity: entity.id)
    )
