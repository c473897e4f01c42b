"""Run the pipeline over papers, in order, with what is already known kept apart."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.extract.cache import ExtractionCache, Row
from graphkit.extract.language import fingerprint, nlp
from graphkit.extract.tokens import LONGEST_TEXT
from graphkit.model import Mention, NodeLabel, Paper, RelationshipType

_CHUNK = 512  # papers a worker
_BATCH = 32
_WORTH_WORKERS = 64  # fewer papers are done before the workers have started


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
        try:
            remaining = iter(papers)
            while chunk := list(islice(remaining, _CHUNK * self._workers)):
                yield from self._chunk(chunk, cache)
        finally:
            if cache is not None:
                cache.close()

    def _chunk(
        self, papers: list[Paper], cache: ExtractionCache | None
    ) -> Iterator[tuple[Mention, ...]]:
        known = [cache.get(paper.text) if cache else None for paper in papers]
        missing = [paper.text for paper, rows in zip(papers, known, strict=True) if rows is None]
        fresh = self._read(missing)
        for paper, kept in zip(papers, known, strict=True):
            rows = kept
            if rows is None:
                rows = next(fresh)
                self.extracted += 1
                if cache:
                    cache.put(paper.text, rows)
            yield tuple(_mention(paper, row) for row in rows)

    def _read(self, texts: list[str]) -> Iterator[list[Row]]:
        """Yield the rows of each text; the words learned on the way are forgotten at the end."""
        workers = self._workers if len(texts) >= _WORTH_WORKERS else 1
        heads = (text[:LONGEST_TEXT] for text in texts)
        language = nlp()
        with language.memory_zone():
            for doc in language.pipe(heads, batch_size=_BATCH, n_process=workers):
                yield list(doc._.mentions)


def extract(
    papers: Iterable[Paper], *, workers: int = 1, cache: Path | None = None
) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of each paper, in the order of the papers."""
    return Extractor(workers=workers, cache=cache).extract(papers)


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
