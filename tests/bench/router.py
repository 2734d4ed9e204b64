"""Measures the router's classifier on labelled texts of others, for example BANKING77.

`python -m tests.bench.router --train FILE --test FILE`: CSV files with a header and the columns text, label.
"""

import argparse
import csv
import time
from pathlib import Path

import numpy as np

from bot.understanding.learning.fitting import classifier, plain_examples
from knowledge.encoder import Encoder


def read(file: Path) -> tuple[list[str], list[str]]:
    """Return the texts and the labels of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return [row[0] for row in rows], [row[1] for row in rows]


def some(texts: list[str], labels: list[str], count: int) -> tuple[list[str], list[str]]:
    """Return the first `count` texts of each label."""
    seen: dict[str, int] = {}
    chosen = []
    for text, label in zip(texts, labels, strict=True):
        seen[label] = seen.get(label, 0) + 1
        if seen[label] <= count:
            chosen.append((text, label))
    return [text for text, _ in chosen], [label for _, label in chosen]


def main() -> None:
    """Print accuracy with all training texts, and with ten a label."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder()
    texts, labels = read(arguments.test)
    described = encoder.describe(texts)
    for count in (10**9, 10):
        start = time.perf_counter()
        model = classifier(plain_examples(*some(*read(arguments.train), count), encoder.describe))
        right = np.array(model.labels)[model.scores(texts, described).argmax(axis=1)] == np.array(labels)
        name = "all" if count > 10 else "10 a label"
        print(f"{name}: accuracy {right.mean():.4f}, trained in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
