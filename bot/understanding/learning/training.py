"""Trains the router and the tagger on the sentence files, and loads what was trained.

`python -m bot.understanding.learning.training` trains into the package; with `--check` it reports how well it learned.
"""

import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.understanding.learning.router import Router, RouterModel
from bot.understanding.learning.sentences import OUTSIDE, Sentence, read_sentences
from bot.understanding.learning.tagger import Tagger
from knowledge.encoder import Encoder

if TYPE_CHECKING:
    from bot.understanding.local import LocalReader

TRAINED = Path(__file__).parent.parent / "trained"
VERSION = "8"
"""To be raised when the code learns otherwise from the same sentences."""

STARTS = 3
"""Sentences that must begin with a word before it counts as one that begins requests."""

NO_STARTERS = frozenset(
    "the a an my our this that it is i we he she they his her their in on at by for from to".split()
)

Slots = Mapping[str, Collection[str]]
"""The skills, each with the names of its slots."""


def digest(folder: Path, skills: Slots) -> str:
    """Return a name for what training would learn from: sentences, skills, encoder and code version."""
    told = hashlib.sha256(f"{VERSION} {Encoder.model}".encode())
    for skill in sorted(skills):
        told.update(f"\n{skill} {' '.join(sorted(skills[skill]))}".encode())
    for file in sorted(folder.glob("*.txt")):
        told.update(file.name.encode() + b"\n" + file.read_bytes())
    return told.hexdigest()[:16]


def known_sentences(folder: Path, skills: Slots) -> list[Sentence]:
    """Return the sentences with what is seen in them; those of no skill of ours are out of scope."""
    from bot.understanding.learning.seen import with_seen

    sentences = read_sentences(folder)
    return [with_seen(s if s.skill in skills else Sentence(OUTSIDE, s.text, s.spans)) for s in sentences]


def train(folder: Path, skills: Slots, into: Path, encoder: Encoder | None = None) -> None:
    """Learn from a folder of sentences and write the models into another, replacing it at the end."""
    from bot.understanding.learning.fitting import examples, fit
    from bot.understanding.learning.tagger_fitting import fit_tagger

    sentences, encoder = known_sentences(folder, skills), encoder or Encoder()
    made = Path(tempfile.mkdtemp(prefix="rapport-training-"))
    fit(examples(sentences, encoder.describe)).save(made / "router.npz")
    fit_tagger(sentences, skills, made, encoder)
    (made / "starters.txt").write_text("\n".join(sorted(starters(sentences))))
    shutil.rmtree(into, ignore_errors=True)
    shutil.move(made, into)


def starters(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the words that requests begin with."""
    served = (sentence.text.lower().split() for sentence in sentences if sentence.skill != OUTSIDE)
    counted = Counter(words[0].strip(",.:;!?") for words in served if words)
    return frozenset(w for w, times in counted.items() if times >= STARTS and w.isalpha()) - NO_STARTERS


def load(folder: Path, encoder: Encoder | None = None) -> tuple[Router, Tagger]:
    """Return what `train` wrote, ready for use."""
    encoder = encoder or Encoder()
    return Router(RouterModel.load(folder / "router.npz"), encoder), Tagger(folder, encoder)


def trained(sentences: Path, skills: Slots, encoder: Encoder, home: Path = TRAINED) -> Path:
    """Return the folder of the models for these sentences and skills, trained now if they are not there."""
    folder = home / digest(sentences, skills)
    if not (folder / "router.npz").exists():
        train(sentences, skills, folder, encoder)
    return folder


def local_reader(encoder: Encoder) -> "LocalReader":
    """Return the local reader over the skills of this installation."""
    from bot.understanding.local import LocalReader

    folder = trained(sentence_folder(), registered(), encoder)
    words = (folder / "starters.txt").read_text().split()
    return LocalReader(*load(folder, encoder), frozenset(words))


def sentence_folder() -> Path:
    """Return where the sentence files are."""
    import skills

    return Path(skills.__path__[0]) / "sentences"


def registered() -> Slots:
    """Return the skills there are, each with the names of its slots."""
    from skills.skill import all_skills

    return {name: tuple(skill.slots) for name, skill in all_skills().items()}


def main(arguments: Sequence[str]) -> None:
    """Train into the package, or report with `--check`."""
    if "--check" in arguments:
        from bot.understanding.learning.check import report

        report(known_sentences(sentence_folder(), registered()), registered())
    else:
        folder = trained(sentence_folder(), registered(), Encoder())
        for other in set(TRAINED.iterdir()) - {folder}:
            shutil.rmtree(other)
        print(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
