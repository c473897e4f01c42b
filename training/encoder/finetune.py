r"""Teach MiniLM to tag methods, tasks, datasets and metrics.

    python training/encoder/finetune.py --minilm model.safetensors --vocabulary vocab.txt \
        --scirex train_docs -o start.safetensors
    python training/encoder/finetune.py --start start.safetensors --vocabulary vocab.txt \
        --fold 0 -o fold0.safetensors PAPERS.jsonl...

The first stage learns from the heads of SciREX papers, whose labels stand for ours; the second from
annotated abstracts and digests in our own guide. All layers learn, the lower ones more slowly; the
embeddings stay as they are. In the second stage one piece in eight is hidden, so that the words
around a name have to tell what it is. `--fold K` leaves out the papers of fold K of three: the
confidence needs taggers that never saw a paper. `--packaged` goes on from a tagger that has
learned already. Products are in bfloat16, on one thread: about three minutes an epoch for 1,800
texts on a processor with AMX. One without is twice as slow with `--float32`, and fifty times
without. The same input gives the same parameters on the same kind of machine.
"""

import argparse
import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from folds import fold_of
from network import (
    LABELS,
    RANDOM,
    Parameters,
    depth,
    drop,
    embed,
    layer_of,
    read_minilm,
    read_packaged,
    run_layer,
    score,
)
from safetensors.torch import load_file, save_file
from torch.nn import functional

from graphkit.extract.wordpiece import WordPieces

BATCH = 8
DROPPED = 0.1
SLOWER = 0.9  # the rate of a layer, as a part of the rate of the layer above
LEAST_RATE = 0.04  # of the highest rate, where it begins and ends
PIECES = 510  # a longer text is cut
FOLDS = 3
HIDING = 103  # the piece [MASK]
FIRST_WORD = 200  # pieces below are no words
SCIREX_WORDS = 300  # of each paper, about its abstract
SCIREX_LABELS = {"Method": "Method", "Task": "Task", "Material": "Dataset", "Metric": "Metric"}
IGNORED = -100  # the class of pieces that no loss counts

log = logging.getLogger("finetune")
Span = tuple[int, int, str]
Marked = tuple[str, str, list[Span]]  # title key, text, the spans that its labels cover


@dataclass
class Example:
    """A text in pieces, with the class of the first piece of each word."""

    title: str
    ids: np.ndarray
    classes: np.ndarray
    is_rare: bool = False  # every other epoch is enough


@dataclass(frozen=True)
class Plan:
    """How to learn: `rise` and `fall` are the parts of all steps where the rate is highest, lowest.

    `hidden` is the part of the pieces that is hidden, anew each time.
    """

    name: str
    epochs: int
    rate: float
    rise: float
    fall: float
    hidden: float = 0.0


SCIREX = Plan("SciREX", epochs=2, rate=2e-4, rise=0.1, fall=0.9)
GUIDE = Plan("abstracts", epochs=5, rate=3e-4, rise=0.08, fall=0.95, hidden=0.12)


def annotated(path: Path) -> Iterator[Marked]:
    """Yield the texts of JSON Lines with `title`, `abstract` and `entities`, every place marked."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = f"{record['title']}\n{record['abstract']}"
        spans = [
            (place.start(), place.end(), entity["type"])
            for entity in record["entities"]
            for mention in sorted(set(entity["mentions"]))
            for place in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text)
        ]
        yield " ".join(record["title"].casefold().split()), text, without_overlaps(spans)


def scirex(folder: Path) -> Iterator[Marked]:
    """Yield the first words of each paper of SciREX, joined to a text."""
    for path in sorted(folder.iterdir()):
        paper = json.loads(path.read_text(encoding="utf-8"))
        text, places = "", []
        for word in paper["words"][:SCIREX_WORDS]:
            if text and word not in ".,;:)]%" and not text.endswith("("):
                text += " "
            places.append((len(text), len(text) + len(word)))
            text += word
        spans = [
            (places[first][0], places[last - 1][1], SCIREX_LABELS[label])
            for first, last, label in paper["ner"]
            if last <= len(places) and label in SCIREX_LABELS
        ]
        yield "", text, without_overlaps(spans)


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order; of two that overlap the longer one stays."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= start or span[0] >= end for start, end, _ in kept):
            kept.append(span)
    return sorted(kept)


def example(pieces: WordPieces, marked: Marked) -> Example:
    """Return the pieces of a text with their classes: O, then B and I of each label."""
    title, text, spans = marked
    found = pieces(text)
    ids = [pieces.first, *found.ids[:PIECES], pieces.last]
    classes = np.full(len(ids), IGNORED, np.int64)
    for first in found.firsts:
        if first < PIECES:
            classes[first + 1] = 0
    for start, end, label in spans:
        within = [
            first + 1
            for first, (begin, stop) in zip(found.firsts, found.spans, strict=True)
            if begin >= start and stop <= end and first < PIECES
        ]
        classes[within] = 2 + 2 * LABELS.index(label)
        classes[within[:1]] -= 1
    return Example(title, np.array(ids), classes)


def batches(examples: Sequence[Example], random: np.random.RandomState) -> Iterator[list[Example]]:
    """Yield batches of texts of about the same length, shuffled."""
    noise = random.rand(len(examples))
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].ids) // 32, noise[i], i))
    chunks = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    random.shuffle(chunks)
    for chunk in chunks:
        yield [examples[number] for number in chunk]


def padded(rows: Sequence[np.ndarray], filler: int) -> torch.Tensor:
    """Return [rows, pieces] with the rows on top, pieces a multiple of 16."""
    length = -(-max(map(len, rows)) // 16) * 16
    table = np.full((len(rows), length), filler, np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return torch.from_numpy(table)


def cost_of(
    learning: Parameters, batch: Sequence[Example], hidden: float, kind: torch.dtype
) -> torch.Tensor:
    """Return the mean of what the classes of a batch cost, with parts dropped out and hidden."""
    ids = padded([one.ids for one in batch], 0)
    mask = (ids == 0)[:, None, None, :] * -1e4
    if hidden:
        ids = torch.where((torch.rand(ids.shape) < hidden) & (ids > FIRST_WORD), HIDING, ids)
    with torch.no_grad():
        states = embed(learning, ids).to(kind)
    for layer in range(depth(learning)):
        states = run_layer(learning, layer, states, mask, DROPPED)
    logs = score(learning, drop(states, DROPPED))
    classes = padded([one.classes for one in batch], IGNORED)
    return functional.nll_loss(logs.flatten(0, 1), classes.flatten(), ignore_index=IGNORED)


def rate_at(plan: Plan, step: int, steps: int) -> float:
    """Return the rate of a step as a part of the highest: it rises, falls, and fades out."""
    top, bottom = plan.rise * steps, plan.fall * steps
    if step < top:
        return LEAST_RATE + (1 - LEAST_RATE) * step / top
    if step < bottom:
        return 1 - (1 - LEAST_RATE) * (step - top) / (bottom - top)
    return LEAST_RATE * max(0.0, 1 - (step - bottom) / max(1, steps - bottom)) + 1e-5


def train(
    parameters: Parameters,
    examples: Sequence[Example],
    plan: Plan,
    seed: int,
    kind: torch.dtype,
) -> None:
    """Let the layers and the head learn, in place."""
    torch.manual_seed(seed)
    RANDOM.seed(seed)
    top = depth(parameters) - 1
    groups: dict[int, list[torch.Tensor]] = {}
    for name, values in parameters.items():
        layer = layer_of(name, top)
        values.requires_grad_(layer >= 0)
        if layer >= 0:
            groups.setdefault(layer, []).append(values)
    optimizer = torch.optim.AdamW(
        [
            {"params": group, "lr": plan.rate * SLOWER ** (top - layer)}
            for layer, group in groups.items()
        ],
        weight_decay=0.01,
    )
    rare = sum(one.is_rare for one in examples)
    steps = plan.epochs * -(-(len(examples) - rare // 2) // BATCH)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(plan, step, steps))
    random = np.random.RandomState(seed)
    for epoch in range(plan.epochs):
        costs = []
        now = [one for at, one in enumerate(examples) if not one.is_rare or (at + epoch) % 2 == 0]
        for batch in batches(now, random):
            cost = cost_of(parameters, batch, plan.hidden, kind)
            optimizer.zero_grad()
            cost.backward()
            torch.nn.utils.clip_grad_norm_([v for group in groups.values() for v in group], 1.0)
            optimizer.step()
            rates.step()
            costs.append(cost.item())
        log.info("%s, epoch %d of %d: loss %.4f", plan.name, epoch + 1, plan.epochs, np.mean(costs))


def main() -> None:
    """Read the command line, learn, and write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("papers", type=Path, nargs="*", help="JSON Lines of the second stage")
    parser.add_argument("--rare", type=Path, nargs="*", default=[], help="for every other epoch")
    parser.add_argument("--minilm", type=Path, help="MiniLM's model.safetensors")
    parser.add_argument("--packaged", type=Path, help="go on from the layers of an encoder.onnx")
    parser.add_argument("--start", type=Path, help="what the first stage wrote")
    parser.add_argument("--vocabulary", type=Path, required=True, help="MiniLM's vocab.txt")
    parser.add_argument("--scirex", type=Path, help="a folder of SciREX papers: the first stage")
    parser.add_argument("--fold", type=int, help="leave this one out, 0 the first")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many there are")
    parser.add_argument("--epochs", type=int, default=GUIDE.epochs)
    parser.add_argument("--rate", type=float, default=GUIDE.rate, help="the highest")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--float32", action="store_true", help="for processors without AMX")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    if (given.minilm is None) == (given.start is None):
        parser.error("expected one of --minilm and --start")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    kind = torch.float32 if given.float32 else torch.bfloat16

    vocabulary = given.vocabulary.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    make = partial(example, WordPieces(vocabulary))
    classes = 1 + 2 * len(LABELS)
    parameters = (
        load_file(given.start) if given.start else read_minilm(given.minilm, classes, given.seed)
    )
    if given.packaged:
        parameters |= read_packaged(given.packaged)
    if given.scirex:
        heads = [make(marked) for marked in scirex(given.scirex)]
        train(parameters, heads, SCIREX, given.seed, kind)
    if given.papers:
        texts = [make(marked) for path in given.papers for marked in annotated(path)]
        texts += [
            replace(make(marked), is_rare=True) for path in given.rare for marked in annotated(path)
        ]
        texts = [text for text in texts if fold_of(text.title, given.folds) != given.fold]
        plan = replace(GUIDE, epochs=given.epochs, rate=given.rate)
        train(parameters, texts, plan, given.seed, kind)
    save_file({name: v.detach().contiguous() for name, v in parameters.items()}, given.output)


if __name__ == "__main__":
    main()
