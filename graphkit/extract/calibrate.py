"""Fit the weights of `confidence.tsv` on annotated papers: a tool of the developers.

    python -m graphkit.extract.calibrate TRAIN.jsonl...

Each line holds {"title", "abstract", "entities": [{"type", "name", "mentions"}]}. A candidate is
right where an entity of its type shares a spelling with it. Plain numpy, no random numbers.
`graphkit train` fits them too, with what a tagger says that never saw the paper.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from spacy.tokens import Doc

from graphkit.extract.candidates import Abbreviation, Candidate, words_of
from graphkit.extract.cleanup import describe
from graphkit.extract.evaluate import AnnotatedPaper, read_annotated
from graphkit.extract.gathering import gather, spelling
from graphkit.extract.language import nlp
from graphkit.extract.profiles import CANDIDATES
from graphkit.extract.tagged import graphkit_tagged, tagged_of

Example = tuple[list[str], bool]
_RIDGE = 6.0
_SELDOM = 3  # a feature that fewer papers show is left out: no weight tells of single papers
_SLIGHT = 0.02  # a weight below this is not worth its line
_STEPS, _STEP = 600, 0.3
_OUTPUT = Path(__file__).with_name("confidence.tsv")
_HEAD = "# Weights of graphkit.extract.confidence, fitted by graphkit.extract.calibrate.\n"


def main(paths: Sequence[str]) -> None:
    """Fit the weights on the papers of all files and write them beside this module."""
    papers = [paper for path in paths for paper in read_annotated(path).values()]
    docs = (nlp("fast").make_doc(paper.text) for paper in papers)
    _OUTPUT.write_text(fit_confidence(docs, papers), encoding="utf-8")


def fit_confidence(
    docs: Iterable[Doc],
    papers: Iterable[AnnotatedPaper],
    prior: Mapping[str, float] = MappingProxyType({}),
) -> str:
    """Return the text of `confidence.tsv`, learned from papers and the Docs of their texts.

    The Docs come from graphkit's tokenizer, read by no component. What a tagger says of them, in
    `doc.user_data["tagger"]`, must come from one that never saw the paper. `prior` has weights of
    before, which those of now leave only as far as the papers say so.
    """
    fitted = fit([list(examples(*pair)) for pair in zip(docs, papers, strict=True)], prior)
    kept = {name: weight for name, weight in fitted.items() if abs(weight) >= _SLIGHT}
    return _HEAD + "".join(f"{name}\t{weight:.2f}\n" for name, weight in sorted(kept.items()))


def examples(doc: Doc, paper: AnnotatedPaper) -> Iterator[Example]:
    """Yield the features of each candidate of a paper, and whether it is right."""
    language = nlp("fast")
    for component in CANDIDATES:
        doc = language.get_pipe(component.factory)(doc)
    doc = graphkit_tagged(doc)
    words = words_of(doc)
    pairs = [Abbreviation(*pair) for pair in doc._.abbreviations]
    entities = gather(words, [Candidate(*one) for one in doc._.candidates], pairs)
    gold = [
        (entity.type, {spelling(form.split()) for form in (entity.name, *entity.mentions)})
        for entity in paper.entities
    ]
    for entity, described in describe(words, entities, tagged_of(doc)):
        forms = {spelling(words[start:end]) for start, end in entity.places}
        for label, features in described.items():
            yield features, any(kind == label and forms & known for kind, known in gold)


def fit(
    papers: Sequence[Sequence[Example]], prior: Mapping[str, float] = MappingProxyType({})
) -> dict[str, float]:
    """Return the weights of a logistic regression, ridged to `prior`, on each paper's examples."""
    if not any(papers):
        return {}
    counts = Counter(
        feature for paper in papers for feature in {f for features, _ in paper for f in features}
    )
    examples = [example for paper in papers for example in paper]
    often = {name for name, count in counts.items() if count >= _SELDOM}
    names = sorted(often | prior.keys())
    number = {name: i for i, name in enumerate(names)}
    rows = [
        np.array([number[f] for f in features if f in number], dtype=np.intp)
        for features, _ in examples
    ]
    flat = np.concatenate(rows)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    target = np.array([right for _, right in examples], dtype=float)
    start = np.array([prior.get(name, 0.0) for name in names])
    weights, squares = start.copy(), np.full(len(names), 1e-8)
    for _ in range(_STEPS):  # Adagrad: each weight has its own, shrinking step
        total = np.bincount(owner, weights=weights[flat], minlength=len(rows))
        miss = 1.0 / (1.0 + np.exp(-total)) - target
        gradient = np.bincount(flat, weights=miss[owner], minlength=len(names))
        gradient += _RIDGE * (weights - start)
        squares += gradient**2
        weights -= _STEP * gradient / np.sqrt(squares)
    return dict(zip(names, weights.tolist(), strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
