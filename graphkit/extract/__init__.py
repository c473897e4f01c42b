"""Read methods, datasets, tasks and metrics from titles and abstracts.

A spaCy pipeline (`graphkit.extract.profiles` lists its components), or an extractor of your own.
spaCy is imported only in this package, and not before a pipeline is asked for.
"""

from typing import TYPE_CHECKING, Any

from graphkit.extract.extraction import Extraction, extract
from graphkit.extract.profiles import fingerprint
from graphkit.extract.protocol import Extractor, Row
from graphkit.extract.registry import find_mapped, names
from graphkit.extract.render import as_html, as_json

if TYPE_CHECKING:
    from graphkit.extract.language import load, nlp

__all__ = [
    "Extraction",
    "Extractor",
    "Row",
    "as_html",
    "as_json",
    "extract",
    "find_mapped",
    "fingerprint",
    "load",
    "names",
    "nlp",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - one of two functions
    """Load spaCy when `load` or `nlp` is asked for."""
    if name not in {"load", "nlp"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from graphkit.extract import language  # noqa: PLC0415 - loads spaCy

    return getattr(language, name)
