"""Measures learning: a first training, one after a sentence was added, and learning from sentences put right.

`python -m tests.bench.learning [--lessons 20]`. Each in wall-clock seconds and in seconds of processor time.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.lessons import is_plain
from bot.understanding.learning.relearning import relearn
from bot.understanding.learning.sentences import Sentence
from bot.understanding.learning.training import UNSEEN, known_sentences, registered, sentence_folder, trained
from knowledge.encoder import Encoder
from skills.skill import all_skills


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long it took, children included."""
    started, before = time.perf_counter(), sum(os.times()[:4])
    yield
    spent = sum(os.times()[:4]) - before
    print(f"{name}: {time.perf_counter() - started:.0f} s, {spent:.0f} s of processor time", flush=True)


def spread(known: Sequence[Sentence], unseen: NDArray[np.int64], count: int) -> list[Sentence]:
    """Sentences to put right, from all skills, said a little otherwise, and none of those that are held out."""
    skills, held = all_skills(), set(unseen.tolist())
    seen = [s for place, s in enumerate(known) if s.skill in skills and place not in held]
    lessons = [replace(s, text=f"{s.text} thanks mate") for s in seen[:: len(seen) // count][:count]]
    return [s if is_plain(skills[s.skill]) else replace(s, spans=()) for s in lessons]


def main() -> None:
    """Train twice into a folder of its own, then learn twice from the same sentences."""
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
        lessons = spread(known_sentences(sentence_folder(), skills), np.load(packaged / UNSEEN), count)
        for name in ("first learning", "learning again"):
            with measured(f"{name} from {len(lessons)} sentences"):
                outcome = relearn(lessons, packaged, Path(place) / "learned", encoder)
        for name, (before, after) in (("held out", outcome.packaged), ("put right", outcome.lessons)):
            print(f"{name}: before {before.share:.3f}, after {after.share:.3f} of {after.of}")
        print(f"taken: {outcome.taken}; put right, learned from the other half alone: {outcome.unseen}")


if __name__ == "__main__":
    main()
