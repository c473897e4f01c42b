"""Make spaCy's examples of annotated papers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from graphkit.extract.evaluate import AnnotatedPaper, Annotation
from graphkit.extract.tokens import repaired_of


def text_of(paper: AnnotatedPaper) -> str:
    """Return the text that extraction reads: the title on one line, then the abstract."""
    return f"{' '.join(paper.title.split())}\n{paper.abstract}"


def places(text: str, entities: Iterable[Annotation]) -> list[tuple[int, int, str]]:
    """Return start, end and type of each mention in a text, the longest where two overlap.

    A mention is found wherever its characters stand as whole words. An entity without mentions is
    looked for under its name.
    """
    found = {
        (start, end, entity.type)
        for entity in entities
        for spelling in entity.mentions or (entity.name,)
        for start, end in _standing(text, spelling)
    }
    kept: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for start, end, label in sorted(found, key=lambda one: (one[0] - one[1], one)):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, label))
    return sorted(kept)


def missing(paper: AnnotatedPaper) -> list[str]:
    """Return the spellings that a paper's text does not hold as whole words."""
    text = text_of(paper)
    return [
        spelling
        for entity in paper.entities
        for spelling in entity.mentions or (entity.name,)
        if not _standing(text, spelling)
    ]


def _standing(text: str, spelling: str) -> list[tuple[int, int]]:
    bare = spelling.strip()
    pattern = rf"(?<!\w){re.escape(bare)}(?!\w)"
    return [found.span() for found in re.finditer(pattern, text)] if bare else []


def example_of(nlp: Language, paper: AnnotatedPaper, labels: Sequence[str]) -> Example:
    """Return the words of a paper with its entities; types that are no label are left out."""
    predicted = nlp.make_doc(text_of(paper))
    entities = [entity for entity in paper.entities if entity.type in labels]
    reference = Doc(
        predicted.vocab,
        words=[token.text for token in predicted],
        spaces=[bool(token.whitespace_) for token in predicted],
    )
    spans = token_spans(predicted, places(text_of(paper), entities))
    reference.set_ents([Span(reference, *span) for span in spans])
    return Example(predicted, reference)


def token_spans(doc: Doc, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the words that hold each place of the source, no word twice."""
    repaired = repaired_of(doc)
    bounds = [repaired.source_span(word.idx, word.idx + len(word)) for word in doc]
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    spans: list[tuple[int, int, str]] = []
    free = 0
    for start, end, label in found:
        first, stop = max(bisect_right(ends, start), free), bisect_left(starts, end)
        while first < stop and doc[first].is_space:
            first += 1
        if first < stop:
            spans.append((first, stop, label))
            free = stop
    return spans
