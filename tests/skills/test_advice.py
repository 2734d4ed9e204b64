"""Advice: each rule finds what it should, with its reason, its evidence and one button."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from knowledge.promises import promise_in
from skills.advice import suggest_action
from skills.cases import open_case, record_feedback
from skills.reminders import list_reminders, remind_me
from skills.reply import Hint
from skills.slots import Period, When
from skills.turn import Turn
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.products import Order
from storage.undo import last_turn
from tests.skills.house import House

MONDAY = date(2026, 11, 16)


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def happened(turn: Turn, days: int, summary: str = "all well", **more: object) -> Interaction:
    said = Interaction(channel="call", customer=globe(turn), by=turn.speaker, summary=summary, **more)
    said.happened_at = turn.now - timedelta(days=days)
    return turn.crm.interactions.add(said)


def test_where_nothing_presses_it_says_so(house: House) -> None:
    with house.turn() as turn:
        happened(turn, 1)
        assert suggest_action(turn).text.startswith("Nothing presses")


def test_a_customer_silent_for_longer_than_usual_is_called(house: House) -> None:
    with house.turn() as turn:
        for days in (70, 60, 50, 40):
            happened(turn, days)
        turn.crm.deals.add(Deal(name="Renewal", customer=globe(turn), amount=Decimal(20000), stage="proposal"))
        reply = suggest_action(turn)
        assert "Call Globe Freight. Nothing for 40 days; usually you speak every 10 days." in reply.plain()
        assert "They are worth 20,000. [1]" in reply.plain()
        assert [button.says for button in reply.buttons] == ["remind me tomorrow at 9 to call Globe Freight"]
        assert [citation.kind for citation in reply.citations] == ["interaction"]
        (hint,) = (part for part in reply.parts if isinstance(part, Hint))
        assert [button.label for button in hint.buttons] == ["Do it: remind me tomorrow", "Later", "Not useful"]
        settled = [button.intent["slots"] for button in hint.buttons if button.intent]
        (kept,) = turn.crm.suggestions.all()
        assert settled == [{"suggestion": kept.id, "outcome": outcome} for outcome in ("later", "dismissed")]


def test_a_promise_that_was_not_kept_comes_first(house: House) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        happened(turn, 7, "Good call. We will send Lars the quote by Friday.", contact=lars)
        reply = suggest_action(turn)
        assert reply.text == "What I would do next: Call Lars Berg at Globe Freight."
        assert "“We will send Lars the quote by Friday”: that was due 3 days ago" in reply.plain()
        happened(turn, 2, "Sent the quote", contact=lars)
        assert suggest_action(turn).text.startswith("Nothing presses")


def test_cases_deals_birthdays_and_moods_are_seen(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn), "urgent")
        dana = turn.crm.contacts.named("Dana Weber")[0]
        dana.birthday = date(1980, 11, 30)
        late = Deal(name="Renewal", customer=globe(turn), close_on=turn.now.date(), stage="proposal")
        turn.crm.deals.add(late)
        record_feedback(turn, 1, "csat", globe(turn), comment="never again")
    house.later(days=1)
    with house.turn() as turn:
        said = suggest_action(turn, globe(turn)).plain()
        assert "Solve case 1 of Globe Freight. “Scanners lose wifi” (urgent) is overdue for 20 hours. [" in said
        assert "They gave CSAT 1: “never again”" in said
        assert "Renewal should have closed a day ago and is still in proposal" in said
        assert "Dana Weber's birthday is on Mon 30 Nov" in said


def test_contracts_that_end_and_years_with_us_are_seen(house: House) -> None:
    with house.turn() as turn:
        globe(turn).custom = {"contract end": "2026-12-10"}
        globe(turn).created_at = turn.now.replace(year=2024) + timedelta(days=3)
        reply = suggest_action(turn)
        assert "about the renewal. Contract end of Globe Freight is on Thu 10 Dec." in reply.plain()
        assert "Thank Globe Freight for 2 years with us" in reply.plain()
        assert reply.buttons[0].says == "remind me tomorrow at 9 to talk to Globe Freight about the renewal"


def test_a_customer_who_may_leave_is_called_with_the_signs_its_health_and_its_worth(house: House) -> None:
    with house.turn() as turn:
        happened(turn, 1, sentiment="negative")
        happened(turn, 2, sentiment="negative")
        for days in (300, 240, 180):
            on = turn.now.date() - timedelta(days=days)
            turn.crm.orders.add(Order(customer=globe(turn), amount=Decimal(500), ordered_on=on))
        said = [part.words for part in suggest_action(turn, globe(turn)).parts if isinstance(part, Hint)]
        (line,) = (line for line in said if "They may leave" in line)
        assert "high risk: no order for 180 days, usually every 60; unhappy 2 times and happy never" in line
        assert "Health 36 of 100, bought for 1,500." in line


def test_birthdays_of_the_day_stand_beside_its_reminders(house: House) -> None:
    with house.turn() as turn:
        turn.crm.contacts.named("Dana Weber")[0].birthday = date(1980, 11, 23)
        reply = list_reminders(turn, Period(turn.now.date(), turn.now.date()))
        assert "today: birthday of Dana Weber at Globe Freight" in reply.plain()
        assert "Dana" not in list_reminders(turn).plain()


def test_a_reminder_that_waits_can_be_put_off(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "send the deck", When(turn.now.date() + timedelta(days=1)))
    house.later(days=3)
    with house.turn() as turn:
        assert suggest_action(turn).buttons[0].says == "snooze the reminder send the deck until tomorrow at 9"


def test_suggestions_are_kept_once_and_are_no_change_to_undo(house: House) -> None:
    for _ in range(2):
        with house.turn() as turn:
            before = last_turn(turn.crm)
            open_ones = turn.crm.suggestions.all()
            if not open_ones:
                happened(turn, 7, "I will send the quote by Friday")
            suggest_action(turn)
    with house.records() as crm:
        (kept,) = crm.suggestions.all()
        assert (kept.rule, kept.status, kept.evidence) == ("promise", "shown", ["call with Globe Freight"])
    with house.turn() as turn:
        assert last_turn(turn.crm) == before


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I'll send her the quote by Friday", date(2026, 11, 20)),
        ("promised to call back tomorrow", date(2026, 11, 17)),
        ("wants a price list by 3 December", date(2026, 12, 3)),
        ("We will deliver before the end of the month", date(2026, 11, 30)),
        ("Needs an answer until Dec 1st", date(2026, 12, 1)),
        ("She will send us the files by Friday", None),
        ("Lars will decide on Friday", None),
        ("Offer sent on Friday as promised", None),
        ("We will be in touch", None),
        ("Met on Friday, all good", None),
    ],
)
def test_promises_are_read_off_the_words(text: str, due: date | None) -> None:
    promise = promise_in(text, MONDAY)
    assert (promise.due if promise else None) == due


def test_a_deal_that_stands_longer_than_usual_is_asked_about(house: House) -> None:
    with house.turn() as turn:
        turn.crm.deals.add(Deal(name="Renewal", customer=globe(turn), amount=Decimal(20000), stage="proposal"))
    house.later(days=31)
    with house.turn() as turn:
        happened(turn, 1)
        reply = suggest_action(turn, globe(turn))
        reason = "Renewal, 20,000, has been in proposal for 31 days; more than 30 days is long."
        assert f"Ask Globe Freight about Renewal. {reason} [1]" in reply.plain()
        assert [citation.kind for citation in reply.citations] == ["deal"]


def test_a_deal_that_is_put_off_again_and_again_is_asked_about(house: House) -> None:
    with house.turn() as turn:
        happened(turn, 1)
        deal = Deal(name="Renewal", customer=globe(turn), close_on=turn.now.date(), stage="proposal")
        turn.crm.deals.add(deal)
        for days in (5, 12):
            deal.close_on = turn.now.date() + timedelta(days=days)
            turn.crm.session.flush()
        assert "Renewal was put off twice; it is to close Sat 5 Dec now." in suggest_action(turn, globe(turn)).plain()
