"""How decisions of people act on names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.ids import normalise_name, singular
from graphkit.resolve.acronyms import short_form
from graphkit.resolve.decisions import CASE, Decision, Decisions, Thing, Verb, things
from graphkit.resolve.local_names import Named

NO_DECISIONS = Decisions()
_MARKS = re.compile(r"[\W_]+")


class Deciding:
    """The decisions of a file, looked up by what they are about."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._rejected = {
            frozenset((part.thing, part.others)) for part in decisions.of(Verb.REJECT)
        }
        splits = decisions.of(Verb.SPLIT)
        self._alone = {part.thing for part in splits if not part.other}
        self._in_paper = {(part.thing, part.other) for part in splits if part.other}
        self._cases = {_form_of(part) for part in splits if part.other == CASE}
        self._parts_names = bool(self._rejected or splits)

    def split_off(self, one: Named) -> Thing | None:
        """Return what a mention was split off as, None where it was not."""
        if not self._parts_names:
            return None
        mention = one.mention
        text = Thing(mention.label, normalise_name(mention.text))
        form = case_form(mention.text)
        if (mention.label, form) in self._cases:
            return text._replace(qualifier=f"{CASE}:{form}")
        for thing in keys_of(one):
            if (thing, mention.paper_id) in self._in_paper:
                return thing._replace(qualifier=mention.paper_id)
        return text if text in self._alone else None

    def kept_name(self, one: Named, thing: Thing) -> Thing | None:
        """Return the name that a mention keeps, where what it would stand for is rejected."""
        if not self._rejected:
            return None
        bare = thing._replace(qualifier="")
        return next((own for own in keys_of(one) if frozenset((own, bare)) in self._rejected), None)

    def are_apart(self, one: Thing, other: Thing) -> bool:
        """Tell whether people keep two names apart."""
        if not self._parts_names or one == other:
            return False
        return frozenset((one, other)) in self._rejected or bool(self._alone & {one, other})

    def heads(self, named: Sequence[Named], found: Sequence[Thing]) -> "Heads":
        """Join what people accepted, and return what every thing is part of.

        `found` runs parallel to `named`. The head of a group is the one that is no acronym, then
        the shorter, then the first in the order of the alphabet.
        """
        places = _Places(named, found) if self._decisions.decisions else None
        groups = {thing: [thing] for thing in found}
        renamed: dict[Thing, str] = {}
        unmatched = set[int]()
        for part, wanted in things(self._decisions.decisions):
            if places is None or part.verb is Verb.RETYPE:
                continue
            ends = [places.find(thing) for thing in wanted]
            if part.verb in (Verb.REJECT, Verb.SPLIT):
                is_there = places.has(part)
            else:
                is_there = None not in ends
            if not is_there:
                unmatched.add(part.line)
            elif part.verb is Verb.ACCEPT and not self._alone & {*ends, *wanted}:
                group = list(dict.fromkeys(thing for end in ends if end for thing in groups[end]))
                groups.update(dict.fromkeys(group, group))
            elif part.verb is Verb.RENAME and ends[0]:
                name = " ".join(part.other.split())
                if renamed.setdefault(ends[0], name) != name:
                    unmatched.add(part.line)
        order = places.order if places else _plain_order
        heads = {thing: min(group, key=order) for thing, group in groups.items()}
        names = {heads[thing]: name for thing, name in sorted(renamed.items())}
        return Heads(heads, names, frozenset(unmatched))


class Heads:
    """The head of every thing, the names that people gave, and the decisions that fit nothing."""

    def __init__(
        self, of: Mapping[Thing, Thing], names: Mapping[Thing, str], unmatched: frozenset[int]
    ) -> None:
        self.of = of
        self.names = names
        self.unmatched = unmatched


class _Places:
    """Knows which names and things there are, to tell what a decision is about."""

    def __init__(self, named: Sequence[Named], found: Sequence[Thing]) -> None:
        self._found = set(found)
        self._meant: dict[Thing, set[Thing]] = defaultdict(set)
        self._papers = set[tuple[Thing, str]]()
        self._cases = set[tuple[str, str]]()
        self._words = set[Thing]()
        for one, end in zip(named, found, strict=True):
            for thing in keys_of(one):
                self._meant[thing].add(end)
                self._papers.add((thing, one.mention.paper_id))
            self._cases.add((one.mention.label, case_form(one.mention.text)))
            if short_form(one.mention.name) is None:
                self._words.add(end)

    def find(self, thing: Thing) -> Thing | None:
        """Return what a thing is: itself, or the one thing that its name stands for."""
        if thing in self._found:
            return thing
        ends = self._meant.get(thing, set())
        return min(ends) if len(ends) == 1 else None

    def has(self, decision: Decision) -> bool:
        """Tell whether the names of a reject or a split are there."""
        if decision.verb is Verb.REJECT:
            pair = (decision.thing, decision.others)
            return all(thing in self._found or thing in self._meant for thing in pair)
        if decision.other == CASE:
            return _form_of(decision) in self._cases
        if decision.other:
            return (decision.thing, decision.other) in self._papers
        return decision.thing in self._meant or decision.thing in self._found

    def order(self, thing: Thing) -> tuple[bool, bool, int, str, str]:
        return bool(thing.qualifier), thing not in self._words, *_plain_order(thing)


def keys_of(one: Named) -> Iterable[Thing]:
    """Return the names that a mention goes by: its text, and what extraction and paper call it."""
    names = (one.mention.text, one.extracted, one.mention.name)
    return dict.fromkeys(Thing(one.mention.label, normalise_name(name)) for name in names)


def case_form(text: str) -> str:
    """Return a name without plural and marks, its capitals kept."""
    return _MARKS.sub("", "".join(singular(word) for word in text.split()))


def _form_of(decision: Decision) -> tuple[str, str]:
    return decision.thing.label, case_form(decision.one.partition(":")[2])


def _plain_order(thing: Thing) -> tuple[int, str, str]:
    return len(thing.key), thing.key, thing.qualifier
