"""From an intent's slots, which are JSON, to the arguments of a skill's function, which are records and values."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bot.understanding.intents import Intent
from bot.understanding.names.directory import Directory, reference
from skills.clocks import clock_said
from skills.skill import Skill
from skills.slots import Period, Slot, Wanted, When
from skills.turn import Option, Refused, Unclear
from storage.cases import Case
from storage.crm import NOUNS, Crm
from storage.record import Record

PAIRS = (("keep", "merge"), ("one", "other"))
"""Slots that two different records fill."""
CASE = re.compile(r"(?:case|ticket|issue)\W*(\d+)", re.IGNORECASE)
NO_CASE = "There is no case {}. Say “list open cases” to see the numbers."
LANES = ("pipeline", "stage", "stay")
"""Kinds that nobody means by a name alone: a stage is no record to show or to delete."""


def arguments(skill: Skill, intent: Intent, crm: Crm, directory: Directory) -> dict[str, Any]:
    """The keyword arguments for the skill. Raises Unclear for what is missing or ambiguous, Refused for what is not."""
    known = skill.slots | skill.unsaid
    slots = {name: value for name, value in intent.slots.items() if name in known and _is_told(known[name], value)}
    if isinstance(slots.get("contact"), str) and "customer" in slots and not _known(slots["contact"], crm, directory):
        slots.pop("contact")  # somebody new at a customer we know: what was said of them is kept all the same
    slots = _paired(slots)
    if slots.get("lines"):
        slots = {"product": slots["lines"][0]["product"], **slots}
    found = {name: _argument(name, known[name], value, crm, directory) for name, value in slots.items()}
    for name in skill.required:
        if name not in found:
            raise Unclear(skill.slots[name].ask, name)
    return found


def _is_told(slot: Slot, value: Any) -> bool:
    """Whether the value says something; an empty one only says of a time of day that there is to be none."""
    return value is not None and (value != "" or slot.kind == "clock")


def _known(spoken: str, crm: Crm, directory: Directory) -> bool:
    return bool(crm.contacts.named(spoken) or directory.look_up(spoken, "contact"))


def _argument(name: str, slot: Slot, value: Any, crm: Crm, directory: Directory) -> Any:
    if slot.kind == "record":
        return _record(name, slot, value, crm, directory)
    if slot.kind == "case":
        return _case(name, value, crm)
    if slot.kind == "lines":
        return [_line(each, crm, directory) for each in value]
    if name in ("quantity", "stock"):
        return pieces(value)
    return READERS[slot.kind](value) if slot.kind in READERS else value


def pieces(value: Any) -> int:
    """A number of pieces, which are whole. Raises Refused where they are not, for cutting would lose some silently."""
    number = Decimal(str(value))
    if number % 1:
        raise Refused(f"I count whole pieces, and {value} is none. Say {int(number)} or {int(number) + 1} instead.")
    return int(number)


def _line(told: dict[str, Any], crm: Crm, directory: Directory) -> Wanted:
    """A line as it was said, with its product looked up."""
    product = _record("product", Slot("record", of="product"), told["product"], crm, directory)
    share, price = (None if told.get(name) is None else Decimal(str(told[name])) for name in ("discount", "price"))
    quantity = None if told.get("quantity") is None else pieces(told["quantity"])
    return Wanted(product, quantity, share, price)


READERS: dict[str, Callable[[Any], Any]] = {
    "moment": When.of,
    "period": lambda value: Period(_day(value.get("from")), _day(value.get("to"))),
    "money": lambda value: Decimal(str(value)),
    "percent": lambda value: Decimal(str(value)),
    "number": lambda value: int(float(value)),
    "clock": lambda value: _clock(str(value)),
}


def _day(value: str | None) -> Any:
    return When.of(value).day if value else None


def _clock(told: str) -> str:
    """A time of day as `07:30`, empty where there is to be none. Raises Refused."""
    clock = clock_said(told)
    if told.strip() and clock is None:
        raise Refused(f"I read no time of day in “{told}”. Say for example 7:30 or 19:00.")
    return clock or ""


def _record(name: str, slot: Slot, value: Any, crm: Crm, directory: Directory) -> Record | str:
    if isinstance(value, str):
        value = _looked_up(slot, value, crm, directory)
    if isinstance(value, str):
        return value
    value = _spelt_so(value)
    if "several" in value:
        kinds = {each["kind"] for each in value["several"]}
        noun = _noun(Slot("record", of=kinds.pop()) if slot.of == "customer" and len(kinds) == 1 else slot)
        raise Unclear(f"Which {noun} do you mean by “{value['spoken']}”?", name, _options(value["several"], crm))
    record: Record | None = crm.of(value["kind"]).get(value["id"])
    if record is None:
        name = str(value["name"])
        raise Refused(f"{name[:1].upper()}{name[1:]} is no longer there. Say “undo” if you have just deleted it.")
    return record


def _spelt_so(value: dict[str, Any]) -> dict[str, Any]:
    """The only one whose name has the very accents that were said, where several have the same letters."""
    if "several" not in value or value["spoken"].isascii():
        return value
    same = [each for each in value["several"] if each["name"].casefold() == value["spoken"].casefold()]
    return same[0] if len(same) == 1 else value


def _paired(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots where "Sean Hanratty and Seán Hanratty" are two that both have both names: each is one of them."""
    names = next((pair for pair in PAIRS if set(pair) <= set(slots)), ())
    told = [_spelt_so(slots[name]) if isinstance(slots[name], dict) else {} for name in names]
    known = [each["id"] for each in told if "id" in each]
    left = [other for each in told for other in each.get("several", ()) if other["id"] not in known]
    if len(known) != 1 or len(left) != 1:
        return slots
    return slots | {name: each if "id" in each else left[0] for name, each in zip(names, told, strict=True)}


def _looked_up(slot: Slot, spoken: str, crm: Crm, directory: Directory) -> dict[str, Any] | str:
    kinds = tuple(kind for kind in NOUNS if kind not in LANES) if slot.of == "any" else (slot.of,)
    named = [record for kind in kinds for record in crm.of(kind).named(spoken)]
    found = [{"kind": record.kind, "id": record.id, "name": record.label} for record in named]
    found = found or [reference(candidate) for candidate in directory.look_up(spoken, *kinds)]
    if not found and slot.open:
        return spoken
    if slot.of == "any" and not found and (numbered := CASE.fullmatch(spoken)):
        raise Refused(NO_CASE.format(numbered[1]))
    if not found:
        raise Refused(f"I know no {_noun(slot)} called “{spoken}”. Check the spelling, or add it first.")
    return found[0] if len(found) == 1 else {"several": found, "spoken": spoken}


def _options(several: list[dict[str, Any]], crm: Crm) -> list[Option]:
    labels = [_told_apart(each, crm) for each in several[:8]]
    numbered = (f"{label} (no. {each['id']})" for label, each in zip(labels, several[:8], strict=True))
    unlike = (label if labels.count(label) == 1 else other for label, other in zip(labels, numbered, strict=True))
    return [Option(label, each) for label, each in zip(unlike, several[:8], strict=True)]


def _told_apart(each: dict[str, Any], crm: Crm) -> str:
    record = crm.of(each["kind"]).get(each["id"])
    home = getattr(record, "customer", None)
    if home is not None:
        return f"{each['name']} at {home.name}"
    city = getattr(record, "city", None)
    return f"{each['name']}, {city}" if city else each["name"]


def _case(name: str, value: Any, crm: Crm) -> Record | str:
    if isinstance(value, dict) and "several" in value:
        raise Unclear("Which case do you mean?", name, _options(value["several"], crm))
    if isinstance(value, dict):
        return _record(name, Slot("record", of="case"), value, crm, Directory())
    case = crm.cases.first(Case.number == int(value))
    if case is None:
        raise Refused(NO_CASE.format(value))
    return case


def _noun(slot: Slot) -> str:
    return {"any": "one", "person": "colleague"}.get(slot.of, slot.of)


def printed(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots as SKILLS.md prints them: a record by its name, a case by its number."""
    return {name: _printed(value) for name, value in slots.items() if value is not None}


def _printed(value: Any) -> Any:
    if isinstance(value, list):
        return [_printed(each) for each in value]
    if isinstance(value, dict) and isinstance(value.get("product"), dict):
        return {name: _printed(told) for name, told in value.items()}
    if not isinstance(value, dict) or not {"name", "several"} & set(value):
        return value
    if "several" in value:
        return value["spoken"]
    if value.get("kind") == "case":
        return int(value["name"].removeprefix("case "))
    return value["name"]
