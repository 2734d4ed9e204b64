"""Questions are answered alike on SQLite and PostgreSQL."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import literal, select

from storage.campaigns import Campaign, Segment
from storage.cases import Case
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.folded import Folded, teach
from storage.folding import fold
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Product
from storage.questions import NotUnderstood, Question, UnknownField, UnknownValue, find, nearest_values
from storage.reports import Inquiry, report
from storage.responses import Response
from storage.store import Store
from tests.postgres import create_database, drop_database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small house on each database: three customers and what happened with them."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        store = Store(shutil.copy(template, tmp_path_factory.mktemp("house") / "rapport.db"))
    else:
        url: str = request.getfixturevalue("postgres")
        create_database(url, "house", "template")
        store = Store(url.replace("/postgres", "/house"))
    with store.begin(None, NOW, "t1") as crm:
        fill(crm)
    yield store
    store.close()
    if request.param == "postgresql":
        drop_database(url, "house")


@pytest.fixture
def crm(house: Store) -> Iterator[Crm]:
    with house.read(NOW) as crm:
        yield crm


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fill(crm: Crm) -> None:
    priya = crm.people.add(Person(name="Priya Nair", email="priya@x.test", team="north", role="rep"))
    tom = crm.people.add(Person(name="Tom Reed", email="tom@x.test", team="south", role="rep"))
    kestrel = crm.customers.add(
        Customer(name="Kestrel Freight", industry="Logistics", city="Zürich", country="Switzerland", owner=priya,
                 revenue=Decimal(5_000_000), employees=250, custom={"product interest": "Solar", "seats": "12"})
    )  # fmt: skip
    paper = crm.customers.add(
        Customer(name="Paper Moon Studio", industry="retail", city="Berlin", country="Germany", owner=tom,
                 revenue=Decimal(120_000), employees=9, custom={"seats": "9"}, tag="vip")
    )  # fmt: skip
    crm.customers.add(Customer(name="Halvorsen Marine", industry="Retail", city="Oslo", created_at=at("2025-03-01")))
    contact(crm, kestrel, paper)
    money(crm, kestrel, paper, priya)
    support(crm, kestrel, paper, tom)


def contact(crm: Crm, kestrel: Customer, paper: Customer) -> None:
    dana = crm.contacts.add(Contact(name="Dana O'Brien", customer=kestrel, title="Head of Procurement", phone="12"))
    crm.contacts.add(Contact(name="Lea Sommer", customer=paper, title="CEO", birthday=date(1980, 11, 26)))
    for customer, moment, text in (
        (kestrel, "2026-10-31T23:30", "asked for a discount"),
        (kestrel, "2026-08-01T10:00", "warranty question"),
        (paper, "2026-05-04T10:00", "no news"),
    ):
        crm.interactions.add(
            Interaction(customer=customer, contact=dana if customer is kestrel else None, channel="call",
                        happened_at=at(moment), summary=text, said=f"Called, {text}; straße & co")
        )  # fmt: skip
    gone = crm.interactions.add(Interaction(customer=paper, happened_at=at("2026-11-20"), summary="mistake"))
    crm.interactions.remove(gone)


def money(crm: Crm, kestrel: Customer, paper: Customer, priya: Person) -> None:
    winch = Product(name="Winch 300", price=Decimal("99.95"), stock=3, category="deck", vendor="Rossi")
    crm.products.add(winch)
    for name, customer, stage, amount, closed in (
        ("Fleet", kestrel, "won", "1000.10", "2026-10-10"),
        ("Depot", kestrel, "lost", "500", "2026-11-02"),
        ("Shop", paper, "won", "0.20", "2026-11-05"),
        ("Window", paper, "proposal", "45000", None),
    ):
        crm.deals.add(
            Deal(name=name, customer=customer, stage=stage, amount=Decimal(amount), owner=priya, product=winch,
                 created_at=at("2026-09-10"), closed_at=at(closed) if closed else None,
                 close_on=None if closed else date(2026, 12, 1))
        )  # fmt: skip
    for customer, amount, day in ((kestrel, "10.10", "2026-09-30"), (kestrel, "0.20", "2026-11-01")):
        order = Order(customer=customer, product=winch, amount=Decimal(amount), ordered_on=date.fromisoformat(day))
        crm.orders.add(order)
    crm.leads.add(Lead(name="Ada Stone", status="converted", source="website"))
    crm.leads.add(Lead(name="Bo Lind", status="open", source="event"))


def support(crm: Crm, kestrel: Customer, paper: Customer, tom: Person) -> None:
    for number, customer, status, priority, due, closed in (
        (1, kestrel, "working", "urgent", "2026-11-23", None),
        (2, kestrel, "closed", "low", "2026-11-01", "2026-10-02T12:00"),
        (3, paper, "new", "normal", "2026-12-01", None),
    ):
        case = crm.cases.add(
            Case(number=number, subject=f"Problem {number}", customer=customer, status=status, priority=priority,
                 assignee=tom, opened_at=at("2026-10-01T12:00"), due_at=at(due),
                 closed_at=at(closed) if closed else None,
                 first_replied_at=at("2026-10-01T14:00") if closed else None)
        )  # fmt: skip
        for score, scale in ((5, "csat"), (2, "csat"), (10, "nps"), (9, "nps"), (3, "nps")):
            crm.feedback.add(Feedback(customer=customer, case=case, score=score, scale=scale, given_at=NOW))


def names(crm: Crm, entity: str, *filters: list[Any], sort: str | None = None, limit: int | None = None) -> list[str]:
    found = find(crm, Question(entity, list(filters), sort, limit), BERLIN)
    return [getattr(record, "name", None) or record.label for record in found.records]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([["city", "=", "zurich"]], ["Kestrel Freight"]),
        ([["city", "=", ["Berlin", "OSLO"]]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["city", "!=", "Berlin"]], ["Kestrel Freight", "Halvorsen Marine"]),
        ([["country", "!=", "Germany"]], ["Kestrel Freight", "Halvorsen Marine"]),
        ([["industry", "=", "RETAIL"]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["industry", "contains", "logi"]], ["Kestrel Freight"]),
        ([["owner", "=", "Priya Nair"]], ["Kestrel Freight"]),
        ([["owner", "=", "priya"]], ["Kestrel Freight"]),
        ([["owner", "empty", None]], ["Halvorsen Marine"]),
        ([["owner", "filled", None]], ["Kestrel Freight", "Paper Moon Studio"]),
        ([["owner.team", "=", "south"]], ["Paper Moon Studio"]),
        ([["revenue", ">=", 5000000]], ["Kestrel Freight"]),
        ([["employees", ">", 9]], ["Kestrel Freight"]),
        ([["employees", ">=", 9]], ["Kestrel Freight", "Paper Moon Studio"]),
        ([["created_at", "<", "2026-01-01"]], ["Halvorsen Marine"]),
        ([["last_contacted_at", "<", "2026-10-01"]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["last_contacted_at", ">=", "2026-10-01"]], ["Kestrel Freight"]),
        ([["last_contacted_at", "empty", None]], ["Halvorsen Marine"]),
        ([["lifetime_value", "=", 10.3]], ["Kestrel Freight"]),
        ([["lifetime_value", "empty", None]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["open_cases", ">", 0]], ["Kestrel Freight", "Paper Moon Studio"]),
        ([["orders", "empty", None]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["product interest", "=", "solar"]], ["Kestrel Freight"]),
        ([["product_interest", "filled", None]], ["Kestrel Freight"]),
        ([["seats", ">", 10]], ["Kestrel Freight"]),
        ([["seats", "<=", "12"]], ["Kestrel Freight", "Paper Moon Studio"]),
        ([["name", "contains", "moon"]], ["Paper Moon Studio"]),
        ([["name", "=", "kestrel-freight"]], []),
        ([["tag", "=", "VIP"]], ["Paper Moon Studio"]),
        ([["deals", "filled", [["stage", "=", "proposal"], ["amount", ">", 40000]]]], ["Paper Moon Studio"]),
        ([["deals", "filled", [["stage", "=", "proposal"], ["amount", "<", 40000]]]], []),
        ([["cases", "empty", [["priority", "=", "urgent"]]]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["orders", "filled", [["product", "=", "winch 300"]]]], ["Kestrel Freight"]),
        ([["orders", "empty", [["category", "=", "deck"]]]], ["Paper Moon Studio", "Halvorsen Marine"]),
        ([["orders", "filled", [["ordered_on", ">=", "2026-10-01"], ["ordered_on", "<=", "2026-10-31"]]]], []),
        ([["contacts", "filled", [["title", "contains", "ceo"]]], ["country", "=", "germany"]], ["Paper Moon Studio"]),
        ([["interactions", "filled", [["happened_at", ">=", "2026-11-01"]]]], ["Kestrel Freight"]),
        ([["interactions", "empty", None]], ["Halvorsen Marine"]),
        ([["seats", ">", "10 people"]], ["Kestrel Freight"]),
    ],
)
def test_customers_are_found_by_every_field(crm: Crm, filters: list[Any], expected: list[str]) -> None:
    assert names(crm, "customer", *filters) == expected


@pytest.mark.parametrize(
    ("entity", "filters", "expected"),
    [
        ("contact", [["customer", "=", "kestrel freight"]], ["Dana O'Brien"]),
        ("contact", [["title", "contains", "procurement"]], ["Dana O'Brien"]),
        ("contact", [["phone", "empty", None]], ["Lea Sommer"]),
        ("contact", [["city", "=", "Berlin"]], ["Lea Sommer"]),
        ("contact", [["cases", "filled", [["priority", "=", "urgent"]]]], ["Dana O'Brien"]),
        ("product", [["orders", "filled", [["country", "=", "Switzerland"]]]], ["Winch 300"]),
        ("product", [["orders", "filled", [["country", "=", "Germany"]]]], []),
        ("product", [["last_ordered_on", "<", "2026-11-01"]], []),
        ("product", [["last_ordered_on", "<", "2026-12-01"], ["orders", ">", 1]], ["Winch 300"]),
        ("case", [["owner", "=", "Tom Reed"]], ["case 3"]),
        ("deal", [["customer.owner", "=", "Tom Reed"]], ["Shop", "Window"]),
        ("contact", [["birthday", ">=", "2026-11-23"], ["birthday", "<=", "2026-11-29"]], ["Lea Sommer"]),
        ("contact", [["birthday", ">=", "2026-11-26"], ["birthday", "<=", "2027-01-05"]], ["Lea Sommer"]),
        ("contact", [["birthday", ">=", "2026-12-20"], ["birthday", "<=", "2027-01-05"]], []),
        ("contact", [["birthday", "=", "2026-11-26"]], ["Lea Sommer"]),
        ("contact", [["birthday", "<", "1990-01-01"]], ["Lea Sommer"]),
        ("contact", [["name", "=", "dana obrien"]], ["Dana O'Brien"]),
        ("deal", [["stage", "!=", "won"], ["stage", "!=", "lost"]], ["Window"]),
        ("deal", [["customer.industry", "=", "Retail"], ["stage", "=", "Won"]], ["Shop"]),
        ("deal", [["closed_at", ">=", "2026-11-01"], ["closed_at", "<=", "2026-11-05"]], ["Depot", "Shop"]),
        ("deal", [["close_on", "<=", "2026-12-01"]], ["Window"]),
        ("deal", [["amount", "<", 0.3]], ["Shop"]),
        ("deal", [["product", "=", "winch 300"], ["amount", ">", 1000]], ["Fleet", "Window"]),
        ("deal", [["category", "=", "deck"], ["stage", "=", "proposal"]], ["Window"]),
        ("case", [["overdue", "=", "true"]], ["case 1"]),
        ("case", [["overdue", "=", False]], ["case 2", "case 3"]),
        ("case", [["status", "!=", "closed"], ["country", "=", "Switzerland"]], ["case 1"]),
        ("case", [["number", "=", 3]], ["case 3"]),
        ("lead", [["source", "=", ["website", "event"]]], ["Ada Stone", "Bo Lind"]),
        ("interaction", [["text", "contains", "DISCOUNT"]], ["call with Dana O'Brien"]),
        ("interaction", [["text", "contains", "no news; STRASSE and co"]], ["call with Paper Moon Studio"]),
        ("interaction", [["happened_at", "=", "2026-11-01"]], ["call with Dana O'Brien"]),
        ("interaction", [["happened_at", "<=", "2026-10-31"], ["happened_at", ">", "2026-05-04"]],
         ["call with Dana O'Brien"]),
        ("order", [["ordered_on", ">=", "2026-11-01"]], ["1 × Winch 300"]),
        ("product", [["stock", "<", 5], ["vendor", "=", "ROSSI"]], ["Winch 300"]),
    ],
)  # fmt: skip
def test_other_records_are_found_through_their_joins(
    crm: Crm, entity: str, filters: list[Any], expected: list[str]
) -> None:
    assert names(crm, entity, *filters) == expected


def test_a_record_value_may_name_its_id(crm: Crm) -> None:
    [kestrel] = crm.customers.named("Kestrel Freight")
    value = {"kind": "customer", "id": kestrel.id, "name": "Kestrel"}
    assert names(crm, "case", ["customer", "=", value]) == ["case 1", "case 2"]


@pytest.mark.parametrize(
    ("entity", "sort", "expected"),
    [
        ("customer", "name", ["Halvorsen Marine", "Kestrel Freight", "Paper Moon Studio"]),
        ("customer", "-revenue", ["Kestrel Freight", "Paper Moon Studio", "Halvorsen Marine"]),
        ("customer", "revenue", ["Paper Moon Studio", "Kestrel Freight", "Halvorsen Marine"]),
        ("customer", "owner", ["Kestrel Freight", "Paper Moon Studio", "Halvorsen Marine"]),
        ("case", "-priority", ["case 1", "case 3", "case 2"]),
        ("customer", "-last_contacted_at", ["Kestrel Freight", "Paper Moon Studio", "Halvorsen Marine"]),
    ],
)
def test_records_are_sorted_with_the_unknown_last(crm: Crm, entity: str, sort: str, expected: list[str]) -> None:
    assert names(crm, entity, sort=sort) == expected


def test_a_limit_keeps_the_total(crm: Crm) -> None:
    found = find(crm, Question("deal", [["customer", "filled", None]], "-amount", 1), BERLIN)
    assert ([deal.name for deal in found.records], found.total) == (["Window"], 4)


def test_a_saved_segment_stands_for_its_filters(crm: Crm) -> None:
    crm.of("segment").add(Segment(name="Small shops", filters=[["employees", "<", 50], ["industry", "=", "retail"]]))
    assert names(crm, "customer", ["segment", "=", "small shops"]) == ["Paper Moon Studio"]
    assert names(crm, "customer", ["segment", "!=", "small shops"]) == ["Kestrel Freight", "Halvorsen Marine"]


def test_a_segment_counts_for_what_belongs_to_its_members_and_within_other_segments(crm: Crm) -> None:
    crm.segments.add(Segment(name="Shops", filters=[["industry", "=", "retail"], ["employees", "<", 50]]))
    crm.segments.add(Segment(name="Big shops", filters=[["segment", "=", "Shops"], ["employees", ">", 40]]))
    crm.segments.add(Segment(name="Snake", filters=[["segment", "=", "Snake"]]))
    assert names(crm, "customer", ["segment", "=", "Big shops"]) == []
    assert names(crm, "customer", ["segment", "=", "Snake"]) == []
    shops = names(crm, "customer", ["segment", "=", "Shops"])
    assert shops == ["Paper Moon Studio"]
    assert names(crm, "contact", ["segment", "=", "Shops"]) == names(crm, "contact", ["customer", "=", shops[0]]) != []


def test_a_day_may_be_told_as_so_many_days_ago(crm: Crm) -> None:
    days_ago = {"days_ago": (crm.now.date() - date(2026, 11, 1)).days}
    rolling = names(crm, "customer", ["last_contacted_at", ">=", days_ago])
    assert rolling == names(crm, "customer", ["last_contacted_at", ">=", "2026-11-01"])
    assert rolling != names(crm, "customer", ["last_contacted_at", "<", days_ago])


def test_what_is_not_known_is_said_with_what_is_near(crm: Crm) -> None:
    with pytest.raises(UnknownField, match="industry"):
        names(crm, "customer", ["industri", "=", "x"])
    with pytest.raises(UnknownValue, match="Kestrel Freight"):
        names(crm, "deal", ["customer", "=", "Kestral Freight"])
    with pytest.raises(NotUnderstood, match="is a number"):
        names(crm, "deal", ["amount", ">", "lots"])
    assert nearest_values(crm, "customer", ["city", "=", "Berlim"], BERLIN) == ["Berlin"]
    assert nearest_values(crm, "deal", ["country", "=", "Germny"], BERLIN) == ["Germany"]
    assert nearest_values(crm, "customer", ["city", "=", "berlin"], BERLIN) == []


def rows(crm: Crm, inquiry: Inquiry) -> list[tuple[str, str]]:
    return [(row.label, str(row.figure)) for row in report(crm, inquiry, BERLIN).rows]


@pytest.mark.parametrize(
    ("inquiry", "expected"),
    [
        (Inquiry("count", "customer"), "3"),
        (Inquiry("count", "customer", filters=[["city", "=", "Nowhere"]]), "0"),
        (Inquiry("sum:amount", "deal", filters=[["stage", "=", "won"]]), "1000.3"),
        (Inquiry("average:amount", "deal", filters=[["stage", "=", "won"]]), "500.15"),
        (Inquiry("average:lifetime_value", "customer"), "10.30"),
        (Inquiry("lifetime_value"), "10.30"),
        (Inquiry("sum:employees", "customer"), "259"),
        (Inquiry("win_rate"), "66.7"),
        (Inquiry("win_rate", period=(date(2026, 11, 1), None)), "50.0"),
        (Inquiry("win_rate", period=(date(2027, 1, 1), None)), "None"),
        (Inquiry("cycle_days"), "43.0"),
        (Inquiry("resolution_hours"), "24.0"),
        (Inquiry("first_reply_hours"), "2.0"),
        (Inquiry("csat"), "50.0"),
        (Inquiry("nps"), "33.3"),
        (Inquiry("conversion_rate"), "50.0"),
        (Inquiry("count", "interaction", period=(date(2026, 11, 1), date(2026, 11, 30))), "1"),
        (Inquiry("sum:amount", "order", period=(date(2026, 9, 1), date(2026, 9, 30))), "10.1"),
        (Inquiry("sum:amount", "deal", filters=[["stage", "=", "won"]], period=(date(2026, 11, 1), None)), "0.2"),
    ],
)
def test_figures_are_exact(crm: Crm, inquiry: Inquiry, expected: str) -> None:
    assert str(report(crm, inquiry, BERLIN).figure) == expected


@pytest.mark.parametrize(
    ("inquiry", "expected"),
    [
        (Inquiry("count", "customer", by="industry"), [("Retail", "2"), ("Logistics", "1")]),
        (Inquiry("count", "deal", by="stage"), [("proposal", "1"), ("won", "2"), ("lost", "1")]),
        (Inquiry("sum:amount", "deal", by="customer"),
         [("Paper Moon Studio", "45000.2"), ("Kestrel Freight", "1500.1")]),
        (Inquiry("sum:amount", "order", by="month"), [("2026-09", "10.1"), ("2026-10", "0"), ("2026-11", "0.2")]),
        (Inquiry("count", "interaction", by="month", period=(date(2026, 8, 1), None)),
         [("2026-08", "1"), ("2026-09", "0"), ("2026-10", "0"), ("2026-11", "1")]),
        (Inquiry("count", "interaction", by="quarter"), [("2026-Q2", "1"), ("2026-Q3", "1"), ("2026-Q4", "1")]),
        (Inquiry("win_rate", by="customer"), [("Paper Moon Studio", "100.0"), ("Kestrel Freight", "50.0")]),
        (Inquiry("csat", by="assignee"), [("Tom Reed", "50.0")]),
        (Inquiry("count", "customer", by="owner"), [("", "1"), ("Priya Nair", "1"), ("Tom Reed", "1")]),
        (Inquiry("count", "customer", by="product interest"), [("", "2"), ("Solar", "1")]),
        (Inquiry("count", "deal", by="close_on"), [("2026-12", "1")]),
        (Inquiry("count", "case", by="overdue"), [("0", "2"), ("1", "1")]),
        (Inquiry("count", "deal", by="country"), [("Germany", "2"), ("Switzerland", "2")]),
    ],
)  # fmt: skip
def test_figures_are_grouped(crm: Crm, inquiry: Inquiry, expected: list[tuple[str, str]]) -> None:
    assert rows(crm, inquiry) == expected


def test_what_cannot_be_computed_is_said_kindly(crm: Crm) -> None:
    with pytest.raises(NotUnderstood, match="cannot compute profit yet"):
        report(crm, Inquiry("profit", "customer"), BERLIN)
    with pytest.raises(NotUnderstood, match="no number"):
        report(crm, Inquiry("sum:city", "customer"), BERLIN)


@pytest.mark.parametrize(
    "text",
    ["O'Connor & Søn", "Zürich", "ŁÓDŹ-Süd", "Straße 1", "a.b_c (d)", "Ærø + Bog", "İzmir", "1&1 & 2", "Œuvre", ""],
)
def test_both_databases_fold_as_names_are_folded(crm: Crm, text: str) -> None:
    teach(crm.session)
    assert crm.session.scalar(select(Folded(literal(text)))) == fold(text)


def test_the_return_on_campaigns_is_that_of_the_orders_they_brought(crm: Crm) -> None:
    kestrel, moon = (crm.customers.named(name)[0] for name in ("Kestrel Freight", "Paper Moon Studio"))
    mail = crm.campaigns.add(Campaign(name="Mail", budget=Decimal(200), starts_on=date(2031, 1, 1)))
    crm.campaigns.add(Campaign(name="Fair", budget=Decimal("100.50")))
    crm.campaigns.add(Campaign(name="Free"))
    for customer, what in ((kestrel, "bought"), (kestrel, "bought"), (moon, "opened")):
        crm.responses.add(Response(campaign=mail, customer=customer, response=what, at=crm.now))
    for customer, on, amount in ((kestrel, 2, "701.25"), (moon, 3, "5000")):
        crm.orders.add(Order(customer=customer, amount=Decimal(amount), ordered_on=date(2031, 1, on)))
    crm.orders.add(Order(customer=kestrel, amount=Decimal(9), ordered_on=date(2030, 12, 31)))
    by_name = {row.label: row.figure for row in report(crm, Inquiry("roi", by="name"), BERLIN).rows}
    assert by_name == {"Mail": Decimal("250.6"), "Fair": Decimal("-100.0")}
    assert report(crm, Inquiry("roi"), BERLIN).figure == round(
        (Decimal("701.25") - Decimal("300.5")) / Decimal("3.005"), 1
    )
    assert names(crm, "campaign", ["responses", ">", 2]) == ["Mail"]
    assert report(crm, Inquiry("sum:earned", "campaign"), BERLIN).figure == Decimal("701.25")
