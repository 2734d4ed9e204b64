"""Who is away, who stands in, which team and whose portfolio are told from words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.dialogue.memory import Memory
from bot.understanding.many.asking import asks_which
from bot.understanding.marks import find_marks, looking_ahead
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.handing import fill_handover
from bot.understanding.slots.house import (
    fill_absence,
    fill_return,
    fill_show_team,
    fill_team,
    meant_instead,
)
from bot.understanding.slots.resolve import printed
from storage.contacts import Contact
from storage.crm import Crm
from storage.store import Store
from tests.skills.house import NOW, colleagues


@pytest.fixture
def crm(sqlite_template: Path, tmp_path: Path) -> Iterator[Crm]:
    """Priya and Tom of sales, Sam and Ines of support; Priya speaks, on a Monday."""
    path = tmp_path / "rapport.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store(path)
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
        for person in crm.people.all():
            person.team = "support" if person.role == "agent" else "sales"
    with store.read(NOW) as crm:
        yield crm
    store.close()


def clause(text: str, crm: Crm) -> Clause:
    directory, speaker = Directory(), crm.people.all()[0]
    directory.refresh(crm)
    now = NOW.astimezone(speaker.zone)
    marks = looking_ahead(text, find_marks(text, now, directory), now)
    return Clause(text, marks, (), Context(crm, speaker, now, directory, Memory()), Respelled(text, text))


def span(first: str | None, last: str | None) -> dict[str, Any]:
    return {"period": {"from": first, "to": last}}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("I'm away till Monday", {"until": "2026-11-30"}),
        ("Tom ooo thu+fri", span("2026-11-26", "2026-11-27") | {"person": "Tom Becker"}),
        ("out today and probably tomorrow", span("2026-11-23", "2026-11-24")),
        ("Tom is out for two weeks, Sam is going to cover for him",
         span("2026-11-23", "2026-12-06") | {"person": "Tom Becker", "stand_in": "Sam Ode"}),
        ("my replacement is Ines from Thursday", span("2026-11-26", None) | {"stand_in": "Ines Cruz"}),
        ("in Tom's absence Sam is responsible", {"person": "Tom Becker", "stand_in": "Sam Ode"}),
        ("Tom fell last night, he is off until Friday", {"until": "2026-11-27", "person": "Tom Becker"}),
        ("back on Monday", {"until": "2026-11-30"}),
        ("out sick today", span("2026-11-23", "2026-11-23")),
        ("I am off tomorrow", span("2026-11-24", "2026-11-24")),
        ("from tomorrow on I'm away", span("2026-11-24", None)),
        ("I'm away for two weeks", span("2026-11-23", "2026-12-06")),
        ("I'll be away for a week from Monday", span("2026-11-30", "2026-12-06")),
        ("off tomorrow for three days", span("2026-11-24", "2026-11-26")),
        ("away next week, Sam covers for me", span("2026-11-30", "2026-12-06") | {"stand_in": "Sam Ode"}),
        ("Tom is away until Friday, cover is Ines",
         {"until": "2026-11-27", "person": "Tom Becker", "stand_in": "Ines Cruz"}),
        ("Tom is on holiday from 3 to 14 August, Priya stands in",
         span("2027-08-03", "2027-08-14") | {"person": "Tom Becker", "stand_in": "Priya Nair"}),
        ("Ines stands in for Tom tomorrow",
         span("2026-11-24", "2026-11-24") | {"person": "Tom Becker", "stand_in": "Ines Cruz"}),
    ],
)  # fmt: skip
def test_an_absence_is_read_with_its_days_and_the_stand_in(crm: Crm, said: str, read: dict[str, Any]) -> None:
    assert printed(fill_absence({}, clause(said, crm))[0]) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("what did Sam do while Tom was away", {"person": "Tom Becker"}),
        ("I'm back", {}),
        ("Tom is back", {"person": "Tom Becker"}),
        ("what did Sam do while I was away", {}),
    ],
)
def test_whoever_is_back_is_the_one_named_or_the_speaker(crm: Crm, said: str, read: dict[str, Any]) -> None:
    assert printed(fill_return({}, clause(said, crm))[0]) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("hand everything of Tom's over to Ines", {"person": "Tom Becker", "to": "Ines Cruz"}),
        ("Ines takes over Tom's book while he is away", {"person": "Tom Becker", "to": "Ines Cruz"}),
        ("Tom's book -> Sam", {"person": "Tom Becker", "to": "Sam Ode"}),
        ("hand my whole book to Sam until Friday", {"to": "Sam Ode", "until": "2026-11-27"}),
        ("give me all of Tom's things", {"person": "Tom Becker", "to": "Priya Nair"}),
        ("put everything from Tom on me", {"person": "Tom Becker", "to": "Priya Nair"}),
        ("I'd like to take over all of Tom's business", {"person": "Tom Becker", "to": "Priya Nair"}),
        ("Ines should get everything Tom owns, he quits on Friday", {"person": "Tom Becker", "to": "Ines Cruz"}),
        ("Sam minds all that is Tom's for two weeks", {"person": "Tom Becker", "to": "Sam Ode", "until": "2026-12-06"}),
        ("I take over everything from Tom", {"person": "Tom Becker", "to": "Priya Nair"}),
    ],
)
def test_a_handover_is_read_with_giver_and_taker(crm: Crm, said: str, read: dict[str, Any]) -> None:
    assert printed(fill_handover({}, clause(said, crm))[0]) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [("who is in support?", {"team": "support"}), ("how busy is Tom", {"person": "Tom Becker"}),
     ("how busy is everyone", {})],
)  # fmt: skip
def test_a_team_or_a_colleague_is_asked_about(crm: Crm, said: str, read: dict[str, Any]) -> None:
    assert printed(fill_show_team({}, clause(said, crm))[0]) == read


def test_a_team_is_known_by_its_name_and_a_zone_by_its_time(crm: Crm) -> None:
    assert printed(fill_team({}, clause("put Tom in support", crm))[0]) == {"person": "Tom Becker", "team": "support"}
    assert printed(fill_team({}, clause("I live in Lisbon time", crm))[0]) == {"time_zone": "Lisbon"}
    assert printed(fill_team({}, clause("my team is renewals", crm))[0]) == {"team": "renewals"}
    assert printed(fill_team({}, clause("I do Tue to Thu", crm))[0]) == {"working_days": "Tue to Thu"}


@pytest.mark.parametrize(
    ("skill", "said", "meant"),
    [
        ("set_absence", "is Tom away next week", "show_team"),
        ("set_absence", "Tom is away next week", "set_absence"),
        ("set_absence", "is it possible to note that Tom is away", "set_absence"),
        ("set_absence", "Dana Weber is away next week", "log_interaction"),
        ("show_team", "Tom is not away after all", "end_absence"),
        ("end_absence", "when is Tom back?", "show_team"),
        ("remind_me", "is Tom away", "remind_me"),
    ],
)
def test_asking_who_is_away_changes_nothing_and_of_a_customer_it_is_noted(
    crm: Crm, skill: str, said: str, meant: str
) -> None:
    crm.contacts.add(Contact(name="Dana Weber"))
    assert meant_instead(skill, said, clause(said, crm).marks) == meant


def test_who_asks_which_are_so_wants_no_change(crm: Crm) -> None:
    assert asks_which("which leads are qualified", ())
    assert not asks_which("all leads from referrals are qualified now", ())
