"""Explanations: how a message was understood, clause by clause, in words."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.understanding.dialogue.memory import Understood
from bot.understanding.intents import Intent
from bot.understanding.reader import Context, Reader
from skills.frequency import often
from skills.reply import Facts
from skills.rereadings import period_words, reading
from skills.skill import all_skills
from skills.slots import Slot, When
from skills.turn import Option
from skills.wording import day, money, percent

NEAREST = 3
STOP = re.compile("[;:]")
RIGHT = "right"
"""The value of the option that all is as it was meant."""

Near = Sequence[tuple[str, float]]
"""Skills with their chances, 0 to 1, likeliest first."""


def explained(understood: Understood, reader: Reader, context: Context) -> tuple[Facts, ...]:
    """What each clause was taken for; where that was in doubt, what it came closest to."""
    if not understood.intents:
        return (
            Facts(
                f"“{understood.text}”",
                (("taken for", "nothing that I was sure of"), *_nearest("", understood.text, reader, context)),
            ),
        )
    return tuple(_clause(intent, reader, context) for intent in understood.intents)


def rather(understood: Understood, reader: Reader, context: Context) -> list[Option]:
    """The nearest other skills for each clause, as options, and that it is right as it is."""
    clauses = understood.intents or [Intent("", text=understood.text)]
    each = max(1, NEAREST // len(clauses))
    options = [
        Option(_label(skill, clause, len(clauses) > 1), {"place": place, "skill": skill})
        for place, clause in enumerate(clauses)
        for skill, _ in others(clause, reader, context)[:each]
    ]
    return [*options, *([Option("Right as it is", RIGHT)] if understood.intents else [])]


def others(clause: Intent, reader: Reader, context: Context) -> Near:
    """The skills a clause comes closest to, without the one it was taken for."""
    known = all_skills()
    return [
        (name, chance) for name, chance in reader.near(clause.text, context) if name != clause.skill and name in known
    ]


def plain_name(skill: str) -> str:
    """What a skill does, in a few words: `open a case for a customer who has a problem`."""
    words = STOP.split(all_skills()[skill].summary.rstrip("."))[0]
    first, _, rest = words.partition(", ")
    words = words if " or " in rest else first
    return words[:1].lower() + words[1:]


def _label(skill: str, clause: Intent, several: bool) -> str:
    about = f" (“{clause.text[:20].strip()}…”)" if several else ""
    return f"Rather: {plain_name(skill)}{about}"


def _clause(intent: Intent, reader: Reader, context: Context) -> Facts:
    skill = all_skills()[intent.skill]
    slots = [
        (name.replace("_", " "), words(skill.slots[name], value, intent.slots, context.now.date()))
        for name, value in intent.slots.items()
        if name in skill.slots and value not in (None, "", [])
    ]
    sure = [] if reader.slow and intent.confidence == 1 else [("how sure", _percent(intent.confidence))]
    nearest = _nearest(intent.skill, intent.text, reader, context)
    return Facts(f"“{intent.text}”", (("taken for", plain_name(intent.skill)), *slots, *sure, *nearest))


def _nearest(skill: str, text: str, reader: Reader, context: Context) -> tuple[tuple[str, str], ...]:
    near = others(Intent(skill, text=text), reader, context)[:NEAREST]
    return (("next nearest", "; ".join(f"{plain_name(name)} ({_percent(chance)})" for name, chance in near)),)


def _percent(chance: float) -> str:
    return "under 1 %" if chance < 0.005 else f"{chance:.0%}".replace("%", " %")


def words(slot: Slot, value: Any, slots: dict[str, Any], today: date) -> str:
    """A slot's value as it was understood, in words."""
    if isinstance(value, dict) and {"name", "several"} & set(value):
        return _record(value, slot.of == "any")
    if slot.kind == "moment":
        when = When.of(str(value))
        return day(when.day, today) + (f" at {when.time:%H:%M}" if when.time else "")
    if slot.kind == "period":
        first, last = (value[end] and date.fromisoformat(value[end][:10]) for end in ("from", "to"))
        return period_words(first, last)
    if slot.kind == "recurrence":
        return often(value)
    if slot.kind == "percent" and isinstance(value, int | float):
        return percent(value)
    if slot.kind in ("money", "number") and isinstance(value, int | float):
        return money(value)
    if slot.kind == "filters":
        return reading(str(slots.get("entity", "customer")), value)
    return f"case {value}" if slot.kind == "case" else _said(slot, value)


def _said(slot: Slot, value: Any) -> str:
    if slot.kind == "record":
        return f"“{value}”, which is on no record"
    return f"“{value}”" if slot.kind in ("text", "name") else str(value).replace("_", " ")


def _record(value: dict[str, Any], of_any_kind: bool) -> str:
    if "several" in value:
        return "one of " + ", ".join(each["name"] for each in value["several"][:4])
    return f"{value['name']} ({value['kind']})" if of_any_kind and value["kind"] != "case" else str(value["name"])
