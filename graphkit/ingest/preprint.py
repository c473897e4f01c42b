"""ArXiv where sources take it for a journal: "arXiv preprint arXiv:2301.01234", "CoRR"."""

import re
from collections.abc import Iterable, Iterator

NAME = "arXiv"
_ID = re.compile(r"(?:arxiv:\s?|abs/)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE)
_VENUE = re.compile(
    r"(?:arxiv(?: (?:preprint|e-?prints?))?(?:[,:]? ?arxiv:.*|[,:]? abs/.*|:\d.*)?|corr)$",
    re.IGNORECASE,
)


def is_arxiv(venue: str | None) -> bool:
    """Tell whether a journal or a publisher is arXiv."""
    return _VENUE.match(venue or "") is not None


def arxiv_ids(texts: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    """Yield the arXiv id that stands in each text behind "arXiv:" or "abs/", if any."""
    for text in texts:
        found = _ID.search(text or "")
        if found:
            yield "arxiv", found[1]


def without_arxiv(pages: str | None) -> str | None:
    """Return pages, None where the number of a preprint stands in their place."""
    return None if pages and _ID.search(pages) else pages
