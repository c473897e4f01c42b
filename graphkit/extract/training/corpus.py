"""Annotated papers as a corpus of spaCy: `graphkit.AnnotatedPapers.v1` in [corpora]."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from graphkit.errors import UsageError
from graphkit.extract.evaluate import read_annotated
from graphkit.extract.ner import in_order
from graphkit.extract.training.annotated_docs import example_of


@registry.readers("graphkit.AnnotatedPapers.v1")  # type: ignore[untyped-decorator] # spaCy's
def create_corpus(path: Path | None) -> Callable[[Language], Iterator[Example]]:
    """Return the reader of a file of annotated papers, as spaCy's configuration wants it."""

    def read(nlp: Language) -> Iterator[Example]:
        if path is None:
            raise UsageError("no annotated papers", hint="--paths.train FILE --paths.dev FILE")
        papers = read_annotated(str(path)).values()
        labels = in_order(entity.type for paper in papers for entity in paper.entities)
        for paper in papers:
            yield example_of(nlp, paper, labels)

    return read
