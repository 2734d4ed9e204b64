"""What sentences about service times, working hours and holidays tell, without any training."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.dialogue.memory import Memory
from bot.understanding.marks import find_marks, looking_ahead, marks_beside
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.desk import fill_answer, fill_holiday, fill_service_times, fill_working_hours
from bot.understanding.slots.filling import Clause
from storage.contacts import Contact
from storage.customers import Customer
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def context(sqlite_template: Path, tmp_path: Path) -> Iterator[Context]:
    """Sam of support speaks."""
    store = Store(copy(sqlite_template, tmp_path / "rapport.db"))
    with store.begin(None, NOW, "setup") as crm:
        sam = crm.people.add(Person(name="Sam Ode", email="sam@house.test", team="support"))
        yield Context(crm, sam, NOW, Directory(), Memory())
    store.close()


def clause(text: str, context: Context) -> Clause:
    marks = looking_ahead(text, marks_beside([], text, NOW), NOW)
    return Clause(text, marks, (), context, Respelled(text, text))


@pytest.mark.parametrize(
    ("text", "first_reply", "resolution"),
    [
        ("urgent cases get a reply within an hour and are solved in four", "an hour", "four"),
        ("SLA urgent: 1h reply / 8h fix", "1h", "8h"),
        ("urgent cases: 30 min, 4 hours", "30 min", "4 hours"),
        ("high cases must be closed within 2 days", None, "2 days"),
        ("reply to urgent cases within half an hour", "half an hour", None),
        ("solve urgent cases in three hours and answer them in 1 hour 30 minutes", "1 hour 30 minutes", "three hours"),
        ("how soon must urgent cases be solved, in 4 hours?", None, None),
        ("set the service times", None, None),
        ("is it possible to set high to 14 hours", None, "14 hours"),
        ("could we have urgent cases solved in five hours instead of 4 hours?", None, "five hours"),
        ("four hours is too long for urgent, make it three hours to solve", None, "three hours"),
        ("hey, is our urgent sla 4 hours or 8?", None, None),
        ("am I right that normal cases are due after two days", None, None),
        ("urgent cases are solved within 4 hours, right?", None, None),
        ("not sure whether urgent cases must be solved in 4 hours", None, None),
    ],
)
def test_each_time_goes_to_the_word_beside_it(
    context: Context, text: str, first_reply: str | None, resolution: str | None
) -> None:
    found, _ = fill_service_times({}, clause(text, context))
    assert (found.get("first_reply"), found.get("resolution")) == (first_reply, resolution)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Support works Monday to Friday 9 to 17:30", {"team": "support", "hours": "Monday to Friday 9 to 17:30"}),
        ("we're closed on Mondays", {"hours": "closed on Mondays"}),
        ("we're around mon-fri between 9 and 17", {"hours": "mon-fri between 9 and 17"}),
        ("nobody mans the desk on Sundays", {"hours": "nobody mans the desk on Sundays"}),
        ("is it possible to have support work Saturdays 9 to 13?", {"team": "support", "hours": "Saturdays 9 to 13"}),
        ("why does it run at night? we work Mon-Fri 8-17", {"hours": "Mon-Fri 8-17"}),
        ("when does support work on Fridays from 9 to 5?", {"team": "support"}),
        ("isn't support closed on Sundays", {"team": "support"}),
        ("can you check if support works Monday to Friday 9 to 5", {"team": "support"}),
    ],
)
def test_hours_keep_the_words_and_a_question_tells_none(context: Context, text: str, found: dict[str, Any]) -> None:
    assert fill_working_hours({}, clause(text, context))[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we're closed on 24 December", {"day": "2026-12-24"}),
        ("25 and 26 December are holidays for support", {"day": "2026-12-25", "more": "2026-12-26", "team": "support"}),
        ("closed on Dec 24, 25 and 31", {"day": "2026-12-24", "more": "2026-12-25, 2026-12-31"}),
        ("closed from 24 December to 2 January", {"period": {"from": "2026-12-24", "to": "2027-01-02"}}),
        ("Good Friday is a holiday", {"day": "2027-03-26", "name": "Good Friday"}),
        ("we are off on New Year's Day", {"day": "2027-01-01", "name": "New Year's Day"}),
        ("are we closed at Christmas", {}),
        ("could we close on Good Friday?", {"day": "2027-03-26", "name": "Good Friday"}),
        ("office closed on 3 December because of the office move", {"day": "2026-12-03", "name": "office move"}),
        ("hey could you put Epiphany in, 6 January", {"day": "2027-01-06", "name": "Epiphany"}),
        ("hey, are we off on Friday or not", {}),
        ("will somebody be in on 24 December", {}),
        ("I plan for the end of the year. On which days are we closed? Thanks!", {}),
        ("please enter our holidays for next year", {}),
        ("which holidays are coming up?", {}),
    ],
)
def test_every_day_that_is_named_is_found(context: Context, text: str, found: dict[str, Any]) -> None:
    assert fill_holiday({}, clause(text, context))[0] == found


def test_an_answer_for_a_person_is_for_where_they_work(context: Context) -> None:
    home = context.crm.customers.add(Customer(name="Alder Mill"))
    context.crm.contacts.add(Contact(name="Henrike Vos", customer_id=home.id))
    context.directory.refresh(context.crm)
    text = "what can I tell Henrike Vos about the seal"
    asked = Clause(text, find_marks(text, NOW, context.directory), (), context, Respelled(text, text))
    found, _ = fill_answer({"question": text}, asked)
    assert found == {"question": text, "customer": {"kind": "customer", "id": home.id, "name": "Alder Mill"}}
