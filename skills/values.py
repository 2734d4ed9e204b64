"""From what was said to what a field can hold, and back into words."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dateutil.parser import ParserError, parse
from rapidfuzz import fuzz, process

from skills.addresses import email_address
from skills.slots import When
from skills.turn import Option, Refused, Turn, Unclear, ref
from skills.wording import day, moment, money, percent
from skills.working_life import days_called, days_said, zone_called
from storage.door import at_the_door
from storage.fields import Field
from storage.folding import fold
from storage.record import Record

NUMBER = re.compile(r"(-?\d[\d.,' ]*)\s*(k|m|mn|mio|million|thousand|bn|billion)?\b", re.IGNORECASE)
SCALE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "bn": 9, "billion": 9}
NOTHING = {"nothing", "none", "empty", "blank", "unknown", "-"}
CLOSE = 80


def held(turn: Turn, field: Field, said: Any) -> Any:
    """What the field holds for the value said. Raises Refused when it cannot, Unclear when several records fit."""
    if isinstance(said, str) and fold(said) in NOTHING | {""} and field.name != "name":
        return None
    if field.kind == "choice":
        return _choice(own_choices(turn, field), str(said))
    if field.kind == "record":
        return _record(turn, field, said)
    if field.name in WORKING:
        return WORKING[field.name](spoken(said))
    if field.name in ("country", "currency"):
        return at_the_door(field.name, spoken(said))
    return READERS[field.kind](turn, field, said) if field.kind in READERS else spoken(said)


def spoken(said: Any) -> str:
    """The words of a value that was said."""
    return str(said["name"] if isinstance(said, dict) else said).strip()


def _number(_: Turn, field: Field, said: Any) -> Any:
    found = NUMBER.search(str(said))
    if not found:
        raise Refused(f"“{said}” is no number; {_called(field)} needs one, for example 45000.")
    exact = Decimal(_plain(found[1])).scaleb(SCALE.get((found[2] or "").casefold(), 0))
    return int(exact) if field.kind == "number" else exact


def _plain(digits: str) -> str:
    """The digits without thousands signs; a last part of one or two digits is a fraction."""
    *whole, last = re.split(r"[.,]", re.sub(r"[' ]", "", digits).rstrip(".,"))
    fraction = whole == ["0"] or len(last) != 3
    return "".join(whole) + f".{last}" if whole and fraction else "".join([*whole, last])


def _when(turn: Turn, field: Field, said: Any) -> date | datetime:
    if isinstance(said, str):
        try:
            when = When.of(said)
        except ValueError:
            when = _read_day(turn, field, said)
    else:
        when = said
    return when.at(turn.speaker.zone) if field.kind == "moment" else when.day


def _read_day(turn: Turn, field: Field, said: str) -> When:
    try:
        return When(parse(said, default=turn.now.replace(hour=9, minute=0), tzinfos={}).date())
    except (ParserError, OverflowError):
        raise Refused(f"I cannot read “{said}” as a day; {_called(field)} needs one, such as 3 August.") from None


def _email(_: Turn, field: Field, said: Any) -> str:
    return email_address(spoken(said))


def _phone(turn: Turn, field: Field, said: Any) -> str:
    return at_the_door("phone", spoken(said), turn.crm.country)


READERS: dict[str, Callable[[Turn, Field, Any], Any]] = {
    "money": _number, "percent": _number, "number": _number, "date": _when, "moment": _when, "email": _email,
    "phone": _phone,
}  # fmt: skip


def own_choices(turn: Turn, field: Field) -> Field:
    """The field with the choices that this workspace has."""
    return replace(field, choices=tuple(turn.crm.pipelines.stage_names())) if field.own else field


WORKING: dict[str, Callable[[str], str]] = {"time_zone": zone_called, "working_days": days_called}
"""How the fields are read that tell where and when a colleague works."""


def _choice(field: Field, said: str) -> str:
    choices = {fold(choice): choice for choice in field.choices}
    near = process.extractOne(fold(said), choices.keys(), scorer=fuzz.WRatio, score_cutoff=CLOSE)
    if not near:
        raise Refused(f"{_called(field).capitalize()} cannot be “{said}”. It can be {', '.join(field.choices)}.")
    return choices[near[0]]


def _record(turn: Turn, field: Field, said: Any) -> Record:
    of = turn.crm.of(field.of)
    by_id = isinstance(said, dict) and "id" in said
    found: list[Record] = of.by_ids([said["id"]]) if by_id else _named(turn, field, said)
    if not found:
        raise Refused(f"I know no {field.of} called “{spoken(said)}”. Check the spelling, or add it first.")
    if len(found) > 1:
        options = [Option(each.label, ref(each)) for each in found[:8]]
        raise Unclear(f"Which {field.of} do you mean by “{spoken(said)}”?", "value", options)
    return found[0]


def _named(turn: Turn, field: Field, said: Any) -> list[Any]:
    of, words = turn.crm.of(field.of), fold(spoken(said))
    if field.of == "person" and words in ("me", "i", "myself"):
        return [turn.speaker]
    if field.of == "case":
        return of.where(of.noun.number == int(re.sub(r"\D", "", words) or 0))
    return of.named(words) or of.where(of.noun.name_fold.startswith(words + " ", autoescape=True))


def said_of(turn: Turn, field: Field, value: Any, currency: str | None = None) -> str:
    """A field's value in words, on the speaker's clock."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Record):
        return value.label
    if field.kind == "money":
        return money(value, currency)
    if field.kind == "percent":
        return percent(value)
    if isinstance(value, datetime):
        return moment(value, turn.now)
    if field.name == "working_days":
        return days_said(value)
    if field.name == "birthday":
        return f"{value.day} {value:%B %Y}"
    return day(value, turn.now.date()) if isinstance(value, date) else _plainly(value)


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) and abs(value) > 9999 else str(value)


def _called(field: Field) -> str:
    return field.name.replace("_", " ")
