"""Write the tagger's parameters as one file for onnxruntime: 8-bit weights, vocabulary, labels.

    python training/encoder/export.py tagger.safetensors --vocabulary vocab.txt -o encoder.onnx

Weights of layers have 7 bits and a scale for each column: processors without VNNI add two products
in 16 bits, which 8 bits overflow, so this way every machine gets the same integers. What goes
into a layer is measured anew for each text; where a few pieces are far larger than all others
they would take the resolution from the rest, so each row is first divided by its largest value.
Embeddings have 8 bits and a scale for each row. Pieces of other scripts are left out, which makes
their words unknown.
"""

import argparse
import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load_file

LABELS = ("Method", "Task", "Dataset", "Metric")
HEAD_SIZE = 32
EPSILON = 1e-12
WEIGHT_LIMIT = 64  # 255 * 64 * 2 stays below 2 ** 15
EMBEDDING_LIMIT = 127
_CONTRIB = "com.microsoft"  # onnxruntime's own operators
_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")
_OPSET, _IR = 18, 9

Arrays = Mapping[str, np.ndarray]


class Graph:
    """The nodes and weights of a graph in the making; a value is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def weight(self, name: str, values: np.ndarray) -> str:
        """Store a weight; return its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        kind: str,
        *inputs: str,
        outputs: int = 1,
        contrib: bool = False,
        **how: Any,  # noqa: ANN401 - attributes of any operator
    ) -> list[str]:
        """Append a node; return the names of its outputs."""
        names = [f"{kind}_{len(self.nodes)}_{number}" for number in range(outputs)]
        domain = _CONTRIB if contrib else ""
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **how))
        return names

    def one(self, kind: str, *inputs: str, contrib: bool = False, **how: Any) -> str:  # noqa: ANN401 - the same
        """Append a node with one output; return its name."""
        return self.node(kind, *inputs, contrib=contrib, **how)[0]


def quantised(values: np.ndarray, limit: int, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return whole numbers from -limit to limit, and a scale for each place across `axis`."""
    scales = np.abs(values).max(axis, keepdims=True).astype(np.float32) / limit
    scales[scales == 0] = 1
    return np.rint(values / scales).astype(np.int8), scales


def kept_pieces(vocabulary: Sequence[str]) -> list[int]:
    """Return the numbers of the pieces that can help in English text.

    No unused slots, no scripts but Latin and Greek.
    """
    return [number for number, piece in enumerate(vocabulary) if _helps(piece)]


def _helps(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 1:
        return piece in _SPECIAL
    return all(map(_is_readable, piece.removeprefix("##")))


def _is_readable(character: str) -> bool:
    if character.isascii():
        return True
    if unicodedata.category(character)[0] in "LM":
        return unicodedata.name(character, "").startswith(("LATIN", "GREEK"))
    return unicodedata.east_asian_width(character) not in "WF"


def build(
    parameters: Arrays, vocabulary: Sequence[str], labels: Sequence[str], *, small: bool = True
) -> ModelProto:
    """Return the model: piece numbers [1, pieces] to `probabilities` [1, pieces, classes].

    Without `small`, all weights are floating-point numbers, to compare with.
    """
    kept = kept_pieces(vocabulary)
    graph = Graph()
    states = _embeddings(graph, {**parameters, "word": parameters["word"][kept]}, small=small)
    for layer in range(sum(name.endswith(".up.bias") for name in parameters)):
        states = _layer(graph, parameters, layer, states, small=small)
    scores = graph.one("MatMul", states, graph.weight("head.weight", parameters["head.weight"]))
    scores = graph.one("Add", scores, graph.weight("head.bias", parameters["head.bias"]))
    graph.nodes.append(helper.make_node("Softmax", [scores], ["probabilities"], axis=-1))
    classes = parameters["head.bias"].shape[0]
    if classes != 1 + 2 * len(labels):
        raise SystemExit(f"expected {1 + 2 * len(labels)} classes for {labels}, found {classes}")
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [helper.make_tensor_value_info("pieces", TensorProto.INT32, [1, "n"])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, "n", classes])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=_IR,
        producer_name="graphkit",
    )
    facts = {
        "labels": json.dumps(list(labels)),
        "longest": str(parameters["position"].shape[0]),
        "vocabulary": "\n".join(vocabulary[number] for number in kept),
    }
    helper.set_model_props(model, facts)
    checker.check_model(model)
    return model


def _embeddings(graph: Graph, parameters: Arrays, *, small: bool) -> str:
    """Append the sum of what a piece and its place mean, normalised."""
    position = parameters["position"] + parameters["type"]
    length = graph.one("Shape", "pieces", start=1)
    zero = graph.weight("zero", np.array([0]))
    one = graph.weight("one", np.array([1]))

    def table(name: str, values: np.ndarray, rows: str | None) -> str:
        """Append the rows of a table that `rows` names, or as many as there are pieces."""

        def pick(name: str, values: np.ndarray) -> str:
            if rows:
                return graph.one("Gather", graph.weight(name, values), rows)
            return graph.one("Slice", graph.weight(name, values[None]), zero, length, one)

        if not small:
            return pick(name, values)
        whole, scales = quantised(values, EMBEDDING_LIMIT, 1)
        floats = graph.one("Cast", pick(name, whole), to=TensorProto.FLOAT)
        return graph.one("Mul", floats, pick(f"{name}.scale", scales))

    words = table("word", parameters["word"], "pieces")
    return _norm(graph, parameters, "norm", words, table("position", position, None))


def _layer(graph: Graph, parameters: Arrays, layer: int, states: str, *, small: bool) -> str:
    """Append a layer: attention, then two dense parts, each added to what came in."""

    def both(*parts: str) -> tuple[np.ndarray, np.ndarray]:
        weights = [parameters[f"{layer}.{part}.weight"] for part in parts]
        biases = [parameters[f"{layer}.{part}.bias"] for part in parts]
        return np.concatenate(weights, 1), np.concatenate(biases)

    def dense(inputs: str, *parts: str) -> tuple[str, str]:
        """Append a product; return it, and the bias that the next node adds."""
        weight, bias = both(*parts)
        name = f"{layer}.{parts[0]}"
        product = _product(graph, inputs, name, weight, small=small)
        return product, graph.weight(f"{name}.bias", bias)

    mixed, bias = dense(states, "query", "key", "value")
    queries, keys, values = graph.node("Split", mixed, outputs=3, axis=2, num_outputs=3)
    heads = parameters[f"{layer}.output.bias"].shape[0] // HEAD_SIZE
    mixed = graph.one(
        "MultiHeadAttention", queries, keys, values, bias, contrib=True, num_heads=heads
    )
    mixed, bias = dense(mixed, "output")
    states = _norm(graph, parameters, f"{layer}.attention_norm", mixed, states, bias)
    wide, bias = dense(states, "up")
    wide = graph.one("BiasGelu", wide, bias, contrib=True)
    narrow, bias = dense(wide, "down")
    return _norm(graph, parameters, f"{layer}.norm", narrow, states, bias)


def _product(graph: Graph, inputs: str, name: str, weight: np.ndarray, *, small: bool) -> str:
    if not small:
        return graph.one("MatMul", inputs, graph.weight(f"{name}.weight", weight))
    whole, scales = quantised(weight, WEIGHT_LIMIT, 0)
    axis = graph.weight(f"{name}.axis", np.array([-1]))
    largest = graph.one("ReduceMax", graph.one("Abs", inputs), axis, keepdims=1)
    product = graph.one(
        "DynamicQuantizeMatMul",
        graph.one("Div", inputs, largest),
        graph.weight(f"{name}.weight", whole),
        graph.weight(f"{name}.scale", scales[0]),
        contrib=True,
    )
    return graph.one("Mul", product, largest)


def _norm(graph: Graph, parameters: Arrays, name: str, *summed: str) -> str:
    """Append the normalised sum of two values and, if there is one, a bias."""
    first, second, *bias = summed
    weight = graph.weight(f"{name}.weight", parameters[f"{name}.weight"])
    shift = graph.weight(f"{name}.shift", parameters[f"{name}.bias"])
    return graph.one(
        "SkipLayerNormalization",
        first,
        second,
        weight,
        shift,
        *bias,
        contrib=True,
        epsilon=EPSILON,
    )


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("weights", type=Path, help="parameters, as finetune.py writes them")
    parser.add_argument("--vocabulary", type=Path, required=True, help="MiniLM's vocab.txt")
    parser.add_argument("--labels", nargs="+", default=LABELS)
    parser.add_argument("--float", action="store_true", help="keep 32 bits, to compare with")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    vocabulary = arguments.vocabulary.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    model = build(
        load_file(arguments.weights), vocabulary, arguments.labels, small=not arguments.float
    )
    arguments.output.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
