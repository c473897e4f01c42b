"""What reads texts: the pipelines of graphkit, and whatever a user puts in their place.

A user's own is installed by name, as an entry point of the group `graphkit.extractors`:

    [project.entry-points."graphkit.extractors"]
    mine = "my_package:extractor"

The entry point gives a spaCy pipeline, an `Extractor`, or a function or class that makes one when
called without arguments. `--profile mine` then reads with it. `graphkit.extract.pipelines` says
what is made of a spaCy pipeline.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

LONGEST_TEXT = 50_000
"""Characters of a text that are read. What stands behind them is left out."""


class Row(NamedTuple):
    """One mention: offsets in characters of the text, label and role as in `graphkit.model`.

    `name` is what the paper calls the thing, `rule` what found it; `confidence` is 0 to 1:
    that it is one, and `role_confidence` that the role is right where it is one.
    """

    label: str
    name: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    role: str
    rule: str
    confidence: float
    role_confidence: float = 1.0


@runtime_checkable
class Extractor(Protocol):
    """Reads texts."""

    @property
    def name(self) -> str:
        """Return what the extractor is called."""

    @property
    def fingerprint(self) -> str:
        """Return a text that changes with whatever changes the rows: it is the key of the cache."""

    def read(self, texts: Sequence[str], *, workers: int = 1) -> Iterable[Sequence[Row]]:
        """Yield the rows of each text, in the order of the texts.

        A text is a title, a line end and an abstract, `LONGEST_TEXT` characters at most. It is
        called with some tens of texts at a time; what it yields is kept as it comes. `workers` is
        the number of processes that the user allows.
        """
