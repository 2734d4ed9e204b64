"""A small network that tells labels by meaning: one hidden layer beside a straight way, fitted with dropout.

Adam (Kingma & Ba 2015) over labels made a little unsure; numbers and hidden units are left out by chance (Srivastava
et al. 2014), so that it leans on no single one and does better on wordings that are far from the known ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HIDDEN = 128
BATCH = 128
PASSES = 8
LEAST = 240
"""Steps that are made at least, where there are few examples."""

RATE = 3e-3
DECAY = 1e-4
LEFT_OUT = (0.4, 0.5)
"""Shares of the numbers and of the hidden units that are left out of a step."""

UNSURE = 0.1
"""Share of the right label's probability that is spread over all."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """Weights: (numbers, hidden), (hidden,), (hidden, labels), (numbers, labels), (labels,)."""

    into: Floats
    heights: Floats
    out: Floats
    straight: Floats
    bias: Floats

    def scores(self, numbers: Floats) -> Floats:
        """Return the score of every label: (rows, labels)."""
        hidden = np.maximum(numbers @ self.into + self.heights, 0)
        return np.asarray(hidden @ self.out + numbers @ self.straight + self.bias, np.float32)


def fit_network(numbers: Floats, right: NDArray[np.int64], labels: int) -> Network:
    """Fit a network to rows of numbers and the place of each one's label, on one core: the steps are small."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return _fitted(numbers, right, labels)


def _fitted(numbers: Floats, right: NDArray[np.int64], labels: int) -> Network:
    chance = np.random.default_rng(0)
    network = _begun(numbers.shape[1], labels, chance)
    weights = list(vars(network).values())
    means, squares = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    steps = max(PASSES * -(-len(right) // BATCH), LEAST)
    for step, chosen in enumerate(_batches(len(right), steps, chance)):
        slopes = _slopes(network, numbers[chosen], right[chosen], chance)
        fade = (1 - 0.9 ** (step + 1)), (1 - 0.999 ** (step + 1))
        for weight, slope, mean, square in zip(weights, slopes, means, squares, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            move = mean / fade[0] / (np.sqrt(square / fade[1]) + 1e-8) + DECAY * weight
            weight -= np.float32(RATE * (1 - step / steps)) * move
    return network


def _begun(numbers: int, labels: int, chance: np.random.Generator) -> Network:
    into = chance.standard_normal((numbers, HIDDEN), np.float32) * np.float32(np.sqrt(2 / numbers))
    shapes = ((HIDDEN,), (HIDDEN, labels), (numbers, labels), (labels,))
    return Network(into, *(np.zeros(shape, np.float32) for shape in shapes))


def _batches(count: int, steps: int, chance: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    order = chance.permutation(count)
    for _ in range(steps):
        if not len(order):
            order = chance.permutation(count)
        yield order[:BATCH]
        order = order[BATCH:]


def _slopes(
    network: Network, numbers: Floats, right: NDArray[np.int64], chance: np.random.Generator
) -> tuple[Floats, ...]:
    """The slope of the loss by each weight, in a step from which some of the numbers and units are left out."""
    numbers = numbers * _kept(numbers.shape, LEFT_OUT[0], chance)
    reached = numbers @ network.into + network.heights
    kept = _kept(reached.shape, LEFT_OUT[1], chance) * (reached > 0)
    hidden = reached * kept
    scores = hidden @ network.out + numbers @ network.straight + network.bias
    off = np.exp(scores - scores.max(axis=1, keepdims=True))
    off /= off.sum(axis=1, keepdims=True)
    off -= UNSURE / off.shape[1]
    off[np.arange(len(right)), right] -= 1 - UNSURE
    off /= len(right)
    back = (off @ network.out.T) * kept
    return numbers.T @ back, back.sum(axis=0), hidden.T @ off, numbers.T @ off, off.sum(axis=0)


def _kept(shape: tuple[int, ...], left_out: float, chance: np.random.Generator) -> Floats:
    """Noughts for what is left out; the others weigh so much more."""
    return (chance.random(shape, np.float32) >= left_out) * np.float32(1 / (1 - left_out))
