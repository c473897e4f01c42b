"""Names that are one thing in every paper: a generic word behind, a publisher in front."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graphkit.ids import normalise_name, singular
from graphkit.model import NodeLabel
from graphkit.resolve.acronyms import Long, short_form
from graphkit.resolve.reasons import Reason

# What may stand behind a name that is coined or in capitals, and says nothing: "Adam optimizer".
_HEADS = {
    NodeLabel.METHOD: re.compile(
        r"activation function|activation|algorithm|approach|architecture|framework|method|model|"
        r"optimi[sz]er|technique"
    ),
    NodeLabel.DATASET: re.compile(r"archive|benchmark|collection|corpus|data ?set|database|data"),
    NodeLabel.TASK: re.compile(r"problem|task"),
    NodeLabel.METRIC: re.compile(r"measure|metric|score|value"),
}
# The same behind words in small letters, two at least: "message passing framework".
_WORD_HEADS = {
    NodeLabel.METHOD: re.compile(r"algorithm|approach|method|technique"),
    NodeLabel.TASK: _HEADS[NodeLabel.TASK],
    NodeLabel.METRIC: re.compile(r"measure|metric|score"),
}
_PUBLISHERS = re.compile(r"Facebook|Google|MS|Meta|Microsoft|NVIDIA|OpenAI")
_COINED = re.compile(r"\w*[a-z]\w*[A-Z]\w*|\w*[A-Za-z]-?\d[\w-]*|[A-Z][A-Z\d+-]+")
_LEAST_LETTERS = 3


class Family(NamedTuple):
    """The name that another one is the same as, and why."""

    name: Long
    reason: Reason


def families(names: Mapping[Long, Iterable[str]]) -> dict[Long, Family]:
    """Return which names are another name of the corpus; `names` are the spellings of each.

    A name is looked up by what is left of it, so that the time grows with the number of names.
    """
    found: dict[Long, Family] = {}
    for name in sorted(names):
        for spelling in sorted(names[name]):
            for rest, reason in _rests(name.label, spelling):
                other = Long(name.label, normalise_name(rest))
                if other in names and other != name:
                    found.setdefault(name, Family(other, reason))
    return found


def head_of(label: NodeLabel, name: str) -> tuple[str, str] | None:
    """Return a name and the generic words behind it, None where there are none."""
    words = name.split()
    for count in (2, 1):
        tail = " ".join(singular(word).lower() for word in words[-count:])
        if len(words) > count and _HEADS[label].fullmatch(tail):
            return " ".join(words[:-count]), tail
    return None


def is_coined(name: str) -> bool:
    """Tell whether a name has inner capitals, digits or capitals alone: no word of the language."""
    return all(_COINED.fullmatch(word) is not None for word in singular(name).split())


def _rests(label: NodeLabel, name: str) -> Iterable[tuple[str, Reason]]:
    parted = head_of(label, name)
    if parted is not None:
        rest, head = parted
        words = _WORD_HEADS.get(label)
        is_phrase = " " in rest and words is not None and words.fullmatch(head) is not None
        if is_coined(rest) or is_phrase:
            yield rest, Reason.HEAD
    first, _, rest = name.partition(" ")
    if label is NodeLabel.DATASET and _PUBLISHERS.fullmatch(first) and is_coined(rest):
        short = short_form(rest)
        if short is not None and len(short) >= _LEAST_LETTERS:
            yield rest, Reason.PUBLISHER
