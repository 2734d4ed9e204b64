"""Writes the reference vectors: the checkpoint computed by plain numpy in fp32, apart from the ONNX graph.

`python -m tests.knowledge.reference WHEEL_OR_FOLDER`
"""

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.model.checkpoint import Weights, read_file, read_weights

FOLDER = Path(__file__).parent
Array = NDArray[np.float32]


def sentences() -> list[str]:
    """Return the sentences that the reference was computed for, one a line."""
    return (FOLDER / "reference.txt").read_text().splitlines()


def norm(weights: Weights, name: str, hidden: Array) -> Array:
    """Normalise each row, then scale and shift it."""
    centred = hidden - hidden.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"], np.float32)


def dense(weights: Weights, name: str, hidden: Array) -> Array:
    """Apply one linear layer."""
    return np.asarray(hidden @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], np.float32)


def attend(weights: Weights, name: str, hidden: Array) -> Array:
    """Apply self-attention with 12 heads of 32."""
    query, key, value = (
        dense(weights, f"{name}.self.{part}", hidden).reshape(-1, 12, 32).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
    mixed = scores / scores.sum(-1, keepdims=True) @ value
    merged = np.asarray(mixed.transpose(1, 0, 2).reshape(len(hidden), 384), np.float32)
    return norm(weights, f"{name}.output.LayerNorm", hidden + dense(weights, f"{name}.output.dense", merged))


def forward(weights: Weights, ids: list[int]) -> Array:
    """Return the unit vector of one tokenised sentence."""
    name = "embeddings."
    hidden = weights[name + "word_embeddings.weight"][ids]
    hidden = hidden + weights[name + "position_embeddings.weight"][: len(ids)]
    hidden = norm(weights, name + "LayerNorm", hidden + weights[name + "token_type_embeddings.weight"][0])
    for number in range(6):
        name = f"encoder.layer.{number}"
        hidden = attend(weights, f"{name}.attention", hidden)
        wide = dense(weights, f"{name}.intermediate.dense", hidden)
        wide = np.asarray(wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2))), np.float32)
        hidden = norm(weights, f"{name}.output.LayerNorm", hidden + dense(weights, f"{name}.output.dense", wide))
    mean = hidden.mean(0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def write(source: Path) -> None:
    """Compute the reference from the checkpoint and write it beside this file."""
    weights = read_weights(source)
    tokenizer = Tokenizer.from_str(read_file(source, "tokenizer.json").decode())
    tokenizer.no_padding()
    vectors = np.stack([forward(weights, tokenizer.encode(sentence).ids) for sentence in sentences()])
    np.save(FOLDER / "reference.npy", vectors.astype(np.float16))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
