"""Lists and figures as they are answered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.knowledge import Knowledge
from skills.questions import find_records, report
from skills.reply import Chart, Table
from skills.slots import Period
from skills.turn import Refused, Turn
from storage.customers import Customer
from storage.deals import Deal
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def turn(store: Store, tmp_path: Path) -> Iterator[Turn]:
    """A turn of a rep who has twelve deals with one customer."""
    with store.begin(None, NOW, "t1") as crm:
        tom = crm.people.add(Person(name="Tom Reed", email="tom@x.test"))
        kestrel = crm.customers.add(Customer(name="Kestrel Freight", city="Berlin", industry="logistics", owner=tom))
        for number in range(1, 13):
            crm.deals.add(_deal(number, kestrel, tom))
        yield Turn(crm, Knowledge(tmp_path), tom, NOW, "", "")


def _deal(number: int, customer: Customer, owner: Person) -> Deal:
    won = number <= 3
    return Deal(
        name=f"Deal {number}", customer=customer, owner=owner, amount=Decimal(number * 1000),
        stage="won" if won else "proposal", closed_at=datetime(2026, 8 + number, 5, tzinfo=UTC) if won else None,
    )  # fmt: skip


def test_a_list_shows_ten_and_tells_of_the_others(turn: Turn) -> None:
    reply = find_records(turn, "deal", sort="-amount")
    [table] = reply.parts
    assert isinstance(table, Table)
    assert reply.text == "12 deals. Here are 10, and 2 more."
    assert table.columns == ("Name", "Customer", "Stage", "Amount", "Owner", "Closes")
    assert table.rows[0] == ("Deal 12", "Kestrel Freight", "proposal", "12,000", "Tom Reed", "")
    assert reply.note == "Read as: deals, highest amount first."
    assert [button.label for button in reply.buttons] == ["Next 2"]


def test_the_next_page_begins_where_the_last_one_ended(turn: Turn) -> None:
    [button] = find_records(turn, "deal", sort="-amount").buttons
    assert button.intent
    reply = find_records(turn, **button.intent["slots"])
    [table] = reply.parts
    assert isinstance(table, Table)
    assert reply.text == "12 deals. Here are 11 to 12."
    assert [row[0] for row in table.rows] == ["Deal 2", "Deal 1"]
    assert reply.buttons == ()
    assert find_records(turn, "deal", sort="-amount", limit=11).buttons[0].label == "Next 1"


def test_a_list_is_remembered_with_its_question(turn: Turn) -> None:
    find_records(turn, "deal", [["stage", "=", "won"]], "-amount", 2)
    assert turn.shown is not None
    assert turn.shown.kind == "deal"
    assert [turn.crm.deals.by_ids([id])[0].name for id in turn.shown.ids] == ["Deal 3", "Deal 2"]
    assert turn.shown.slots["filters"] == [["stage", "=", "won"]]


def test_one_record_alone_is_spoken_of_afterwards(turn: Turn) -> None:
    reply = find_records(turn, "customer", [["owner", "=", "Tom"]])
    assert (reply.text, [each["name"] for each in turn.mentioned]) == ("1 customer.", ["Kestrel Freight"])


def test_derived_fields_that_were_asked_for_are_shown(turn: Turn) -> None:
    reply = find_records(turn, "customer", [["open_deals", ">", 1]])
    [table] = reply.parts
    assert isinstance(table, Table)
    assert (table.columns[-1], table.rows[0][-1]) == ("Open deals", "9")


def test_nothing_found_names_what_is_near(turn: Turn) -> None:
    reply = find_records(turn, "customer", [["city", "=", "Berlim"]])
    assert reply.text == "There are no customers with city “Berlim”. Did you mean Berlin?"


def test_a_question_that_cannot_be_answered_is_refused_kindly(turn: Turn) -> None:
    with pytest.raises(Refused, match="industry"):
        find_records(turn, "customer", [["industri", "=", "x"]])
    with pytest.raises(Refused, match="I list customers"):
        find_records(turn, "goose")
    with pytest.raises(Refused, match="cannot compute"):
        report(turn, "median:amount", "deal")


def test_a_number_is_told_with_its_reading(turn: Turn) -> None:
    reply = report(turn, "sum:amount", "deal", filters=[["stage", "=", "won"]], period=Period(date(2026, 10, 1), None))
    assert reply.text == "Sum of amount of won deals, since 1 Oct 2026: 5,000."
    assert reply.note == "Read as: sum of amount of won deals, closed since 1 Oct 2026."


def test_a_count_is_told_plainly(turn: Turn) -> None:
    open_deals = [["stage", "!=", "won"], ["stage", "!=", "lost"], ["owner", "=", "Tom Reed"]]
    assert report(turn, "count", "deal", filters=open_deals).text == "Open deals owned by Tom Reed: 9."
    assert report(turn, "win_rate").text == "Win rate: 100 %."


def test_groups_come_as_a_table_and_as_bars(turn: Turn) -> None:
    reply = report(turn, "sum:amount", "deal", by="month", filters=[["stage", "=", "won"]])
    table, chart = reply.parts
    assert isinstance(table, Table)
    assert isinstance(chart, Chart)
    assert table.rows == (("2026-09", "1,000"), ("2026-10", "2,000"), ("2026-11", "3,000"))
    assert (chart.title, chart.values) == ("Sum of amount by month", (1000.0, 2000.0, 3000.0))


def test_no_figure_is_made_up_where_there_is_nothing(turn: Turn) -> None:
    assert "nothing to compute" in report(turn, "average:amount", "deal", filters=[["stage", "=", "lost"]]).text


def test_what_belongs_to_a_record_is_told(turn: Turn) -> None:
    reply = find_records(turn, "customer", [["deals", "filled", [["stage", "=", "won"], ["amount", ">", 2000]]]])
    assert reply.text == "1 customer."
    assert reply.note == "Read as: customers with won deals with amount over 2,000."
    none = find_records(turn, "customer", [["deals", "empty", [["stage", "=", "won"]]]])
    assert (none.text, none.note) == ("There are no such customers.", "Read as: customers without won deals.")


def test_a_figure_that_is_not_computed_is_refused_with_those_that_are(turn: Turn) -> None:
    with pytest.raises(Refused, match=r"cannot compute profit yet; I can do count, .* churn rate"):
        report(turn, "profit", "customer")


def test_how_it_is_computed_is_told_where_that_was_asked(turn: Turn) -> None:
    assert "Computed so" not in report(turn, "win_rate").note
    turn.text = "how is the win rate calculated?"
    assert "Computed so: Deals won out of the deals won or lost" in report(turn, "win_rate").note
