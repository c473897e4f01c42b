"""Read the papers to learn from, and say what cannot be learned from them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from graphkit.errors import InputError, UsageError
from graphkit.extract.evaluate import AnnotatedPaper, read_annotated
from graphkit.extract.ner import in_order
from graphkit.extract.training.annotated_docs import missing, places, text_of
from graphkit.extract.training.folds import title_key

_LEAST_PAPERS = 2  # one to learn from, one to see what was learned


@dataclass(frozen=True, slots=True)
class TrainingFile:
    """A file as it was read: the last part of its name, how many papers, the hash of its bytes."""

    name: str
    papers: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TrainingPapers:
    """What is learned from. `unfound` tells the places of mentions that no text holds."""

    papers: tuple[AnnotatedPaper, ...]
    labels: tuple[str, ...]
    files: tuple[TrainingFile, ...]
    unfound: tuple[str, ...]


def read_papers(
    paths: Sequence[str], labels: Sequence[str] = (), *, folds: int = _LEAST_PAPERS
) -> TrainingPapers:
    """Return the papers of all files with the entities of `labels`, or of all their types.

    Raise InputError naming file and line where nothing can be learned from them.
    """
    papers: list[AnnotatedPaper] = []
    sources: list[str] = []
    files: list[TrainingFile] = []
    for path in dict.fromkeys(paths):
        found = list(read_annotated(path).values())
        papers.extend(found)
        sources.extend(f"{path}:{paper.line}" for paper in found)
        digest = sha256(Path(path).read_bytes()).hexdigest()
        files.append(TrainingFile(Path(path).name, len(found), digest))
    where = _labelled(papers, sources)
    wanted = in_order(labels or where)
    _check_number(papers, sources, folds)
    _check_labels(wanted, where, ", ".join(paths))
    kept = [
        replace(paper, entities=tuple(e for e in paper.entities if e.type in wanted))
        for paper in papers
    ]
    unfound = [
        f"{source}: {spelling!r}"
        for source, paper in zip(sources, kept, strict=True)
        for spelling in missing(paper)
    ]
    return TrainingPapers(tuple(kept), wanted, tuple(files), tuple(unfound))


def _labelled(
    papers: Sequence[AnnotatedPaper], sources: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Return where each type stands in a text: by title, the first file and line."""
    where: dict[str, dict[str, str]] = defaultdict(dict)
    for paper, source in zip(papers, sources, strict=True):
        for *_, label in places(text_of(paper), paper.entities):
            where[label].setdefault(title_key(paper), source)
    return where


def _check_labels(wanted: Sequence[str], where: dict[str, dict[str, str]], files: str) -> None:
    if not where:
        raise InputError(
            f"{files}: expected entities with mentions that stand in the texts, found none",
            hint='an entity is {"type", "name", "mentions"}; a mention is spelled as in the text',
        )
    for label in wanted:
        found = where.get(label, {})
        if not found:
            raise UsageError(
                f"--labels {label}: no text of {files} holds an entity of that type",
                hint=f"found are {', '.join(in_order(where))}",
            )
        if len(found) < _LEAST_PAPERS:
            [source] = found.values()
            others = ",".join(other for other in in_order(where) if other != label)
            raise InputError(
                f"{source}: {label!r} stands in this paper only; two are the least to learn from",
                hint=f"annotate more, or leave it out: --labels {others}" if others else None,
            )


def _check_number(papers: Sequence[AnnotatedPaper], sources: Sequence[str], folds: int) -> None:
    titles = {title_key(paper) for paper in papers}
    if len(titles) < _LEAST_PAPERS:
        raise InputError(f"{sources[0]}: expected two papers at least, found one title only")
    if len(titles) < folds:
        raise UsageError(
            f"--folds {folds}: expected as many papers at least, found {len(titles)}",
            hint=f"--folds {len(titles)}",
        )
