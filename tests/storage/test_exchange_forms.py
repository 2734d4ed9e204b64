"""Files are read however they were written: encodings, separators, quotes, headers and values."""

import codecs
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.customers import Customer
from storage.deals import Deal
from storage.exchange.addresses import email_doubt, phone_doubt
from storage.exchange.choices import choice
from storage.exchange.days import day, moment
from storage.exchange.figures import Unreadable, amount, currency, plainly_number, whole
from storage.exchange.headers import columns
from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.tables import read_table
from storage.fields import PRIORITIES, STAGES, Field
from storage.store import Store
from tests.storage.exchange_files import NOW, folder, house

WORDS = "name,city\nMüller & Söhne,Köln\nCafé São Jorge,Évora\n"


def cells(path: Path, content: bytes) -> tuple[list[list[str]], ImportReport]:
    """The rows of a customers file with this content, the header first."""
    report = ImportReport("t")
    (path / "customers.csv").write_bytes(content)
    table = read_table(path / "customers.csv", "customer", report)
    return [table.header, *(row.cells for row in table.rows)], report


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        WORDS.encode("utf-32"),
        codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
        WORDS.replace(",", ";").encode(),
        WORDS.replace(",", "\t").encode("utf-16"),
        WORDS.replace(",", "|").encode(),
        ("\n\n" + WORDS.replace("\n", "\n,\n")).encode(),
    ],
)
def test_encodings_and_separators_are_found(tmp_path: Path, content: bytes) -> None:
    rows, report = cells(tmp_path, content)
    assert rows == [["name", "city"], ["Müller & Söhne", "Köln"], ["Café São Jorge", "Évora"]]
    assert report.warnings == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", WORDS),
        ("cp1252", "name,city\nCrème “Brûlée” – 5 €,Nîmes\n"),
        ("cp1251", "name,city\nПекарня на Садовой улице,Москва\nСтроительная компания,Казань\n"),
        ("cp1250", "name,city\nZażółć gęślą jaźń,Łódź\nPrzedsiębiorstwo Usług,Gdańsk\nSpółka Częstochowska,Wrocław\n"),
    ],
)
def test_an_encoding_without_a_mark_is_guessed_and_said(tmp_path: Path, encoding: str, text: str) -> None:
    rows, report = cells(tmp_path, text.encode(encoding))
    assert ",".join(rows[1]) == text.splitlines()[1]
    assert [warning.value for warning in report.warnings] == [encoding]


def test_letters_far_down_the_file_count_too(tmp_path: Path) -> None:
    rows, _ = cells(tmp_path, ("name\n" + "Plain Name\n" * 5000 + "Zoë & Söhne GmbH in München\n").encode("cp1252"))
    assert rows[-1] == ["Zoë & Söhne GmbH in München"]


def test_quoted_lines_and_signs_stay_as_they_are(tmp_path: Path) -> None:
    rows, _ = cells(tmp_path, b'name,city\r\n"Two\r\nlines, and ""quotes""",=1+1\r\n')
    assert rows[1] == ['Two\r\nlines, and "quotes"', "=1+1"]


def test_nul_bytes_are_taken_out_and_said(tmp_path: Path) -> None:
    rows, report = cells(tmp_path, b"name,city\nAc\0me,Rome\n")
    assert rows[1] == ["Acme", "Rome"]
    assert [(each.line, each.reason) for each in report.warnings] == [(2, "NUL bytes were taken out")]


def test_a_cut_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="cannot be read"):
        cells(tmp_path, WORDS.encode("utf-16")[:-1])


def test_ragged_rows_and_loose_quotes_are_refused_by_line(store: Store, tmp_path: Path) -> None:
    text = 'name,city\nShort\nLong,Rome,and more\nFull,Oslo,\n"A\nB",Bonn\n'
    text += '"Loose" end,Lyon\nLast,Bari\n"Open,Kiel\nGone,Graz\n'
    report = import_folder(store, folder(tmp_path / "in", customers=text), NOW)
    assert [(each.line, each.reason.split(" (")[0]) for each in report.problems] == [
        (3, "has 3 cells where the header has 2"),
        (7, "its quotation marks do not pair"),
        (9, "a quotation mark is never closed, nothing up to line 10 could be read"),
    ]
    with store.read(NOW) as crm:
        names = crm.session.scalars(select(Customer.name).order_by(Customer.id)).all()
    assert names == ["Short", "Full", "A\nB", "Last"]


@pytest.mark.parametrize(
    ("kind", "title", "meant"),
    [
        ("customer", "Company Name", "name"),
        ("customer", "ANNUAL REVENUE", "revenue"),
        ("customer", "Sector", "industry"),
        ("customer", "date_created", "created_at"),
        ("contact", "E-Mail", "email"),
        ("contact", "Company", "customer"),
        ("contact", "Job Title", "title"),
        ("lead", "Company", "company"),
        ("deal", "Account Name", "customer"),
        ("deal", "Opportunity Name", "name"),
        ("deal", "Close Date", "close_on"),
        ("deal", "Closed", "closed_at"),
        ("case", "Ticket Number", "number"),
        ("case", "Assigned to", "assignee"),
        ("order", "Qty", "quantity"),
        ("interaction", "Date", "happened_at"),
    ],
)
def test_headers_are_known_by_other_words(kind: str, title: str, meant: str) -> None:
    [column] = columns(kind, [title])
    assert column.field is not None
    assert column.field.name == meant


def test_every_column_has_a_place_of_its_own() -> None:
    found = columns("contact", ["Company", "customer", "Shoe Size", "", "shoe size", "Shoe Size", "custom:Email"])
    names = [(column.name, column.field is not None) for column in found]
    assert names == [
        ("Company", False),
        ("customer", True),
        ("Shoe Size", False),
        ("column 4", False),
        ("shoe size", False),
        ("Shoe Size 6", False),
        ("Email", False),
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1200", "1200"), ("1200.5", "1200.5"), ("$1,234.50", "1234.5"), ("1.234,50 €", "1234.5"),
        ("EUR 1 234", "1234"),
        ("1'234'567", "1234567"), ("1,234", "1234"), ("1,5", "1.5"), ("-12", "-12"), ("(12.30)", "-12.3"),
        ("-$5", "-5"), ("$-5", "-5"), ("£.50", "0.5"), ("1,234,567.89", "1234567.89"), ("1.234.567", "1234567"),
        ("12 kr.", "12"), ("1\u00a0200 zł", "1200"), ("007", "7"),
    ],
)  # fmt: skip
def test_money_is_read_as_it_is_written(text: str, meant: str) -> None:
    assert amount(text) == (Decimal(meant), "")


def test_a_file_with_semicolons_writes_fractions_after_a_comma() -> None:
    assert amount("1.234", decimal_comma=True) == (Decimal(1234), "")
    assert amount("1.5", decimal_comma=True) == (Decimal("1.5"), "")
    assert amount("1234,5", decimal_comma=True) == (Decimal("1234.5"), "")


def test_more_than_cents_are_rounded_and_said() -> None:
    assert amount("2.345") == (Decimal("2.35"), "was rounded to 2.35")


@pytest.mark.parametrize("text", ["soon", "12 to 14", "1e5", "", "--5", "12abcde", "1" * 20])
def test_what_is_no_amount_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        amount(text)


def test_whole_numbers_are_whole() -> None:
    assert [whole(text) for text in ("1,200", "12.0", "20%", "-3")] == [1200, 12, 20, -3]
    for text in ("1.5", "9999999999", "a dozen"):
        with pytest.raises(Unreadable):
            whole(text)


def test_custom_values_are_numbers_only_where_nothing_is_lost() -> None:
    numbers = ["12", "-3", "0.5", "0"]
    assert [plainly_number(text) for text in numbers] == [12, -3, 0.5, 0]
    for text in ("007", "1.50", "1e3", "+4", "12345678901234567890", "-0", "1,000", "true", ".5", "٣"):
        assert plainly_number(text) == text


def test_the_currency_beside_an_amount_is_kept(store: Store, tmp_path: Path) -> None:
    assert [currency(text) for text in ("€ 5", "5 USD", "£5", "5")] == ["EUR", "USD", "GBP", None]
    deals = "name,amount\nOven,€ 500\nTin,500\n"
    import_folder(store, folder(tmp_path / "in", deals=deals), NOW)
    with store.read(NOW) as crm:
        assert crm.session.execute(select(Deal.amount, Deal.currency).order_by(Deal.id)).all() == [
            (Decimal(500), "EUR"),
            (Decimal(500), None),
        ]


@pytest.mark.parametrize(
    "text", ["2026-11-04", "04.11.2026", "4.11.26", "4/11/2026", "Nov 4, 2026", "4 November 2026", "20261104",
             "2026/11/04", "2026-11-04T10:00:00", "4-Nov-2026"],
)  # fmt: skip
def test_days_are_read_as_they_are_written(text: str) -> None:
    assert day(text, day_first=True) == date(2026, 11, 4)


@pytest.mark.parametrize(
    "text", ["soon", "November", "12", "31.02.2026", "2026-13-01", "next Friday", "10:30", "Nov 2026"]
)
def test_what_is_no_whole_day_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        day(text, day_first=False)


@pytest.mark.parametrize(
    "text", ["2026-11-04T10:30:00Z", "2026-11-04 10:30", "2026-11-04T12:30:00+02:00", "11/04/2026 10:30 AM",
             "2026-11-04 11:30 CET", "Wed, 04 Nov 2026 10:30:00 GMT", "2026-11-04T10:30:00.000Z"],
)  # fmt: skip
def test_moments_are_in_utc_unless_they_say_otherwise(text: str) -> None:
    assert moment(text, day_first=False) == datetime(2026, 11, 4, 10, 30, tzinfo=UTC)


def test_an_unknown_time_zone_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        moment("2026-11-04 10:30 QQT", day_first=False)


def test_a_column_tells_by_its_other_days_which_number_is_the_month(store: Store, tmp_path: Path) -> None:
    telling = "name,close_on\nA,03/04/2026\nB,24/11/2026\n"
    report = import_folder(store, folder(tmp_path / "in", deals=telling), NOW)
    assert report.warnings == []
    untold = import_folder(store, folder(tmp_path / "more", deals="name,close_on\nC,03/04/2026\n"), NOW)
    assert [each.reason for each in untold.warnings] == ["was read as 4 March 2026"]
    with store.read(NOW) as crm:
        days = {each.name: each.close_on for each in crm.deals.all()}
    assert days == {"A": date(2026, 4, 3), "B": date(2026, 11, 24), "C": date(2026, 3, 4)}


@pytest.mark.parametrize(
    ("text", "meant"),
    [("High", "high"), ("Medium", "normal"), ("P1 - Critical", "urgent"), ("LOW ", "low"), ("urgent!", "urgent")],
)
def test_choices_are_known_by_their_words(text: str, meant: str) -> None:
    assert choice(Field("priority", "choice", choices=PRIORITIES), text) == (meant, "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Closed Won", "won"),
        ("closed-lost", "lost"),
        ("Proposal/Price Quote", "proposal"),
        ("Negotiation/Review", "negotiation"),
    ],
)
def test_stages_of_other_programs_are_ours(text: str, meant: str) -> None:
    assert choice(Field("stage", "choice", choices=STAGES), text) == (meant, "")


def test_a_stage_of_the_workspace_is_kept_and_said_and_other_choices_refused() -> None:
    assert choice(Field("stage", "choice", choices=STAGES), "Site visit")[0] == "Site visit"
    with pytest.raises(Unreadable, match="is none of low, normal, high, urgent"):
        choice(Field("priority", "choice", choices=PRIORITIES), "whenever")


def test_addresses_are_doubted_but_kept(store: Store, tmp_path: Path) -> None:
    for fine in ("a@b.example", "ann.o'neil@x.test", "jürgen@müller.de", "x@maven.invalid", "a+b@x-y.co.uk"):
        assert email_doubt(fine) == ""
    for odd in ("a@b@c", "a b@c.de", "@c.de", "none", "a@.de"):
        assert email_doubt(odd)
    for fine in ("+44 20 7946 0109", "(030) 123-456", "555 0100 ext. 12", "+1.555.0100", "02/123 45 67"):
        assert phone_doubt(fine) == ""
    for odd in ("call me", "12", "+44 20 PIZZA", "1" * 30):
        assert phone_doubt(odd)
    contacts = "name,customer,email,phone\nLow Ke,Quarry Lane Bakers,at home,none\n"
    report = import_folder(store, house(tmp_path / "in", contacts=contacts), NOW)
    assert [(each.column, each.value) for each in report.warnings] == [("email", "at home"), ("phone", "none")]
    assert report.problems == []
