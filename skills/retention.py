"""Retention: who is about to leave and why, and who could be won back."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from knowledge.grounds import Grounds
from knowledge.signs import sign_words
from skills.citing import Citations
from skills.openings import opening_line, what_they_bought
from skills.reply import Button, Lines, Reply
from skills.rereadings import reading
from skills.skill import skill
from skills.slots import Filters, Number, PersonName, Slot
from skills.turn import Refused, Turn
from skills.wording import count_of, day, money
from storage.churn import last_bought, level_of, signs_of
from storage.customers import Customer
from storage.health import BUYS_OFTEN, usual_order
from storage.joins import NotUnderstood
from storage.leaving import at_risk, risk_counts, to_win_back
from storage.people import Person
from storage.standings import day_of, vitals_on
from storage.vitals import Vitals

RiskKind = Annotated[
    Literal["risk", "winback"],
    Slot("choice", "Those who may leave, or those to win back?", choices=("risk", "winback")),
]
SHOWN, MOST = 5, 10
RISK = (
    "Points for signs of leaving: no order for longer than usual, silence or fewer talks, bad mood, cases overdue or "
    "reopened, deals lost. High from 5, medium from 3. Only who has bought; the gravest first, then by worth."
)
WINBACK = (
    "Who has not bought for over twice as long as usual, or for 180 days where there is no rhythm yet; by what they "
    "bought in all."
)


@skill()
def find_churn_risks(
    turn: Turn,
    kind: RiskKind = "risk",
    filters: Filters | None = None,
    owner: PersonName | None = None,
    limit: Number | None = None,
) -> Reply:
    """Find the customers who may leave, each with its signs and evidence, or those who could be won back."""
    wanted = [*(filters or []), *_owned(owner)]
    try:
        return (_won_back if kind == "winback" else _risks)(turn, wanted, min(limit or SHOWN, MOST))
    except NotUnderstood as error:
        raise Refused(str(error)) from error


def _owned(owner: Person | None) -> list[Any]:
    return [["owner", "=", {"id": owner.id, "name": owner.name}]] if owner else []


def _risks(turn: Turn, filters: list[Any], limit: int) -> Reply:
    found, counts = (
        at_risk(turn.crm, filters, turn.speaker.zone, limit),
        risk_counts(turn.crm, filters, turn.speaker.zone),
    )
    gone = f" {count_of(counts['gone'], 'customer')} left already, it seems: ask “who should we win back?”."
    more = gone if counts["gone"] else ""
    whom = _whom(filters)
    if not found.rows:
        return Reply(f"I see no sign that any of {whom} is about to leave.{more}", note=RISK)
    levels = [f"{counts[name]} {name}" for name in ("high", "medium", "low") if counts[name]]
    first = found.rows[0][0]
    text = f"{first.name} is the likeliest to leave. Of {whom} at risk: {', '.join(levels)}.{more}"
    return _listed(turn, [customer for customer, _ in found.rows], text, _risk_words, RISK)


def _won_back(turn: Turn, filters: list[Any], limit: int) -> Reply:
    found = to_win_back(turn.crm, filters, turn.speaker.zone, limit)
    whom = _whom(filters)
    if not found.rows:
        return Reply(f"Nobody is to be won back: of {whom} who bought before, all still do.", note=WINBACK)
    first = found.rows[0][0]
    text = f"{count_of(found.total, 'customer')} to win back; the one worth most is {first.name}."
    return _listed(turn, [customer for customer, _ in found.rows], text, _winback_words, WINBACK)


def _whom(filters: list[Any]) -> str:
    return reading("customer", filters) if filters else "the customers"


Words = Callable[[Turn, Customer, Vitals, Citations], str]


def _listed(turn: Turn, customers: list[Customer], text: str, words: Words, note: str) -> Reply:
    vitals, citations = vitals_on(turn.crm, customers, day_of(turn.crm)), Citations(turn)
    said = [words(turn, each, vitals[each.id], citations) for each in customers]
    lines = tuple(f"{place}. {line}" for place, line in enumerate(said, 1))
    buttons = tuple(_button(place, each) for place, each in enumerate(customers, 1))
    turn.show("customer", customers, entity="customer")
    turn.remember(customers[0])
    hint = f"Say “draft a message to {customers[0].name}” or “how healthy is {customers[0].name}?”."
    return Reply(text, (Lines("", lines),), buttons, citations.all, f"{note} {hint}")


def _button(place: int, customer: Customer) -> Button:
    return Button(f"{place}: Remind me tomorrow", f"remind me tomorrow at 9 to call {customer.name}")


def _risk_words(turn: Turn, customer: Customer, vitals: Vitals, citations: Citations) -> str:
    grounds, signs = Grounds(turn.crm, customer), signs_of(vitals)
    level = level_of(sum(sign.points for sign in signs))
    why = "; ".join(f"{sign_words(sign, vitals)}{citations.cite_all(grounds.of(sign.name))}" for sign in signs)
    worth = f", bought for {money(vitals.worth)}" if vitals.worth else ""
    return f"{customer.name}: {level} risk{worth}. {why[:1].upper()}{why[1:]}."


def _winback_words(turn: Turn, customer: Customer, vitals: Vitals, citations: Citations) -> str:
    last, cited = last_bought(vitals), citations.cite_all(Grounds(turn.crm, customer).of("orders"))
    bought = what_they_bought(turn, customer) or "deals"
    when = f"last {day(last, turn.now.date())}" if last else ""
    usual = f", before that every {usual_order(vitals)} days" if vitals.order_days >= BUYS_OFTEN else ""
    worth = money(vitals.worth) if vitals.worth else "an amount not kept"
    said = f"{customer.name}: bought {bought} for {worth}, {when}{usual}{cited}."
    stopped = turn.crm.responses.unsubscribed(customer, None)
    wish = " They unsubscribed from advertising, so call." if stopped else ""
    deals = "".join(f" {deal.name} is open." for deal in turn.crm.deals.open_of(customer)[:1])
    return f"{said}{deals} Open with: “{opening_line(turn, customer, vitals)}”{wish}"
