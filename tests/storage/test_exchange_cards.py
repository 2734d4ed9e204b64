"""Address books, calendars and workbooks are read as the tables they are."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from storage.exchange.address_book import card_tables
from storage.exchange.calendars import Guest, calendar_tables
from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.tables import Table
from storage.exchange.workbooks import workbook_tables
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")

OUTLOOK = """BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=en-us;CHARSET=Windows-1252:M\xfcller;Ana;;Dr.
FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Dr. Ana M=FCller
ORG:Brisa Cooling;Purchasing
TEL;HOME;VOICE:(555) 0100
TEL;WORK;VOICE:(555) 0101
ADR;WORK;PREF:;;12 Quay;Porto;;4000;Portugal
NOTE;ENCODING=QUOTED-PRINTABLE:first line=0D=0Asecond =
line
PHOTO;TYPE=JPEG;ENCODING=BASE64:
 /9j/4AAQSkZJRgABAQ

BDAY:19800229
END:VCARD
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
N:Sayle;Imogen;;;
ORG:Wren\\, Field & Co;
EMAIL;type=INTERNET;type=HOME:imogen@home.example
EMAIL;type=INTERNET;type=WORK;type=pref:imogen@wrenfield.example
item1.X-ABDATE:2010-05-01
item1.X-ABLabel:_$!<Anniversary>!$_
URL;type=pref:http\\://wrenfield.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL:only@address.example
END:VCARD
"""
FOUR = """BEGIN:VCARD
VERSION:4.0
FN:Lars\\, the Elder
TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+47-55-59-01-01;ext=7
BDAY:--0412
LANG:no
X-FAVOURITE-COLOUR:blue
END:VCARD
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//own//EN
BEGIN:VEVENT
UID:1@own
DTSTART;TZID=Europe/Oslo:20261102T140000
SUMMARY:Site visit
DESCRIPTION:They want\\, again\\, a discount
LOCATION:Quay 12
ATTENDEE;CN=Imogen Sayle:mailto:Imogen@wrenfield.example
ATTENDEE:mailto:stranger@nowhere.example
END:VEVENT
BEGIN:VEVENT
UID:2@own
DTSTART:20261201T080000Z
RRULE:FREQ=MONTHLY;BYMONTHDAY=1
SUMMARY:Send the report
END:VEVENT
BEGIN:VTODO
UID:3@own
DUE;VALUE=DATE:20261120
SUMMARY:Call back
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
"""


def read(table: Table) -> list[dict[str, str]]:
    return [{k: v for k, v in zip(table.header, row.cells, strict=True) if v} for row in table.rows]


def contacts(path: Path, content: bytes) -> tuple[list[dict[str, str]], ImportReport]:
    report = ImportReport("t")
    (path / "people.vcf").write_bytes(content)
    tables = card_tables(path / "people.vcf", report)
    assert [table.kind for table in tables] in (["customer", "contact"], ["contact"])
    return read(tables[-1]), report


def test_an_outlook_card_gives_its_work_number_and_its_letters(tmp_path: Path) -> None:
    (card,), report = contacts(tmp_path, OUTLOOK.replace("\n", "\r\n").encode("cp1252"))
    assert (card["name"], card["customer"], card["phone"]) == ("Dr. Ana Müller", "Brisa Cooling", "(555) 0101")
    assert card["phone (home)"] == "(555) 0100"
    assert card["address (work)"] == "12 Quay, Porto, 4000, Portugal"
    assert card["organisation"] == "Brisa Cooling, Purchasing"
    assert card["note"] == "first line\nsecond line"
    assert card["birthday"] == "1980-02-29"
    assert [warning.column for warning in report.warnings] == ["photo"]


def test_labels_of_apple_name_the_columns_and_a_bare_address_is_a_name(tmp_path: Path) -> None:
    (imogen, bare), _ = contacts(tmp_path, APPLE.encode())
    assert (imogen["name"], imogen["customer"]) == ("Imogen Sayle", "Wren, Field & Co")
    assert (imogen["email"], imogen["email (home)"]) == ("imogen@wrenfield.example", "imogen@home.example")
    assert imogen["anniversary"] == "2010-05-01"
    assert imogen["website"] == "http://wrenfield.example"
    assert bare["name"] == bare["email"] == "only@address.example"


def test_version_four_writes_links_and_birthdays_without_a_year(tmp_path: Path) -> None:
    (lars,), _ = contacts(tmp_path, FOUR.encode())
    assert lars["name"] == "Lars, the Elder"
    assert lars["phone"] == "+47-55-59-01-01 ext. 7"
    assert "birthday" not in lars
    assert lars["birthday as written"] == "--0412"
    assert (lars["language"], lars["favourite colour"]) == ("no", "blue")


def test_cards_within_cards_and_cards_without_an_end_are_read(tmp_path: Path) -> None:
    nested = (
        "BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nTEL:1234567\nEND:VCARD\nBEGIN:VCARD\nFN:Cut"
    )
    found, _ = contacts(tmp_path, nested.encode())
    assert sorted(each["name"] for each in found) == ["Agent", "Boss", "Cut"]
    assert next(each for each in found if each["name"] == "Boss")["phone"] == "1234567"


def test_a_file_without_cards_is_refused_kindly(tmp_path: Path) -> None:
    (tmp_path / "people.vcf").write_text("hello\n")
    with pytest.raises(CannotImport, match=r"There is no card in people.vcf"):
        card_tables(tmp_path / "people.vcf", ImportReport("t"))


def test_past_events_are_meetings_and_coming_ones_and_open_tasks_reminders(tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_text(CALENDAR.replace("\n", "\r\n"), newline="")
    guests = {"imogen@wrenfield.example": Guest("Imogen Sayle", "Wrenfield")}
    happened, due = calendar_tables(tmp_path / "work.ics", ImportReport("t"), NOW, OSLO, "tom@own.test", guests)
    (visit,) = read(happened)
    assert (happened.kind, visit["channel"], visit["contact"]) == ("interaction", "meeting", "Imogen Sayle")
    assert visit["happened_at"] == "2026-11-02T13:00:00+00:00"
    assert visit["summary"] == "Site visit: They want, again, a discount"
    assert visit["attendees"] == "imogen@wrenfield.example, stranger@nowhere.example"
    assert (visit["calendar location"], visit["calendar uid"]) == ("Quay 12", "1@own")
    monthly, call = read(due)
    assert (due.kind, monthly["every"], monthly["person"]) == (
        "reminder",
        "FREQ=MONTHLY;BYMONTHDAY=1",
        "tom@own.test",
    )
    assert (call["about"], call["due_at"]) == ("Call back", "2026-11-20T08:00:00+00:00")


def test_a_broken_calendar_is_refused_kindly(tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\n")
    with pytest.raises(CannotImport, match=r"work.ics"):
        calendar_tables(tmp_path / "work.ics", ImportReport("t"), NOW, OSLO, "tom@own.test", {})


def test_the_sheets_of_a_workbook_are_tables_of_their_nouns(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[str, list[list[Any]]] = {
        "Contacts": [["Name", "Birthday", "Notes"], ["Ann", date(1990, 2, 28), 12.5], [None, None, None]],
        "Customers": [["Name", "Employees", None], ["Acme", 1200, None]],
        "Scribbles": [["x"], ["y"]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "all.xlsx")
    report = ImportReport("t")
    tables = workbook_tables(tmp_path / "all.xlsx", report)
    assert [(table.kind, table.header) for table in tables] == [
        ("customer", ["Name", "Employees"]),
        ("contact", ["Name", "Birthday", "Notes"]),
    ]
    assert read(tables[0]) == [{"Name": "Acme", "Employees": "1200"}]
    assert read(tables[1]) == [{"Name": "Ann", "Birthday": "1990-02-28", "Notes": "12.5"}]
    assert report.ignored == ["all.xlsx, sheet Scribbles"]


def test_what_is_no_workbook_is_refused_kindly(tmp_path: Path) -> None:
    (tmp_path / "customers.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(CannotImport, match=r"customers.xlsx is no Excel file"):
        workbook_tables(tmp_path / "customers.xlsx", ImportReport("t"))


def test_a_folder_of_cards_calendars_and_workbooks_comes_in(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "setup") as crm:
        crm.people.add(Person(name="Tom Own", email="tom@own.test", role="rep", time_zone="Europe/Oslo"))
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "people.vcf").write_text(APPLE)
    (folder / "work.ics").write_text(CALENDAR)
    book = Workbook()
    book.worksheets[0].append(["Name", "City"])
    book.worksheets[0].append(["Acme", "Oslo"])
    book.save(folder / "customers.xlsx")
    report = import_folder(store, folder, NOW, actor="tom@own.test")
    assert report.problems.total == 0
    with store.read(NOW) as crm:
        assert {each.name for each in crm.customers.all()} == {"Acme", "Wren, Field & Co"}
        assert {each.about for each in crm.reminders.all()} == {"Send the report", "Call back"}
        (visit,) = crm.interactions.all()
        assert visit.contact is not None
        assert visit.contact.name == "Imogen Sayle"
    again = import_folder(store, folder, NOW, actor="tom@own.test")
    assert (again.total("created"), again.total("updated")) == (0, 0)


def test_a_calendar_of_nobody_is_refused_kindly(store: Store, tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_text(CALENDAR)
    with pytest.raises(CannotImport, match=r"Say whose calendar work\.ics is"):
        import_folder(store, tmp_path, NOW)
