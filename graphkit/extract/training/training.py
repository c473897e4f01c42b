"""From annotated papers to a model: cross-fit the `ner`, fit what stands on it, measure it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Config

from graphkit.extract.calibrate import fit_confidence
from graphkit.extract.evaluate import AnnotatedPaper, Annotation
from graphkit.extract.evaluate.matching import match, normalise
from graphkit.extract.evaluate.scores import Scores, score
from graphkit.extract.models import CONFIDENCE
from graphkit.extract.ner import TAGGER, set_entities
from graphkit.extract.training.annotated_docs import text_of
from graphkit.extract.training.fitting import default_config, make_pipeline, read_config
from graphkit.extract.training.folds import Job, run_all, split
from graphkit.extract.training.reading import TrainingPapers
from graphkit.model import ENTITY_LABELS, Table

Progress = Callable[[str, int, int | None], None]
Fitted = Callable[[Sequence[Doc], Sequence[AnnotatedPaper]], str]

# What else is fitted on the papers and their Docs, tagged by folds: the name of the file, and the
# function that returns its text. The weights of the roles join here.
FITTED: Mapping[str, Fitted] = MappingProxyType({CONFIDENCE: fit_confidence})


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: `ner` in spaCy's bytes, the text of each other file, and how good it is.

    `scores` are those of the `ner` alone, on papers that it had not seen.
    """

    ner: bytes
    files: Mapping[str, str]
    config: str
    papers: TrainingPapers
    seed: int
    folds: int
    scores: Scores

    def table(self) -> Table:
        """Return precision, recall and F1 of each type."""
        tallies = {**self.scores.types, "micro": self.scores.micro}
        rows = [
            (name, one.precision, one.recall, one.f1, one.right, one.predicted, one.gold)
            for name, one in tallies.items()
        ]
        columns = ("type", "precision", "recall", "F1", "right", "predicted", "gold")
        title = f"The ner alone, cross-validated over {self.folds} folds"
        return Table(columns, tuple(rows), title=title)


def train(
    papers: TrainingPapers,
    *,
    config: Path | None = None,
    folds: int = 4,
    seed: int | None = None,
    workers: int = 1,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Model:
    """Train a model; the same for the same papers, seed and configuration, and any `workers`."""
    settings = read_config(config or default_config(), seed)
    jobs = _jobs(papers, settings.to_str(), folds)
    *held_out, final = run_all(
        jobs, workers, lambda number: progress("training", number, len(jobs))
    )
    rows = {
        id(paper): found
        for job, trained in zip(jobs, held_out, strict=False)
        for paper, found in zip(job.held_out, trained.rows, strict=True)
    }
    tagged = [rows[id(paper)] for paper in papers.papers]
    language = make_pipeline(settings)
    files = {}
    if set(papers.labels) & set(ENTITY_LABELS):
        for name, fitted in FITTED.items():
            docs = list(tagged_docs(language, papers, tagged))
            files[name] = fitted(docs, papers.papers)
    return Model(
        ner=final.weights,
        files=files,
        config=_without_places(settings).to_str(),
        papers=papers,
        seed=settings["training"]["seed"] or 0,
        folds=folds,
        scores=cross_validated(language, papers, tagged),
    )


def _jobs(papers: TrainingPapers, config: str, folds: int) -> list[Job]:
    """Return a job a fold, then the one that learns from every paper."""
    fold = split(papers.papers, folds)
    pairs = list(zip(papers.papers, fold, strict=True))
    jobs = [
        Job(
            config,
            papers.labels,
            tuple(paper for paper, own in pairs if own != number),
            tuple(paper for paper, own in pairs if own == number),
        )
        for number in range(folds)
    ]
    return [*jobs, Job(config, papers.labels, papers.papers)]


def tagged_docs(
    language: Language, papers: TrainingPapers, rows: Sequence[NDArray[np.float32]]
) -> Iterator[Doc]:
    """Yield the Doc of each paper with what the `ner` says that never saw it."""
    for paper, found in zip(papers.papers, rows, strict=True):
        doc = language.make_doc(text_of(paper))
        doc.user_data[TAGGER] = (papers.labels, found)
        yield doc


def cross_validated(
    language: Language, papers: TrainingPapers, rows: Sequence[NDArray[np.float32]]
) -> Scores:
    """Measure the entities of the `ner` alone, each paper read by what never saw it."""
    matched = []
    for paper, doc in zip(papers.papers, tagged_docs(language, papers, rows), strict=True):
        set_entities(doc)
        matched.append(match(paper, entities_of(doc)))
    return score(matched)


def entities_of(doc: Doc) -> list[Annotation]:
    """Return the entities of a Doc, the mentions of one spelling folded."""
    found: dict[tuple[str, str], list[str]] = {}
    for ent in doc.ents:
        found.setdefault((ent.label_, normalise(ent.text)), []).append(ent.text)
    return [
        Annotation(type=label, name=texts[0], mentions=tuple(dict.fromkeys(texts)))
        for (label, _), texts in found.items()
    ]


def _without_places(config: Config) -> Config:
    """Return the configuration without the paths of somebody's machine."""
    copied = config.copy()
    for name in copied.get("paths", {}):
        copied["paths"][name] = None
    for corpus in copied.get("corpora", {}).values():
        corpus["path"] = None
    return copied
