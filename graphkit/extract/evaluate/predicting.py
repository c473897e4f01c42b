"""Make predictions for annotated papers with graphkit's own extraction."""

from typing import Any

from graphkit.extract.evaluate.annotated import AnnotatedPaper, AnnotatedPapers, Annotation
from graphkit.extract.extraction import extract
from graphkit.extract.render import as_json
from graphkit.model import Paper


def predict(gold: AnnotatedPapers, *, workers: int = 1) -> AnnotatedPapers:
    """Extract from the titles and abstracts of annotated papers; the annotations are not seen."""
    papers = [
        Paper(id=title, title=" ".join(title.split()), abstract=paper.abstract)
        for title, paper in gold.items()
    ]
    found = zip(papers, extract(papers, workers=workers), strict=True)
    return {
        paper.id: AnnotatedPaper(
            paper.id,
            paper.abstract,
            tuple(_annotation(entity) for entity in as_json(paper, mentions)["entities"]),
        )
        for paper, mentions in found
    }


def _annotation(entity: dict[str, Any]) -> Annotation:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entity.items()
    }
    return Annotation(**values)
