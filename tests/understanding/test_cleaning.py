"""Cleaning: which record is there twice, which was merged into which, and what is to be put right."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.understanding.dialogue.memory import Memory
from bot.understanding.marks import find_names, marks_beside
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.cleaning import doubled, mended, parted
from bot.understanding.slots.filling import Clause
from storage.customers import Customer
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def context(store: Store) -> Iterator[Context]:
    with store.begin(None, NOW, "one") as crm:
        crm.people.add(Person(name="Priya Nair", email="priya@rapport.test", team="sales"))
        for name in ("Wexley Pianos", "Wexley Pianos Ltd", "Bexhill Paints"):
            crm.customers.add(Customer(name=name))
    with store.begin("priya@rapport.test", NOW, "two") as crm:
        directory = Directory()
        directory.refresh(crm)
        yield Context(crm, crm.people.all()[0], NOW, directory, Memory())


def clause(text: str, context: Context) -> Clause:
    names = find_names(text, context.directory)
    return Clause(text, marks_beside(names, text, context.now), (), context, Respelled(text, text))


def named(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) else value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is Bexhill in here twice", "Bexhill Paints"),
        ("did Priya create Bexhill Paints again by mistake?", "Bexhill Paints"),
        ("is there anybody twice for Priya Nair", None),
    ],
)
def test_what_may_be_there_twice(context: Context, text: str, name: str | None) -> None:
    assert named(doubled({}, clause(text, context))["record"]) == name


@pytest.mark.parametrize(
    ("text", "record", "part"),
    [
        ("we merged Gilt Mills into Bexhill Paints and that was wrong", "Bexhill Paints", "Gilt Mills"),
        ("pull Gilt Mills back out of Bexhill Paints", "Bexhill Paints", "Gilt Mills"),
        ("unmerge Bexhill Paints and Gilt Mills", "Bexhill Paints", "Gilt Mills"),
        ("give Bexhill Paints back its own record", None, "Bexhill Paints"),
        ("unmerge merge 3", None, "merge 3"),
    ],
)
def test_which_was_merged_into_which(context: Context, text: str, record: str | None, part: str) -> None:
    found = parted({}, clause(text, context))
    assert (named(found.get("record")), found.get("part")) == (record, part)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("mail addresses have spaces in them, clean please", "emails"),
        ("there are double blanks in company names, remove", "spelling"),
        ("make DE, Deutschland and Germany the same thing", "countries"),
        ("set country from the dialling code where it's empty", "missing_countries"),
        ("clean up the names", "spelling"),
        ("fix what you can", None),
    ],
)
def test_what_is_put_right(context: Context, text: str, fix: str | None) -> None:
    assert mended({}, clause(text, context))["fix"] == fix
