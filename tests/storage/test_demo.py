"""The demo company: complete, coherent, and always a story about the year that has just passed."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import phonenumbers
import pytest

from storage.absences import Absence
from storage.campaigns import Campaign
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.demo import copy_demo, write
from storage.demo.days import ANCHOR, day, moment
from storage.feedback import Feedback, Preference
from storage.fields import Field
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Product
from storage.reminders import Reminder
from storage.stays import Stay

Rows = list[dict[str, str]]

FOLDER = Path(write.__file__).parent
CUSTOM = {"payment terms", "renewal_on", "newsletter", "language"}
NOUNS = {
    "people": Person, "customers": Customer, "contacts": Contact, "leads": Lead, "deals": Deal,
    "products": Product, "orders": Order, "cases": Case, "interactions": Interaction, "campaigns": Campaign,
    "feedback": Feedback, "preferences": Preference, "reminders": Reminder, "stays": Stay, "absences": Absence,
}  # fmt: skip
MONTHS = "January|February|March|June|July|August|September|October|November|December"


def rows(name: str, folder: Path = FOLDER) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields_of(name: str) -> dict[str, Field]:
    return {field.name: field for field in NOUNS[name].FIELDS}


def days(name: str, field: str, folder: Path = FOLDER) -> list[date]:
    return [datetime.fromisoformat(row[field]).date() for row in rows(name, folder) if row[field]]


def test_the_files_are_what_the_sources_say(tmp_path: Path) -> None:
    for name, written in write.tables().items():
        write.write(tmp_path / f"{name}.csv", written)
        assert (tmp_path / f"{name}.csv").read_text() == (FOLDER / f"{name}.csv").read_text()
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(write.tables()) == set(NOUNS)


@pytest.mark.parametrize("name", NOUNS)
def test_columns_are_fields_or_known_custom_fields(name: str) -> None:
    assert set(rows(name)[0]) <= fields_of(name).keys() | CUSTOM


@pytest.mark.parametrize("name", NOUNS)
def test_choices_are_among_those_of_the_field(name: str) -> None:
    for column, field in fields_of(name).items():
        if field.choices:
            assert {row.get(column, "") for row in rows(name)} <= {*field.choices, ""}


@pytest.mark.parametrize("name", NOUNS)
def test_records_that_are_named_exist(name: str) -> None:
    files = {"person": "people", "customer": "customers", "product": "products"}
    for column, field in fields_of(name).items():
        if field.of in files:
            known = {row["name"] for row in rows(files[field.of])} | {""}
            assert {row.get(column, "") for row in rows(name)} <= known


@pytest.mark.parametrize("name", ["cases", "interactions", "feedback", "preferences"])
def test_contacts_stand_with_their_own_customer(name: str) -> None:
    known = {(row["name"], row["customer"]) for row in rows("contacts")}
    assert {(row["contact"], row["customer"]) for row in rows(name)} <= known


def test_there_is_enough_of_everything() -> None:
    least = {"people": 12, "customers": 60, "contacts": 120, "leads": 25, "deals": 45, "products": 14,
             "orders": 160, "cases": 40, "interactions": 600, "campaigns": 4}  # fmt: skip
    assert {name: len(rows(name)) for name in least if len(rows(name)) < least[name]} == {}
    assert len({row["industry"] for row in rows("customers")}) >= 12
    assert len({row["country"] for row in rows("customers")}) >= 12


def test_telephone_numbers_are_valid_and_of_the_country() -> None:
    regions = {row["name"]: row["country"] for row in rows("customers")}
    numbers: dict[str, set[str]] = {}
    for row in rows("contacts"):
        number = phonenumbers.parse(row["phone"])
        assert phonenumbers.is_valid_number(number), row["phone"]
        region = str(phonenumbers.region_code_for_number(number))
        numbers.setdefault(regions[row["customer"]], set()).add(region)
    assert all(len(found) == 1 for found in numbers.values())
    assert len(set.union(*numbers.values())) == len(numbers)


def test_every_telephone_number_is_held_once() -> None:
    held = [row["phone"] for name in ("customers", "contacts", "leads") for row in rows(name)]
    assert max(Counter(held).values()) == 1


def test_names_can_be_mistaken_for_one_another_and_for_words() -> None:
    names = [row["name"].removeprefix("Dr. ").split() for row in rows("contacts")]
    assert [name for name, times in Counter(name[0] for name in names).items() if times > 1] == ["Fiona", "Martin"]
    assert Counter(name[-1] for name in names)["Reuter"] == 2
    assert {"Will", "April", "Mark", "Joy", "Penny", "Rich"} <= {name[0] for name in names}


def test_two_customers_are_there_twice() -> None:
    sites = Counter(row["website"] for row in rows("customers"))
    assert sorted(sites.values())[-3:] == [1, 2, 2]


def test_no_text_is_told_twice_and_none_names_a_month() -> None:
    texts = Counter(row["summary"] for row in rows("interactions"))
    assert sum(times - 1 for times in texts.values()) <= 3
    assert not [text for text in texts if re.search(rf"\b({MONTHS})\b", text)]
    assert not [text for text in texts if "{" in text]


def test_the_year_ends_on_the_anchor() -> None:
    assert max(days("interactions", "happened_at")) == ANCHOR
    assert max(days("orders", "ordered_on") + days("cases", "opened_at")) <= ANCHOR
    assert min(days("reminders", "due_at")) > ANCHOR


def test_nothing_happens_before_a_customer_is_known() -> None:
    since = {row["name"]: row["created_at"] for row in rows("customers")}
    told = [(row["customer"], row["happened_at"]) for row in rows("interactions")]
    bought = [(row["customer"], row["ordered_on"]) for row in rows("orders")]
    assert not [(customer, when) for customer, when in told + bought if when[:10] < since[customer]]


def test_some_deals_are_past_their_close_date_and_some_cases_wait_long() -> None:
    late = [row for row in rows("deals") if row["stage"] not in ("won", "lost") and row["close_on"] < "2026-11-20"]
    waiting = [row for row in rows("cases") if row["status"] != "closed" and row["opened_at"] < "2026-11-01"]
    assert len(late) >= 4
    assert len(waiting) >= 4


def test_closed_cases_say_how_they_were_solved() -> None:
    for row in rows("cases"):
        assert (row["status"] == "closed") == bool(row["resolution"]) == bool(row["closed_at"])
        assert not row["closed_at"] or row["opened_at"] < row["closed_at"]


def test_birthdays_fall_within_the_next_weeks() -> None:
    coming = [ANCHOR + timedelta(days=after) for after in range(1, 21)]
    born = {(birthday.month, birthday.day) for birthday in days("contacts", "birthday")}
    assert len({(one.month, one.day) for one in coming} & born) >= 4


def test_days_are_counted_from_the_anchor_in_the_writers_clock() -> None:
    assert day("0 Fri") == ANCHOR
    assert day("2 Mon") == date(2026, 11, 2)
    assert day("-1 Tue") == date(2026, 11, 24)
    assert moment("0 Fri 09:30", "Asia/Singapore").isoformat() == "2026-11-20T01:30:00+00:00"


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 26), date(2026, 11, 20)),
        (date(2027, 3, 5), date(2027, 3, 5)),
        (date(2028, 2, 29), date(2028, 2, 25)),
        (date(2026, 5, 6), date(2026, 5, 1)),
    ],
)
def test_a_copy_ends_on_the_last_friday(tmp_path: Path, today: date, friday: date) -> None:
    copy_demo(tmp_path / "demo", today)
    assert max(days("interactions", "happened_at", tmp_path / "demo")) == friday


def test_a_copy_moves_every_day_by_the_same_weeks_and_nothing_else(tmp_path: Path) -> None:
    copy_demo(tmp_path, date(2027, 2, 10))
    distance = date(2027, 2, 5) - ANCHOR
    for name in NOUNS:
        for before, after in zip(rows(name), rows(name, tmp_path), strict=True):
            changed = {field for field in before if before[field] != after[field]}
            assert all(fields_of(name)[field].kind in ("date", "moment") for field in changed - {"renewal_on"})
    for name, field in [("interactions", "happened_at"), ("deals", "close_on"), ("reminders", "due_at")]:
        assert days(name, field, tmp_path) == [one + distance for one in days(name, field)]


def test_a_copy_on_the_anchor_is_the_same(tmp_path: Path) -> None:
    copy_demo(tmp_path, ANCHOR)
    for path in FOLDER.glob("*.csv"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
