"""Why names are one entity, and how sure that is.

A reason carries the share of pairs that it is expected to be right for; what several signals say
together is 1 - (1 - a)(1 - b)…, as if they erred independently. Names become one from
LEAST_CONFIDENCE on; below it a pair is a suggestion that a person can decide.
"""

from collections.abc import Iterable
from enum import Enum
from math import prod

LEAST_CONFIDENCE = 0.9
_DECIMALS = 4


class Reason(Enum):
    """A signal in words, with its confidence."""

    SPELLING = "another spelling: case, hyphen, plural", 0.99
    DEFINED = "short form that its paper defines", 0.98
    NAMED = "its paper's own name for it", 0.97
    BRACKET = "the same with its short form in brackets", 0.98
    INSIDE = "short form inside the name, spelled out", 0.95
    INITIALS = "initials of a name in its paper", 0.95
    TWO_INITIALS = "two initials of a name in its paper", 0.75
    BEGINNINGS = "beginnings of the words of a name in its paper", 0.93
    CUT = "the same name with its first part", 0.93
    SHORT = "first part of a name in its paper", 0.75
    AFTER = "it stands behind the longer name", 0.65
    TYPO = "one letter apart in its paper", 0.92
    CORPUS = "short form that other papers define", 0.92
    HEAD = "the same with a generic word behind it", 0.93
    PUBLISHER = "the same with its publisher in front", 0.92
    DECIDED = "decided by a person", 1.0

    def __init__(self, words: str, confidence: float) -> None:
        self.words = words
        self.confidence = confidence


def together(reasons: Iterable[Reason]) -> float:
    """Return the confidence of signals that say the same."""
    return round(1 - prod(1 - reason.confidence for reason in reasons), _DECIMALS)


def chained(confidences: Iterable[float]) -> float:
    """Return the confidence of steps that all have to be right."""
    return round(prod(confidences), _DECIMALS)


def in_words(reasons: Iterable[Reason]) -> str:
    """Return reasons as one text, each once, in their order."""
    return "; ".join(dict.fromkeys(reason.words for reason in reasons))
