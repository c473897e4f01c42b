"""Mentions under another kind, where people said so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graphkit.model import Mention, NodeLabel, RelationshipType
from graphkit.resolve.acronyms import Acronyms
from graphkit.resolve.deciding import NO_DECISIONS, Deciding, keys_of
from graphkit.resolve.decisions import Decisions, Verb, label_called
from graphkit.resolve.identities import identities
from graphkit.resolve.local_names import in_full

_OWN = frozenset({RelationshipType.PROPOSES, RelationshipType.INTRODUCES})
_ROLES = {
    NodeLabel.METHOD: (RelationshipType.PROPOSES, RelationshipType.USES),
    NodeLabel.DATASET: (RelationshipType.INTRODUCES, RelationshipType.EVALUATES_ON),
    NodeLabel.TASK: (RelationshipType.ADDRESSES, RelationshipType.ADDRESSES),
    NodeLabel.METRIC: (RelationshipType.MEASURES, RelationshipType.MEASURES),
}


class Retyping(NamedTuple):
    """The mentions under the kinds that people gave them, and the decisions that fit nothing."""

    mentions: Sequence[Mention]
    unmatched: frozenset[int]


def retyped(
    mentions: Sequence[Mention], decisions: Decisions, texts: Mapping[str, str]
) -> Retyping:
    """Return the mentions of each thing that was retyped under its new label.

    A thing takes along all that it is called: its acronym in other papers too. Its role becomes
    the one of its new kind: what a paper proposes it introduces then, what it uses or compares
    with it evaluates on.
    """
    wanted = {part.thing: part for part in decisions.of(Verb.RETYPE)}
    if not wanted:
        return Retyping(mentions, frozenset())
    named = in_full(mentions, texts)
    found = identities(named, Acronyms(one.mention for one in named), Deciding(NO_DECISIONS))
    changed, used = list[Mention](), set[int]()
    for mention, one, identity in zip(mentions, named, found, strict=True):
        names = (identity.thing, *keys_of(one))
        part = next((wanted[name] for name in names if name in wanted), None)
        if part is None:
            changed.append(mention)
        else:
            used.add(part.line)
            changed.append(_under(mention, label_called(part.other)))
    lines = {part.line for part in wanted.values()}
    return Retyping(changed, frozenset(lines - used))


def _under(mention: Mention, label: NodeLabel) -> Mention:
    if label is mention.label:
        return mention
    own, other = _ROLES[label]
    return replace(mention, label=label, role=own if mention.role in _OWN else other)
