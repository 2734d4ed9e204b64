"""Precedents: solved cases that are about the same as a new one; none where none is.

Subjects are short, and those of one house share its own words: two cases of a company that sells lockers are near to
each other for the word alone. So what a house is always about, numbers and times of day are taken out before subjects
are compared. Measured in tests/bench/precedents.py.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from knowledge.encoder import WIDTH, Encoder, from_bytes
from storage.cases import Case
from storage.crm import Crm
from storage.extracts import Passages
from storage.folding import fold

WORD = re.compile(r"\w+")
ENDINGS = ("ing", "ed", "es", "s")
ENOUGH = 0.47  # cosine of two subjects from which on they are about the same
HAVING_WORDS, NEAR = 40, 30  # candidates by words and by vectors
SEARCHED = 20_000  # the newest cases, of which vectors are compared
SAMPLE = 500  # solved cases that tell what the house is always about
PRODUCTS = 1000
OFTEN, SHARE = 4, 0.12  # a word in so many subjects, and in that share of them, tells nothing
PLAIN = frozenset(
    """the a an and or but of in on at to for by is are was were be it its with from that their they them does do did
    has have had not no cannot can t s after when since once still too into over off own out up only own""".split()
)
TIMES = frozenset(
    """night day week weekend hour minute second month year morning evening summer winter time one two three four five
    six seven eight nine ten eleven twelve first third monday tuesday wednesday thursday friday saturday
    sunday""".split()
)


class Precedents:
    """Finds solved cases by what their subjects mean and by the words they share."""

    def __init__(self, crm: Crm, encoder: Encoder) -> None:
        self.crm, self.encoder = crm, encoder

    def of(self, subject: str, limit: int = 2) -> list[Case]:
        """The solved cases that are about the same, the nearest first."""
        return [case for _, case in self.scored(subject) if case][:limit]

    def scored(self, subject: str) -> list[tuple[float, Case]]:
        """Those near enough with their scores, best first: the cosine, and half the share of the words in common."""
        cases = self._candidates(subject)
        if not cases:
            return []
        vectors = self.encoder.encode([self._bare(subject), *(self._bare(case.subject) for case in cases)])
        cosines, asked = vectors[1:] @ vectors[0], self._telling(subject)
        near = [(float(cosine), case) for cosine, case in zip(cosines, cases, strict=True) if cosine >= ENOUGH]
        found = [(cosine + self._share(asked, case.subject) / 2, case) for cosine, case in near]
        return sorted(found, key=lambda each: (-each[0], -each[1].number))

    def _candidates(self, subject: str) -> list[Case]:
        words = [word for word in self._telling(subject) if len(word) > 3]
        by_words = self.crm.cases.solved_with(sorted(words), HAVING_WORDS)
        found = {case.id: case for case in [*by_words, *self.crm.cases.by_ids(self._nearest(subject))]}
        return [case for case in found.values() if not case.is_open and case.resolution]

    def _nearest(self, subject: str) -> list[int]:
        ids, packed = Passages(self.crm.session, self.encoder.model).vectors_of("case", SEARCHED)
        if not ids:
            return []
        cosines = from_bytes(packed).reshape(-1, WIDTH) @ self.encoder.encode([subject])[0]
        return [ids[place] for place in np.argsort(-cosines)[:NEAR]]

    def _bare(self, subject: str) -> str:
        """The subject without what tells nothing, or all of it where that is everything."""
        kept = [word for word in subject.split() if not self._is_idle(_stem(fold(word)))]
        return " ".join(kept) if any(_stem(fold(word)) not in PLAIN for word in kept) else subject

    def _telling(self, subject: str) -> set[str]:
        return {word for word in _stems(subject) if word not in PLAIN and not self._is_idle(word)}

    def _share(self, asked: set[str], subject: str) -> float:
        return len(asked & self._telling(subject)) / max(1, len(asked))

    def _is_idle(self, word: str) -> bool:
        return word in TIMES or word.isdigit() or word in self._house_words

    @cached_property
    def _house_words(self) -> set[str]:
        """What the house is always about: words of its products, and those in many a subject."""
        subjects = self.crm.cases.solved_subjects(SAMPLE)
        seen = Counter(word for subject in subjects for word in set(_stems(subject)))
        products = self.crm.products.where(limit=PRODUCTS)
        sold = {word for each in products for word in _stems(f"{each.name} {each.category or ''}")}
        often = max(OFTEN, SHARE * len(subjects))
        return {word for word, times in seen.items() if times >= often or (times > 1 and word in sold)}


def _stems(text: str) -> Iterable[str]:
    return (_stem(word) for word in WORD.findall(fold(text)))


def _stem(word: str) -> str:
    """The word without the ending of a plural or a tense."""
    word = word.strip(".,;:!?()“”\"'")
    ending = next((each for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= 3), "")
    return word.removesuffix(ending)
