"""Goals: which figure is to be reached, how much of it, by when, and by whom."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding.marks import DATES, Mark
from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_report
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import NUMERIC
from bot.understanding.questions.sheets import Sheet
from bot.understanding.slots.filling import Clause
from storage.buckets import first_of, following

AMOUNTS = ("money", "number", "percent")
MINE = re.compile(r"\b(?:my|mine|me|i|i'm|i'd|i'll|myself)\b", re.IGNORECASE)
REQUESTS = re.compile(
    r"\b(?:set|give|make|show|tell) me\b|\bi(?:'d| would)? (?:need|like|say|suggest|appreciate)\b", re.IGNORECASE
)
ASKING = re.compile(
    r"\b(?:goals?|gaols?|targets?|quotas?|objectives?|aims?|set|setting|reach(?:es)?|hit|number|total number of"
    r"|at least|at most|below|under|over|above|up to|no more than|more than|exceed|want|wants|we|our|should|must"
    r"|please|team)\b",
    re.IGNORECASE,
)
"""Words that ask for a goal and say nothing of its figure."""

THEIRS = re.compile(r"\b([A-Z][a-z]+)['’]s (?:new )?(?:goal|target|quota|number|objective)\b")
END = re.compile(r"(?:by |the |until |till )*end of\b", re.IGNORECASE)
"""What stands for the last day of a time: all of it until then is meant."""

RATE = re.compile(
    r"\b(?:(?:an?|per|each|every) (day|week|month|quarter|year)|(daily|weekly|monthly|quarterly|yearly|annual))\b",
    re.IGNORECASE,
)
RATES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
"""A goal “a week” is set for the week that it is."""

OWNERS = ("owner", "assignee", "by", "person", "customer.owner")
BIG = re.compile(r"\d\s?(?:k|m|mn|million|thousand|lakhs?|grand)\b|million|thousand", re.IGNORECASE)
PRICED = ("deal", "order")


def fill_goal(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `set_goal` with its figure, its last day where only that is told, and whose it is."""
    target = _target(clause)
    found = {name: value for name, value in slots.items() if name in ("owner", "period")}
    if target is not None:
        found["target"] = target.value
    if END.match(str(_words(clause, found.get("period")))):
        found["period"] = found["period"] | {"from": None}
    if "period" not in found and (deadline := _deadline(clause)):
        found["period"] = {"from": clause.context.now.date().isoformat(), "to": deadline}
    if "period" not in found and (rate := RATE.search(clause.text)):
        found["period"] = _current((rate[1] or RATES[rate[2].casefold()]).casefold(), clause.context.now.date())
    if "owner" not in found and (owner := _owner(clause)):
        found["owner"] = owner
    return found | _figure(clause, target), ""


def _current(unit: str, today: date) -> dict[str, str]:
    """The day, week, month, quarter or year that it is today."""
    first = first_of(today, unit)
    after = next(day for day in following(first, first + timedelta(days=800), unit) if day > first)
    return {"from": first.isoformat(), "to": (after - timedelta(days=1)).isoformat()}


def _target(clause: Clause) -> Mark | None:
    """The amount that was marked as the target, else the last one."""
    marked = [mark for span in clause.tagged("target") for mark in clause.at(span) if mark.kind in AMOUNTS]
    others = [mark for mark in clause.marks if mark.kind in AMOUNTS]
    return next(iter([*marked[-1:], *others[-1:]]), None)


def _deadline(clause: Clause) -> str | None:
    """The day by which it is to be reached, where no span of time is told."""
    moments = (str(mark.value)[:10] for mark in clause.marks if mark.kind == "moment")
    return next(moments, None)


def _owner(clause: Clause) -> dict[str, Any] | str | None:
    """The colleague named, known or not, or the speaker of "my goal"."""
    people = [mark for mark in clause.marks if mark.is_one("person")]
    if people:
        return people[0].as_record("person")
    if theirs := THEIRS.search(clause.said.typed):
        return theirs[1]
    speaker = clause.context.speaker
    mine = MINE.search(REQUESTS.sub(" ", clause.text))
    return {"kind": "person", "id": speaker.id, "name": speaker.name} if mine else None


def _figure(clause: Clause, target: Mark | None) -> dict[str, Any]:
    """Measure, entity and filters as a report has them; nothing where no figure is named."""
    text = _blanked(clause, target)
    marks = tuple(mark for mark in clause.marks if text[mark.start : mark.end].strip(" ,"))
    sheet = sheet_of(replace(clause, text=text, marks=marks))
    noun = _has_noun(Sheet(text, sheet))
    told = compile_report(text, sheet).slots
    measure, entity = str(told["measure"]), told.get("entity")
    if measure == "count" and not noun:
        return {}
    if measure == "count" and entity in PRICED and target is not None and _is_money(target):
        measure = f"sum:{NUMERIC[entity]}"
    filters = [_won(each) for each in told.get("filters", []) if each[0] not in OWNERS]
    figure = {"metric": measure, "entity": entity, "filters": filters}
    return {name: value for name, value in figure.items() if value}


def _blanked(clause: Clause, target: Mark | None) -> str:
    """The text with spaces in place of the target, of days, of colleagues and of the words that ask."""
    text = ASKING.sub(lambda match: " " * len(match[0]), clause.text)
    gone = [mark for mark in clause.marks if mark is target or mark.kind in DATES or mark.is_one("person")]
    spans = [span for slot in ("owner", "period") for span in clause.tagged(slot)]
    for start, end in [(each.start, each.end) for each in gone] + [(each.start, each.end) for each in spans]:
        text = text[:start] + ",".ljust(end - start) + text[end:]
    return text


def _won(filter: list[Any]) -> list[Any]:
    """Deals are closed to be won: "12 closed deals"."""
    return ["stage", "=", "won"] if filter[:2] == ["stage", "="] and "won" in filter[2] else filter


def _words(clause: Clause, period: Any) -> str:
    """The words that told a period."""
    return next((mark.text for mark in clause.marks if period and mark.value == period), "")


def _has_noun(sheet: Sheet) -> bool:
    return any(noun_at(sheet, index) for index in sheet.free_atoms("word"))


def _is_money(target: Mark) -> bool:
    return target.kind == "money" or bool(BIG.search(target.text))
