"""History: what happened is kept whole, shown, recalled with its source, and told before a meeting."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from skills.history import brief_customer, log_interaction, recall_history, show_timeline
from skills.reply import Facts, Lines, Table
from skills.slots import Period, When
from skills.turn import Refused, Turn, Unclear
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.products import Order, Product
from tests.skills.house import NOW, House


def globe(turn: Turn) -> Customer:
    found = turn.crm.customers.named("Globe Freight")
    return found[0]


def dana(turn: Turn) -> Contact:
    return turn.crm.contacts.named("Dana Weber")[0]


def log(house: House, summary: str, days_ago: float = 0, **slots: object) -> None:
    """A call with Dana of Globe Freight, so many days ago."""
    with house.turn() as turn:
        at = turn.now - timedelta(days=days_ago)
        when = When(at.date(), at.time())
        log_interaction(turn, contact=dana(turn), summary=summary, happened_at=when, **{"channel": "call", **slots})  # type: ignore[arg-type]


def test_a_call_is_kept_with_all_that_was_said(house: House) -> None:
    said = "had a call with Dana, she wants a quote, and by the way the weather was awful"
    with house.turn(text=said) as turn:
        reply = log_interaction(turn, contact=dana(turn), channel="call", summary="she wants a quote")
        assert reply.text == "Logged the call with Dana Weber at Globe Freight, today: “she wants a quote”"
        assert [each["kind"] for each in turn.mentioned] == ["interaction", "customer", "contact"]
    with house.records() as crm:
        (kept,) = crm.interactions.all()
        assert (kept.said, kept.summary, kept.channel) == (said, "she wants a quote", "call")
        assert kept.customer is not None
        assert (kept.customer.name, kept.happened_at) == ("Globe Freight", NOW)
        assert kept.by is not None
        assert kept.by.name.startswith("Priya")


def test_without_a_summary_the_sentence_itself_is_kept(house: House) -> None:
    with house.turn(text="Globe Freight rang, all is well") as turn:
        log_interaction(turn, customer=globe(turn))
    with house.records() as crm:
        assert crm.interactions.all()[0].summary == "Globe Freight rang, all is well"


def test_it_asks_who_it_was_with(house: House) -> None:
    with house.turn(text="had a call") as turn, pytest.raises(Unclear) as asked:
        log_interaction(turn, channel="call")
    assert (asked.value.question, asked.value.slot) == ("Who was it with?", "customer")


def test_what_is_still_to_come_is_not_logged(house: House) -> None:
    with house.turn() as turn, pytest.raises(Refused, match="Tomorrow at 09:00 is still to come"):
        log_interaction(turn, customer=globe(turn), happened_at=When(date(2026, 11, 24)))
    with house.records() as crm:
        assert crm.interactions.all() == []


def test_a_promise_is_offered_as_a_reminder(house: House) -> None:
    promise = {"about": "send her the quote", "due_at": "2026-11-27"}
    with house.turn() as turn:
        offer = log_interaction(turn, contact=dana(turn), summary="she wants a quote", promise=promise).offer
    assert offer is not None
    assert offer.question == "Shall I remind you on Fri 27 Nov: send her the quote?"
    assert offer.skill == "remind_me"
    assert offer.slots == promise | {"customer": "Globe Freight"}


def test_a_promise_is_read_off_the_words(house: House) -> None:
    with house.turn() as turn:
        offer = log_interaction(turn, contact=dana(turn), summary="I promised the quote by Friday").offer
    assert offer is not None
    assert offer.slots["due_at"] == "2026-11-27"


def test_a_promise_of_the_past_is_not_offered(house: House) -> None:
    with house.turn() as turn:
        when = When(date(2026, 11, 2))
        assert log_interaction(turn, contact=dana(turn), summary="I'll call by Friday", happened_at=when).offer is None


@pytest.mark.parametrize(
    ("summary", "felt"),
    [("she is furious about the delay", "negative"), ("they love it", "positive"), ("wants 40 chairs", None),
     ("not happy with the price", "negative"), ("happy with us, angry at the carrier", "neutral")],
)  # fmt: skip
def test_the_mood_is_noted_where_it_is_plain(house: House, summary: str, felt: str | None) -> None:
    log(house, summary)
    with house.records() as crm:
        assert crm.interactions.all()[0].sentiment == felt


def test_the_timeline_holds_every_kind_newest_first(house: House) -> None:
    log(house, "asked about containers", 3)
    with house.turn() as turn:
        crm, home, now = turn.crm, globe(turn), turn.now
        crate = crm.products.add(Product(name="Crate"))
        crm.orders.add(
            Order(customer=home, product=crate, quantity=4, amount=Decimal(480), ordered_on=date(2026, 11, 21))
        )
        crm.cases.add(Case(number=1, subject="Lid broken", customer=home, opened_at=now - timedelta(days=1)))
        crm.deals.add(
            Deal(name="Spring", customer=home, stage="won", amount=Decimal(9000), closed_at=now - timedelta(hours=2))
        )
        crm.feedback.add(Feedback(customer=home, score=2, comment="too slow", given_at=now - timedelta(days=9)))
    with house.turn() as turn:
        reply = show_timeline(turn, customer=globe(turn))
    (table,) = reply.parts
    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows] == [
        ("today", "deal opened"), ("today", "deal won"), ("yesterday", "case 1 opened"), ("Sat 21 Nov", "order"),
        ("Fri 20 Nov", "call"), ("Sat 14 Nov", "feedback"),
    ]  # fmt: skip
    assert reply.text == "Globe Freight: 6 entries, newest first."
    assert table.rows[3][3] == "4 × Crate, 480"


def test_a_channel_and_a_period_narrow_the_timeline(house: House) -> None:
    log(house, "old call", 60)
    log(house, "new call", 2)
    log(house, "new mail", 1, channel="email")
    with house.turn() as turn:
        reply = show_timeline(turn, globe(turn), channel="call", period=Period(date(2026, 11, 1), date(2026, 11, 30)))
    (table,) = reply.parts
    assert isinstance(table, Table)
    assert [row[3] for row in table.rows] == ["new call"]
    assert reply.text == "Globe Freight: 1 call from Sun 1 Nov to Mon 30 Nov, newest first."


def test_a_long_timeline_tells_how_much_more_there_is(house: House) -> None:
    for day in range(20):
        log(house, f"call {day}", day)
    with house.turn() as turn:
        reply = show_timeline(turn, contact=dana(turn))
    (table,) = reply.parts
    assert isinstance(table, Table)
    assert (len(table.rows), reply.note) == (15, "And 5 older ones; name a time to see them.")


def test_the_timeline_of_nobody_is_asked_for(house: House) -> None:
    with house.turn() as turn, pytest.raises(Unclear, match="Whose history"):
        show_timeline(turn)


STORY = (
    (40, "Went through the renewal: she finds the yearly price too high and compares us with Northline."),
    (30, "They are moving the warehouse to Duisburg in spring, so no deliveries in the last week of March."),
    (12, "Asked whether the portal can export customs papers as PDF. Ines will look into it."),
    (4, "Two pallets arrived damaged on Tuesday, she was annoyed and wants replacements."),
)


@pytest.fixture
def told(house: House) -> House:
    for days_ago, summary in STORY:
        log(house, summary, days_ago)
    return house


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("what did Dana say about the price?", "too high"),
        ("which competitor is Globe Freight comparing us to", "Northline"),
        ("when is the warehouse move", "Duisburg"),
        ("did anyone mention damaged goods?", "Two pallets arrived damaged"),
        ("what about exporting documents for customs", "customs papers as PDF"),
    ],
)
def test_an_answer_quotes_what_was_logged_and_cites_it(told: House, question: str, quoted: str) -> None:
    with told.turn() as turn:
        reply = recall_history(turn, question, customer=globe(turn))
        assert quoted in reply.text
        assert reply.text.endswith("[1]")
        cited = turn.crm.interactions.get(reply.citations[0].id)
        assert cited is not None
        assert quoted in cited.summary
        assert "call with Dana Weber" in reply.citations[0].text


@pytest.mark.parametrize("question", ["did they ever talk about a football stadium?", "what is her favourite colour?"])
def test_what_was_never_logged_is_said_to_be_so(told: House, question: str) -> None:
    with told.turn() as turn:
        reply = recall_history(turn, question, customer=globe(turn))
    assert reply.text == "Nothing was logged about that with Globe Freight."
    assert reply.citations == ()


@pytest.mark.parametrize("question", ["what did she ask for last time?", "when did we last talk to Dana"])
def test_the_last_time_is_the_newest(told: House, question: str) -> None:
    with told.turn() as turn:
        assert "Two pallets" in recall_history(turn, question, contact=dana(turn)).text


def test_the_last_visit_is_no_call(told: House) -> None:
    log(told, "Saw the new hall.", 20, channel="visit")
    with told.turn() as turn:
        assert "Saw the new hall" in recall_history(turn, "when did we last visit Globe Freight?", globe(turn)).text


def test_a_question_about_everyone_finds_the_customer(told: House) -> None:
    with told.turn() as turn:
        turn.crm.customers.add(Customer(name="Plum & Parsley"))
        reply = recall_history(turn, "which customers are moving their warehouse?")
        assert "Globe Freight" in reply.text
        assert "Duisburg" in reply.text


def test_a_period_bounds_the_answer(told: House) -> None:
    with told.turn() as turn:
        november = Period(date(2026, 11, 1), date(2026, 11, 30))
        reply = recall_history(turn, "what did she say about the yearly price?", globe(turn), period=november)
    assert reply.text == "Nothing was logged about that with Globe Freight in that time."


def test_what_was_undone_is_not_recalled(told: House) -> None:
    with told.turn() as turn:
        (pallets,) = turn.crm.interactions.where(Interaction.summary.contains("pallets"))
        turn.crm.interactions.remove(pallets)
    with told.turn() as turn:
        assert "pallets" not in recall_history(turn, "was anything damaged?", globe(turn)).plain()


def test_a_brief_fits_on_a_page_and_cites(told: House) -> None:
    with told.turn() as turn:
        crm, home = turn.crm, globe(turn)
        crm.cases.add(Case(number=7, subject="Pallets damaged", customer=home, opened_at=turn.now))
        crm.deals.add(Deal(name="Renewal", customer=home, amount=Decimal(45000), stage="proposal"))
        crm.preferences.add(Preference(contact=dana(turn), customer=home, text="no calls before ten"))
        crm.orders.add(Order(customer=home, quantity=1, amount=Decimal(1200), ordered_on=date(2026, 3, 2)))
        crm.orders.add(Order(customer=home, quantity=1, amount=Decimal(800), ordered_on=date(2025, 3, 2)))
    with told.turn() as turn:
        reply = brief_customer(turn, customer=globe(turn))
    said = reply.plain()
    assert reply.text.startswith("Globe Freight: 1 open case, 1 open deal. Last spoken Thu 19 Nov: “Two pallets")
    assert isinstance(reply.parts[0], Facts)
    titles = [part.title for part in reply.parts if isinstance(part, Lines)]
    assert titles[:6] == ["Good to know", "People", "Open", "Last words", "Mood", "Money"]
    for expected in ("no calls before ten", "Case 7: Pallets damaged", "Deal Renewal: proposal, 45,000",
                     "Ordered this year 1,200, in all 2,000", "Lately negative"):  # fmt: skip
        assert expected in said
    assert {citation.kind for citation in reply.citations} >= {"interaction", "case", "preference"}


def test_a_brief_about_a_contact_tells_of_the_customer_too(told: House) -> None:
    with told.turn() as turn:
        reply = brief_customer(turn, contact=turn.crm.contacts.named("Lars Berg")[0])
    assert reply.text.startswith("Lars Berg, Globe Freight: nothing is open.")
    assert ("title", "Buyer") in reply.parts[0].pairs  # type: ignore[union-attr]


def test_a_brief_about_nobody_asks_whom(house: House) -> None:
    with house.turn() as turn, pytest.raises(Unclear, match="Whom are you going to see"):
        brief_customer(turn)
