"""The network of the contextual tagger in PyTorch: six layers of MiniLM and a softmax over BIO.

Parameters are a flat dictionary from name to tensor, as a safetensors file holds them: `word`,
`position`, `type`, `norm.*`; for each layer i `i.query.*`, `i.key.*`, `i.value.*`, `i.output.*`,
`i.attention_norm.*`, `i.up.*`, `i.down.*`, `i.norm.*`; `head.*`. A weight has the shape
[inputs, outputs].
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.numpy import load_file
from torch.nn import functional

LABELS = ("Method", "Task", "Dataset", "Metric")
HEAD_SIZE = 32
EPSILON = 1e-12
RANDOM = np.random.RandomState(0)  # of what drops out

# Our names of what a layer is made of, and those in a file of the Hugging Face format.
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm": "output.LayerNorm",
}

Parameters = dict[str, torch.Tensor]


def read_minilm(path: Path, classes: int, seed: int = 0) -> Parameters:
    """Return the parameters of MiniLM from its safetensors file, with a new head."""
    stored = {k.removeprefix("bert."): v.astype(np.float32) for k, v in load_file(path).items()}
    found = {
        "word": stored["embeddings.word_embeddings.weight"],
        "position": stored["embeddings.position_embeddings.weight"],
        "type": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for layer in range(sum(name.endswith("intermediate.dense.bias") for name in stored)):
        for ours, theirs in _PARTS.items():
            weight = stored[f"encoder.layer.{layer}.{theirs}.weight"]
            found[f"{layer}.{ours}.weight"] = weight.T if weight.ndim > 1 else weight
            found[f"{layer}.{ours}.bias"] = stored[f"encoder.layer.{layer}.{theirs}.bias"]
    size = found["word"].shape[1]
    random = np.random.default_rng(seed)
    found["head.weight"] = random.normal(0, 0.02, (size, classes)).astype(np.float32)
    found["head.bias"] = np.zeros(classes, np.float32)
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}


def read_packaged(path: Path) -> Parameters:
    """Return the layers and the head of what `export.py` wrote; 7 bits of each weight are left."""
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    found = {name: values for name, values in stored.items() if name.startswith("head.")}
    for name, weight in stored.items():
        if not (name[0].isdecimal() and name.endswith(".weight")):
            continue
        stem = name.removesuffix(".weight")
        if "norm" in stem:
            found[name], found[f"{stem}.bias"] = weight, stored[f"{stem}.shift"]
            continue
        product = weight * stored[f"{stem}.scale"]
        layer, part = stem.split(".")
        parts = ("query", "key", "value") if part == "query" else (part,)
        biases = np.split(stored[f"{stem}.bias"], len(parts))
        for own, piece, bias in zip(parts, np.split(product, len(parts), 1), biases, strict=True):
            found[f"{layer}.{own}.weight"] = piece
            found[f"{layer}.{own}.bias"] = bias
    return {name: torch.from_numpy(np.array(values, np.float32)) for name, values in found.items()}


def depth(parameters: Parameters) -> int:
    """Return the number of layers."""
    return sum(name.endswith(".up.bias") for name in parameters)


def layer_of(name: str, top: int) -> int:
    """Return the layer that a parameter belongs to: -1 below the layers, `top` for the head."""
    first = name.partition(".")[0]
    if first == "head":
        return top
    return int(first) if first.isdecimal() else -1


def embed(parameters: Parameters, ids: torch.Tensor) -> torch.Tensor:
    """Return [batch, pieces, size] for the piece numbers [batch, pieces]."""
    words = functional.embedding(ids, parameters["word"])
    summed = words + parameters["position"][: ids.shape[1]] + parameters["type"]
    return _norm(parameters, "norm", summed)


def run_layer(
    parameters: Parameters, layer: int, states: torch.Tensor, mask: torch.Tensor, rate: float = 0.0
) -> torch.Tensor:
    """Return the states behind a layer; a part `rate` drops out as in training.

    `mask` [batch, 1, 1, pieces] is 0 where there is a piece and a large negative number elsewhere.
    """
    batch, pieces, size = states.shape

    def dense(values: torch.Tensor, *parts: str) -> torch.Tensor:
        names = [f"{layer}.{part}" for part in parts]
        weight = torch.cat([parameters[f"{name}.weight"] for name in names], 1)
        bias = torch.cat([parameters[f"{name}.bias"] for name in names])
        flat = values.reshape(batch * pieces, -1)
        found = torch.addmm(bias.to(flat.dtype), flat, weight.to(flat.dtype))
        return found.view(batch, pieces, -1)

    mixed = dense(states, "query", "key", "value").view(batch, pieces, 3, -1, HEAD_SIZE)
    query, key, value = mixed.permute(2, 0, 3, 1, 4)
    mixed = functional.scaled_dot_product_attention(
        query, key, value, mask.to(query.dtype), scale=HEAD_SIZE**-0.5
    )
    mixed = mixed.transpose(1, 2).reshape(batch, pieces, size)
    mixed = drop(dense(mixed, "output"), rate)
    states = _norm(parameters, f"{layer}.attention_norm", states + mixed)
    wide = functional.gelu(dense(states, "up"))
    wide = drop(dense(wide, "down"), rate)
    return _norm(parameters, f"{layer}.norm", states + wide)


def score(parameters: Parameters, states: torch.Tensor) -> torch.Tensor:
    """Return the logarithms of the probabilities of each class."""
    scores = states.float() @ parameters["head.weight"] + parameters["head.bias"]
    return functional.log_softmax(scores, -1)


def drop(values: torch.Tensor, rate: float) -> torch.Tensor:
    """Set a part `rate` of `values` to nought and scale the others; quicker than PyTorch's own."""
    if rate <= 0:
        return values
    drawn = np.frombuffer(RANDOM.bytes(values.numel()), np.uint8)
    kept = torch.from_numpy(drawn >= round(256 * rate)).view(values.shape)
    return values * kept.to(values.dtype) * (1 / (1 - rate))


def _norm(parameters: Parameters, name: str, values: torch.Tensor) -> torch.Tensor:
    weight, bias = parameters[f"{name}.weight"], parameters[f"{name}.bias"]
    kind = values.dtype
    return functional.layer_norm(values, values.shape[-1:], weight.to(kind), bias.to(kind), EPSILON)
