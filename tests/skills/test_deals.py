"""Deals: opened, moved, closed, and what they will bring."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from skills.conversation import undo
from skills.customers import link_channel
from skills.deals import add_deal, close_deal, move_deal, show_forecast
from skills.records import show_record, update_record
from skills.reply import Reply
from skills.slots import Period, When
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.campaigns import Goal
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from tests.skills.house import House

DECEMBER = When(date(2026, 12, 15))


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def deal(turn: Turn, name: str = "Scanner lease") -> Deal:
    return turn.crm.deals.named(name)[0]


def opened(house: House, name: str = "Scanner lease", amount: int = 40000, when: When = DECEMBER) -> None:
    with house.turn() as turn:
        add_deal(turn, globe(turn), name, Decimal(amount), close_on=when)


def put(house: House, stage: str, name: str = "Scanner lease") -> Reply:
    with house.turn() as turn:
        return move_deal(turn, stage, deal(turn, name))


def spoken_with_globe(house: House) -> None:
    with house.turn() as turn:
        talk = Interaction(customer=globe(turn), channel="call", happened_at=turn.now, summary="all is well")
        turn.crm.interactions.add(talk)


def reasons(reply: Reply) -> dict[str, str]:
    """Why each deal is at risk."""
    tables: Sequence[object] = [part for part in reply.parts if getattr(part, "title", "").startswith("At risk")]
    return {row[0]: row[-1] for table in tables for row in table.rows}  # type: ignore[attr-defined]


def test_a_deal_is_opened_with_the_chance_of_its_stage(house: House) -> None:
    with house.turn() as turn:
        reply = add_deal(turn, globe(turn), "Scanner lease", Decimal(40000), stage="proposal", close_on=DECEMBER)
        assert reply.text == (
            "Opened the deal Scanner lease with Globe Freight worth 40,000, in proposal (50 %), to close Tue 15 Dec."
        )
        assert (deal(turn).owner, deal(turn).chance, deal(turn).weighted) == (turn.speaker, 50, Decimal(20000))


def test_the_customer_comes_from_the_channel_or_is_asked_for(house: House) -> None:
    with house.turn() as turn, pytest.raises(Unclear, match="Which customer is the deal with"):
        add_deal(turn)
    with house.turn(channel="C1") as turn:
        link_channel(turn, globe(turn))
        assert "Opened the deal Globe Freight deal with Globe Freight" in add_deal(turn).text


def test_an_open_deal_that_may_be_the_same_is_asked_about(house: House) -> None:
    opened(house)
    with house.turn() as turn:
        with pytest.raises(Unconfirmed, match="There is already the open deal Scanner lease with Globe Freight"):
            add_deal(turn, globe(turn), "scanner-lease")
        with pytest.raises(Unconfirmed):
            add_deal(turn, globe(turn), amount=Decimal(40000))
        add_deal(turn, globe(turn), "Label printers", Decimal(40000))


def test_deals_that_nobody_named_are_numbered(house: House) -> None:
    with house.turn() as turn:
        add_deal(turn, globe(turn), amount=Decimal(100))
        assert "Globe Freight deal 2" in add_deal(turn, globe(turn), amount=Decimal(200)).text


def test_a_move_says_how_long_it_took_and_what_the_deal_counts_for(house: House) -> None:
    opened(house)
    house.later(days=12)
    assert put(house, "negotiation").text == (
        "Scanner lease: prospecting → negotiation after 12 days. It counts with 28,000 now, 70 % of 40,000."
    )
    with house.turn() as turn:
        assert "history: prospecting 12 days, negotiation since today" in show_record(turn, deal(turn)).plain()
        assert "already" in move_deal(turn, "negotiation", deal(turn)).text


def test_many_deals_are_shown_and_confirmed_first_and_moved_back_at_once(house: House) -> None:
    opened(house)
    opened(house, "Label printers", 500)
    filters = [["stage", "=", "prospecting"]]
    with house.turn() as turn, pytest.raises(Unconfirmed, match="Move to proposal: 2 prospecting deals"):
        move_deal(turn, "proposal", entity="deal", filters=filters)
    with house.turn(confirmed=True) as turn:
        assert move_deal(turn, "proposal", entity="deal", filters=filters).text == "Moved 2 deals to proposal."
    with house.turn() as turn:
        undo(turn)
        assert {(each.stage, each.chance) for each in turn.crm.deals.all()} == {("prospecting", 10)}


def test_a_stage_that_is_set_as_a_field_has_its_chance_too(house: House) -> None:
    opened(house)
    with house.turn() as turn:
        update_record(turn, deal(turn), "stage", "won")
        assert (deal(turn).chance, deal(turn).closed_at) == (100, turn.now)


def test_a_deal_is_won_at_what_was_agreed(house: House) -> None:
    opened(house)
    house.later(days=20)
    with house.turn() as turn:
        reply = close_deal(turn, deal(turn), "won", Decimal(38500))
        assert reply.text == "Won: Scanner lease, 38,500 (it was 40,000), after 20 days."
        assert (deal(turn).stage, deal(turn).closed_at, deal(turn).chance) == ("won", turn.now, 100)
        with pytest.raises(Refused, match="won already"):
            close_deal(turn, deal(turn), "won")
    with house.turn() as turn:
        undo(turn)
        assert (deal(turn).stage, deal(turn).amount, deal(turn).closed_at) == ("prospecting", Decimal(40000), None)


def test_why_a_deal_was_lost_is_asked_before_anything_is_written(house: House) -> None:
    opened(house)
    with house.turn() as turn, pytest.raises(Unclear, match="Why was Scanner lease lost") as asked:
        close_deal(turn, deal(turn), "lost")
    assert asked.value.slot == "reason"
    with house.turn() as turn:
        assert deal(turn).is_open
        assert "Reason: too dear." in close_deal(turn, deal(turn), "lost", reason="too dear").text
        assert (deal(turn).reason, deal(turn).chance) == ("too dear", 0)


def test_the_forecast_is_what_is_won_and_the_open_amounts_by_their_chances(house: House) -> None:
    opened(house)
    opened(house, "Label printers", 1000)
    opened(house, "Next year", 99000, When(date(2027, 2, 1)))
    spoken_with_globe(house)
    put(house, "negotiation")
    with house.turn() as turn:
        close_deal(turn, deal(turn, "Label printers"), "won")
    with house.turn() as turn:
        turn.crm.goals.add(
            Goal(metric="sum:amount", entity="deal", target=Decimal(58000), starts_on=date(2026, 10, 1),
                 ends_on=date(2026, 12, 31))
        )  # fmt: skip
        reply = show_forecast(turn)
        assert reply.text == (
            "Forecast from Thu 1 Oct to Thu 31 Dec: 29,000, 29,000 short of the goal of 58,000 (50 %)."
        )
        assert "open, weighted by chance: 28,000" in reply.plain()
        assert "won: 1,000 (1 deal)" in reply.plain()


def test_a_forecast_is_of_one_person_and_one_time(house: House) -> None:
    opened(house)
    with house.turn() as turn:
        tom = turn.crm.people.named("Tom Becker")[0]
        next_year = Period(date(2027, 1, 1), date(2027, 3, 31))
        assert "no deals to close from 1 Oct" not in show_forecast(turn).text
        assert (
            show_forecast(turn, owner=tom).text
            == "There are no deals to close from Thu 1 Oct to Thu 31 Dec of Tom Becker."
        )
        assert "There are no deals to close from 1 Jan 2027" in show_forecast(turn, next_year).text
        assert " of yours: 4,000" in show_forecast(turn, owner=turn.speaker).text


def test_a_forecast_is_told_by_month_and_by_person_with_their_goals(house: House) -> None:
    opened(house)
    opened(house, "Label printers", 1000, When(date(2026, 11, 30)))
    with house.turn() as turn:
        close_deal(turn, deal(turn, "Label printers"), "won", Decimal(1500))
        deal(turn).owner = tom = turn.crm.people.named("Tom Becker")[0]
        first, last = date(2026, 10, 1), date(2026, 12, 31)
        turn.crm.goals.add(
            Goal(metric="sum:amount", entity="deal", target=Decimal(9000), starts_on=first, ends_on=last, owner=tom)
        )
    with house.turn() as turn:
        told = show_forecast(turn).plain()
        assert "month | won | open | weighted\n2026-11 | 1,500 | 0 | 0\n2026-12 | 0 | 40,000 | 4,000" in told
        people = "Priya Nair | 1,500 | 0 | 0 | \nTom Becker | 0 | 40,000 | 4,000 | 9,000"
        assert f"owner | won | open | weighted | goal\n{people}" in told


def test_what_is_at_risk_is_said_with_its_reasons(house: House) -> None:
    for number in range(5):
        opened(house, f"Quick {number}", 100 + number)
    house.later(days=2)
    for number in range(5):
        put(house, "engaging", f"Quick {number}")
    house.later(days=2)
    for number in range(5):
        put(house, "proposal", f"Quick {number}")
    opened(house)
    opened(house, "Late one", 500, When(date(2026, 11, 28)))
    put(house, "engaging")
    with house.turn() as turn:
        update_record(turn, deal(turn), "close_on", "2026-12-20")
    house.later(days=9)
    spoken_with_globe(house)
    with house.turn() as turn:
        told = reasons(show_forecast(turn))
        assert (
            told["Scanner lease"]
            == "closes Sun 20 Dec and is only in engaging; put off once; 9 days in engaging, usually 2"
        )
        assert told["Late one"].startswith("was to close Sat 28 Nov")
        assert not any(name.startswith("Quick") for name in told)
    house.now = datetime(2027, 1, 20, 9, tzinfo=UTC)
    with house.turn() as turn:
        assert "no contact for 44 days" in reasons(show_forecast(turn))["Scanner lease"]
