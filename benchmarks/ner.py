"""Measure words a second of one process: the network, the rules, a model's whole pipeline.

    python benchmarks/ner.py MODEL [FILE…]

Without files the demo corpus is read. Processor time is counted, so that what else runs on the
machine tells little; the best of some passes is shown.
"""

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from graphkit import ingest
from graphkit.extract import load
from graphkit.extract.trained import open_model, profile_of
from graphkit.model import Paper

_PASSES = 3
_BATCH = 32


def best(read: Callable[[], object]) -> float:
    """Return the processor time of the fastest pass."""
    times = []
    for _ in range(_PASSES):
        start = time.process_time()
        read()
        times.append(time.process_time() - start)
    return min(times)


def main(model: str, files: Sequence[str]) -> None:
    """Print the table."""
    texts = [record.text for record in ingest.read(files) if isinstance(record, Paper)]
    rules = load("fast")
    words = sum(len(rules.make_doc(text)) for text in texts)
    extractor = open_model(Path(model))
    start = time.perf_counter()
    whole = load(profile_of(extractor.meta, extractor.names))
    next(whole.pipe(texts[:1]))
    loading = time.perf_counter() - start
    ner = whole.get_pipe("graphkit_ner")
    sets_ents, ner.sets_ents = ner.sets_ents, False

    def network() -> None:
        for at in range(0, len(docs), _BATCH):
            batch = docs[at : at + _BATCH]
            ner.set_annotations(batch, ner.predict(batch))

    docs = [whole.make_doc(text) for text in texts]
    rows = {"network alone": best(network)}
    ner.sets_ents = sets_ents
    rows["profile fast"] = best(lambda: list(rules.pipe(texts, batch_size=_BATCH)))
    rows["model, whole pipeline"] = best(lambda: list(whole.pipe(texts, batch_size=_BATCH)))
    size = sum(file.stat().st_size for file in Path(model).iterdir())
    print(f"{len(texts)} papers, {words} words; spaCy {spacy.__version__}")
    print(f"model {size / 1e6:.1f} MB, loaded in {loading:.2f} s")
    for name, seconds in rows.items():
        print(f"{name:24}{words / seconds:10,.0f} words/s")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["seeds"])
