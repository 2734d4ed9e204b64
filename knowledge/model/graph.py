"""The encoder as an ONNX graph: BERT with 6 layers of 384, mean pooling and unit length at the end.

Written in the operations that onnxruntime runs fastest for a short text, so that it need not be optimised when loaded:
adding and `LayerNormalization` take a third of the time of `SkipLayerNormalization`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.model.checkpoint import Weights

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
MICROSOFT = "com.microsoft"
PARTS = ("query", "key", "value")
LONGEST = 256
"""Tokens a text may have: what the checkpoint was trained for; the rest is cut off."""


class Graph:
    """Collects nodes and tensors; every method adds one operation and returns the name of its output."""

    def __init__(self, weights: Weights) -> None:
        """Start an empty graph over the checkpoint's tensors."""
        self.weights = weights
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []
        self.multiplied: dict[str, str] = {}
        """What is multiplied by each matrix: the matrix's name to that of an output."""

    def add(self, operation: str, inputs: list[str], domain: str = "", output: str = "", **attributes: Any) -> str:
        """Add an operation and return the name of its output."""
        from onnx import helper

        output = output or f"{operation.lower()}_{len(self.nodes)}"
        node = helper.make_node(operation, inputs, [output], name=output, domain=domain, **attributes)
        self.nodes.append(node)
        return output

    def split(self, operation: str, hidden: str, count: int) -> list[str]:
        """Add an operation of one input and several outputs, and return their names."""
        from onnx import helper

        outputs = [f"{operation.lower()}_{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(operation, [hidden], outputs, name=outputs[0]))
        return outputs

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        """Add a constant and return its name."""
        from onnx import numpy_helper

        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, name: str) -> str:
        """Add a vector of the checkpoint."""
        return self.tensor(name, self.weights[name])

    def dense(self, name: str, hidden: str) -> str:
        """Multiply by a matrix and add its bias."""
        self.multiplied[name] = hidden
        product = self.add("MatMul", [hidden, self.tensor(f"{name}.weight", self.weights[f"{name}.weight"].T)])
        return self.add("Add", [product, self.weight(f"{name}.bias")])

    def attend(self, name: str, hidden: str) -> str:
        """Let each token look at all, in several heads."""
        parts = [self.dense(f"{name}.{part}", hidden) for part in PARTS]
        self.multiplied[name] = hidden
        return self.add("MultiHeadAttention", parts, MICROSOFT, num_heads=HEADS)


def build_graph(graph: Graph) -> Any:
    """Return the ONNX model: `input_ids` (texts, tokens) in, no padding; `vectors`, `layers` and `fourth` out.

    `vectors` (texts, 384) are the means over the tokens, at unit length. `layers` (texts, 1152) are three more such
    means, end to end: of the second layer, of the fourth, and of the first four words in the last one. `fourth`
    (texts, tokens, 384) is the fourth layer itself.
    """
    hidden = [_embed(graph)]
    for number in range(LAYERS):
        hidden.append(_layer(graph, f"encoder.layer.{number}", hidden[-1]))
    _mean(graph, hidden[-1], "vectors")
    parts = [_mean(graph, tokens) for tokens in (hidden[2], hidden[4], _beginning(graph, hidden[-1]))]
    graph.add("Concat", parts, output="layers", axis=-1)
    graph.add("Identity", [hidden[4]], output="fourth")
    return _model(graph)


def _embed(graph: Graph) -> str:
    """Look up words by an int8 table with a scale a row, and add place and type."""
    words = graph.weights["embeddings.word_embeddings.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127
    table = graph.tensor("words", np.rint(words / scale).astype(np.int8))
    scales = graph.tensor("word_scales", scale)
    rows = graph.add("Cast", [graph.add("Gather", [table, "input_ids"])], to=1)
    rows = graph.add("Mul", [rows, graph.add("Gather", [scales, "input_ids"])])
    return _normalise(graph, "embeddings.LayerNorm", graph.add("Add", [rows, _places(graph)]))


def _places(graph: Graph) -> str:
    """Return the place vectors of as many tokens as there are, the one text type added in."""
    places = graph.weights["embeddings.position_embeddings.weight"][:LONGEST]
    table = graph.tensor("places", places + graph.weights["embeddings.token_type_embeddings.weight"][0])
    length = graph.add("Shape", ["input_ids"], start=1, end=2)
    return graph.add("Slice", [table, graph.tensor("zero", np.zeros(1, np.int64)), length])


def _normalise(graph: Graph, name: str, hidden: str) -> str:
    inputs = [hidden, graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias")]
    return graph.add("LayerNormalization", inputs, axis=-1, epsilon=EPSILON)


def _layer(graph: Graph, name: str, hidden: str) -> str:
    attended = graph.attend(f"{name}.attention.self", hidden)
    hidden = _residual(graph, f"{name}.attention.output", attended, hidden)
    wide = graph.add("Gelu", [graph.dense(f"{name}.intermediate.dense", hidden)], MICROSOFT)
    return _residual(graph, f"{name}.output", wide, hidden)


def _residual(graph: Graph, name: str, inner: str, hidden: str) -> str:
    """Add a dense layer over `inner` to `hidden`, and normalise."""
    return _normalise(graph, f"{name}.LayerNorm", graph.add("Add", [graph.dense(f"{name}.dense", inner), hidden]))


def _beginning(graph: Graph, hidden: str) -> str:
    """Return the first four tokens after the one that marks the beginning."""
    edges = [graph.tensor(name, np.array([at], np.int64)) for name, at in (("one", 1), ("five", 5), ("tokens", 1))]
    return graph.add("Slice", [hidden, *edges])


def _mean(graph: Graph, hidden: str, output: str = "") -> str:
    """Return the mean over the tokens, at unit length."""
    mean = graph.add("ReduceMean", [hidden], axes=[1], keepdims=0)
    return graph.add("LpNormalization", [mean], output=output, axis=-1, p=2)


def _model(graph: Graph) -> Any:
    from onnx import TensorProto, helper

    tokens = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", width])
        for name, width in (("vectors", 384), ("layers", 1152))
    ]
    outputs.append(helper.make_tensor_value_info("fourth", TensorProto.FLOAT, ["texts", "tokens", 384]))
    made = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", [tokens], outputs, graph.tensors)
    operations = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=operations, ir_version=8)
