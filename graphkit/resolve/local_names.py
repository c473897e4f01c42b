"""What a paper calls a thing in full, where it uses a shorter or another name for it elsewhere.

Everything here looks at one paper at a time, with one exception: a short form inside a longer name
is only spelled out where the result is a name that somebody uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import OSA

from graphkit.ids import fold_characters, normalise_name, singular
from graphkit.model import Mention, NodeLabel
from graphkit.resolve.acronyms import Long, definition, short_form
from graphkit.resolve.own_names import OWN_ROLES
from graphkit.resolve.reasons import LEAST_CONFIDENCE, Reason, chained, together
from graphkit.resolve.short_forms import (
    definitions_in,
    is_beginnings,
    is_initials,
    without_bracket,
)

_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_LEAST_INITIALS = 3
_TYPO_WORDS = 3
_TYPO_LENGTH = 6
_REST = re.compile(
    r"[A-Z][A-Z+]+|(?:[a-z]+ )*(?:archive|benchmark|collection|corpus|database|dataset|repository)"
)
_SEPARATORS = re.compile(r"[\s\-‐‑–/]+")  # noqa: RUF001 - the dashes that names hold


class Named(NamedTuple):
    """A mention under its paper's full name, and why that is its name; no reasons: as extracted.

    `extracted` is the name that extraction gave it. `confidence` is that all steps are right.
    """

    mention: Mention
    extracted: str
    reasons: tuple[Reason, ...] = ()
    confidence: float = 1.0

    @property
    def original(self) -> Mention:
        """Return the mention as it was extracted, but for its label."""
        return replace(self.mention, name=self.extracted)


class Fuller(NamedTuple):
    """A fuller name of the same paper, and why it is one."""

    name: str
    reasons: tuple[Reason, ...]


def in_full(mentions: Sequence[Mention], texts: Mapping[str, str] = _NO_TEXTS) -> list[Named]:
    """Return the mentions under the full names of their papers, in their order.

    `texts` are those of the papers, where the short forms in brackets are read; without them these
    are read in the sentences of the mentions. Only what reaches LEAST_CONFIDENCE is renamed.
    """
    bare = [_without_bracket(mention) for mention in mentions]
    known = {Long(one.mention.label, normalise_name(one.mention.name)) for one in bare}
    papers: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(bare):
        papers[one.mention.paper_id].append(place)
    for paper_id, places in papers.items():
        shorts = _short_forms([bare[place].mention for place in places], texts.get(paper_id))
        for place in places:
            bare[place] = _spelled_out(bare[place], shorts, known)
        fuller = dict(fuller_names([bare[place].mention for place in places]))
        for place in places:
            bare[place] = _renamed(bare[place], fuller)
    return bare


def fuller_names(mentions: Sequence[Mention]) -> Iterator[tuple[tuple[NodeLabel, str], Fuller]]:
    """Yield the names of one paper's mentions that have a fuller one there, with all signals."""
    labels: dict[NodeLabel, list[Mention]] = defaultdict(list)
    for mention in mentions:
        labels[mention.label].append(mention)
    for label, found in sorted(labels.items()):
        defined = {pair.short for pair in map(definition, found) if pair is not None}
        own = {mention.name for mention in found if mention.role in OWN_ROLES}
        names = Counter(mention.name for mention in found)
        names.update({pair.long for pair in map(definition, found) if pair is not None})
        starts = dict[str, int]()
        for mention in found:
            starts[mention.name] = min(mention.start, starts.get(mention.name, mention.start))
        said = {mention.name for mention in found}
        pairs = [*_typos(names, said), *_cut_names(found, names)]
        for name in sorted(names):
            pairs.extend((name, fuller) for fuller in _spelled_names(name, names, defined, own))
            if label is NodeLabel.DATASET:
                pairs.extend((name, fuller) for fuller in _whole_names(name, starts))
        for name, fuller in pairs:
            yield (label, name), fuller


def _renamed(one: Named, fuller: Mapping[tuple[NodeLabel, str], Fuller]) -> Named:
    """Rename a mention; what it is renamed to may be a name that has a fuller one itself."""
    mention, reasons, confidence = one.mention, one.reasons, one.confidence
    for _ in range(2):
        found = fuller.get((mention.label, mention.name))
        if found is None or together(found.reasons) < LEAST_CONFIDENCE:
            break
        mention = replace(mention, name=found.name)
        reasons = (*reasons, *found.reasons)
        confidence = chained([confidence, together(found.reasons)])
    return Named(mention, one.extracted, reasons, confidence)


def _without_bracket(mention: Mention) -> Named:
    name, short = without_bracket(_with_capitals(mention))
    if short is None:
        return Named(mention, mention.name)
    reason = Reason.BRACKET
    return Named(replace(mention, name=name), mention.name, (reason,), reason.confidence)


def _with_capitals(mention: Mention) -> str:
    """Return the name as the text spells it: extraction writes phrases in small letters."""
    is_same = normalise_name(mention.text) == normalise_name(mention.name)
    return " ".join(mention.text.split()) if is_same else mention.name


def _short_forms(mentions: Iterable[Mention], text: str | None) -> dict[str, str]:
    """Return the short forms of a paper with their long forms; one with two long forms is left.

    They are read from the mentions, and from the brackets in the text.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    sentences = set[str]()
    for mention in mentions:
        pair = definition(mention)
        if pair is not None:
            found[pair.short][pair.long] = normalise_name(pair.long)
        sentences.add(mention.sentence)
    for sentence in sorted(sentences) if text is None else [text]:
        for short, long in definitions_in(sentence):
            found[short][long] = normalise_name(long)
    return {short: min(longs) for short, longs in found.items() if len({*longs.values()}) == 1}


def _spelled_out(one: Named, shorts: Mapping[str, str], known: set[Long]) -> Named:
    """Spell out the short forms inside a name of several words, where that gives a known name."""
    mention = one.mention
    words = (_with_capitals(mention) if " " in mention.name else mention.text).split()
    if len(words) < 2 or not shorts:  # noqa: PLR2004 - one word has no inside
        return one
    name = " ".join(shorts.get(singular(word), word) for word in words)
    if name == " ".join(words) or Long(mention.label, normalise_name(name)) not in known:
        return one
    renamed = replace(one.mention, name=name)
    confidence = chained([one.confidence, Reason.INSIDE.confidence])
    return Named(renamed, one.extracted, (*one.reasons, Reason.INSIDE), confidence)


def _whole_names(name: str, starts: Mapping[str, int]) -> Iterator[Fuller]:
    """Yield the one name of which a word in capitals is the first part."""
    if " " not in name and name[:1].isupper():
        longs = [long for long in starts if _is_first_part(name, long)]
        if len({normalise_name(long) for long in longs}) == 1:
            long = min(longs)
            behind = (Reason.AFTER,) if starts[long] < starts[name] else ()
            yield Fuller(long, (Reason.SHORT, *behind))


def _spelled_names(
    name: str, names: Iterable[str], defined: set[str], own: set[str]
) -> Iterator[Fuller]:
    """Yield the one name that a short form stands for, where its paper does not say it.

    Where only the short form is the paper's `own`, beginnings do not tell: TinyNet is one model,
    tiny networks are many.
    """
    short = short_form(name)
    if short is None or short in defined:
        return
    reasons: dict[str, tuple[str, Reason]] = {}
    for long in sorted(names):
        is_long = (" " in long or "-" in long) and short_form(long) is None
        if is_long and normalise_name(long) != normalise_name(name):
            if is_initials(short, long):
                is_sure = len(short) >= _LEAST_INITIALS
                reason = Reason.INITIALS if is_sure else Reason.TWO_INITIALS
                reasons.setdefault(normalise_name(long), (long, reason))
            elif is_beginnings(name, long) and not (name in own and long not in own):
                reasons.setdefault(normalise_name(long), (long, Reason.BEGINNINGS))
    if len(reasons) == 1:
        ((long, reason),) = reasons.values()
        yield Fuller(long, (reason,))


def _is_first_part(name: str, long: str) -> bool:
    return long.startswith(f"{name} ") and _REST.fullmatch(long[len(name) + 1 :]) is not None


def _cut_names(
    mentions: Sequence[Mention], names: Mapping[str, int]
) -> Iterator[tuple[str, Fuller]]:
    """Yield long forms that lack the first part of a name that the short form fits as well."""
    shorts: dict[str, str] = {}
    for mention in mentions:
        pair = definition(mention)
        if pair is not None and not pair.names_short:
            shorts[pair.long] = min(pair.short, shorts.get(pair.long, pair.short))
    for cut, short in sorted(shorts.items()):
        key = normalise_name(cut)
        longs = [
            long
            for long in sorted(names)
            if normalise_name(long).endswith(key)
            and normalise_name(long) != key
            and is_initials(short, long)
        ]
        if len({normalise_name(long) for long in longs}) == 1:
            yield cut, Fuller(longs[0], (Reason.CUT,))


def _typos(names: Mapping[str, int], said: set[str]) -> Iterator[tuple[str, Fuller]]:
    """Yield names that differ from a better one of the paper in one letter of one word.

    Better is the long form of a definition that no mention is called by (it is not `said`), then
    the more frequent one.
    """
    by_shape: dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name in sorted(names):
        words = _folded_words(name)
        if len(words) >= _TYPO_WORDS:
            by_shape[len(words), words[0][:1]].append((name, words))
    for group in by_shape.values():
        for (one, first), (other, second) in combinations(group, 2):
            if _is_typo(first, second):
                worse, better = sorted(
                    (one, other), key=lambda name: (name not in said, names[name], name)
                )
                yield worse, Fuller(better, (Reason.TYPO,))


@lru_cache(maxsize=2**16)
def _folded_words(name: str) -> tuple[str, ...]:
    return tuple(fold_characters(singular(word)) for word in _SEPARATORS.split(name) if word)


def _is_typo(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one long word differs in one letter, not the first one and no digit."""
    apart = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(apart) != 1:
        return False
    left, right = apart[0]
    return (
        min(len(left), len(right)) >= _TYPO_LENGTH
        and left[0] == right[0]
        and left.isalpha()
        and right.isalpha()
        and OSA.distance(left, right, score_cutoff=1) == 1
    )
