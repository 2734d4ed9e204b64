"""Measures learning: a first training, one after a sentence was added, and learning from sentences put right.

`python -m tests.bench.learning [--lessons 20]`. Each in wall-clock seconds and in seconds of processor time.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.understanding.learning.relearning import relearn
from bot.understanding.learning.sentences import OUTSIDE
from bot.understanding.learning.training import known_sentences, registered, sentence_folder, trained
from knowledge.encoder import Encoder


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long it took, children included."""
    started, before = time.perf_counter(), sum(os.times()[:4])
    yield
    spent = sum(os.times()[:4]) - before
    print(f"{name}: {time.perf_counter() - started:.0f} s, {spent:.0f} s of processor time", flush=True)


def main() -> None:
    """Train twice into a folder of its own, then learn twice from sentences that other skills are made to want."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lessons", type=int, default=20)
    count = parser.parse_args().lessons
    skills, encoder = registered(), Encoder()
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as place:
        sentences, home = Path(place) / "sentences", Path(place) / "trained"
        shutil.copytree(sentence_folder(), sentences)
        with measured("first training"):
            packaged = trained(sentences, skills, encoder, home)
        with (sentences / "undo.txt").open("a") as file:
            file.write("\nroll that one back would you\n")
        with measured("training after one sentence was added"):
            trained(sentences, skills, encoder, home)
        known = [s for s in known_sentences(sentence_folder(), skills) if s.skill != OUTSIDE]
        lessons = known[:: len(known) // count][:count]
        for name in ("first learning", "learning again"):
            with measured(f"{name} from {len(lessons)} sentences"):
                outcome = relearn(lessons, packaged, Path(place) / "learned", encoder)
        before, after = outcome.packaged
        print(f"held out: before {before.share:.3f}, after {after.share:.3f}; taken: {outcome.taken}")


if __name__ == "__main__":
    main()
