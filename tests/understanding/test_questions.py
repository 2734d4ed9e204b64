"""Questions are compiled into the slots of find_records and report.

`found.txt` and `reported.txt` hold what is asked and, indented below it, how it is to be read.
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.marks import find_marks
from bot.understanding.names.directory import Directory
from bot.understanding.names.gazetteer import Name, Names
from bot.understanding.questions.compiler import Compiled, Marks, compile_find, compile_report
from bot.understanding.questions.vocabulary import Vocabulary

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
ERIN = {"kind": "person", "id": 99, "name": "Erin Walsh"}
NAMES = {
    "customer": "Kestrel Freight;Paper Moon Studio;Halvorsen Marine;Villa Serena;Brightwater Clinics;Stellwerk;"
    "Tidepool Dental;Baobab Telecom;Greenfold Farms;Ocelot Games",
    "contact": "Dana Lopez;Jonas Weber",
    "person": "Priya Nair;Tom Reed;Marek Novak;Ines Prado;Sam Okoye;Sofia Marin;Karl Brandt;Lukas Frey",
    "product": "Winch 300;Standing Desk Pro;Sensor Kit Pro;Headset Alpha",
    "segment": "Big Nordics",
}
VALUES = {
    "customer": {
        "industry": ["retail", "logistics", "healthcare", "hospitality", "automotive", "restaurant"],
        "city": ["Berlin", "Lisbon", "Hamburg", "Porto", "New York"],
        "country": ["Germany", "Spain", "Portugal", "France", "Netherlands", "United States"],
        "segment": ["enterprise", "small business"],
        "tag": ["VIP", "beta"],
        "product interest": ["solar", "wind"],
        "payment terms": ["14 days", "30 days", "60 days"],
    },
    "contact": {
        "title": ["Head of Procurement", "CEO", "Sales Director", "Buyer"],
        "language": ["English", "Dutch", "German", "Spanish"],
        "newsletter": ["yes", "no"],
    },
    "deal": {"stage": ["prospecting", "demo booked"]},
    "product": {"vendor": ["Rossi Ceramiche"], "category": ["lighting", "furniture"]},
    "person": {"team": ["north", "south"]},
}


class Known(Directory):
    """A directory of the names above."""

    @property
    def names(self) -> Names:
        pairs = [(kind, name) for kind, names in NAMES.items() for name in names.split(";")]
        return Names(Name(kind, id, name) for id, (kind, name) in enumerate(pairs, start=1))


@pytest.fixture(scope="module")
def directory() -> Known:
    return Known()


def marks(text: str, directory: Directory, entity: str = "") -> Marks:
    return Marks(find_marks(text, NOW, directory, "past"), ERIN, Vocabulary(VALUES), NOW, entity)


def examples(file: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return [(asked, read.strip()) for asked, read in zip(lines[::2], lines[1::2], strict=True)]


def spoken(compiled: Compiled) -> str:
    """The slots in one line: `deal: stage = won, amount > 50000 | sort -amount | limit 5`."""
    slots = compiled.slots
    head = " ".join(slots[name] for name in ("measure", "entity") if name in slots)
    head += f" by {slots['by']}" if "by" in slots else ""
    filters = _filters(slots.get("filters", []))
    rest = [f"{name} {slots[name]}" for name in ("sort", "limit") if name in slots]
    if period := slots.get("period"):
        rest.append(f"period {period['from'] or ''}..{period['to'] or ''}")
    return " | ".join([f"{head}: {filters}".rstrip(": "), *rest])


def _filters(filters: list[Any]) -> str:
    return ", ".join(f"{name} {op} {_value(value)}".strip() for name, op, value in filters)


def _value(value: Any) -> str:
    if isinstance(value, list) and isinstance(value[0], list):
        return f"({_filters(value)})"
    if isinstance(value, list):
        return " or ".join(_value(each) for each in value)
    return str(value["name"] if isinstance(value, dict) else "" if value is None else value)


@pytest.mark.parametrize(("asked", "read"), examples("found.txt"))
def test_a_question_for_records_is_read(asked: str, read: str, directory: Known) -> None:
    compiled = compile_find(asked, marks(asked, directory))
    assert (spoken(compiled), compiled.unread) == (read, ())


@pytest.mark.parametrize(("asked", "read"), examples("reported.txt"))
def test_a_question_for_a_figure_is_read(asked: str, read: str, directory: Known) -> None:
    compiled = compile_report(asked, marks(asked, directory))
    assert (spoken(compiled), compiled.unread) == (read, ())


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("customers in Berlin with purple doors", ("purple", "doors")),
        ("open cases where the lamp is green", ("lamp", "green")),
        ("count of interactions by channel and weekday", ("weekday",)),
        ("customers with health below 50 or no owner", ("or",)),
        ("count the percentage of customers in Germany", ("percentage",)),
        ("customers with more than 2 urgent cases", ("2", "urgent", "cases")),
        ("customers with 3 purple doors", ("3", "purple", "doors")),
        ("customers whose name starts with B", ("starts", "B")),
        ("deals created in May or August", ("August",)),
    ],
)
def test_words_that_are_not_understood_are_told(asked: str, unread: tuple[str, ...], directory: Known) -> None:
    compiled = compile_report if asked.startswith("count") else compile_find
    assert set(unread) <= set(compiled(asked, marks(asked, directory)).unread)


def test_the_list_last_shown_is_meant_where_no_noun_is_said(directory: Known) -> None:
    assert spoken(compile_find("only the ones over 20k", marks("only the ones over 20k", directory, "deal"))) == (
        "deal: amount > 20000"
    )
    asked = "what are they worth in total?"
    assert spoken(compile_report(asked, marks(asked, directory, "deal"))) == "sum:amount deal"


def test_a_record_keeps_its_id(directory: Known) -> None:
    compiled = compile_find("deals of Kestrel Freight", marks("deals of Kestrel Freight", directory))
    assert compiled.slots["filters"] == [["customer", "=", {"kind": "customer", "id": 1, "name": "Kestrel Freight"}]]


@pytest.mark.parametrize("piece", ["a ", "not in ", "over 50k ", "customers in Berlin ", '"a ', "top 5 by "])
def test_long_nonsense_is_read_all_the_same(piece: str, directory: Known) -> None:
    text = (piece * 4000)[:4000]
    found = marks(text, directory)
    assert compile_find(text, found).slots["entity"]
    assert compile_report(text, found).slots["measure"] == "count" or "over" in piece
