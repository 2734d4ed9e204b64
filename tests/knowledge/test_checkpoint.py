"""The checkpoint is taken only as published, and becomes a graph that is valid."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.model.build import measure
from knowledge.model.checkpoint import Weights, WrongCheckpoint, read_file
from knowledge.model.graph import LAYERS, Graph, build_graph
from knowledge.model.int8 import Int8Graph


def test_a_changed_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(WrongCheckpoint, match="sha256"):
        read_file(tmp_path, "tokenizer.json")


def small_weights() -> Weights:
    """Return weights of the right names, 24 wide."""
    dense = {"attention.self.query": 24, "attention.self.key": 24, "attention.self.value": 24}
    dense |= {"attention.output.dense": 24, "intermediate.dense": 24, "output.dense": 24}
    weights: dict[str, NDArray[np.float32]] = {
        f"embeddings.{part}_embeddings.weight": np.ones((300, 24), np.float32)
        for part in ("word", "position", "token_type")
    }
    names = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        weights |= {f"{name}.{part}.weight": np.eye(size, dtype=np.float32) for part, size in dense.items()}
        weights |= {f"{name}.{part}.bias": np.zeros(size, np.float32) for part, size in dense.items()}
        names += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    weights |= {f"{name}.weight": np.arange(24, dtype=np.float32) for name in names}
    weights |= {f"{name}.bias": np.ones(24, np.float32) for name in names}
    return weights


def vectors(graph: Graph) -> NDArray[np.float32]:
    """Return the vectors of a text of three tokens."""
    import onnxruntime

    session = onnxruntime.InferenceSession(build_graph(graph).SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["vectors"], {"input_ids": np.array([[1, 2, 3]])})[0], np.float32)


def test_the_graph_runs_and_gives_unit_vectors() -> None:
    pytest.importorskip("onnx")
    assert np.linalg.norm(vectors(Graph(small_weights()))) == pytest.approx(1, abs=1e-5)


def test_whole_numbers_give_nearly_the_same_vectors() -> None:
    pytest.importorskip("onnx")
    weights = small_weights()
    rounded = Int8Graph(weights, measure(weights, [[1, 2, 3], [4, 5]]))
    assert np.vdot(vectors(Graph(weights)), vectors(rounded)) == pytest.approx(1, abs=1e-3)
