r"""Compare exported models with the network in PyTorch: labels, probabilities, size, speed.

    python training/encoder/agreement.py tagger.safetensors --vocabulary vocab.txt \
        --texts dev.jsonl encoder.onnx encoder-float.onnx

The reference is PyTorch in 32 bits with the whole vocabulary, on words as BERT splits them; texts
longer than a window are left out. Seconds are of the processor, on one thread.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from network import Parameters, depth, embed, run_layer, score
from safetensors.torch import load_file

from graphkit.extract.encoder import Model
from graphkit.extract.wordpiece import WordPieces

_LONGEST = 510


@torch.no_grad()
def reference(parameters: Parameters, pieces: WordPieces, text: str) -> np.ndarray:
    """Return the probabilities of each word of `text`."""
    found = pieces(text)
    ids = torch.tensor([[pieces.first, *found.ids, pieces.last]])
    states, mask = embed(parameters, ids), torch.zeros(1, 1, 1, ids.shape[1])
    for layer in range(depth(parameters)):
        states = run_layer(parameters, layer, states, mask)
    return score(parameters, states)[0, np.array(found.firsts) + 1].exp().numpy()


def main() -> None:
    """Read the command line and print a line for each model."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True, help="JSON Lines, title and abstract")
    arguments = parser.parse_args()
    parameters = load_file(arguments.weights)
    vocabulary = arguments.vocabulary.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    pieces = WordPieces(vocabulary)
    records = map(json.loads, arguments.texts.read_text(encoding="utf-8").splitlines())
    texts = [f"{record['title']}\n{record['abstract']}" for record in records]
    texts = [text for text in texts if 0 < len(pieces(text).ids) <= _LONGEST]
    wanted = np.concatenate([reference(parameters, pieces, text) for text in texts])
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words")
    for path in arguments.models:
        start = time.perf_counter()
        model = Model(path.read_bytes())
        loading = time.perf_counter() - start
        spans = [pieces(text).spans for text in texts]
        model.tag(texts[0], spans[0])
        start = time.process_time()
        found = np.concatenate([model.tag(*pair) for pair in zip(texts, spans, strict=True)])
        seconds = time.process_time() - start
        print(
            f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, loaded in {loading:.2f} s, "
            f"{words / seconds:.0f} words/s, "
            f"equal labels {np.mean(found.argmax(1) == wanted.argmax(1)):.4f}, "
            f"mean difference {np.abs(found - wanted).mean():.5f}"
        )


if __name__ == "__main__":
    main()
