"""A forest: boosted regression trees that tell yes from no, as plain arrays.

Fitted by scikit-learn's gradient boosting (Friedman 2001), read without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TREES = 300
LEAVES = 6
RATE = 0.04


@dataclass(frozen=True)
class Forest:
    """Trees end to end: a node asks whether `sign` is at most `border` and goes on `below` or `above`.

    Leaves have the sign -1 and add their `value`; `roots` are where trees begin, `first` is what all sums start from.
    """

    roots: list[int]
    sign: list[int]
    border: list[float]
    below: list[int]
    above: list[int]
    value: list[float]
    first: float

    def chance(self, signs: Sequence[float]) -> float:
        """How likely it is a yes, 0 to 1."""
        total = self.first
        for node in self.roots:
            while self.sign[node] >= 0:
                node = self.below[node] if signs[self.sign[node]] <= self.border[node] else self.above[node]
            total += self.value[node]
        return 1 / (1 + exp(-total))

    def save(self, file: Path) -> None:
        """Write it to a file."""
        parts: dict[str, Any] = {name: np.array(part) for name, part in vars(self).items()}
        np.savez(file, **parts)

    @classmethod
    def load(cls, file: Path) -> "Forest":
        """Read what `save` wrote."""
        with np.load(file) as arrays:
            read: dict[str, Any] = {name: arrays[name].tolist() for name in arrays.files}
        return cls(**read)


def fit_forest(signs: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64]) -> Forest:
    """Fit a forest to rows of signs, whether each is a yes, and how much it counts."""
    from sklearn.ensemble import GradientBoostingClassifier

    machine: Any = GradientBoostingClassifier(
        n_estimators=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, max_depth=None, subsample=0.7, random_state=0
    )
    machine.fit(signs.astype(np.float32), right, sample_weight=weight)
    parts: dict[str, list[Any]] = {"roots": [], "sign": [], "border": [], "below": [], "above": [], "value": []}
    for (tree,) in machine.estimators_:
        start, grown = len(parts["sign"]), tree.tree_
        parts["roots"].append(start)
        parts["sign"] += np.where(grown.children_left < 0, -1, grown.feature).tolist()
        parts["border"] += grown.threshold.tolist()
        parts["below"] += (grown.children_left + start).tolist()
        parts["above"] += (grown.children_right + start).tolist()
        parts["value"] += (RATE * grown.value[:, 0, 0]).tolist()
    share = float(np.average(right, weights=weight))
    return Forest(**parts, first=float(np.log(share / (1 - share))))
