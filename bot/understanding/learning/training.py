"""Trains the router and the tagger on the sentence files, and loads what was trained.

`python -m bot.understanding.learning.training` trains into the package; with `--check` it reports how well it
learned, with `--every` as if all skills were installed that there are sentences for.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.understanding.learning.descriptions import Descriptions
from bot.understanding.learning.router import Router, RouterModel
from bot.understanding.learning.sentences import (
    OUTSIDE,
    Sentence,
    Span,
    read_compounds,
    read_sentences,
    unserved,
)
from bot.understanding.learning.tagger import Tagger
from knowledge.encoder import Encoder

if TYPE_CHECKING:
    from bot.understanding.learning.fitting import Fitted
    from bot.understanding.local import LocalReader

TOLD = "descriptions.npz"
"""The file, beside the folders of models, of what the encoder says of the training texts."""

SEEN = "sentences.json"
"""The file, in a folder of models, of the sentences they were trained on, with what was seen in them."""

HALF = "half.npz"
UNSEEN = "unseen.npy"
"""The files of a router fitted to half of the sentences, and of the places of those it has not seen."""

TRAINED = Path(__file__).parent.parent / "trained"
VERSION = "22"
"""To be raised when the code learns otherwise from the same sentences."""

STARTERS = "starters.txt"
SPLITTER = "splitter.npz"
WORDS = "words.txt"
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
    return [with_seen(s if s.skill in skills else replace(s, skill=_outside(s.skill))) for s in sentences]


def _outside(skill: str) -> str:
    return skill if skill == OUTSIDE else f"{OUTSIDE}/{skill}"


def train(folder: Path, skills: Slots, into: Path, encoder: Encoder | None = None) -> None:
    """Learn from a folder of sentences and write the models into another, replacing it at the end.

    What models and descriptions of texts lie beside that folder is used again where it fits.
    """
    from bot.understanding.learning.examples import examples
    from bot.understanding.learning.fitting import fit
    from bot.understanding.learning.splitting import fit_splitter
    from bot.understanding.learning.tagger_fitting import fitting_taggers

    sentences, descriptions = known_sentences(folder, skills), Descriptions(into.parent / TOLD, encoder or Encoder())
    made = Path(tempfile.mkdtemp(prefix="rapport-training-"))
    with fitting_taggers(sentences, skills, made, beside(into)):
        known, begin = examples(sentences, descriptions), starters(sentences)
        groups = grouped(sentences, [len(clauses) for clauses in read_compounds(folder)])
        fitted = fit(known, message=np.repeat(np.arange(len(groups)), [len(group) for group in groups]))
        fitted.model.save(made / "router.npz")
        unseeing = [Router(model, descriptions) for model in fitted.unseeing]
        _write_half(fitted, made)
        fit_splitter(groups, fitted.half, unseeing, begin).save(made / SPLITTER)
    (made / STARTERS).write_text("\n".join(sorted(begin)))
    (made / WORDS).write_text("\n".join(f"{word} {times}" for word, times in sorted(words(sentences).items())))
    write_seen(sentences, made / SEEN)
    replace_folder(into, made)
    descriptions.keep(list(descriptions.asked))


def _write_half(fitted: "Fitted", folder: Path) -> None:
    """Keep one of the halves, to try later on what it has not seen how it is read; it is compared with none."""
    half = fitted.unseeing[0]
    replace(half, inside=half.inside[:0], outside=half.outside[:0]).save(folder / HALF)
    np.save(folder / UNSEEN, np.flatnonzero(fitted.half == 0))


def grouped(sentences: Sequence[Sentence], compounds: Sequence[int]) -> list[Sequence[Sentence]]:
    """Return the sentences by message: each for itself, but for the clauses of compounds, which come last."""
    single = len(sentences) - sum(compounds)
    edges = [*range(single), *accumulate(compounds, initial=single)]
    return [sentences[start:end] for start, end in pairwise(edges)]


def write_seen(sentences: Sequence[Sentence], file: Path) -> None:
    """Write sentences to a file, marks and all."""
    file.write_text(json.dumps([[s.skill, s.text, _told(s.spans), _told(s.seen)] for s in sentences]))


def _told(spans: Sequence[Span]) -> list[tuple[str, int, int]]:
    return [(span.slot, span.start, span.end) for span in spans]


def read_seen(file: Path) -> list[Sentence]:
    """Return what `write_seen` wrote."""
    return [
        Sentence(skill, text, *(tuple(Span(*each) for each in marks) for marks in (spans, seen)))
        for skill, text, spans, seen in json.loads(file.read_text())
    ]


def beside(folder: Path) -> list[Path]:
    """Return the folders of models beside one."""
    return sorted(file.parent for file in folder.parent.glob("*/router.npz"))


def replace_folder(old: Path, new: Path) -> None:
    """Put a folder in the place of another."""
    shutil.rmtree(old, ignore_errors=True)
    shutil.move(new, old)


def starters(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the words that requests begin with."""
    served = (sentence.text.lower().split() for sentence in sentences if not unserved(sentence.skill))
    counted = Counter(words[0].strip(",.:;!?") for words in served if words)
    return frozenset(w for w, times in counted.items() if times >= STARTS and w.isalpha()) - NO_STARTERS


def words(sentences: Iterable[Sentence]) -> Counter[str]:
    """Return the words of the sentences, in small letters, with in how many each stands."""
    counted = Counter[str]()
    for sentence in sentences:
        counted.update(set(re.findall(r"[a-z]+", sentence.text.lower())))
    return counted


def load(folder: Path, encoder: Encoder | None = None) -> tuple[Router, Tagger]:
    """Return what `train` wrote, ready for use."""
    encoder = encoder or Encoder()
    return Router(RouterModel.load(folder / "router.npz"), encoder.describe), Tagger(folder, encoder)


def trained(sentences: Path, skills: Slots, encoder: Encoder, home: Path = TRAINED) -> Path:
    """Return the folder of the models for these sentences and skills, trained now if they are not there."""
    folder = home / digest(sentences, skills)
    if not (folder / "router.npz").exists():
        train(sentences, skills, folder, encoder)
    return folder


def local_reader(encoder: Encoder, learned: Path | None = None) -> "LocalReader":
    """Return the local reader over the skills of this installation, as `relearn` left it in the folder `learned`."""
    from bot.understanding.clauses import Splitter
    from bot.understanding.learning.forest import Forest
    from bot.understanding.local import LocalReader
    from bot.understanding.respelling import Speller

    folder = learned / digest(sentence_folder(), registered()) if learned else None
    if folder is None or not (folder / "router.npz").exists():
        folder = trained(sentence_folder(), registered(), encoder)
    often = dict(line.split() for line in (folder / WORDS).read_text().splitlines())
    speller = Speller({word: int(times) for word, times in often.items()}, encoder.knows)
    splitter = Splitter(frozenset((folder / STARTERS).read_text().split()), Forest.load(folder / SPLITTER))
    return LocalReader(*load(folder, encoder), splitter, speller)


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

        folder, skills = sentence_folder(), registered()
        every = {sentence.skill: () for sentence in read_sentences(folder) if sentence.skill != OUTSIDE}
        known = known_sentences(folder, every if "--every" in arguments else skills)
        report(known, skills, Descriptions(TRAINED / TOLD, Encoder()))
    else:
        folder = trained(sentence_folder(), registered(), Encoder())
        for other in set(beside(folder)) - {folder}:
            shutil.rmtree(other)
        print(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
