"""Twins: the pairs of records that are likely to be the same, with how likely and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.crm import Crm
from storage.likeness.blocks import pairs_of
from storage.likeness.traits import Traits, traits_of
from storage.likeness.weights import Sign, confidence, signs_of
from storage.record import Record

LIKELY = 0.6
"""The confidence from which a pair is worth somebody's time."""
CERTAIN = 0.97
"""From here on it may be merged without looking closely."""


@dataclass(frozen=True)
class Twins:
    """Two records, by id, that may be the same; `signs` speak for it and against it, the strongest first."""

    kind: str
    one: int
    other: int
    confidence: float
    signs: tuple[Sign, ...]

    @property
    def reasons(self) -> list[str]:
        """What speaks for it."""
        return [sign.words for sign in self.signs if sign.bits > 0 and sign.words]

    @property
    def against(self) -> list[str]:
        """What speaks against it."""
        return [sign.words for sign in self.signs if sign.bits < 0 and sign.words]


def twins(crm: Crm, kind: str, likely: float = LIKELY) -> list[Twins]:
    """The pairs of a kind that may be the same, the likeliest first; without those that are known not to be."""
    records = traits_of(crm, kind)
    return _weighed(crm, kind, records, pairs_of(records, kind).tolist(), likely)


def twins_of(crm: Crm, record: Record, likely: float = LIKELY) -> list[Twins]:
    """The pairs of one record and others."""
    records = traits_of(crm, record.kind)
    place = next(place for place, each in enumerate(records) if each.id == record.id)
    pairs = ((min(place, other), max(place, other)) for other in range(len(records)) if other != place)
    return _weighed(crm, record.kind, records, pairs, likely)


def _weighed(
    crm: Crm, kind: str, records: Sequence[Traits], pairs: Iterable[tuple[int, int]], likely: float
) -> list[Twins]:
    apart, bearers = crm.distinctions.pairs(kind), Counter(record.bare for record in records)
    found = []
    for one, other in ((records[first], records[second]) for first, second in pairs):
        if (min(one.id, other.id), max(one.id, other.id)) in apart:
            continue
        signs = signs_of(kind, one, other, bearers[one.bare])
        if (chance := confidence(signs)) >= likely:
            ordered = tuple(sorted(signs, key=lambda sign: -abs(sign.bits)))
            found.append(Twins(kind, min(one.id, other.id), max(one.id, other.id), chance, ordered))
    return sorted(found, key=lambda pair: (-pair.confidence, pair.one, pair.other))
