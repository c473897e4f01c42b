"""The network of the contextual tagger in JAX: six layers of MiniLM and a softmax over BIO labels.

Parameters are a flat dictionary from name to array, as a safetensors file holds them: `word`,
`position`, `type`, `norm.*`; for each layer i `i.query.*`, `i.key.*`, `i.value.*`, `i.output.*`,
`i.attention_norm.*`, `i.up.*`, `i.down.*`, `i.norm.*`; `head.*`. A weight has the shape
[inputs, outputs].
"""

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

LABELS = ("Method", "Task", "Dataset", "Metric")
HEAD_SIZE = 32
FROZEN = 3  # layers, with the embeddings below them, that keep what they have learned
EPSILON = 1e-12

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

Parameters = dict[str, jax.Array]


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
    return {name: jnp.asarray(value) for name, value in found.items()}


def depth(parameters: Parameters) -> int:
    """Return the number of layers."""
    return sum(name.endswith(".up.bias") for name in parameters)


def is_trained(name: str, frozen: int = FROZEN) -> bool:
    """Tell whether the parameter of this name learns: the upper layers and the head."""
    first = name.partition(".")[0]
    return first == "head" or (first.isdecimal() and int(first) >= frozen)


def embed(parameters: Parameters, ids: jax.Array) -> jax.Array:
    """Return [batch, pieces, size] for the piece numbers [batch, pieces]."""
    summed = parameters["word"][ids] + parameters["position"][: ids.shape[1]] + parameters["type"]
    return _norm(parameters, "norm", summed)


def run_layer(
    parameters: Parameters,
    layer: int,
    states: jax.Array,
    mask: jax.Array,
    keys: jax.Array | None = None,
    rate: float = 0.1,
) -> jax.Array:
    """Return the states behind a layer; with two `keys`, parts drop out as in training."""
    batch, pieces, size = states.shape

    def dense(part: str, values: jax.Array) -> jax.Array:
        name = f"{layer}.{part}"
        return values @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]

    def heads(part: str) -> jax.Array:
        return dense(part, states).reshape(batch, pieces, -1, HEAD_SIZE).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(HEAD_SIZE)
    weights = jax.nn.softmax(scores + (1 - mask)[:, None, None, :] * -1e9, -1)
    mixed = (weights @ heads("value")).transpose(0, 2, 1, 3).reshape(batch, pieces, size)
    mixed = drop(dense("output", mixed), None if keys is None else keys[0], rate)
    states = _norm(parameters, f"{layer}.attention_norm", states + mixed)
    wide = jax.nn.gelu(dense("up", states), approximate=False)
    wide = drop(dense("down", wide), None if keys is None else keys[1], rate)
    return _norm(parameters, f"{layer}.norm", states + wide)


def score(parameters: Parameters, states: jax.Array) -> jax.Array:
    """Return the logarithms of the probabilities of each class."""
    return jax.nn.log_softmax(states @ parameters["head.weight"] + parameters["head.bias"])


def drop(values: jax.Array, key: jax.Array | None, rate: float) -> jax.Array:
    """Set a part of `values` to nought and scale the others; without a key change nothing."""
    if key is None:
        return values
    return values * jax.random.bernoulli(key, 1 - rate, values.shape) / (1 - rate)


def _norm(parameters: Parameters, name: str, values: jax.Array) -> jax.Array:
    centred = values - values.mean(-1, keepdims=True)
    scale = jnp.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return centred / scale * parameters[f"{name}.weight"] + parameters[f"{name}.bias"]
