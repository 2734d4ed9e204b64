"""The imports that there were: listed, and taken back."""

from datetime import UTC, datetime
from secrets import token_hex
from typing import NamedTuple

from bot.home import Home
from skills.undoing import told_of
from storage.changes import Change
from storage.crm import Crm
from storage.imports import Import, all_imports, is_undone, standing_import
from storage.trouble import StoreTrouble
from storage.unwinding import unwind, written_over

SHOWN = 10


class Standing(NamedTuple):
    """An import that can be taken back, and what was written over it since."""

    number: int
    words: str
    since: list[str]


def listed(home: Home) -> str:
    """Every import in a line, newest first."""
    with home.store.read(datetime.now(UTC)) as crm:
        lines = [_line(crm, each) for each in all_imports(crm)]
    return "\n".join(lines) or "Nothing was imported yet. Bring a folder in with “rapport import FOLDER”."


def standing(home: Home, number: int | None) -> Standing:
    """The import of that number, or the last that stands. Raises StoreTrouble where there is none."""
    with home.store.read(datetime.now(UTC)) as crm:
        found = standing_import(crm, number)
        if found is None:
            which = f"no import {number} that still stands" if number else "no import to take back"
            raise StoreTrouble(f"There is {which}. “rapport imports” lists them.")
        since = written_over(crm, found.turn)
        said = list(dict.fromkeys(_said(change) for change in since))
        return Standing(found.id, _line(crm, found), said)


def taken_back(home: Home, number: int) -> str:
    """Take an import back whole, and say what became of its records."""
    now = datetime.now(UTC)
    with home.store.begin(home.settings.me or None, now, f"undo-{now:%Y%m%dT%H%M%S}-{token_hex(3)}") as crm:
        found = standing_import(crm, number)
        if found is None:
            raise StoreTrouble(f"Import {number} was taken back already.")
        counts = unwind(crm, found.turn)
    return f"Undone: import {number}. {told_of(counts)}"


def _line(crm: Crm, found: Import) -> str:
    counts = {"new": found.created, "updated": found.updated, "unchanged": found.unchanged, "refused": found.refused}
    told = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count) or "no rows"
    by = f" by {found.by.name}" if found.by else ""
    undone = ", undone" if is_undone(crm, found) else ""
    return f"{found.id:>4}  {found.at:%Y-%m-%d %H:%M}{by}  {found.source} from {found.folder}: {told}{undone}"


def _said(change: Change) -> str:
    who = change.by.name if change.by else "Rapport"
    return f"{change.at:%Y-%m-%d %H:%M}  {who} {change.action} the {change.kind} {change.label}"
