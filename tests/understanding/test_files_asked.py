"""What sentences that ask for a file tell of what is to be in it, without any training."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.dialogue.memory import Memory
from bot.understanding.marks import looking_ahead, marks_beside
from bot.understanding.names.directory import Directory
from bot.understanding.questions.exporting import fill_export
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def context(sqlite_template: Path, tmp_path: Path) -> Iterator[Context]:
    """Sam of sales speaks."""
    store = Store(copy(sqlite_template, tmp_path / "rapport.db"))
    with store.begin(None, NOW, "setup") as crm:
        sam = crm.people.add(Person(name="Sam Ode", email="sam@house.test", team="sales"))
        yield Context(crm, sam, NOW, Directory(), Memory())
    store.close()


def asked(text: str, context: Context) -> dict[str, Any]:
    """The slots of the export that the text asks for."""
    context.directory.refresh(context.crm)
    marks = looking_ahead(text, marks_beside([], text, NOW), NOW)
    return fill_export({}, Clause(text, marks, (), context, Respelled(text, text)))[0]


def test_the_reason_in_front_filters_nothing(context: Context) -> None:
    slots = asked("We have an audit on Monday. Every order above 10k as a csv, please, oldest first.", context)
    assert slots == {"entity": "order", "filters": [["amount", ">", 10000]], "sort": "ordered_on", "form": "csv"}


def test_the_sentence_before_names_what_the_file_holds(context: Context) -> None:
    slots = asked("My boss loves excel. Products under 100 euro please.", context)
    assert slots == {"entity": "product", "filters": [["price", "<", 100]], "form": "xlsx"}


def test_the_deadline_of_a_file_does_not_make_a_report(context: Context) -> None:
    assert asked("the leads as an Excel file by noon", context) == {"entity": "lead", "form": "xlsx"}


def test_the_best_ten_by_a_field_are_records(context: Context) -> None:
    slots = asked("top 10 deals by amount to excel", context)
    assert slots == {"entity": "deal", "sort": "-amount", "limit": 10, "form": "xlsx"}


def test_columns_named_are_no_filters(context: Context) -> None:
    assert asked("all customers with city and country as csv", context) == {"entity": "customer", "form": "csv"}
    slots = asked("contacts with an email address as csv", context)
    assert slots["filters"] == [["email", "filled", None]]


def test_an_address_book_is_contacts(context: Context) -> None:
    assert asked("our address book as vcf", context) == {"entity": "contact", "form": "vcf"}


def test_monthly_revenue_is_a_report(context: Context) -> None:
    assert asked("generate the monthly revenue file", context)["by"] == "month"
