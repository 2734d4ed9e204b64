"""Quiet: who is left in peace now, and how several things that are due at once become one message."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from skills.reply import QUIET, Button, Lines, Reply
from storage.crm import Crm
from storage.mailroom import mark_told, queue
from storage.people import Person

NUMBERS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
SHOWN = 10
"""So many are told one by one in a message."""


def resting(crm: Crm) -> set[int]:
    """The ids of those who are in their quiet hours now, and of those for whom somebody stands in who is."""
    quiet = {each.id for each in crm.people.where(Person.quiet_from.is_not(None)) if each.is_quiet(crm.now)}
    if not quiet:
        return quiet
    away = {each.person.id: each.person for each in crm.absences.now_and_later()}
    told = {id: crm.absences.told_instead(each)[0].id for id, each in away.items()}
    return {id for id in quiet if told.get(id, id) in quiet} | {id for id, instead in told.items() if instead in quiet}


class Told(NamedTuple):
    """Something to be told: its key, where, as a message of its own, and as a line with a button among others."""

    key: str
    place: str
    reply: Reply
    line: str
    button: Button | None = None


def tell(crm: Crm, told: Iterable[Told], noun: str) -> int:
    """Queue them, those for one place as one message; returns how many messages that makes."""
    ordered = sorted(told, key=lambda each: each.place)
    return sum(_tell(crm, list(group), noun) for _, group in groupby(ordered, lambda each: each.place))


def _tell(crm: Crm, told: Sequence[Told], noun: str) -> bool:
    first, *others = told
    if not queue(crm, first.key, first.place, together(told, noun).to_json()):
        return bool(others) and _tell(crm, others, noun)  # the first was told before; the others were not in that
    for each in others:
        mark_told(crm, each.key)
    return True


def together(told: Sequence[Told], noun: str) -> Reply:
    """One message of several: how many they are, a line each, and a button each."""
    if len(told) == 1:
        return told[0].reply
    number = NUMBERS[len(told) - 2] if len(told) - 2 < len(NUMBERS) else str(len(told))
    shown = list(enumerate(told[:SHOWN], 1))
    lines = [f"{place}. {each.line}" for place, each in shown]
    lines += [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    buttons = [replace(each.button, label=f"{place}: {each.button.label}") for place, each in shown if each.button]
    off = [each for each in told[-1].reply.buttons if each.style == QUIET]
    note = told[-1].reply.note if off else ""
    return Reply(f"{number} {noun}s:", (Lines("", tuple(lines)),), (*buttons, *off), note=note)
