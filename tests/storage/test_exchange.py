"""A folder of CSV files becomes records, and every row is accounted for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.cases import Case, Comment
from storage.changes import Change
from storage.contacts import Contact
from storage.crm import NOUNS, Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.demo import copy_demo
from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport, ImportReport
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.passages import IndexTask, Passage
from storage.people import Person
from storage.products import Order, Product
from storage.reminders import Reminder
from storage.store import Store
from storage.undo import take_back
from tests.storage.exchange_files import CONTACTS, CUSTOMERS, NOW, folder, house

CASES = """number,subject,customer,contact,priority,status,assignee,opened_at,due_at
7,Oven will not heat,Quarry Lane Bakers,Mina Sato,urgent,new,Omar Haddad,2026-11-20T08:00:00+01:00,
8,Invoice twice,Fjordline Ferries,,,working,,2026-11-21T08:00:00,2026-11-30T08:00:00Z
"""
COMMENTS = "case,text,by,at\n7,The fuse was gone,Omar Haddad,2026-11-20T10:00:00Z\n"
INTERACTIONS = """customer,contact,channel,happened_at,by,sentiment,summary
Quarry Lane Bakers,Mina Sato,call,2026-11-19T10:00:00Z,Ida Brandt,positive,"Mina likes the new oven,
and wants another."
Fjordline Ferries,,note,2026-11-18,,,Nobody answered
"""
FEEDBACK = """customer,contact,case,score,scale,comment,given_at
Quarry Lane Bakers,Mina Sato,7,5,csat,Quick,2026-11-22T10:00:00Z
"""
PREFERENCES = "customer,contact,text\nFjordline Ferries,Per Dahl,no calls before ten\n"
REMINDERS = """about,due_at,customer,person,every
Call Per,2026-12-01T09:00:00Z,Fjordline Ferries,Ida Brandt,FREQ=WEEKLY
"""
TEXTUAL = {
    "cases": CASES, "comments": COMMENTS, "interactions": INTERACTIONS, "feedback": FEEDBACK,
    "preferences": PREFERENCES, "reminders": REMINDERS,
}  # fmt: skip


def accounted(report: ImportReport) -> ImportReport:
    """The report, once every row of every file is known to be in one of its counts, the refused with a reason."""
    for file in report.files:
        assert file.rows == file.created + file.updated + file.unchanged + file.refused
        assert len({each.line for each in report.problems if each.file == file.file}) == file.refused
    assert all(each.reason for each in report.problems)
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, refused."""
    kinds = ("created", "updated", "unchanged", "refused")
    created, updated, unchanged, refused = (accounted(report).total(kind) for kind in kinds)
    return created, updated, unchanged, refused


def one(crm: Crm, noun: type[Any], **values: object) -> Any:
    return crm.session.scalars(select(noun).filter_by(**values)).one()


def test_names_in_columns_become_the_records_they_name(store: Store, tmp_path: Path) -> None:
    assert counts(import_folder(store, house(tmp_path / "in"), NOW)) == (6, 0, 0, 0)
    with store.read(NOW) as crm:
        bakers = one(crm, Customer, name="Quarry Lane Bakers")
        assert (bakers.owner.name, bakers.revenue, bakers.custom) == (
            "Ida Brandt",
            120_000,
            {"payment terms": "30 days"},
        )
        ferries = one(crm, Customer, name="Fjordline Ferries")
        assert (ferries.owner.email, ferries.revenue, ferries.custom) == ("omar@house.test", 4_500_000, {})
        mina = one(crm, Contact, name="Mina Sato")
        assert (mina.customer, mina.birthday) == (bakers, date(1981, 2, 3))
        assert crm.customers.named("FJORDLINE ferries") == [ferries]


def test_the_same_files_twice_change_nothing(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", **TEXTUAL)
    first = import_folder(store, files, NOW)
    assert counts(import_folder(store, files, NOW)) == (0, 0, first.total("created"), 0)


def test_a_changed_row_changes_only_what_differs(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in"), NOW)
    files = folder(tmp_path / "new", customers="name,city,industry,fleet\nFJORDLINE ferries,Oslo,,9\n")
    report = import_folder(store, files, NOW, actor="ida@house.test")
    assert counts(report) == (0, 1, 0, 0)
    with store.read(NOW) as crm:
        change = one(crm, Change, turn=report.turn)
        assert change.before == {"city": "Bergen", "custom": {}, "name": "Fjordline Ferries"}
        assert change.after == {"city": "Oslo", "custom": {"fleet": 9}, "name": "FJORDLINE ferries"}
        assert (change.action, change.by.name) == ("updated", "Ida Brandt")
        assert one(crm, Customer, city="Oslo").industry == "travel"


def test_unknown_names_are_refused_but_unknown_colleagues_left_empty(store: Store, tmp_path: Path) -> None:
    deals = "name,customer,owner,product\nOven,Nobody Ltd,,\nOven two,Quarry Lane Bakers,Zoe Quill,\nOven 3,,,Kiln\n"
    report = import_folder(store, house(tmp_path / "in", deals=deals), NOW)
    assert counts(report) == (7, 0, 0, 2)
    first, second = report.problems
    assert (first.file, first.line, first.column, first.value) == ("deals.csv", 2, "customer", "Nobody Ltd")
    assert first.reason == "no customer is called so"
    assert (second.line, second.column, second.reason) == (4, "product", "no product is called so")
    [warning] = report.warnings
    assert (warning.line, warning.column, warning.value) == (3, "owner", "Zoe Quill")
    with store.read(NOW) as crm:
        assert one(crm, Deal, name="Oven two").owner is None


def test_a_dry_run_reports_the_same_and_keeps_nothing(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", **TEXTUAL, deals="name,customer\nOven,Nobody Ltd\n")
    dry = import_folder(store, files, NOW, dry_run=True)
    with store.read(NOW) as crm:
        assert crm.customers.all() == []
        assert crm.session.scalars(select(Change)).all() == []
    real = import_folder(store, files, NOW)
    assert (dry.files, dry.problems, dry.warnings) == (real.files, real.problems, real.warnings)


def test_an_import_is_taken_back_as_one_turn_and_can_come_again(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", **TEXTUAL)
    report = import_folder(store, files, NOW)
    with store.begin(None, NOW, "t2") as crm:
        assert len(take_back(crm, report.turn)) == report.total("created")
    with store.read(NOW) as crm:
        left = {kind: number for kind in NOUNS if (number := crm.of(kind).count())}
        assert left == {"pipeline": 1, "stage": 6, "service time": 4}  # which a new store comes with
    again = import_folder(store, files, NOW)
    assert counts(again)[3] == 0
    with store.read(NOW) as crm:
        assert one(crm, Case, number=7).customer.name == "Quarry Lane Bakers"
        assert one(crm, Person, name="Ida Brandt").deleted_at is None


def test_changes_and_passages_are_those_that_the_session_writes(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", **TEXTUAL, products="name,price\nOven,999.5\n",
                  deals="name,customer,amount,close_on,stage\nOvens,Quarry Lane Bakers,5000,2026-12-31,Closed Won\n",
                  orders="customer,product,quantity\nQuarry Lane Bakers,Oven,3\n")  # fmt: skip
    report = import_folder(store, files, NOW)
    with store.begin(None, NOW, "by hand") as crm:
        for noun in (Customer, Contact, Product, Deal, Order, Comment, Interaction, Feedback, Preference, Reminder):
            for record in crm.of(noun.kind).all():
                given = ("lines", "number")  # a new order gets them by itself
                kept = [key for each in noun.__mapper__.attrs if not (key := each.key).endswith(("id", *given))]
                crm.of(noun.kind).add(noun(**{name: getattr(record, name) for name in kept}))
    with store.read(NOW) as crm:
        written = changes(crm, "by hand")
        assert {
            each for each in changes(crm, report.turn) if "'person'" not in each and "'case'" not in each
        } == written
        passages = crm.session.execute(select(Passage).where(Passage.kind != "case")).scalars().all()
        words = [(p.kind, p.customer_id, p.contact_id, p.at, p.text, p.revision, p.live) for p in passages]
        assert sorted(words, key=str) == sorted([*set(words), *set(words)], key=str)
        tasks = crm.session.execute(select(func.count()).select_from(IndexTask)).scalar()
        assert tasks == crm.session.execute(select(func.count()).select_from(Passage)).scalar() == 2 * 5 + 2


def changes(crm: Crm, turn: str) -> set[str]:
    """The changes of a turn but for what names the record, and for what an order gets by itself."""
    found = crm.session.scalars(select(Change).where(Change.turn == turn, Change.kind != "line"))
    after = {each: sorted((name, value) for name, value in (each.after or {}).items() if name != "number")
             for each in found}  # fmt: skip
    return {str((each.kind, each.action, each.label, each.before, told)) for each, told in after.items()}


def test_what_was_imported_is_found_by_its_words(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in", **TEXTUAL), NOW)
    with store.read(NOW) as crm:
        texts = crm.session.scalars(select(Passage.text)).all()
        assert (
            "Ida Brandt: call with Mina Sato at Quarry Lane Bakers: Mina likes the new oven,\nand wants another."
            in texts
        )
        assert "Omar Haddad on case 7: The fuse was gone" in texts
        assert "Case 8: Invoice twice." in texts


def test_cases_are_due_by_their_priority_and_reminders_in_their_persons_zone(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in", **TEXTUAL), NOW)
    with store.read(NOW) as crm:
        assert one(crm, Case, number=7).due_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
        assert one(crm, Case, number=8).due_at == datetime(2026, 11, 30, 8, tzinfo=UTC)
        assert one(crm, Case, number=8).opened_at == datetime(2026, 11, 21, 8, tzinfo=UTC)
        assert one(crm, Reminder, about="Call Per").zone == "Europe/Berlin"


def test_rows_alike_are_as_many_records_each_time(store: Store, tmp_path: Path) -> None:
    orders = "customer,ordered_on,quantity,amount\n" + "Quarry Lane Bakers,2026-01-02,2,10\n" * 3
    files = house(tmp_path / "in", orders=orders)
    assert counts(import_folder(store, files, NOW))[0] == 9
    assert counts(import_folder(store, files, NOW)) == (0, 0, 9, 0)
    folder(tmp_path / "in", orders=orders + "Quarry Lane Bakers,2026-01-02,2,10\n")
    assert counts(import_folder(store, files, NOW)) == (1, 0, 9, 0)


def test_a_second_row_with_a_unique_key_is_refused(store: Store, tmp_path: Path) -> None:
    people = "name,email\nIda Brandt,ida@house.test\nIda B,IDA@house.test\n"
    report = import_folder(store, folder(tmp_path / "in", people=people), NOW)
    assert counts(report) == (1, 0, 0, 1)
    assert [each.words() for each in report.problems] == ["people.csv line 3, email: line 2 has the same"]


def test_a_contact_who_moved_is_known_by_the_address(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in"), NOW)
    moved = "name,customer,email\nMina Sato,Fjordline Ferries,MINA@quarry.example\n"
    assert counts(import_folder(store, folder(tmp_path / "new", contacts=moved), NOW)) == (0, 1, 0, 0)
    with store.read(NOW) as crm:
        assert one(crm, Contact, name="Mina Sato").customer.name == "Fjordline Ferries"


def test_contacts_are_meant_within_their_customer(store: Store, tmp_path: Path) -> None:
    contacts = CONTACTS + "Mina Sato,Fjordline Ferries,Cook,,\n"
    interactions = (
        "customer,contact,happened_at,summary\nFjordline Ferries,Mina Sato,2026-11-01,Soup\n,Mina Sato,2026-11-02,?\n"
    )
    report = import_folder(store, house(tmp_path / "in", contacts=contacts, interactions=interactions), NOW)
    assert counts(report)[3] == 1
    assert "2 contacts" in report.problems[0].reason
    with store.read(NOW) as crm:
        assert one(crm, Interaction, summary="Soup").contact.title == "Cook"


def test_two_customers_of_one_name_are_doubted_where_one_is_meant(store: Store, tmp_path: Path) -> None:
    customers = CUSTOMERS + "quarry lane bakers,food,York,,,\n"
    deals = "name,customer\nFlour,quarry lane bakers #2\nSalt,QUARRY LANE BAKERS\n"
    report = import_folder(store, house(tmp_path / "in", customers=customers, deals=deals), NOW)
    assert counts(report) == (9, 0, 0, 0)
    assert [each.reason for each in report.warnings] == ["2 are called so; the first was taken"]
    with store.read(NOW) as crm:
        assert one(crm, Deal, name="Flour").customer.city == "York"
        assert one(crm, Deal, name="Salt").customer.city == "Leeds"


def test_a_required_value_that_is_missing_refuses_the_row(store: Store, tmp_path: Path) -> None:
    interactions = "customer,happened_at,summary\nQuarry Lane Bakers,,Bread\n,2026-11-01,\n"
    report = import_folder(store, house(tmp_path / "in", interactions=interactions), NOW)
    assert counts(report)[3] == 2
    assert [(each.column, each.reason) for each in report.problems] == [
        ("happened_at", "is missing"),
        ("summary", "is missing"),
    ]


def test_trouble_midway_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in")
    long = "name\n" + "Some Deal\n" * 3000
    (files / "deals.csv").write_bytes(long.encode("utf-16") + b"\x00")
    with pytest.raises(CannotImport, match=r"deals\.csv cannot be read"):
        import_folder(store, files, NOW)
    with store.read(NOW) as crm:
        assert crm.customers.all() == []


def test_progress_is_told_by_file(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    import_folder(store, house(tmp_path / "in"), NOW, progress=lambda *each: told.append(each))
    assert told[-1] == ("contacts.csv", 2, 2)
    assert {file for file, _, _ in told} == {"people.csv", "customers.csv", "contacts.csv"}
    assert all(done <= total for _, done, total in told)


def test_what_cannot_be_imported_is_said_kindly(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sheet = folder(tmp_path / "sheet")
    (sheet / "customers.csv").write_bytes(b"PK\x03\x04 and more")
    binary = folder(tmp_path / "binary")
    (binary / "customers.csv").write_bytes(bytes(range(128, 160)) * 40)
    odd = folder(tmp_path / "odd", weather="sun\nyes\n")
    for path, said in {
        tmp_path / "none": "There is no folder",
        tmp_path / "empty": "no CSV files in",
        sheet / "customers.csv": "is a file",
        sheet: "an Excel or ZIP file",
        odd: "None of weather.csv is about what I keep",
    }.items():
        with pytest.raises(CannotImport, match=said):
            import_folder(store, path, NOW)


def test_files_of_no_noun_are_named(store: Store, tmp_path: Path) -> None:
    report = import_folder(store, house(tmp_path / "in", weather="sun\nyes\n"), NOW)
    assert report.ignored == ["weather.csv"]
    assert report.words().splitlines()[0].endswith("6 rows from 3 files.")
    assert report.words().splitlines()[-1] == "Left aside, named after nothing I keep: weather.csv"


def test_the_demo_company_comes_in_whole(store: Store, tmp_path: Path) -> None:
    copy_demo(tmp_path / "demo", NOW.date())
    report = import_folder(store, tmp_path / "demo", NOW)
    assert (counts(report)[1:], report.warnings, report.ignored) == ((0, 0, 0), [], [])
    with store.read(NOW) as crm:
        assert one(crm, Customer, name="Harrowgate Estates").revenue == Decimal(42_000_000)
        assert crm.cases.count() == 42
    assert counts(import_folder(store, tmp_path / "demo", NOW)) == (0, 0, report.total("rows"), 0)
