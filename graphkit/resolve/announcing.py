"""How authors announce what is theirs: "we propose X", "our method, X", "called X"."""

import re
from typing import NamedTuple

_AUTHORS = r"\b(?:we|our|this (?:paper|work|article|study|report|thesis)|here)\b"
_PROPOSING = (
    r"\b(?:propos|introduc|present|develop|design|devis|buil[dt]|construct|creat|releas|contribut|"
    r"formulat)(?:e|es|ed|ing|s|t)?\b"
)
_ANNOUNCED = re.compile(rf"{_AUTHORS}.*{_PROPOSING}", re.IGNORECASE | re.DOTALL)
# Behind the verb, up to the name: nothing that begins another phrase.
_OBJECT = re.compile(
    rf"{_PROPOSING}(?:\s+(?!(?:for|to|in|on|with|that|which|by|using|from|where|when|based)\b)"
    r"[^\s,;:]+){0,6}\s+\W?$",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    rf"{_PROPOSING}\s+(?P<article>an?\s+)?(?:(?:the|new|novel|simple|class|family|of)\s+)*$",
    re.IGNORECASE,
)
_DERIVED = re.compile(
    r"\s*(?:\([^()]*\)|\))?-(?:based|like|style|inspired|driven|type)", re.IGNORECASE
)
_AS = re.compile(r"\s+as\b")
_DEFINED = re.compile(r"\s*\(\s*[\w-]*[A-Z]")
_NOUN_FOLLOWS = re.compile(
    r"(?:\s|-)(?!(?:and|or|as|for|to|in|on|with|that|which|by|using|from|where|when|is|are|can|via)"
    r"\b)\w"
)
_NAMED = re.compile(
    rf"(?:\b(?:call|called|named|namely|termed|dubbed|coined|denoted)|{_PROPOSING}\s+the|"
    r"[-–—,:(]\s*the)\s+\W?$",  # noqa: RUF001 - the dashes that texts hold
    re.IGNORECASE,
)
_APPOSED = re.compile(r"(?:[,:]\s|--|—)\s*$")
_OURS = re.compile(
    r"\bour\s+(?:\w+[ -]){0,3}(?:approach|method|model|framework|architecture|network|system|"
    r"algorithm|dataset|benchmark|technique)s?,?\s+(?:called |named |termed |dubbed )?$",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """Where a name stands in its sentence: the text in front, the name, the text behind."""

    before: str
    name: str
    behind: str


def is_announced(place: Place) -> bool:
    """Tell whether authors announce the name there: "we propose X", not "an X-based method"."""
    if _DERIVED.match(place.behind):
        return False
    if _OURS.search(place.before):
        return True
    if _ANNOUNCED.search(place.before) is None:
        return False
    if _NAMED.search(place.before):
        return True
    return _AS.match(place.behind) is None and _is_object(place)


def _is_object(place: Place) -> bool:
    if _DEFINED.match(place.behind):
        return _OBJECT.search(place.before) is not None
    if place.before.endswith("("):  # "we propose a walk network (X)"
        return _OBJECT.search(place.before[:-1]) is not None
    direct = _DIRECT.search(place.before)
    if direct is None:
        return False
    # "A GAT layer" and "our proposed walk network layers" name what they are made of.
    is_certain = place.name.istitle() and not direct["article"]
    return is_certain or _NOUN_FOLLOWS.match(place.behind) is None


def is_named(place: Place) -> bool:
    """Tell whether authors announce the name as the one thing of its kind: "we propose the X"."""
    if _DERIVED.match(place.behind):
        return False
    return bool(_ANNOUNCED.search(place.before) and _NAMED.search(place.before))


def is_introduced(place: Place) -> bool:
    """Tell whether a name that is no word is announced there: "we propose a framework, X"."""
    if _DERIVED.match(place.behind) is None and _APPOSED.search(place.before):
        return _ANNOUNCED.search(place.before) is not None
    return is_announced(place)
