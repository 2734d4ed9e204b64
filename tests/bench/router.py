"""Measures the router on labelled texts of others, for example BANKING77, beside others' ways with the same vectors.

`python -m tests.bench.router --train FILE --test FILE`: CSV files with a header and the columns text, label. It learns
from all texts, from the first ten of each label, and with `--per-class N --seeds N` from N of each drawn by chance.
semantic-router is asked where it is installed: here, or where `--rival-python` runs.
"""

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.check import calibration_error
from bot.understanding.learning.examples import Examples, plain_examples
from bot.understanding.learning.fitting import fit
from bot.understanding.learning.router import probabilities
from knowledge.encoder import WIDTH, Encoder

Numbers = NDArray[np.int64]


def read(file: Path) -> tuple[list[str], list[str]]:
    """Return the texts and the labels of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return [row[0] for row in rows], [row[1] for row in rows]


def some(labels: NDArray[np.str_], count: int, order: Numbers) -> Numbers:
    """Return the places of the first `count` of each label, in an order given."""
    return np.concatenate([order[labels[order] == label][:count] for label in np.unique(labels)])


def samples(labels: NDArray[np.str_], count: int, seeds: int) -> Iterator[tuple[str, list[Numbers]]]:
    """Yield what to learn from, by name: lists of places."""
    order = np.arange(len(labels))
    yield "all", [order]
    yield f"first {count} a label", [some(labels, count, order)]
    drawn = [some(labels, count, np.random.default_rng(seed).permutation(order)) for seed in range(seeds)]
    if drawn:
        yield f"{count} a label by chance, {seeds} times", drawn


def ours(known: Examples, test: Examples) -> tuple[float, float]:
    """Return the accuracy and the expected calibration error of the router."""
    model = fit(known, strangers=False).model
    chances = probabilities(model.scores(test.texts.tolist(), test.described))
    right = np.array(model.labels)[chances.argmax(axis=1)] == test.labels
    return float(right.mean()), calibration_error(chances.max(axis=1), right)


def regression(known: Examples, test: Examples) -> float:
    """Return the accuracy of logistic regression on the vectors."""
    from sklearn.linear_model import LogisticRegression

    machine = LogisticRegression(C=10, max_iter=300).fit(known.described[:, :WIDTH], known.labels)
    return float(machine.score(test.described[:, :WIDTH], test.labels))


def neighbours(known: Examples, test: Examples) -> float:
    """Return the accuracy of the five nearest texts' votes, the nearer weighing more."""
    from sklearn.neighbors import KNeighborsClassifier

    machine = KNeighborsClassifier(5, weights="distance").fit(known.described[:, :WIDTH], known.labels)
    return float(machine.score(test.described[:, :WIDTH], test.labels))


def semantic_router(known: Examples, test: Examples, python: str) -> float:
    """Return the accuracy of semantic-router as it comes, NaN where it is not installed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "vectors.npz"
        vectors, asked = known.described[:, :WIDTH], test.described[:, :WIDTH]
        np.savez(file, known=vectors, test=asked, known_labels=known.labels, test_labels=test.labels)
        script = Path(__file__).parent / "semantic_router_rival.py"
        run = subprocess.run([python, str(script), str(file)], capture_output=True, text=True, check=False)
    return float(run.stdout.split()[-1]) if run.returncode == 0 else float("nan")


def tell(name: str, pairs: Sequence[tuple[Examples, Examples]], python: str) -> None:
    """Print the figures of all ways, averaged over the pairs of known and test texts."""
    start = time.process_time()
    right, off = np.mean([ours(*pair) for pair in pairs], axis=0)
    spent = (time.process_time() - start) / len(pairs)
    print(f"{name}\n  router: {right:.4f}, calibration error {off:.3f}, fitted in {spent:.1f} s of processor time")
    print(f"  logistic regression: {np.mean([regression(*pair) for pair in pairs]):.4f}")
    print(f"  nearest neighbours: {np.mean([neighbours(*pair) for pair in pairs]):.4f}")
    rival = np.mean([semantic_router(*pair, python) for pair in pairs])
    print("  semantic-router:", "not installed" if np.isnan(rival) else f"{rival:.4f}", flush=True)


def main() -> None:
    """Print the figures of tests/bench/README.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--per-class", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=0)
    parser.add_argument("--rival-python", default=sys.executable)
    arguments = parser.parse_args()
    encoder = Encoder()
    known, test = (plain_examples(*read(file), encoder.describe) for file in (arguments.train, arguments.test))
    for name, places in samples(known.labels, arguments.per_class, arguments.seeds):
        tell(name, [(known.only(np.sort(chosen)), test) for chosen in places], arguments.rival_python)


if __name__ == "__main__":
    main()
