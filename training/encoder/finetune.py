r"""Teach MiniLM to tag methods, tasks, datasets and metrics.

    python training/encoder/finetune.py --minilm model.safetensors --vocabulary vocab.txt \
        --scirex train_docs --also train.jsonl more.jsonl --guide train.jsonl -o tagger.safetensors

The embeddings and the three lower layers stay as they are: what they make of each text is
computed once. The upper layers learn in two stages: first on the heads of SciREX papers, whose
labels stand for ours; then on every annotated abstract, and to the end on those in our own guide
only, under one learning rate that rises and falls. The same input gives the same parameters on
the same machine.
"""

import argparse
import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from network import FROZEN, LABELS, Parameters, depth, drop, embed, is_trained, read_minilm
from network import run_layer as layer_of
from network import score as score_of
from safetensors.numpy import save_file

from graphkit.extract.wordpiece import WordPieces

BATCH = 8
RATE = 3.5e-4
DROPPED = 0.1
PIECES = 510  # a longer text is cut
SCIREX_WORDS = 300  # of each paper, about its abstract
SCIREX_LABELS = {"Method": "Method", "Task": "Task", "Material": "Dataset", "Metric": "Metric"}
IGNORED = -1  # the class of pieces that no loss counts

log = logging.getLogger("finetune")
Marked = tuple[str, list[tuple[int, int, str]]]  # a text with the spans that its labels cover


@dataclass
class Example:
    """A text in pieces, with the class of the first piece of each word."""

    ids: np.ndarray
    classes: np.ndarray
    lower: np.ndarray = field(default_factory=lambda: np.zeros(0))  # states below what learns


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
        yield text, without_overlaps(spans)


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
        yield text, without_overlaps(spans)


def without_overlaps(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the spans in order; of two that overlap the longer one stays."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= start or span[0] >= end for start, end, _ in kept):
            kept.append(span)
    return sorted(kept)


def example(pieces: WordPieces, marked: Marked) -> Example:
    """Return the pieces of a text with their classes: O, then B and I of each label."""
    text, spans = marked
    found = pieces(text)
    ids = [pieces.first, *found.ids[:PIECES], pieces.last]
    classes = np.full(len(ids), IGNORED, np.int32)
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
    return Example(np.array(ids, np.int32), classes)


def batches(
    examples: Sequence[Example], random: np.random.RandomState | None = None
) -> Iterator[list[Example]]:
    """Yield batches of texts of about the same length, shuffled where there is a `random`."""
    noise = random.rand(len(examples)) if random else np.zeros(len(examples))
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].ids) // 64, noise[i], i))
    chunks = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    if random:
        random.shuffle(chunks)
    for chunk in chunks:
        yield [examples[number] for number in chunk]


def padded(rows: Sequence[np.ndarray], filler: float) -> np.ndarray:
    """Return [BATCH, pieces, ...] with the rows on top, pieces a multiple of 64."""
    length = min(PIECES + 2, -(-max(map(len, rows)) // 64) * 64)
    table = np.full((BATCH, length, *rows[0].shape[1:]), filler, np.result_type(rows[0], np.int32))
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table


def mask_of(batch: Sequence[Example]) -> np.ndarray:
    """Return 1 where a batch has a piece and 0 behind it."""
    return padded([np.ones(len(one.ids), np.float32) for one in batch], 0).astype(np.float32)


def compute_lower(parameters: Parameters, examples: Sequence[Example]) -> None:
    """Store with each example what the layers that do not learn make of it."""

    @jax.jit
    def lower(parameters: Parameters, ids: jax.Array, mask: jax.Array) -> jax.Array:
        states = embed(parameters, ids)
        for layer in range(FROZEN):
            states = layer_of(parameters, layer, states, mask)
        return states

    for batch in batches(examples):
        states = np.asarray(
            lower(parameters, padded([one.ids for one in batch], 0), mask_of(batch))
        )
        for one, state in zip(batch, states, strict=False):
            one.lower = state[: len(one.ids)].astype(np.float16)


def loss(
    learning: Parameters, states: jax.Array, mask: jax.Array, classes: jax.Array, key: jax.Array
) -> jax.Array:
    """Return the mean of what the classes of a batch cost, with parts dropped out."""
    last = FROZEN + depth(learning)
    keys = jax.random.split(key, 2 * depth(learning) + 1)
    for place, layer in enumerate(range(FROZEN, last)):
        pair = keys[2 * place : 2 * place + 2]
        states = layer_of(learning, layer, states, mask, pair, DROPPED)
    logs = score_of(learning, drop(states, keys[-1], DROPPED))
    counted = classes != IGNORED
    costs = -jnp.take_along_axis(logs, jnp.maximum(classes, 0)[..., None], -1)[..., 0]
    return (costs * counted).sum() / counted.sum()


def train(
    learning: Parameters,
    epochs: Sequence[Sequence[Example]],
    *,
    rise: float,
    fall: float,
    name: str,
    seed: int = 0,
) -> Parameters:
    """Return `learning` after the epochs, each with examples of its own.

    `rise` and `fall` are the parts of all steps where the rate is highest and lowest.
    """
    steps = sum(-(-len(examples) // BATCH) for examples in epochs)
    schedule = optax.linear_onecycle_schedule(steps, RATE, pct_start=rise, pct_final=fall)
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01)
    )
    state = optimizer.init(learning)

    @jax.jit
    def step(learning: Parameters, state: Any, *batch: jax.Array) -> tuple[Parameters, Any, Any]:  # noqa: ANN401 - optax's
        cost, gradient = jax.value_and_grad(loss)(learning, *batch)
        updates, state = optimizer.update(gradient, state, learning)
        return optax.apply_updates(learning, updates), state, cost

    random, key = np.random.RandomState(seed), jax.random.PRNGKey(seed)
    for epoch, examples in enumerate(epochs):
        costs = []
        for batch in batches(examples, random):
            key, part = jax.random.split(key)
            states = padded([one.lower.astype(np.float32) for one in batch], 0)
            classes = padded([one.classes for one in batch], IGNORED)
            inputs = (states.astype(np.float32), mask_of(batch), classes, part)
            learning, state, cost = step(learning, state, *inputs)
            costs.append(float(cost))
        log.info("%s, epoch %d of %d: loss %.4f", name, epoch + 1, len(epochs), np.mean(costs))
    return learning


def main() -> None:
    """Read the command line, learn, and write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minilm", type=Path, required=True, help="MiniLM's model.safetensors")
    parser.add_argument("--vocabulary", type=Path, required=True, help="MiniLM's vocab.txt")
    parser.add_argument("--scirex", type=Path, help="a folder of SciREX papers; none: no stage 1")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="JSON Lines, any guide")
    parser.add_argument("--guide", type=Path, nargs="+", required=True, help="JSON Lines, ours")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    jax.config.update("jax_default_prng_impl", "unsafe_rbg")  # four times as fast on a processor

    vocabulary = arguments.vocabulary.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    make = partial(example, WordPieces(vocabulary))
    heads = [make(marked) for marked in scirex(arguments.scirex)] if arguments.scirex else []
    guide = [make(marked) for path in arguments.guide for marked in annotated(path)]
    also = [make(marked) for path in arguments.also for marked in annotated(path)]
    parameters = read_minilm(arguments.minilm, 1 + 2 * len(LABELS), arguments.seed)
    compute_lower(parameters, [*heads, *guide, *also])

    learning = {name: value for name, value in parameters.items() if is_trained(name)}
    go = partial(train, seed=arguments.seed)
    if heads:
        learning = go(learning, [heads] * 2, rise=0.1, fall=0.9, name="SciREX")
    everything = [*guide, *also]
    epochs = [everything, everything, guide, guide]
    learning = go(learning, epochs, rise=0.08, fall=0.95, name="abstracts")
    final = {name: np.asarray(value) for name, value in {**parameters, **learning}.items()}
    save_file(final, arguments.output)


if __name__ == "__main__":
    main()
