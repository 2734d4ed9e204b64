"""Stretches: from which to which day somebody is away, or something is lent."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.understanding.marks import Mark
from bot.understanding.slots.filling import Clause

Slots = dict[str, Any]

UNTIL = re.compile(
    r"\b(?:un)?(?:till?|'til)\s+(?:at least |about |around )?$|\b(?:through|thru|up to|up to and including|including"
    r"|back|back on|back by|back in|back from|back to me|return(?:s|ing|ed)?(?: on)?|goes until"
    r"|(?:prolonged|extended) to|here on|home again on)\s*$",
    re.IGNORECASE,
)
SINCE = re.compile(r"\b(?:from|starting|beginning|as of|since|leaving|leave)\s*(?:on )?$", re.IGNORECASE)
BEGINS = re.compile(r"^\s*(?:from|starting|beginning|as of|since)\b", re.IGNORECASE)
WITHIN = re.compile(r"^\s*(?:until|till?|through|thru|to)\b", re.IGNORECASE)
LINKED = re.compile(
    r"^\W*(?:(?:and|or|to|through|thru|plus|also|probably|maybe|perhaps|possibly|likely|on|too)\b\W*)*$", re.IGNORECASE
)
"""What stands between the days of one absence: "today and probably tomorrow"."""
NUMBER = r"(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|\d{1,3})"
LASTS = re.compile(
    rf"\bfor (?:the next |about |at least |another )?{NUMBER} (day|week|fortnight|month)s?\b", re.IGNORECASE
)
SPELL = re.compile(rf"\b{NUMBER} (day|week|fortnight|month)s?(?= (?:off|from|starting|of)\b)", re.IGNORECASE)
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14,
}  # fmt: skip
DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def days_away(clause: Clause) -> Slots:
    """The days: a period, or a first day and an `until`."""
    period = next((mark for mark in clause.marks if mark.kind == "period" and _is_long(mark)), None)
    moments = [mark for mark in clause.marks if mark.kind == "moment"]
    last = next((mark for mark in moments if ends_at(mark, clause)), None)
    if period and last and _meet(period, last):
        period, last = (None, last) if period.value["from"] is None else (period, None)
    free = [mark for mark in moments if mark is not last and not (last and _passed_by(mark, clause))]
    found: Slots = {"until": last.value[:10]} if last else {}
    if lasting := _lasting(clause, free):
        return found | {"period": lasting}
    if period:
        return found | {"period": period.value}
    return found | _first(free, clause, is_open=last is not None)


def _is_long(mark: Mark) -> bool:
    """Whether a period is of more than a day."""
    return bool(mark.value["from"] != mark.value["to"])


def _passed_by(mark: Mark, clause: Clause) -> bool:
    """Whether a day is past that is no first day: "Lena had her baby last night"."""
    begins = SINCE.search(clause.text[: mark.start]) or BEGINS.match(mark.text)
    return not begins and mark.value[:10] < clause.context.now.date().isoformat()


def _first(free: Sequence[Mark], clause: Clause, *, is_open: bool) -> Slots:
    """The period that days without an end of their own make."""
    if not free:
        return {}
    run = list(free[:1])
    for mark in free[1:]:
        if LINKED.match(clause.text[run[-1].end : mark.start]):
            run.append(mark)
    first, to = run[0].value[:10], run[-1].value[:10]
    since = SINCE.search(clause.text[: run[0].start]) or BEGINS.match(run[0].text)
    is_open = len(run) == 1 and (is_open or bool(since))
    return {"period": {"from": first, "to": None if is_open else to}}


def _lasting(clause: Clause, free: Sequence[Mark]) -> Slots | None:
    """The period of “for two weeks”, from the day named or from today."""
    said = LASTS.search(clause.text) or SPELL.search(clause.text)
    periods = [mark for mark in clause.marks if mark.kind == "period" and _is_long(mark)]
    if said is None or any(m.start <= said.end() and said.start() <= m.end for m in periods):
        return None
    number = NUMBERS.get(said[1].casefold()) or int(said[1])
    first = date.fromisoformat(free[0].value[:10]) if free else clause.context.now.date()
    last = first + timedelta(days=number * DAYS[said[2].casefold()] - 1)
    return {"from": first.isoformat(), "to": last.isoformat()}


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def ends_at(mark: Mark, clause: Clause) -> bool:
    """Whether a moment is said to be the end."""
    return bool(UNTIL.search(clause.text[: mark.start]) or WITHIN.match(mark.text))
