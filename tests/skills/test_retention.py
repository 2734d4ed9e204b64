"""Health, churn risk and winning back: each figure with its parts, its reasons and the records behind it."""

from datetime import timedelta
from decimal import Decimal

from skills.cases import close_case, open_case, reopen_case
from skills.health import show_health
from skills.orders import record_order
from skills.reply import Lines, Reply, Table
from skills.retention import find_churn_risks
from skills.turn import Turn
from storage.campaigns import Campaign
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.products import Order, Product
from storage.responses import Response
from tests.skills.house import House


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def talked(turn: Turn, days: int, mood: str | None = None, customer: Customer | None = None) -> None:
    at = turn.now - timedelta(days)
    whom = customer or globe(turn)
    turn.crm.interactions.add(Interaction(customer=whom, channel="call", summary="t", happened_at=at, sentiment=mood))


def ordered(turn: Turn, *days: int, customer: Customer | None = None, amount: int = 500) -> None:
    (scanner,) = turn.crm.products.named("Scanner") or [turn.crm.products.add(Product(name="Scanner"))]
    for day in days:
        order = Order(customer=customer or globe(turn), product=scanner, amount=Decimal(amount))
        order.ordered_on = turn.now.date() - timedelta(day)
        turn.crm.orders.add(order)


def table(reply: Reply) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for part in reply.parts if isinstance(part, Table) for row in part.rows}


def lines(reply: Reply) -> list[str]:
    return [line for part in reply.parts if isinstance(part, Lines) for line in part.lines]


def test_health_is_told_by_its_parts_with_the_trend_and_what_would_help(house: House) -> None:
    with house.turn() as turn:
        for days, mood in ((200, "positive"), (180, None), (160, None), (120, None), (80, "negative")):
            talked(turn, days, mood)
        ordered(turn, 200, 150, 100)
        reply = show_health(turn, globe(turn))
    # every 30 days, 0 at 120: (120-80)/90 = 44; 1 of 2 talks; sad only in 180 days; every 50, 0 at 150: 50
    assert {name: row[0] for name, row in table(reply).items()} == {
        "recency": "44", "frequency": "50", "mood": "0", "cases": "–", "orders": "50",
    }  # fmt: skip
    assert reply.text == (
        "Globe Freight: health 34 of 100, poor, down 64 in 90 days. What costs most is mood: 29 points."
    )
    assert table(reply)["recency"][-1] == "last contact 80 days ago, usually every 30 days [1]"
    assert "A good talk today would bring it to" in lines(reply)[0]
    assert "Left out for want of facts: cases" in reply.note
    assert [citation.kind for citation in reply.citations] == ["interaction", "order"]


def test_of_a_customer_without_facts_no_health_is_made_up(house: House) -> None:
    with house.turn() as turn:
        assert show_health(turn, globe(turn)).text.startswith("I know too little of Globe Freight")
        globe(turn).health = 55
        assert "Set by hand it is 55" in show_health(turn, globe(turn)).text


def test_who_may_leave_is_told_with_every_sign_and_its_evidence(house: House) -> None:
    with house.turn() as turn:
        ordered(turn, 300, 240, 180)
        for days in (150, 140, 130, 20):
            talked(turn, days, "negative" if days < 150 else None)
        open_case(turn, "Scanners lose wifi", globe(turn), "high")
        closed = turn.crm.cases.all()[0]
        close_case(turn, closed, "Replaced")
        reopen_case(turn, closed)
        lost = Deal(name="Renewal", customer=globe(turn), stage="lost", closed_at=turn.now - timedelta(9))
        turn.crm.deals.add(lost)
        calm = turn.crm.customers.add(Customer(name="Calm Waters"))
        ordered(turn, 5, customer=calm)
        turn.crm.customers.add(Customer(name="Never Bought"))
        reply = find_churn_risks(turn)
    assert reply.text == "Globe Freight is the likeliest to leave. Of the customers at risk: 1 high."
    (line,) = lines(reply)
    assert line.startswith("1. Globe Freight: high risk, bought for 1,500. No order for 180 days, usually every 60 [1]")
    assert "unhappy 3 times and happy never in 180 days [2]" in line
    assert "open cases: 1 reopened, 1 high [" in line
    assert "1 deal lost and none won in 180 days" in line
    assert reply.buttons[0].says == "remind me tomorrow at 9 to call Globe Freight"


def test_a_house_without_signs_is_told_so(house: House) -> None:
    with house.turn() as turn:
        ordered(turn, 5)
        assert find_churn_risks(turn).text == "I see no sign that any of the customers is about to leave."
        assert find_churn_risks(turn, kind="winback").text.startswith("Nobody is to be won back")


def test_who_could_be_won_back_is_sorted_by_worth_with_a_line_to_open_with(house: House) -> None:
    with house.turn() as turn:
        small, never = (turn.crm.customers.add(Customer(name=name)) for name in ("Small Fry", "Never Bought"))
        ordered(turn, 400, 340, 280)
        ordered(turn, 200, customer=small, amount=70)
        talked(turn, 3, customer=never)
        mailing = turn.crm.campaigns.add(Campaign(name="Spring"))
        stopped = Response(campaign=mailing, customer=small, response="unsubscribed", at=turn.now)
        turn.crm.responses.add(stopped)
        reply = find_churn_risks(turn, kind="winback")
    first, second = lines(reply)
    assert reply.text == "2 customers to win back; the one worth most is Globe Freight."
    assert first.startswith(
        "1. Globe Freight: bought Scanner for 1,500, last Mon 16 Feb, before that every 60 days [1]."
    )
    assert "Open with: “How are you getting on with the Scanner, and what do you need next?”" in first
    assert second.endswith("They unsubscribed from advertising, so call.")


def test_they_can_be_of_one_owner_or_of_some(house: House) -> None:
    with house.turn() as turn:
        ordered(turn, 400)
        priya, tom = turn.speaker, turn.crm.people.named("Tom Becker")[0]
        assert len(lines(find_churn_risks(turn, "winback", owner=priya))) == 1
        assert lines(find_churn_risks(turn, "winback", owner=tom)) == []
        assert lines(find_churn_risks(turn, "winback", [["city", "=", "Bonn"]])) != []
        assert lines(find_churn_risks(turn, "winback", [["city", "=", "Ulm"]])) == []


def test_an_order_brings_a_lapsed_customer_back_and_its_undoing_loses_it_again(house: House) -> None:
    with house.turn() as turn:
        ordered(turn, 400)
    with house.turn() as turn:
        record_order(turn, turn.crm.products.named("Scanner")[0], globe(turn), amount=Decimal(9))
        assert lines(find_churn_risks(turn, "winback")) == []
        turn.crm.orders.remove(*turn.crm.orders.where(Order.ordered_on == turn.now.date()))
        assert len(lines(find_churn_risks(turn, "winback"))) == 1
