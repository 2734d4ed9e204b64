"""The morning: somebody's day as one message, with what can be done at once."""

from collections.abc import Sequence
from dataclasses import replace

from skills.day import TITLES, Day, Entry
from skills.reply import Button, Lines, Reply
from skills.settings import mute, off_word
from skills.wording import count_of
from storage.people import Person

NOUNS = {
    "reminders": "reminder", "cases": "case due", "deals": "deal to move", "calls": "call to make",
    "birthdays": "birthday",
}  # fmt: skip
"""What one thing in each list of a day is."""
LONGEST, SHORT = 120, 30
SETTLED = 5
"""So many things can be done from the message itself."""


def morning(day: Day, person: Person) -> Reply | None:
    """The digest of a day, a short line each; None where nothing is to be seen to."""
    if day.is_free:
        return None
    told = {name: entries for name in TITLES if (entries := day.entries(name))}
    counts = [_count(NOUNS[name], day.count(name)) for name in told]
    parts = tuple(Lines(TITLES[name], _lines(told[name], day.left_out.get(name, 0))) for name in told)
    said = f"Good morning, {person.name.split()[0]}. Today: {_listed(counts)}."
    return Reply(said, parts, (*_deeds(list(told.values())), mute("digest")), note=off_word("digest"))


def _count(noun: str, number: int) -> str:
    head, _, tail = noun.partition(" ")
    return f"{count_of(number, head)}{f' {tail}' if tail else ''}"


def _listed(counts: Sequence[str]) -> str:
    return " and ".join([", ".join(counts[:-1]), counts[-1]] if len(counts) > 1 else counts)


def _lines(entries: Sequence[Entry], more: int) -> tuple[str, ...]:
    lines = [_cut(f"{each.words} – {each.why}" if each.why else each.words, LONGEST) for each in entries]
    return (*lines, *([f"and {more} more"] if more else []))


def _deeds(told: Sequence[Sequence[Entry]]) -> list[Button]:
    """The first deed of the first things of each list, named after what it is done to."""
    turns = [entries[place] for place in range(SETTLED) for entries in told if place < len(entries)]
    able = [each for each in turns if each.buttons][:SETTLED]
    return [replace(each.buttons[0], label=f"{each.buttons[0].label}: {_cut(each.words, SHORT)}") for each in able]


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
