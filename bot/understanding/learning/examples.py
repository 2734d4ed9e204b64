"""What the router is fitted to: texts with their labels, as the encoder describes them and as rows of features."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.augmentation import masked, pools, variations
from bot.understanding.learning.features import counts
from bot.understanding.learning.router import Floats
from bot.understanding.learning.sentences import Sentence

Describe = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Examples:
    """Texts with their labels and descriptions; `origin` is the sentence each was made from, by number, ascending."""

    texts: NDArray[np.object_]
    labels: NDArray[np.str_]
    described: Floats
    rows: NDArray[np.object_]
    origin: NDArray[np.int64]

    def only(self, chosen: NDArray[Any]) -> "Examples":
        """Return the chosen ones, by place or by yes and no."""
        return Examples(*(part[chosen] for part in vars(self).values()))

    def plain(self) -> "Examples":
        """Return the first of each origin: the sentence itself, masked."""
        return self.only(np.unique(self.origin, return_index=True)[1])


def examples(sentences: Sequence[Sentence], describe: Describe) -> Examples:
    """Return each sentence masked, and its variations."""
    names = pools(sentences)
    texts: list[str] = []
    origin: list[int] = []
    for number, sentence in enumerate(sentences):
        first = masked(sentence)
        made = [first, *(t for t in variations(sentence, names, Random(sentence.text)) if t != first)]
        texts += made
        origin += [number] * len(made)
    return _examples(texts, [sentences[number].skill for number in origin], origin, describe)


def plain_examples(texts: Sequence[str], labels: Sequence[str], describe: Describe) -> Examples:
    """Return labelled texts as they are."""
    return _examples(texts, labels, range(len(texts)), describe)


def _examples(texts: Sequence[str], labels: Sequence[str], origin: Sequence[int], describe: Describe) -> Examples:
    rows = np.empty(len(texts), object)
    rows[:] = [counts(text) for text in texts]
    return Examples(np.array(texts, object), np.array(labels), describe(texts), rows, np.array(origin, np.int64))
