r"""Fit the weights of the confidence on what encoders say of papers that they never saw.

    python training/encoder/calibrate.py --fold 0.onnx --fold 1.onnx --fold 2.onnx \
        --output graphkit/extract/model/best/confidence.tsv TRAIN.jsonl...

Encoder k was fine-tuned without the papers of fold k. A paper's fold is that of its title, as
`graphkit train` splits; `--split FILE` names a JSON object of other folds by title.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc

from graphkit.extract.calibrate import fit_confidence
from graphkit.extract.encoder import Encoder
from graphkit.extract.evaluate import AnnotatedPaper, read_annotated
from graphkit.extract.language import nlp
from graphkit.extract.training.annotated_docs import text_of
from graphkit.extract.training.folds import split, title_key


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--fold", action="append", required=True, type=Path)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--output", "-o", required=True, type=Path)
    given = parser.parse_args()
    papers = [paper for file in given.files for paper in read_annotated(file).values()]
    folds = split(papers, len(given.fold))
    if given.split:
        own: Mapping[str, int] = json.loads(given.split.read_bytes())
        folds = [own[title_key(paper)] for paper in papers]
    encoders = [Encoder(path) for path in given.fold]
    docs = tagged(papers, folds, encoders)
    given.output.write_text(fit_confidence(docs, papers), encoding="utf-8")


def tagged(
    papers: Sequence[AnnotatedPaper], folds: Sequence[int], encoders: Sequence[Encoder]
) -> Iterator[Doc]:
    """Yield the Doc of each paper as the encoder of its fold tags it."""
    language = nlp("fast")
    for paper, fold in zip(papers, folds, strict=True):
        yield encoders[fold](language.make_doc(text_of(paper)))


if __name__ == "__main__":
    main()
