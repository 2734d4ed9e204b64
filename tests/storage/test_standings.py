"""Health and churn risk are what a plain computation over the same records gives, on both databases."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest

from storage.cases import Case
from storage.churn import Sign, lapse_of, level_of, signs_of
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.health import health_of
from storage.interactions import Interaction
from storage.merging import merge
from storage.products import Order
from storage.questions import Question, column_of, find
from storage.reports import Inquiry, report
from storage.standings import renew_some
from storage.store import Store
from storage.undo import take_back
from storage.vitals import Vitals, vitals_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
BERLIN = ZoneInfo("Europe/Berlin")


def fill(crm: Crm, seed: int) -> None:
    random = Random(seed)
    for number in range(25):
        customer = crm.customers.add(Customer(name=f"C{number}"))
        for _ in range(random.choice((0, 1, 3, 9))):
            crm.interactions.add(_talk(random, customer))
        for _ in range(random.choice((0, 0, 1, 2))):
            crm.feedback.add(_score(random, customer))
        for _ in range(random.choice((0, 0, 1, 3))):
            crm.cases.add(_case(crm, random, customer))
        for _ in range(random.choice((0, 1, 2, 5))):
            on, amount = TODAY - timedelta(random.randrange(-3, 700)), Decimal(random.randrange(99999)) / 100
            crm.orders.add(Order(customer=customer, ordered_on=random.choice((on, None)), amount=amount))
        for _ in range(random.choice((0, 0, 1, 3))):
            crm.deals.add(_deal(random, customer))
    for kind in ("interaction", "case", "order", "deal"):
        crm.of(kind).remove(*random.sample(crm.of(kind).all(), 4))


def _moment(random: Random, first: int = -3, last: int = 400) -> datetime:
    return datetime.combine(TODAY - timedelta(random.randrange(first, last)), time(random.choice((0, 12, 23))), UTC)


def _talk(random: Random, customer: Customer) -> Interaction:
    felt = random.choice(("positive", "neutral", "negative", None))
    return Interaction(customer=customer, summary="talk", happened_at=_moment(random), sentiment=felt)


def _score(random: Random, customer: Customer) -> Feedback:
    scale, most = random.choice((("csat", 5), ("nps", 10)))
    return Feedback(customer=customer, scale=scale, score=random.randint(1, most), given_at=_moment(random))


def _case(crm: Crm, random: Random, customer: Customer) -> Case:
    case = Case(number=crm.cases.next_number(), subject="It beeps", customer=customer, opened_at=_moment(random))
    case.priority = random.choice(("low", "normal", "high", "urgent"))
    case.due_at = random.choice((None, case.opened_at + timedelta(5)))
    if random.random() < 0.5:
        case.close(case.opened_at + timedelta(random.randrange(60)), "Muffled")
        crm.cases.add(case)
        if random.random() < 0.5:
            case.reopen()
    return case


def _deal(random: Random, customer: Customer) -> Deal:
    stage = random.choice(("won", "lost", "proposal"))
    deal = Deal(name="Deal", customer=customer, amount=random.choice((Decimal("10.5"), None)), stage=stage)
    deal.closed_at = _moment(random) if stage != "proposal" else None
    return deal


def plain(crm: Crm, customer: Customer, today: date) -> Vitals:
    """The vitals by looking at one record after the other."""
    talks = [each for each in crm.interactions.all() if each.customer is customer and _day(each.happened_at) <= today]
    days = sorted(_day(each.happened_at) for each in talks)
    ages = [(today - day).days for day in days]
    felt = [each.sentiment for each in talks if (today - _day(each.happened_at)).days < 180]
    felt += [_felt(each) for each in crm.feedback.all() if each.customer is customer and _recent(each.given_at, today)]
    cases = [each for each in crm.cases.all() if each.customer is customer and _day(each.opened_at) <= today]
    is_open = [
        each for each in cases
        if (each.closed_at is None and each.is_open) or (each.closed_at and _day(each.closed_at) > today)
    ]  # fmt: skip
    orders = [each for each in crm.orders.all() if each.customer is customer and each.ordered_on]
    orders = [each for each in orders if each.ordered_on and each.ordered_on <= today]
    on = sorted({each.ordered_on for each in orders if each.ordered_on})
    closed = [each for each in crm.deals.all() if each.customer is customer and each.closed_at]
    closed = [each for each in closed if each.closed_at and _day(each.closed_at) <= today]
    won = [each for each in closed if each.stage == "won"]
    recent = [each.stage for each in closed if each.closed_at and _recent(each.closed_at, today)]
    return Vitals(
        today=today,
        contacts=len(days), first_contact=days[0] if days else None, last_contact=days[-1] if days else None,
        lately=sum(age < 90 for age in ages), before=sum(90 <= age < 180 for age in ages),
        glad=felt.count("positive"), neutral=felt.count("neutral"), sad=felt.count("negative"),
        cases=len(cases), late=sum(each.due_at is not None and _day(each.due_at) < today for each in is_open),
        reopened=sum(each.resolution is None and each.number in REOPENED for each in is_open),
        **{name: sum(each.priority == name for each in is_open) for name in ("low", "normal", "high", "urgent")},
        order_days=len(on), first_order=on[0] if on else None, last_order=on[-1] if on else None,
        ordered=sum((each.amount or Decimal() for each in orders), Decimal()),
        deals_won=len(won), last_won=max((_day(each.closed_at) for each in won if each.closed_at), default=None),
        sold=sum((each.amount or Decimal() for each in won), Decimal()),
        won=recent.count("won"), lost=recent.count("lost"),
    )  # fmt: skip


REOPENED: set[int] = set()


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _recent(at: datetime, today: date) -> bool:
    return 0 <= (today - _day(at)).days < 180


def _felt(given: Feedback) -> str:
    glad, sad = {"csat": (4, 2), "nps": (9, 6)}[given.scale]
    return "positive" if given.score >= glad else "negative" if given.score <= sad else "neutral"


@pytest.mark.parametrize("seed", range(4))
def test_they_are_what_a_plain_computation_gives(store: Store, seed: int) -> None:
    with store.begin(None, NOW, "fill") as crm:
        fill(crm, seed)
        REOPENED.clear()
        REOPENED.update(each.number for each in crm.cases.all() if each.status == "working")
    with store.read(NOW) as crm:
        everybody = crm.customers.all()
        for today in (TODAY, TODAY - timedelta(90)):
            told = vitals_of(crm.session, [each.id for each in everybody], today)
            expected = {each.id: plain(crm, each, today) for each in everybody}
            if today != TODAY:
                told, expected = _but_reopened(told), _but_reopened(expected)
            assert told == expected
        healths = column_of(crm, "customer", list(told), "health", BERLIN)[1]
        risks = column_of(crm, "customer", list(told), "churn_risk", BERLIN)[1]
        for each in everybody:
            vitals = plain(crm, each, TODAY)
            assert healths[each.id] == health_of(vitals).score
            points = sum(sign.points for sign in signs_of(vitals))
            assert risks[each.id] == (level_of(points) if vitals.bought else None)


def _but_reopened(told: dict[int, Vitals]) -> dict[int, Vitals]:
    """A case is known as reopened from the day on which it was."""
    return {id: Vitals(**{**vars(vitals), "reopened": 0}) for id, vitals in told.items()}


def test_the_parts_add_up_as_the_formula_says() -> None:
    vitals = Vitals(
        TODAY, contacts=10, first_contact=TODAY - timedelta(280), last_contact=TODAY - timedelta(100),
        lately=1, before=4, glad=1, sad=3, cases=2, urgent=1, late=1,
        order_days=4, first_order=TODAY - timedelta(250), last_order=TODAY - timedelta(100),
    )  # fmt: skip
    told = health_of(vitals)
    # usually every 20 days, gone at 80; a quarter of the contacts; 1 of 4 moods; 100 - 40 - 20; every 50, gone at 150
    assert told.parts == {"recency": 0, "frequency": 25, "mood": 25, "cases": 40, "orders": 50}
    assert told.score == 26  # (0 + 375 + 625 + 600 + 1000) / 100 = 26.0


def test_what_is_not_known_is_left_out_and_the_rest_weighs_more() -> None:
    told = health_of(Vitals(TODAY, contacts=1, first_contact=TODAY, last_contact=TODAY, glad=1, sad=1))
    assert (told.score, told.missing) == (75, ["frequency", "cases", "orders"])
    assert health_of(Vitals(TODAY)).score is None


def test_signs_of_leaving_are_only_those_of_who_has_bought() -> None:
    silent = Vitals(TODAY, sad=3, late=1, order_days=3, first_order=date(2026, 1, 1), last_order=date(2026, 5, 1))
    assert signs_of(silent) == [Sign("orders", 3), Sign("mood", 2), Sign("cases", 2)]
    assert (level_of(7), level_of(4), level_of(1), level_of(0)) == ("high", "medium", "low", "none")
    assert signs_of(Vitals(TODAY, sad=3, late=1)) == []
    assert (lapse_of(silent), lapse_of(Vitals(TODAY, order_days=1, last_order=TODAY))) == (2, 0)


def test_every_write_is_seen_by_who_asks_next(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        acme, _ = (crm.customers.add(Customer(name=name)) for name in ("Acme", "Other"))
        crm.interactions.add(Interaction(customer=acme, summary="fine", happened_at=NOW, sentiment="positive"))
        assert _healths(crm) == {"Acme": 100, "Other": None}
    with store.begin(None, NOW, "two") as crm:
        talk = crm.interactions.all()[0]
        talk.sentiment = "negative"
        assert _healths(crm)["Acme"] == 50
        talk.customer = crm.customers.named("Other")[0]
        crm.session.flush()
    with store.begin(None, NOW, "three") as crm:
        assert _healths(crm) == {"Acme": None, "Other": 50}
        take_back(crm, "two")
        assert _healths(crm) == {"Acme": 100, "Other": None}
        merge(crm, crm.customers.named("Other")[0], crm.customers.named("Acme")[0])
        assert _healths(crm) == {"Other": 100}


def test_it_ages_with_the_day_and_the_clock_keeps_it(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        acme = crm.customers.add(Customer(name="Acme"))
        crm.interactions.add(Interaction(customer=acme, summary="fine", happened_at=NOW))
        assert _healths(crm) == {"Acme": 100}
    later = NOW + timedelta(75)
    with store.begin(None, later, "clock") as crm:
        assert (renew_some(crm), renew_some(crm)) == (1, 0)
        assert _healths(crm) == {"Acme": 50}


def test_customers_are_found_sorted_and_averaged_by_it(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        for name, days in (("Near", 1), ("Far", 90), ("Away", 200)):
            customer = crm.customers.add(Customer(name=name))
            then = NOW - timedelta(days)
            crm.interactions.add(Interaction(customer=customer, summary="talk", happened_at=then))
        crm.customers.add(Customer(name="Set by hand", health=77))
        found = find(crm, Question("customer", [["health", "<", 90]], "health"), BERLIN)
        assert [each.name for each in found.records] == ["Away", "Far", "Set by hand"]
        assert report(crm, Inquiry("average:health", "customer"), BERLIN).figure == Decimal("52.50")
        assert find(crm, Question("customer", [["churn_risk", "=", "high"]]), BERLIN).total == 0


def _healths(crm: Crm) -> dict[str, int | None]:
    everybody = {each.id: each.name for each in crm.customers.all()}
    values = column_of(crm, "customer", list(everybody), "health", BERLIN)[1]
    return {everybody[id]: value for id, value in values.items()}
