r"""Fit the weights of the confidence on what encoders say of papers that they never saw.

    python training/encoder/calibrate.py --fold 0.onnx --fold 1.onnx --fold 2.onnx \
        --output graphkit/extract/model/best/confidence.tsv TRAIN.jsonl...

Encoder k was fine-tuned without the papers of fold k. A paper's fold is that of its title, as
`finetune.py` splits; `--split FILE` names a JSON object of other folds by title. With
`--measure FILE` (one of the files) nothing is written: the papers of that file are read with the
encoder of their fold, and with weights of confidence fitted on the other folds, and measured.
`--prior` names weights that were fitted on other papers: what is new is learned on top of them.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from folds import fold_of
from spacy.tokens import Doc

from graphkit.extract.calibrate import fit_confidence
from graphkit.extract.confidence import read_weights
from graphkit.extract.encoder import Encoder
from graphkit.extract.evaluate import (
    AnnotatedPaper,
    AnnotatedPapers,
    evaluate,
    predict,
    read_annotated,
)
from graphkit.extract.language import load, nlp
from graphkit.extract.pipelines import PipelineExtractor
from graphkit.extract.profiles import CANDIDATES, Component, Profile, decisions
from graphkit.extract.training.annotated_docs import text_of
from graphkit.extract.training.folds import title_key


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--fold", action="append", required=True, type=Path)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--prior", type=Path, help="weights of before, to go on from")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--output", "-o", type=Path)
    target.add_argument("--measure")
    given = parser.parse_args()
    papers = [paper for file in given.files for paper in read_annotated(file).values()]
    folds = [fold_of(title_key(paper), len(given.fold)) for paper in papers]
    if given.split:
        own: Mapping[str, int] = json.loads(given.split.read_bytes())
        folds = [own[title_key(paper)] for paper in papers]
    encoders = [Encoder(path) for path in given.fold]
    docs = list(tagged(papers, folds, encoders))
    if given.measure:
        for line in cross_validate(docs, papers, folds, given.fold, given.measure):
            print(line)
    else:
        prior = read_weights(str(given.prior.resolve())) if given.prior else {}
        given.output.write_text(fit_confidence(docs, papers, prior), encoding="utf-8")


def tagged(
    papers: Sequence[AnnotatedPaper], folds: Sequence[int], encoders: Sequence[Encoder]
) -> Iterator[Doc]:
    """Yield the Doc of each paper as the encoder of its fold tags it."""
    language = nlp("fast")
    for paper, fold in zip(papers, folds, strict=True):
        yield encoders[fold](language.make_doc(text_of(paper)))


def cross_validate(
    docs: Sequence[Doc],
    papers: Sequence[AnnotatedPaper],
    folds: Sequence[int],
    encoders: Sequence[Path],
    measured: str,
) -> Iterator[str]:
    """Yield the lines of a report on papers that are read by what never saw them."""
    gold = read_annotated(measured)
    found: AnnotatedPapers = {}
    with TemporaryDirectory() as folder:
        for fold, encoder in enumerate(encoders):
            others = [
                pair
                for pair, own in zip(zip(docs, papers, strict=True), folds, strict=True)
                if own != fold
            ]
            weights = Path(folder, f"{fold}.tsv")
            weights.write_text(fit_confidence(*zip(*others, strict=True)), encoding="utf-8")
            tagger = Component("graphkit_encoder", {"path": str(encoder)})
            parts = (*CANDIDATES, tagger, Component("graphkit_tagged"), *decisions(str(weights)))
            reader = PipelineExtractor(load(Profile("fold", parts)), f"fold {fold}")
            own = {paper.title for paper, place in zip(papers, folds, strict=True) if place == fold}
            found |= predict({t: p for t, p in gold.items() if t in own}, profile=reader)
    for table in evaluate(gold, found, errors=0).tables():
        yield f"\n{table.title}"
        for row in (table.columns, *table.rows):
            cells = (f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row)
            yield "  ".join(f"{cell:>14}" for cell in cells)


if __name__ == "__main__":
    main()
