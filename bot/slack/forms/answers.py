"""Answers: what was filled in, as values that intents hold, or a kind word about what cannot be."""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.slack.blocks.fitting import Block
from bot.slack.forms.entries import Entry
from bot.slack.forms.inputs import CLOCK
from skills.addresses import email_address
from skills.turn import Refused

State = dict[str, dict[str, dict[str, Any]]]
Values = dict[str, Any]
KEPT = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
}
"""How each input keeps what was filled in, and what stood in it from the start."""
HIGHEST = Decimal(10) ** 15
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MORE_THAN_CENTS = "Say it with at most two decimals, such as 12,500.50."


class Wrong(Exception):
    """What was filled in cannot be; the text says kindly why, `block` where it stands."""

    def __init__(self, words: str, block: str = "") -> None:
        super().__init__(words)
        self.block = block


def read(entries: Iterable[Entry], state: State) -> tuple[Values, dict[str, str]]:
    """The values that were filled in, and what is wrong with others, by their blocks."""
    values: Values = {}
    wrong: dict[str, str] = {}
    for entry in entries:
        try:
            values[entry.name] = _read(entry, state)
        except Wrong as error:
            wrong[error.block or entry.name] = str(error)
    return values, wrong


def compared(entries: Iterable[Entry], state: State, opened: State) -> tuple[Values, Values, dict[str, str]]:
    """The values filled in, those that stood there from the start, and what is wrong with those that were touched."""
    asked = list(entries)
    told, wrong = read(asked, state)
    before, odd = read([replace(each, required=False) for each in asked], opened)
    for entry in asked:
        if entry.name in odd and _told(state, entry.name) == _told(opened, entry.name):
            wrong.pop(entry.name, None)
    return {each.name: told.get(each.name) for each in asked}, before, wrong


def as_opened(blocks: Iterable[Block]) -> State:
    """The state of a form in which nobody has changed anything."""
    state: State = {}
    for block in blocks:
        element = block.get("element", {})
        if element.get("type") in KEPT:
            kept, initial = KEPT[element["type"]]
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], kept: element.get(initial)}}
    return state


def _read(entry: Entry, state: State) -> Any:
    """The value; None where nothing was filled in."""
    told = _told(state, entry.name)
    if isinstance(told, str):
        told = told.strip()
    if entry.kind == "moment":
        told = _moment(told, _told(state, f"{entry.name}{CLOCK}"), entry)
    if entry.kind == "several":
        return [each["value"] for each in told or ()]
    if told in (None, ""):
        if entry.required:
            raise Wrong(f"{entry.label} is needed.")
        return None
    return READERS[entry.kind](told) if entry.kind in READERS else told


def _told(state: State, block: str) -> Any:
    for element in state.get(block, {}).values():
        return element.get(KEPT[element["type"]][0]) if element.get("type") in KEPT else None
    return None


def _moment(day: Any, clock: Any, entry: Entry) -> str | None:
    if not day:
        if clock:
            raise Wrong("Say the day too.", entry.name)
        return None
    _day(day)
    return f"{day}T{_time(clock, entry.name + CLOCK)}" if clock else str(day)


def _day(told: str) -> str:
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise Wrong(_no_day(told)) from None


def _no_day(told: str) -> str:
    found = DAY.fullmatch(told)
    if not found or not 1 <= int(found[2]) <= 12:
        return f"“{told[:40]}” is no day I can read; choose one from the calendar."
    month = calendar.month_name[int(found[2])]
    return f"{int(found[3])} {month} {int(found[1]) if found[3] == '29' else ''}".strip() + " does not exist."


def _time(told: str, block: str = "") -> str:
    try:
        return time.fromisoformat(told).strftime("%H:%M")
    except ValueError:
        raise Wrong(f"“{told[:40]}” is no time of day; say it like 15:30.", block) from None


def _figure(told: str, whole: bool = False) -> str:
    text = re.sub(r"[\s,'](?=\d{3}(?:\D|$))", "", told)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Wrong(_how_many(whole)) from None
    if not number.is_finite() or (whole and number % 1):
        raise Wrong(_how_many(whole))
    if number < 0 or number >= HIGHEST:
        raise Wrong("It must not be less than nothing." if number < 0 else "That is more than I can keep.")
    if not whole and number != number.quantize(Decimal("0.01")):
        raise Wrong(MORE_THAN_CENTS)
    return f"{number:.2f}" if not whole else str(int(number))


def _how_many(whole: bool) -> str:
    return "Say how many, as a whole number such as 12." if whole else "Say how much, such as 12,500."


def _email(told: str) -> str:
    try:
        return email_address(told)
    except Refused as refused:
        raise Wrong(str(refused)) from None


def _record(told: dict[str, Any]) -> dict[str, Any]:
    kind, _, id = str(told["value"]).partition(":")
    return {"kind": kind, "id": int(id), "name": told["text"]["text"]}


READERS: dict[str, Callable[[Any], Any]] = {
    "date": _day,
    "time": _time,
    "money": _figure,
    "percent": _figure,
    "number": lambda told: _figure(told, whole=True),
    "email": _email,
    "record": _record,
    "choice": lambda told: told["value"],
}
"""How the kinds are read that are more than words."""


def same(one: Any, other: Any) -> bool:
    """Whether two values mean the same; a record is the same whatever it is called."""
    if isinstance(one, dict) and isinstance(other, dict):
        return (one["kind"], one["id"]) == (other["kind"], other["id"])
    return bool(one == other)


def in_words(entry: Entry, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, dict):
        return str(value["name"])
    if entry.kind in ("money", "percent"):
        return f"{Decimal(value):,.2f}".removesuffix(".00")
    if isinstance(value, list):
        words = dict(entry.choices)
        return ", ".join(str(words.get(each, each)) for each in value) or "none"
    return str(dict(entry.choices).get(value, value)).replace("T", " ") if entry.kind != "text" else str(value)
