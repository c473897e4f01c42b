"""What two mentions of one entity have in common."""

from typing import NamedTuple

from graphkit.resolve.decisions import Thing


class Step(NamedTuple):
    """One reason why a spelling stands for a name, with its confidence."""

    words: str
    confidence: float


class Identity(NamedTuple):
    """What makes an entity: two mentions of equal `thing` are one. `steps` lead to it."""

    thing: Thing
    steps: tuple[Step, ...]
