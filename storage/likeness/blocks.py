"""Blocks: the pairs that are worth a look, so that not every record is compared with every other.

Records are paired where they share a key (an address, a number, a name, a rare word), and with their neighbours in the
order of their names read forwards and backwards, where a slip of the pen leaves them near (sorted neighbourhood:
Hernández and Stolfo, “The Merge/Purge Problem for Large Databases”, SIGMOD 1995).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from storage.likeness.traits import Traits

FULL = 40
"""Records of one key that are all paired with each other; of more, only neighbours by name."""
WINDOW = 6
"""Neighbours on one side, in the order of names."""
RARE = 24
"""Records that a word of a name may stand in to be a key."""
HOPELESS = 72
"""Names less alike than this, of 100, are looked at only where an address or a number is shared."""
TAIL = 8
"""Last digits by which telephone numbers are looked up."""

Keys = Callable[[Traits], Iterable[Hashable]]
Places = NDArray[np.int64]
"""Places in the list of records, two columns: a pair a row, the lower place first."""


def pairs_of(records: Sequence[Traits], kind: str) -> Places:
    """The pairs that may be the same: all that share an address or a number, and those whose names are alike."""
    sure = _together([_blocks(records, keys) for keys in ADDRESSES[kind]])
    named = [_blocks(records, keys) for keys in NAMES[kind]]
    if kind == "customer":
        named.append(_blocks(records, _rare_words(records)))
    for order in ORDERS[kind]:
        named.append(_neighbours(np.array(sorted(range(len(records)), key=lambda place: order(records[place])))))
    return _together([sure, _alike(records, _together(named))])


def _together(pairs: Sequence[Places]) -> Places:
    """All of them, each once."""
    every = np.concatenate([np.empty((0, 2), np.int64), *pairs])
    ordered = np.sort(every, axis=1)
    numbers = np.sort(ordered[:, 0] << 32 | ordered[:, 1])
    numbers = numbers[np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]]
    return np.stack([numbers >> 32, numbers & 0xFFFFFFFF], axis=1)


def _alike(records: Sequence[Traits], pairs: Places) -> Places:
    """Those whose names are somewhat alike, or begin alike."""
    one, other = ([records[place].bare for place in side] for side in pairs.T.tolist())
    scores = process.cpdist(one, other, scorer=fuzz.token_sort_ratio, score_cutoff=HOPELESS, dtype=np.uint8)
    begun = [a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=True)]
    kept: Places = pairs[(scores > 0) | np.array(begun, dtype=bool)]
    return kept


def _blocks(records: Sequence[Traits], keys: Keys) -> Places:
    held: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in keys(record):
            held[key].append(place)
    within = [_within(records, places) for places in held.values() if len(places) > 1]
    return np.array([pair for pairs in within for pair in pairs], np.int64).reshape(-1, 2)


def _within(records: Sequence[Traits], places: list[int]) -> Iterable[Sequence[int]]:
    if len(places) <= FULL:
        return combinations(places, 2)
    found: list[list[int]] = _neighbours(np.array(sorted(places, key=lambda place: records[place].bare))).tolist()
    return found


def _neighbours(places: Places) -> Places:
    steps = range(1, min(WINDOW, len(places) - 1) + 1)
    found = [np.stack([places[:-step], places[step:]], axis=1) for step in steps]
    return np.concatenate([np.empty((0, 2), np.int64), *found])


def _rare_words(records: Sequence[Traits]) -> Keys:
    counted = Counter(word for record in records for word in set(record.bare.split()))
    return lambda record: [word for word in set(record.bare.split()) if counted[word] <= RARE and len(word) > 2]


def _phone(record: Traits) -> list[str]:
    return [record.phone[-TAIL:]] if record.phone else []


def _email(record: Traits) -> list[str]:
    return [record.email] if record.email else []


def _at_home(record: Traits) -> list[Hashable]:
    return [record.home_id] if record.home_id else []


def _surname_at_home(record: Traits) -> list[Hashable]:
    """The last word of the name and how the company's name begins: `A. Dunning` and `April Dunning`."""
    return [(record.bare.rpartition(" ")[2], record.home[:4])] if record.home else []


def _name_at_home(record: Traits) -> list[Hashable]:
    return [(record.bare, record.home[:3])]


def _words(record: Traits) -> list[str]:
    return [" ".join(sorted(record.bare.split()))]


ADDRESSES: dict[str, tuple[Keys, ...]] = {
    "customer": (lambda one: [one.domain] if one.domain else [], _phone),
    "contact": (_email, _phone),
    "lead": (_email, _phone),
}
NAMES: dict[str, tuple[Keys, ...]] = {
    "customer": (_words,),
    "contact": (_at_home, _surname_at_home, _name_at_home),
    "lead": (_words, _surname_at_home, _name_at_home),
}


def _joined(record: Traits) -> str:
    return record.bare.replace(" ", "")


def _backwards(record: Traits) -> str:
    return _joined(record)[::-1]


ORDERS: dict[str, tuple[Callable[[Traits], str], ...]] = {
    "customer": (_joined, _backwards),
    "contact": (),
    "lead": (_joined, _backwards),
}
"""People at one customer are few, and are all compared; people of one name at different customers are no duplicates."""
