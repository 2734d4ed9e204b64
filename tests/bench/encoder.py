"""Measures the encoder: `python -m tests.bench.encoder` prints load time, pace and nearness to the original."""

import time
from collections.abc import Callable

import numpy as np

from knowledge.encoder import Encoder
from tests.knowledge.reference import FOLDER, sentences


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the figures of tests/bench/README.md."""
    print(f"load {milliseconds(Encoder):.0f} ms (first, with imports), {milliseconds(Encoder):.0f} ms (again)")
    encoder, texts = Encoder(), sentences()
    cosines = (encoder.encode(texts) * np.load(FOLDER / "reference.npy").astype(np.float32)).sum(axis=1)
    print(f"cosine to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    times = [milliseconds(lambda text=text: encoder.encode([text])) for text in texts * 20]  # type: ignore[misc]
    print("one short sentence, p50 / p95 ms:", np.percentile(times, [50, 95]).round(2))
    long = " ".join(texts[:6])
    times = [milliseconds(lambda: encoder.encode([long])) for _ in range(200)]
    print("a 60-word turn, p50 / p95 ms:", np.percentile(times, [50, 95]).round(2))
    pace = len(texts) * 20 / milliseconds(lambda: encoder.encode(texts * 20)) * 1000
    print(f"sentences a second: {pace:.0f}")


if __name__ == "__main__":
    main()
