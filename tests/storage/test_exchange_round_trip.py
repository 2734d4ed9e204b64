"""What is exported and imported into an empty store is what was there, byte for byte."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.absences import Absence
from storage.campaigns import Campaign, Goal, Segment
from storage.cases import Case, Comment
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.distinctions import Distinction
from storage.documents import Document
from storage.exchange.exporting import export_folder
from storage.exchange.importing import import_folder
from storage.exchange.nouns import FILES
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.pipelines import Pipeline, Stage
from storage.products import Order, Product, Quote
from storage.reminders import Reminder
from storage.responses import Response
from storage.service_times import Holiday, ServiceTime, WorkingHours
from storage.stays import Stay
from storage.store import Store
from tests.storage.exchange_files import NOW

EARLIER = NOW - timedelta(days=400, microseconds=17)


def fill(crm: Crm) -> None:
    """One or more of every noun, and whatever makes files hard to read again."""
    ida = add(crm, Person(name="Ida Brandt", email="ida@house.test", slack_user="U1", time_zone="Europe/Berlin"))
    add(crm, Person(name="Ida Brandt", email="ida.b@house.test", custom={"desk": "007", "name": "Idchen"}))
    gone = add(crm, Person(name="Gone Man", email="gone@house.test"))
    mill = add(crm, Customer(name="Mill, “North”\nand Sons", owner=ida, revenue=Decimal("1234567.89"), tag="=SUM(A1)"))
    other = add(
        crm, Customer(name="MILL north and sons", owner=gone, custom={" odd": "a\r\nb", "": "x", "custom:x": "1.50"})
    )
    left = add(crm, Customer(name="Left Ltd", created_at=EARLIER))
    ann = add(crm, Contact(name="Ann Lee", customer=mill, birthday=date(1970, 1, 2), created_at=EARLIER))
    ann2 = add(crm, Contact(name="Ann Lee", customer=other, phone="+1 (555) 0100"))
    ann3 = add(crm, Contact(name="ann lee", customer=other, email="no address"))
    add(crm, Lead(name="Lea Der", company="Der & Co", source="cold", owner=ida, score=3))
    oven = add(crm, Product(name="Oven #2", price=Decimal("99.95"), currency="EUR"))
    add(crm, Deal(name="Ovens", customer=other, stage="Site visit", amount=Decimal(5), product=oven, owner=ida))
    add(crm, Deal(name="Ovens", customer=other, closed_at=EARLIER, probability=20))
    first, second, *_ = crm.pipelines.default.open_stages
    second.probability = 35
    crm.stages.remove(first)
    renewals = add(crm, Pipeline(name="Renewals, “own”"))
    add(crm, Stage(name="Contact", pipeline=renewals, position=1, probability=20))
    add(crm, Stage(name="Signed", pipeline=renewals, position=2, probability=100, outcome="won"))
    again = add(crm, Deal(name="Again", customer=other, stage="Contact", pipeline=renewals))
    add(crm, Stay(deal=again, pipeline_id=renewals.id, stage="Offer", since=EARLIER, until=NOW))
    for _ in range(2):
        add(crm, Order(customer=mill, product=oven, quantity=2, amount=Decimal("10.10"), ordered_on=date(2026, 1, 2)))
    add(crm, Quote(number=4, customer=mill, product=oven, discount=5, valid_until=date(2026, 12, 1)))
    case = add(
        crm,
        Case(
            number=7, subject='It says "no"', customer=other, contact=ann3, opened_at=EARLIER, due_at=NOW, assignee=ida
        ),
    )
    add(crm, ServiceTime(priority="urgent", first_reply=15, resolution=90, team="Night, shift"))
    add(crm, WorkingHours(weekday="Monday", starts="09:00", ends="24:00", zone="Asia/Tokyo"))
    add(crm, Holiday(day=date(2026, 12, 24), name="Eve", team="Night, shift"))
    waits = Case(number=9, subject="Waits", opened_at=EARLIER, status="waiting", time_used=77, first_replied_at=NOW)
    add(crm, waits)
    lost = add(crm, Case(number=8, subject="Lost", opened_at=NOW))
    add(crm, Comment(case=case, text="-1 is = to\tnothing", by=gone, at=NOW))
    add(crm, Comment(case=lost, text="goes with its case", at=NOW))
    add(crm, Interaction(customer=other, contact=ann, happened_at=NOW, summary="moved since", by=ida, said="a,b;c|d"))
    add(crm, Interaction(customer=other, contact=ann2, happened_at=NOW, summary="'\n\n'", channel="call"))
    add(crm, Interaction(customer=left, happened_at=NOW, summary="# not a comment"))
    mailing = add(crm, Campaign(name="Fair", channel="event", budget=Decimal(0), starts_on=date(2026, 1, 1)))
    add(crm, Response(campaign=mailing, contact=ann, customer=mill, response="signed_up", at=EARLIER))
    add(crm, Segment(name="Big", filters=[["revenue", ">", 1000], ["city", "=", "Łódź"]]))
    add(crm, Goal(metric="sum:amount", entity="deal", target=Decimal("1e6"), owner=ida))
    add(crm, Feedback(customer=other, contact=ann3, case=case, score=5, scale="csat", given_at=NOW))
    add(crm, Document(title="RE-7 “x”", sort="invoice", customer=other, contact=ann3, amount=Decimal("3.10")))
    add(crm, Preference(contact=ann, customer=mill, text="tea, not coffee"))
    add(crm, Distinction(customer=mill, other_customer=other))
    add(crm, Distinction(contact=ann3, other_contact=ann2))
    left.welcome("country", "Deutschland")
    other.welcome("country", "U.K.")
    add(
        crm, Reminder(about="Call", due_at=NOW, person=ida, by=ida, zone="Asia/Tokyo", every="FREQ=DAILY", channel="C1")
    )
    add(crm, Absence(person=ida, first_day=date(2026, 8, 3), last_day=date(2026, 8, 14), stand_in=gone, reason="sea"))


def remove(crm: Crm) -> None:
    """Delete a colleague, a customer and a case that others point to."""
    crm.people.remove(crm.people.named("Gone Man")[0])
    crm.customers.remove(crm.customers.named("Left Ltd")[0])
    crm.cases.remove(crm.cases.where(Case.number == 8)[0])


def add(crm: Crm, record: Any) -> Any:
    return crm.of(record.kind).add(record)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Store:
    """A second, empty store."""
    copy = tmp_path / "empty.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return Store(copy)


NAMESAKES = [[":", ":", "2"], ["a", "a", "a 2", "a #2"], ["a", "A #2", "a", "a #02", "a #2"], ["!", "?", "!"]]


@pytest.mark.parametrize("names", NAMESAKES)
def test_names_of_signs_and_numbers_are_told_apart(
    store: Store, empty: Store, tmp_path: Path, names: list[str]
) -> None:
    with store.begin(None, NOW, "t1") as crm:
        for place, name in enumerate(names):
            add(crm, Contact(name=f"Contact {place}", customer=add(crm, Customer(name=name))))
    export_folder(store, tmp_path / "out", NOW)
    assert import_folder(empty, tmp_path / "out", NOW).problems == []
    with empty.read(NOW) as crm:
        assert [each.customer_id for each in crm.contacts.all()] == [each.id for each in crm.customers.all()]
    empty.close()


def test_an_export_imported_elsewhere_exports_the_same_bytes(store: Store, empty: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "t1") as crm:
        fill(crm)
        remove(crm)
    counted = export_folder(store, tmp_path / "out", NOW)
    later = NOW + timedelta(days=3)
    report = import_folder(empty, tmp_path / "out", later)
    assert report.problems == []
    assert sum(report.total(each) for each in ("created", "updated", "unchanged")) == sum(counted.values())
    assert export_folder(empty, tmp_path / "again", later) == counted
    assert files(tmp_path / "again") == files(tmp_path / "out")
    empty.close()


def test_an_export_has_every_noun_and_leaves_deleted_records_out(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "t1") as crm:
        fill(crm)
        remove(crm)
    counted = export_folder(store, tmp_path / "out", NOW)
    assert set(files(tmp_path / "out")) == {f"{name}.csv" for name in FILES}
    assert (counted["people"], counted["customers"], counted["cases"], counted["comments"]) == (2, 2, 2, 1)
    assert all(counted.values())


def test_an_export_over_the_store_it_came_from_changes_nothing(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "t1") as crm:
        fill(crm)
    counted = export_folder(store, tmp_path / "out", NOW)
    report = import_folder(store, tmp_path / "out", NOW)
    assert (report.problems, report.total("unchanged")) == ([], sum(counted.values()))


def test_names_that_are_alike_point_to_the_same_records_again(store: Store, empty: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "t1") as crm:
        fill(crm)
    export_folder(store, tmp_path / "out", NOW)
    import_folder(empty, tmp_path / "out", NOW)
    with empty.read(NOW) as crm:
        case = crm.cases.all()[0]
        assert (case.contact and case.contact.name, case.contact and case.contact.email) == ("ann lee", "no address")
        moved = crm.interactions.where(Interaction.summary == "moved since")[0]
        assert moved.contact is not None
        assert moved.contact.customer is not moved.customer
        assert crm.customers.all()[0].owner is crm.people.all()[0]
    empty.close()


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).map(str.strip)
NAME = TEXT.filter(bool)
MOMENT = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNT = st.none() | st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2)
CUSTOM = st.dictionaries(TEXT | st.sampled_from(["name", "Sector", "size"]), NAME, max_size=3)
CUSTOMERS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(dict, name=NAME, city=TEXT, revenue=AMOUNT, created_at=MOMENT, custom=CUSTOM), max_size=6
)
NOTES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), MOMENT, NAME), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(customers=CUSTOMERS, notes=NOTES)
def test_any_text_goes_out_and_comes_in_again(
    sqlite_template: Path, customers: list[dict[str, Any]], notes: list[tuple[int, int, datetime, str]]
) -> None:
    with TemporaryDirectory() as folder:
        one, other = (Store(_copy(sqlite_template, Path(folder) / name)) for name in ("one.db", "other.db"))
        with one.begin(None, NOW, "t1") as crm:
            theirs = [add(crm, Customer(**values)) for values in customers]
            people = [add(crm, Contact(name=each.name, customer=each)) for each in theirs]
            for whose, who, at, summary in notes:
                customer, contact = next(iter(theirs[whose:]), None), next(iter(people[who:]), None)
                add(crm, Interaction(customer=customer, contact=contact, happened_at=at, summary=summary))
        counted = export_folder(one, Path(folder) / "out", NOW)
        report = import_folder(other, Path(folder) / "out", NOW)
        assert report.problems == []
        assert export_folder(other, Path(folder) / "again", NOW) == counted
        assert files(Path(folder) / "again") == files(Path(folder) / "out")
        assert import_folder(one, Path(folder) / "out", NOW).total("unchanged") == sum(counted.values())
        one.close()
        other.close()


def _copy(template: Path, path: Path) -> Path:
    path.write_bytes(template.read_bytes())
    return path
