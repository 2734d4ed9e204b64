"""Marks: everything recognised in a text - records, days, amounts, addresses, case numbers - with its place.

Of a very long text they are those of its first and its last part.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.understanding.amounts.addresses import find_addresses
from bot.understanding.amounts.quantities import find_amounts
from bot.understanding.dates.moments import find_moments
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.recurrences import find_recurrences
from bot.understanding.learning.masks import RECORDS
from bot.understanding.names.directory import Directory, reference
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.names.kinds import chief, of_the_kind_said
from bot.understanding.text import ends

CASE = re.compile(
    r"\b(?:case|ticket|issue)s?\s{0,3}(?:number|no\.?|nr\.?|#)?\s{0,3}#?(\d{1,9})\b|(?<![\w#])#(\d{1,9})\b", re.I
)
DATES = ("moment", "period", "recurrence")
WHOLE_NAME = 0.98
ALIKE = 0.12
Lean = Literal["future", "past"]


@dataclass(frozen=True)
class Mark:
    """Something recognised: characters `start` to `end`, its kind, and its value as intents hold it.

    Kinds are `record` (with its candidates), `moment`, `period`, `recurrence` (`extra` is its time of day), `money`,
    `number`, `percent`, `email`, `phone`, `url` and `case`.
    """

    start: int
    end: int
    kind: str
    value: Any
    text: str
    candidates: tuple[Candidate, ...] = ()
    extra: Any = None

    def is_one(self, kind: str) -> bool:
        """Whether it may be a record of that kind, `any` being each."""
        return any(kind in ("any", candidate.kind) for candidate in self.candidates)

    def as_record(self, kind: str) -> dict[str, Any]:
        """The record, or the several records, of that kind that it may be."""
        fitting = [each for each in self.candidates if each.kind == kind] if kind != "any" else chief(self.candidates)
        if len(fitting) == 1:
            return reference(fitting[0])
        return {"several": [reference(candidate) for candidate in fitting], "spoken": self.text}

    def covers(self, other: "Mark") -> bool:
        """Whether the other lies within."""
        return self.start <= other.start and other.end <= self.end


def find_marks(text: str, now: datetime, directory: Directory, lean: Lean = "future") -> tuple[Mark, ...]:
    """All that is recognised in a text, in order. Overlapping marks of different sorts are settled by length."""
    return marks_beside(find_names(text, directory), text, now, lean)


def marks_beside(records: Sequence[Mark], text: str, now: datetime, lean: Lean = "future") -> tuple[Mark, ...]:
    """The records named in a text and what else is recognised in it, in order."""
    text = ends(text)
    others = [*_cases(text), *_addresses(text), *_dates(text, now, lean)]
    clear = _apart_from(records, others, _beaten)
    records = _apart_from(clear, records, _beaten_record)
    amounts = _apart_from([*records, *clear], _amounts(text, now), _meet)
    return _in_order([*records, *clear, *amounts])


def looking_back(text: str, marks: Sequence[Mark], now: datetime) -> tuple[Mark, ...]:
    """The marks of a text with its days read as past ones: "on Friday" is the last one, not the next."""
    return _with_dates(marks, _dates(ends(text), now, "past"))


def looking_ahead(text: str, marks: Sequence[Mark], now: datetime) -> tuple[Mark, ...]:
    """The marks of a text with its periods read as coming ones: "for Tuesday" is the next one, not the last."""
    return _with_dates(marks, _dates(ends(text), now, "future", "future"))


def _with_dates(marks: Sequence[Mark], dates: Iterable[Mark]) -> tuple[Mark, ...]:
    kept = [mark for mark in marks if mark.kind not in DATES]
    return _in_order([*kept, *_apart_from(kept, dates, _beaten)])


def _in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _apart_from(others: Iterable[Mark], marks: Iterable[Mark], yields: Callable[[Mark, Mark], bool]) -> list[Mark]:
    """The marks that yield to none of the others that they meet."""
    at: dict[int, list[Mark]] = {}
    for other in others:
        for place in range(other.start, other.end):
            at.setdefault(place, []).append(other)
    met = ((mark, [other for place in range(mark.start, mark.end) for other in at.get(place, ())]) for mark in marks)
    return [mark for mark, meeting in met if not any(yields(mark, other) for other in meeting)]


def named_in(marks: Iterable[Mark]) -> tuple[dict[str, Any], ...]:
    """The records that are named beyond doubt, in order."""
    return tuple(reference(mark.candidates[0]) for mark in marks if len(mark.candidates) == 1)


def shifted(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Those that lie within characters `start` to `end`, counted from there."""
    inside = (mark for mark in marks if start <= mark.start and mark.end <= end)
    return tuple(replace(mark, start=mark.start - start, end=mark.end - start) for mark in inside)


def masked_spans(marks: Iterable[Mark]) -> list[tuple[int, int, str]]:
    """The spans as masks.py wants them: with the kind of record, `date`, `amount`, `email`, `phone` or `case`."""
    return [(mark.start, mark.end, _mask_kind(mark)) for mark in marks]


def _mask_kind(mark: Mark) -> str:
    if mark.kind == "record":
        return mark.candidates[0].kind if mark.candidates[0].kind in RECORDS else "customer"
    if mark.kind in DATES:
        return "date"
    return "amount" if mark.kind in ("money", "number", "percent") else mark.kind


def find_names(text: str, directory: Directory) -> Sequence[Mark]:
    """The records named in a text, in order."""
    return list(_records(text, directory))


def _records(text: str, directory: Directory) -> Iterator[Mark]:
    for found in directory.find(ends(text)):
        likely = _likely(of_the_kind_said(found.candidates, text, found.start, found.end))
        yield Mark(found.start, found.end, "record", None, found.text, tuple(likely))


def _likely(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without those that are clearly less like what was written: a whole name leaves no doubt."""
    best = max(candidate.score for candidate in candidates)
    least = WHOLE_NAME if best >= WHOLE_NAME else best - ALIKE
    return [candidate for candidate in candidates if candidate.score >= least]


def _cases(text: str) -> Iterator[Mark]:
    for match in CASE.finditer(text):
        group = 1 if match[1] else 2
        yield Mark(match.start(group), match.end(group), "case", int(match[group]), match[0])


def _addresses(text: str) -> Iterator[Mark]:
    for found in find_addresses(text):
        yield Mark(found.start, found.end, found.kind, found.value, found.text)


def _dates(text: str, now: datetime, lean: Lean, spans: Lean = "past") -> Iterator[Mark]:
    every = [
        Mark(each.start, each.end, "recurrence", each.rule, each.text, extra=each.time)
        for each in find_recurrences(text, now)
    ]
    yield from every
    moments = find_moments(text, now, lean)
    told = ((m, m.value() if m.exact or lean == "future" else m.day.isoformat()) for m in moments)
    yield from _apart_from(every, (Mark(m.start, m.end, "moment", value, m.text) for m, value in told), _meet)
    yield from _apart_from(every, _periods(text, now, spans), _meet)


def _periods(text: str, now: datetime, lean: Lean) -> Iterator[Mark]:
    for period in find_periods(text, now, lean):
        span = {"from": period.first and period.first.isoformat(), "to": period.last and period.last.isoformat()}
        yield Mark(period.start, period.end, "period", span, period.text)


def _amounts(text: str, now: datetime) -> Iterator[Mark]:
    for found in find_amounts(text, now):
        value = int(found.number) if found.number == int(found.number) else float(found.number)
        most = int(found.of) if found.of else None
        yield Mark(found.start, found.end, found.kind, value, found.text, extra=most)


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _beaten(mark: Mark, record: Mark) -> bool:
    """A date or number inside a longer name is part of the name, as in "Monday Motors"."""
    return _meet(mark, record) and record.end - record.start >= mark.end - mark.start


def _beaten_record(record: Mark, other: Mark) -> bool:
    """A name inside a longer date or address is part of that."""
    return _meet(record, other) and other.end - other.start > record.end - record.start
