"""Taking back, looking back, and help."""

from pathlib import Path

import pytest

from skills.cases import open_case
from skills.conversation import help, show_changes, undo
from skills.customers import add_contact, add_customer
from skills.records import assign_owner, delete_record, update_record
from skills.reply import Reply
from skills.turn import Turn, Unconfirmed
from storage.customers import Customer
from storage.exchange.importing import import_folder
from storage.leads import Lead
from tests.skills.house import House


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def undone(house: House, confirmed: bool = False) -> Reply:
    with house.turn(confirmed=confirmed) as turn:
        return undo(turn)


def test_a_creation_is_taken_back_by_deleting(house: House) -> None:
    with house.turn() as turn:
        add_customer(turn, "Plum & Parsley")
    assert undone(house).text == "Undone: the customer Plum & Parsley is deleted again."
    with house.records() as crm:
        assert crm.customers.named("Plum & Parsley") == []


def test_a_change_is_taken_back_to_what_was_and_said_again_the_one_before(house: House) -> None:
    for city in ("Kiel", "Ulm"):
        with house.turn() as turn:
            update_record(turn, globe(turn), "city", city)
    assert undone(house).text == "Undone: the customer Globe Freight: city is Kiel again."
    assert undone(house).text == "Undone: the customer Globe Freight: city is Bonn again."


def test_a_deletion_is_taken_back_by_restoring(house: House) -> None:
    with house.turn() as turn:
        turn.crm.leads.add(Lead(name="Ian Holt", status="open"))
    with house.turn(confirmed=True) as turn:
        delete_record(turn, turn.crm.leads.named("Ian Holt")[0])
    assert undone(house).text == "Restored the lead Ian Holt."


def test_all_that_one_turn_wrote_is_taken_back(house: House) -> None:
    with house.turn() as turn:
        add_contact(turn, "Eleni", globe(turn))
        open_case(turn, "Scanners lose wifi", globe(turn))
    reply = undone(house)
    assert reply.text == "Undone, 2 changes:"
    assert "case 1 is deleted again\nthe contact Eleni is deleted again" in reply.plain()


def test_what_others_changed_since_is_asked_about(house: House) -> None:
    with house.turn() as turn:
        update_record(turn, globe(turn), "city", "Kiel")
    with house.turn("tom@rapport.test") as turn:
        update_record(turn, globe(turn), "city", "Ulm")
    with pytest.raises(Unconfirmed, match="Tom Becker changed the customer Globe Freight since") as asked:
        undone(house)
    assert asked.value.facts == (("Tom Becker", "today at 10:30: updated customer Globe Freight city: Kiel → Ulm"),)
    undone(house, confirmed=True)
    with house.records() as crm:
        assert crm.customers.named("Globe Freight")[0].city == "Bonn"


def test_there_may_be_nothing_to_take_back(house: House) -> None:
    with house.turn("tom@rapport.test") as turn:
        assert undo(turn).text == "There is nothing of yours to take back."


def test_changes_tell_who_and_what_by_name(house: House) -> None:
    with house.turn("tom@rapport.test") as turn:
        assign_owner(turn, turn.speaker, globe(turn))
    with house.turn() as turn:
        reply = show_changes(turn, globe(turn))
        assert reply.text == "Globe Freight was last changed by Tom Becker, today at 10:30."
        row = "today at 10:30 | Tom Becker | updated customer Globe Freight | owner: Priya Nair → Tom Becker"
        assert row in reply.plain()
        assert "Lars Berg" in show_changes(turn).plain()
    with house.turn("sam@rapport.test") as turn:
        assert show_changes(turn).text == "You have changed nothing yet."


def test_help_has_an_example_for_every_area_and_narrows_to_a_topic(house: House) -> None:
    with house.turn() as turn:
        overview = help(turn).plain()
        assert "Reminders: “remind me tomorrow at 9 to call Tamarind Logistics”" in overview
        assert "{" not in overview
        assert "Open a case for a customer" in help(turn, "open a case").plain()
        assert "Put a reminder off" in help(turn, "reminders").plain()
        assert "nothing about “quantum physics”" in help(turn, "quantum physics").text


@pytest.mark.parametrize(
    ("topic", "formula"),
    [
        ("how churn is computed", "Churn rate: Customers lost, in percent: of those who ordered in the time before"),
        ("win rate", "won / (won + lost) · 100"),
        ("CSAT", "csat scores of 4 and 5 / all csat scores · 100"),
        ("the sales cycle", "Mean days from a deal's creation to its winning"),
    ],
)
def test_the_formula_of_a_measure_is_shown_on_request(house: House, topic: str, formula: str) -> None:
    with house.turn() as turn:
        assert formula in help(turn, topic).text


def test_undo_takes_a_whole_import_back(house: House, tmp_path: Path) -> None:
    rows = "name,city\nGlobe Freight,Kiel\nTarn Ltd,Oslo\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "customers.csv").write_text(rows, encoding="utf-8")
    import_folder(house.store, tmp_path / "in", house.now, actor="priya@rapport.test")
    assert undone(house).text == (
        "Undone: import 1 of CSV files from “in”. 1 record taken out and 1 set back to what it was."
    )
    with house.records() as crm:
        assert [(each.name, each.city) for each in crm.customers.all()] == [("Globe Freight", "Bonn")]


def test_undoing_an_import_that_others_wrote_over_asks_first(house: House, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "customers.csv").write_text("name,city\nTarn Ltd,Oslo\n", encoding="utf-8")
    import_folder(house.store, tmp_path / "in", house.now, actor="priya@rapport.test")
    with house.turn("tom@rapport.test") as turn:
        turn.crm.customers.named("Tarn Ltd")[0].city = "Bergen"
    with pytest.raises(Unconfirmed, match="Tom Becker changed the customer Tarn Ltd since"):
        undone(house)
    assert undone(house, confirmed=True).text.endswith("1 record taken out.")
