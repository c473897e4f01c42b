"""Mentions to entities: the same thing under its many spellings, per kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from graphkit.ids import entity_id, normalise_name, singular
from graphkit.model import Entity, Mention, NodeLabel, Resolution
from graphkit.resolve.acronyms import Acronyms, Long, Scope
from graphkit.resolve.folding import fold
from graphkit.resolve.naming import aliases, canonical_name, spelling

# Marks a word in small letters where the corpus has a name in capitals of the same letters.
WORD = "word"
_EITHER_CASE = frozenset({"flop"})  # written in capitals and in small letters alike
_SHORTEST_CAPITALS = 2


class _Identity(NamedTuple):
    """What makes an entity: two mentions with equal identities are one."""

    label: NodeLabel
    key: str
    qualifier: str = ""


def resolve(mentions: Iterable[Mention], *, min_confidence: float = 0.0) -> Resolution:
    """Return the entities and statements of `mentions`.

    All mentions say which names are one entity; those below `min_confidence` are left out then,
    and the entities that only they name. So ids and names are the same at every level.
    The order of the mentions does not matter, but for `entity_ids`, which runs parallel to them.
    Names meet under `normalise_name`, per label; an acronym joins another paper's entity only
    through its long form; a name in capitals is not the word in small letters.
    """
    listed = list(mentions)
    acronyms = Acronyms(listed)
    identities = _identities(listed, acronyms)
    groups: dict[_Identity, list[Mention]] = defaultdict(list)
    for mention, identity in zip(listed, identities, strict=True):
        groups[identity].append(mention)
    entities = {identity: _entity(identity, group, acronyms) for identity, group in groups.items()}
    ids = [entities[identity].id for identity in identities]
    statements = tuple(fold(zip(listed, ids, strict=True), min_confidence))
    stated = {(statement.paper_id, statement.entity_id) for statement in statements}
    entity_ids = tuple(
        one if mention.confidence >= min_confidence and (mention.paper_id, one) in stated else None
        for mention, one in zip(listed, ids, strict=True)
    )
    return Resolution(
        entities=_still_named(entities.values(), zip(listed, entity_ids, strict=True)),
        statements=statements,
        entity_ids=entity_ids,
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


def _identities(mentions: Sequence[Mention], acronyms: Acronyms) -> list[_Identity]:
    both = _names_in_both_cases(mentions) - acronyms.longs
    return [_identity(mention, acronyms, both) for mention in mentions]


def _identity(mention: Mention, acronyms: Acronyms, both: set[Long]) -> _Identity:
    meaning = acronyms.meaning(mention)
    if isinstance(meaning, Long):
        return _Identity(*meaning)
    plain = Long(mention.label, normalise_name(mention.name))
    if meaning is Scope.PAPER:
        return _Identity(*plain, mention.paper_id)
    is_word = plain in both and mention.name.islower()
    return _Identity(*plain, WORD if is_word else "")


def _names_in_both_cases(mentions: Iterable[Mention]) -> set[Long]:
    """Return the names that stand in capitals alone and in small letters alone ("HOT", "hot")."""
    capitals, small = set[Long](), set[Long]()
    for mention in mentions:
        name = Long(mention.label, normalise_name(mention.name))
        if _is_capitals(mention.name):
            capitals.add(name)
        elif mention.name.islower():
            small.add(name)
    return {name for name in capitals & small if name.key not in _EITHER_CASE}


def _is_capitals(name: str) -> bool:
    bare = singular(name)
    return bare.isalpha() and bare.isupper() and len(bare) >= _SHORTEST_CAPITALS


def _entity(identity: _Identity, group: Sequence[Mention], acronyms: Acronyms) -> Entity:
    name = canonical_name(group, identity.key, acronyms)
    spelled = next(filter(None, (spelling(mention, identity.key) for mention in group)))
    return Entity(
        id=entity_id(identity.label, spelled, qualifier=identity.qualifier or None),
        label=identity.label,
        name=name,
    )
