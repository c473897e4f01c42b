"""How sure each rule is: the share of its finds that annotators agreed with."""

from collections.abc import Mapping

# Rule -> share of finds that were right: elsewhere, in the title or named more than once, both.
# Measured on annotated abstracts, pulled to the mean where a rule was seen seldom.
RULES: Mapping[str, tuple[float, float, float]] = {}
_UNKNOWN = (0.5, 0.6, 0.7)
_THRESHOLDS: Mapping[str, float] = {}
_THRESHOLD = 0.0


def confidence(rule: str, *, in_title: bool, repeated: bool) -> float:
    """Return how likely a find of `rule` is right."""
    return RULES.get(rule, _UNKNOWN)[in_title + repeated]


def threshold(label: str) -> float:
    """Return the least confidence that an entity of `label` needs."""
    return _THRESHOLDS.get(label, _THRESHOLD)
