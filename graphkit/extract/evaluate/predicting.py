"""Make predictions for annotated papers with graphkit's own extraction."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from graphkit import config
from graphkit.extract.evaluate.annotated import AnnotatedPaper, AnnotatedPapers, Annotation
from graphkit.extract.extraction import Extraction
from graphkit.extract.protocol import Extractor
from graphkit.extract.render import as_json
from graphkit.model import Paper

_FIELDS = {part.name for part in fields(Annotation)}


def predict(
    gold: AnnotatedPapers,
    *,
    profile: str | Extractor = config.DEFAULT_PROFILE,
    workers: int = 1,
    progress: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
) -> AnnotatedPapers:
    """Extract from the titles and abstracts of annotated papers; the annotations are not seen."""
    papers = [
        Paper(id=title, title=" ".join(title.split()), abstract=paper.abstract)
        for title, paper in gold.items()
    ]
    found: AnnotatedPapers = {}
    read = Extraction(profile=profile, workers=workers).read(papers)
    results = zip(papers, read, strict=True)
    for done, (paper, mentions) in enumerate(results, start=1):
        entities = tuple(_annotation(entity) for entity in as_json(paper, mentions)["entities"])
        found[paper.id] = AnnotatedPaper(paper.id, paper.abstract, entities)
        progress("extracting", done, len(papers))
    return found


def _annotation(entity: dict[str, Any]) -> Annotation:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in entity.items()
        if name in _FIELDS
    }
    return Annotation(**values)
