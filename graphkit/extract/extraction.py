"""Read papers with an extractor, in order, with what is already known kept apart."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, tee
from pathlib import Path

from graphkit import config
from graphkit.errors import UsageError
from graphkit.extract.cache import ExtractionCache
from graphkit.extract.protocol import LONGEST_TEXT, Extractor, Row
from graphkit.extract.registry import find
from graphkit.extract.trained import TrainedExtractor
from graphkit.model import ENTITY_LABELS, Mention, NodeLabel, Paper, RelationshipType

_PAPERS = 32  # that are read at a time
_BATCHES = 4  # of so many papers for each worker; starting the workers takes as long as some papers


def extract(
    papers: Iterable[Paper],
    *,
    profile: str | Extractor = config.DEFAULT_PROFILE,
    workers: int = 1,
    cache: Path | None = None,
) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of each paper, in the order of the papers."""
    return Extraction(profile=profile, workers=workers, cache=cache).extract(papers)


def _readings(paper: Paper, rows: Iterable[Row]) -> tuple["Reading", ...]:
    """Return what rows say of a paper's text; mentions of one sentence share its text."""
    text, sentences = paper.text, dict[tuple[int, int], str]()

    def reading(row: Row) -> Reading:
        written, bounds = text[row.start : row.end], (row.sentence_start, row.sentence_end)
        if bounds not in sentences:
            sentences[bounds] = text[slice(*bounds)]
        return Reading(
            label=sys.intern(str(row.label)),
            name=written if row.name == written else row.name,
            text=written,
            start=row.start,
            end=row.end,
            sentence=sentences[bounds],
            role=row.role or None,
            rule=sys.intern(str(row.rule)),
            confidence=row.confidence,
            role_confidence=row.role_confidence,
        )

    return tuple(map(reading, rows))


def _mention(paper: Paper, reading: "Reading") -> Mention:
    return Mention(
        paper_id=paper.id,
        label=NodeLabel(reading.label),
        name=reading.name,
        text=reading.text,
        start=reading.start,
        end=reading.end,
        sentence=reading.sentence,
        role=RelationshipType(reading.role or ""),
        rule=reading.rule,
        confidence=reading.confidence,
        role_confidence=reading.role_confidence,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention as it was read: the label is whatever the extractor has, the role may be none."""

    label: str
    name: str
    text: str
    start: int
    end: int
    sentence: str
    role: str | None
    rule: str
    confidence: float
    role_confidence: float


class Extraction:
    """Extract mentions; `extracted` counts the papers that no cache knew.

    `profile` is a name (`graphkit.extract.registry.names` lists them), the folder of a model, or an
    extractor. Raise UsageError where there is none of that name.
    """

    def __init__(
        self,
        *,
        profile: str | Extractor = config.DEFAULT_PROFILE,
        workers: int = 1,
        cache: Path | None = None,
    ) -> None:
        self.extractor = find(profile)
        self.extracted = 0
        self._workers = max(1, workers)
        self._cache = cache

    def check_labels(self) -> None:
        """Raise UsageError where a model has labels that no graph knows."""
        labels = self.extractor.labels if isinstance(self.extractor, TrainedExtractor) else ()
        foreign = [label for label in labels if label not in set(ENTITY_LABELS)]
        if foreign:
            raise UsageError(
                f"the model {self.extractor.name} finds {', '.join(foreign)}; a graph knows "
                f"{', '.join(ENTITY_LABELS)} only",
                hint=f"--map {foreign[0]}={ENTITY_LABELS[0]} takes the one for the other, "
                f"--map {foreign[0]}= leaves it out; graphkit extract shows them as they are",
            )

    def extract(self, papers: Iterable[Paper]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each paper, in the order of the papers.

        The result is the same for any number of workers, with the cache or without. Raise
        UsageError where the labels are no graph's; `read` takes any.
        """
        self.check_labels()
        papers, again = tee(papers)
        for paper, readings in zip(papers, self.read(again), strict=True):
            yield tuple(_mention(paper, reading) for reading in readings)

    def read(self, papers: Iterable[Paper]) -> Iterator[tuple[Reading, ...]]:
        """Yield what each paper mentions under whatever labels, in the order of the papers."""
        fingerprint = self.extractor.fingerprint
        cache = None if self._cache is None else ExtractionCache(self._cache, fingerprint)
        size = _PAPERS if self._workers == 1 else _PAPERS * _BATCHES * self._workers
        try:
            remaining = iter(papers)
            while chunk := list(islice(remaining, size)):
                yield from self._chunk(chunk, cache)
        finally:
            if cache is not None:
                cache.close()

    def _chunk(
        self, papers: list[Paper], cache: ExtractionCache | None
    ) -> Iterator[tuple[Reading, ...]]:
        known = [cache.get(paper.text) if cache else None for paper in papers]
        missing = [paper.text for paper, rows in zip(papers, known, strict=True) if rows is None]
        heads = [text[:LONGEST_TEXT] for text in missing]
        fresh = iter(self.extractor.read(heads, workers=self._workers) if heads else ())
        for paper, kept in zip(papers, known, strict=True):
            if kept is not None:
                rows = [Row(*row) for row in kept]
            else:
                rows = list(next(fresh))
                self.extracted += 1
                if cache:
                    cache.put(paper.text, rows)
            yield _readings(paper, rows)
        next(fresh, None)  # an extractor that yields more than it should is told so
