"""Train on some papers, tag the others: so that every paper is tagged by what never saw it."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from thinc.api import Config

from graphkit.extract.evaluate import AnnotatedPaper
from graphkit.extract.training.annotated_docs import example_of, text_of
from graphkit.extract.training.fitting import fit, make_pipeline, tagger

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Job:
    """What to train on, and what to tag with it afterwards; all of it travels to a process."""

    config: str
    labels: tuple[str, ...]
    papers: tuple[AnnotatedPaper, ...]
    held_out: tuple[AnnotatedPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights, and the probabilities of the papers that were held out."""

    weights: bytes
    rows: tuple[Floats, ...]


def split(papers: Sequence[AnnotatedPaper], folds: int) -> list[int]:
    """Return the fold of each paper. Papers of one title, a text and its digest, share one."""
    titles = sorted({title_key(paper) for paper in papers})
    fold = {title: place % folds for place, title in enumerate(titles)}
    return [fold[title_key(paper)] for paper in papers]


def title_key(paper: AnnotatedPaper) -> str:
    """Return what two papers of one title share."""
    return " ".join(paper.title.casefold().split())


def run(job: Job) -> Trained:
    """Train, and tag what was held out."""
    config = Config().from_str(job.config)
    nlp = make_pipeline(config)
    fit(nlp, config, [example_of(nlp, paper, job.labels) for paper in job.papers], job.labels)
    component = tagger(nlp)
    docs = [nlp.make_doc(text_of(paper)) for paper in job.held_out]
    rows = [row for at in range(0, len(docs), 64) for row in component.predict(docs[at : at + 64])]
    return Trained(component.to_bytes(exclude=["vocab"]), tuple(rows))


def run_all(jobs: Sequence[Job], workers: int, done: Callable[[int], None]) -> list[Trained]:
    """Run the jobs, in so many processes; the result is the same for any number."""
    return list(_counted(_results(jobs, workers), done))


def _results(jobs: Sequence[Job], workers: int) -> Iterable[Trained]:
    if workers <= 1 or len(jobs) <= 1:
        yield from map(run, jobs)
        return
    context = get_context("spawn")  # a fresh process: nothing of this one's state gets in
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        yield from pool.map(run, jobs)


def _counted(results: Iterable[Trained], done: Callable[[int], None]) -> Iterable[Trained]:
    for number, result in enumerate(results, start=1):
        yield result
        done(number)
