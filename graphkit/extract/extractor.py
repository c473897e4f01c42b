"""Run the pipeline over papers, in order, with what is already known kept apart."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.extract.cache import ExtractionCache, Row
from graphkit.extract.language import fingerprint, nlp
from graphkit.extract.tokens import LONGEST_TEXT
from graphkit.model import Mention, NodeLabel, Paper, RelationshipType

_BATCH = 32  # papers that one process reads at a time
_BATCHES = 4  # for each worker; starting the workers takes as long as some papers
_WORTH_WORKERS = 64  # fewer papers are done before the workers have started


def extract(
    papers: Iterable[Paper], *, workers: int = 1, cache: Path | None = None
) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of each paper, in the order of the papers."""
    return Extractor(workers=workers, cache=cache).extract(papers)


def _read(texts: list[str], workers: int) -> list[list[Row]]:
    """Return the rows of each text; the words learned on the way are forgotten at the end."""
    heads = (text[:LONGEST_TEXT] for text in texts)
    language = nlp()
    with language.memory_zone():
        docs = language.pipe(heads, batch_size=_BATCH, n_process=workers)
        return [list(doc._.mentions) for doc in docs]


def _mention(paper: Paper, row: Row) -> Mention:
    values: list[Any] = list(row)
    label, name, start, end, sentence_start, sentence_end, role, rule, confidence = values
    text = paper.text
    return Mention(
        paper_id=paper.id,
        label=NodeLabel(label),
        name=name,
        text=text[start:end],
        start=start,
        end=end,
        sentence=text[sentence_start:sentence_end],
        role=RelationshipType(role),
        rule=rule,
        confidence=confidence,
    )


class Extractor:
    """Extract mentions; `extracted` counts the papers that no cache knew."""

    def __init__(self, *, workers: int = 1, cache: Path | None = None) -> None:
        self.extracted = 0
        self._workers = max(1, workers)
        self._cache = cache

    def extract(self, papers: Iterable[Paper]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each paper, in the order of the papers.

        The result is the same for any number of workers, with the cache or without.
        """
        cache = None if self._cache is None else ExtractionCache(self._cache, fingerprint())
        size = _BATCH if self._workers == 1 else _BATCH * _BATCHES * self._workers
        try:
            remaining = iter(papers)
            while chunk := list(islice(remaining, size)):
                yield from self._chunk(chunk, cache)
        finally:
            if cache is not None:
                cache.close()

    def _chunk(
        self, papers: list[Paper], cache: ExtractionCache | None
    ) -> Iterator[tuple[Mention, ...]]:
        known = [cache.get(paper.text) if cache else None for paper in papers]
        missing = [paper.text for paper, rows in zip(papers, known, strict=True) if rows is None]
        fresh = _read(missing, self._workers if len(missing) >= _WORTH_WORKERS else 1)
        if cache:
            for text, rows in zip(missing, fresh, strict=True):
                cache.put(text, rows)
        following = iter(fresh)
        for paper, kept in zip(papers, known, strict=True):
            found = next(following) if kept is None else kept
            self.extracted += kept is None
            yield tuple(_mention(paper, row) for row in found)
