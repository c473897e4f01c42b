"""What makes a mention's entity: a label and the normal form of its name, step by step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.ids import normalise_name
from graphkit.resolve.acronyms import Acronyms, Long, Scope, definition
from graphkit.resolve.capitals import told_apart
from graphkit.resolve.deciding import Deciding
from graphkit.resolve.decisions import Thing
from graphkit.resolve.families import Family, families
from graphkit.resolve.identity import Identity, Step
from graphkit.resolve.local_names import Named
from graphkit.resolve.reasons import Reason, in_words


def identities(named: Sequence[Named], acronyms: Acronyms, deciding: Deciding) -> list[Identity]:
    """Return the identities of mentions, before people's accepts join them."""
    found = [_identity(one, acronyms, deciding) for one in named]
    found = told_apart(named, found, acronyms.longs)
    names: dict[Long, set[str]] = defaultdict(set)
    for one, identity in zip(named, found, strict=True):
        thing = identity.thing
        if not thing.qualifier and normalise_name(one.mention.name) == thing.key:
            names[Long(thing.label, thing.key)].add(one.mention.name)
    related = families(names)
    ends = {identity.thing: _end(identity.thing, related, deciding) for identity in found}
    return [Identity(ends[thing][0], (*steps, *ends[thing][1])) for thing, steps in found]


def _end(
    thing: Thing, related: Mapping[Long, Family], deciding: Deciding
) -> tuple[Thing, tuple[Step, ...]]:
    """Follow a name to the plainest of its family, as far as no decision is in the way."""
    end, steps = thing, list[Step]()
    while not end.qualifier and (family := related.get(Long(end.label, end.key))) is not None:
        target = Thing(*family.name)
        if deciding.are_apart(thing, target) or deciding.are_apart(end, target):
            break
        end = target
        steps.append(_step(family.reason))
    return end, tuple(steps)


def _identity(one: Named, acronyms: Acronyms, deciding: Deciding) -> Identity:
    mention = one.mention
    decided = deciding.split_off(one)
    if decided is not None:
        return Identity(decided, (_step(Reason.DECIDED),))
    text, plain = normalise_name(mention.text), Long(mention.label, normalise_name(mention.name))
    meaning = acronyms.meaning(mention)
    thing = Thing(*(meaning if isinstance(meaning, Long) else plain))
    if meaning is Scope.PAPER:
        thing = thing._replace(qualifier=mention.paper_id)
    back = deciding.kept_name(one, thing)
    if back is not None:
        return Identity(back, (_step(Reason.DECIDED),))
    if text == thing.key:
        return Identity(thing, (_step(Reason.SPELLING),))
    return Identity(thing, tuple(_steps(one, thing, acronyms)))


def _steps(one: Named, thing: Thing, acronyms: Acronyms) -> Iterable[Step]:
    if normalise_name(one.extracted) != normalise_name(one.mention.text):
        pair = definition(one.mention) or definition(one.original)
        yield _step(Reason.DEFINED if pair else Reason.NAMED)
    if one.reasons:
        yield Step(in_words(one.reasons), one.confidence)
    if normalise_name(one.mention.name) != thing.key:
        is_own = acronyms.defines(one.mention)
        yield _step(Reason.DEFINED if is_own else Reason.CORPUS)


def _step(reason: Reason) -> Step:
    return Step(reason.words, reason.confidence)
