"""The encoder's graph with matrices of 7 bits and activations of 8, scaled as they come.

Of 7 bits, because processors with AVX2 and no VNNI add pairs of products in 16 bits, where 8 by 8 would overflow:
so every machine gets the same vectors. A few activations are far larger than the others and would coarsen the scale
of all; they are damped by the square root of their excess, and the matrix's rows raised by as much (SmoothQuant).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.model.checkpoint import Weights
from knowledge.model.graph import HEADS, MICROSOFT, PARTS, Graph

TOP = 63
"""The largest number in a matrix."""

Peaks = Mapping[str, NDArray[np.float32]]
"""The usual largest activations that each matrix is multiplied by, by the matrix's name."""


class Int8Graph(Graph):
    """A graph whose matrices are multiplied in whole numbers."""

    def __init__(self, weights: Weights, peaks: Peaks) -> None:
        """Start an empty graph over the checkpoint's tensors."""
        super().__init__(weights)
        self.peaks = peaks

    def dense(self, name: str, hidden: str) -> str:
        """Multiply by a matrix and add its bias."""
        hidden, matrix = self._damped(name, hidden, self.weights[f"{name}.weight"].T)
        bias = self.weight(f"{name}.bias")
        return self.add("DynamicQuantizeMatMul", [hidden, *self._quantised(name, matrix), bias], MICROSOFT)

    def attend(self, name: str, hidden: str) -> str:
        """Let each token look at all, in several heads."""
        joined = np.concatenate([self.weights[f"{name}.{part}.weight"].T for part in PARTS], axis=1)
        hidden, matrix = self._damped(name, hidden, joined)
        numbers, scale, zero = self._quantised(name, matrix)
        bias = self.tensor(f"{name}.bias", np.concatenate([self.weights[f"{name}.{part}.bias"] for part in PARTS]))
        whole, by, middle = self.split("DynamicQuantizeLinear", hidden, 3)
        inputs = [whole, numbers, bias, by, scale, "", middle, zero]
        return self.add("QAttention", inputs, MICROSOFT, num_heads=HEADS)

    def _damped(self, name: str, hidden: str, matrix: NDArray[np.float32]) -> tuple[str, NDArray[np.float32]]:
        if name not in self.peaks:
            return hidden, matrix
        excess = np.sqrt(np.maximum(self.peaks[name] / np.median(self.peaks[name]), 1)).astype(np.float32)
        return self.add("Mul", [hidden, self.tensor(f"{name}.damping", 1 / excess)]), matrix * excess[:, None]

    def _quantised(self, name: str, matrix: NDArray[np.float32]) -> tuple[str, str, str]:
        """Add a matrix as whole numbers with one scale a column; return the names of these, the scales and zeros."""
        scale = np.abs(matrix).max(axis=0) / TOP
        numbers = self.tensor(f"{name}.weight", np.rint(matrix / scale).astype(np.int8))
        zeros = self.tensor(f"{name}.zero", np.zeros(matrix.shape[1], np.int8))
        return numbers, self.tensor(f"{name}.scale", scale.astype(np.float32)), zeros
