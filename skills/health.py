"""Health: how well a customer stands, part by part, against 90 days ago, and what would help."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from knowledge.advice import Scope, advise
from knowledge.grounds import Grounds
from skills.citing import Citations
from skills.reply import Button, Lines, Part, Reply, Table
from skills.skill import skill
from skills.slots import CustomerName
from skills.turn import Turn
from skills.wording import count_of
from storage.customers import Customer
from storage.health import WEIGHTS, Health, health_of, usual_contact, usual_order
from storage.standings import day_of, vitals_on
from storage.vitals import QUARTER, Vitals

POOR, GOOD = 40, 70
NOTE = (
    "Each part is 0 to 100; health is their mean by weight, and parts without facts are left out. Recency and orders "
    "fall from 100 once it takes longer than usual; mood is of 180 days, frequency is 90 days against the 90 before."
)


@skill()
def show_health(turn: Turn, customer: CustomerName) -> Reply:
    """Show how healthy a customer is: each part with its number, the trend, and what would help."""
    today = day_of(turn.crm)
    now, then = (vitals_on(turn.crm, [customer], day)[customer.id] for day in (today, today - timedelta(QUARTER)))
    told, before = health_of(now), health_of(then)
    turn.remember(customer)
    if told.score is None:
        return Reply(
            f"I know too little of {customer.name}: no talk, score, case or order is kept.{_by_hand(customer)}"
        )
    citations, grounds = Citations(turn), Grounds(turn.crm, customer)
    cited = {name: citations.cite_all(grounds.of(name)) for name in WEIGHTS if told.parts[name] is not None}
    table = _table(told, before, now, cited)
    steps = advise(Scope(turn.crm, turn.now.date(), None, customer), 1)
    help_lines = (*_gains(now, told), *(f"Next: {step.advice}. {step.reason}" for step in steps))
    parts: tuple[Part, ...] = (table, Lines("What would help", help_lines)) if help_lines else (table,)
    text = f"{customer.name}: health {told.score} of 100, {_word(told.score)}{_trend(told, before)}."
    buttons = tuple(Button(step.label, step.says) for step in steps)
    return Reply(text + _drag(told) + _by_hand(customer, told), parts, buttons, citations.all, _note(told))


def _word(score: int) -> str:
    return "good" if score >= GOOD else "poor" if score < POOR else "fair"


def _trend(told: Health, before: Health) -> str:
    if before.score is None or told.score is None:
        return "; 90 days ago there was nothing to tell it from"
    change = told.score - before.score
    return f", {'up' if change > 0 else 'down'} {abs(change)} in 90 days" if change else ", as 90 days ago"


def worst_part(told: Health) -> str:
    """The part that costs the most, of those that are known."""
    return max((name for name in WEIGHTS if told.parts[name] is not None), key=told.loss)


def _drag(told: Health) -> str:
    """The part that costs the most, in words."""
    name = worst_part(told)
    lost = round(told.loss(name))
    return f" What costs most is {name}: {lost} points." if lost else ""


def _by_hand(customer: Customer, told: Health | None = None) -> str:
    if customer.health is None:
        return ""
    return f" Set by hand it is {customer.health}, and that is what lists and reports use."


def _note(told: Health) -> str:
    if not told.missing:
        return NOTE
    return f"{NOTE} Left out for want of facts: {', '.join(told.missing)}; the others weigh the more."


def _table(told: Health, before: Health, vitals: Vitals, cited: dict[str, str]) -> Table:
    rows = []
    for name, weight in WEIGHTS.items():
        part, earlier = told.parts[name], before.parts[name]
        why = f"{WHY[name](vitals)}{cited[name]}" if part is not None else "too few facts"
        rows.append((name, _points(part), str(weight), _points(earlier), why))
    return Table(("Part", "Points", "Weight", "90 days ago", "Why"), tuple(rows))


def _points(part: int | None) -> str:
    return "–" if part is None else str(part)


def _why_recency(vitals: Vitals) -> str:
    assert vitals.last_contact
    return f"last contact {_ago(vitals.since(vitals.last_contact))}, usually every {usual_contact(vitals)} days"


def _why_frequency(vitals: Vitals) -> str:
    return f"{count_of(vitals.lately, 'contact')} in 90 days, {vitals.before} in the 90 before"


def _why_mood(vitals: Vitals) -> str:
    return f"{vitals.glad} positive, {vitals.neutral} neutral, {vitals.sad} negative in 180 days"


def _why_cases(vitals: Vitals) -> str:
    still = vitals.low + vitals.normal + vitals.high + vitals.urgent
    told = {"urgent": vitals.urgent, "high": vitals.high, "overdue": vitals.late, "reopened": vitals.reopened}
    more = ", ".join(f"{number} {word}" for word, number in told.items() if number)
    return f"{count_of(still, 'open case')}{f': {more}' if more else ''}"


def _why_orders(vitals: Vitals) -> str:
    assert vitals.last_order
    return f"last order {_ago(vitals.since(vitals.last_order))}, usually within {usual_order(vitals)} days"


WHY = {
    "recency": _why_recency, "frequency": _why_frequency, "mood": _why_mood, "cases": _why_cases,
    "orders": _why_orders,
}  # fmt: skip


def _ago(days: int) -> str:
    return "today" if days <= 0 else f"{count_of(days, 'day')} ago"


def _gains(vitals: Vitals, told: Health) -> Iterator[str]:
    """What each deed would bring the health to, the best first; those that change nothing are left out."""
    deeds = {
        "A talk today": replace(vitals, contacts=vitals.contacts + 1, last_contact=vitals.today,
                                first_contact=vitals.first_contact or vitals.today, lately=vitals.lately + 1),
        "A good talk today": replace(vitals, contacts=vitals.contacts + 1, last_contact=vitals.today,
                                     first_contact=vitals.first_contact or vitals.today, lately=vitals.lately + 1,
                                     glad=vitals.glad + 1),
        "Solving what is open": replace(vitals, urgent=0, high=0, normal=0, low=0, late=0, reopened=0),
        "An order": replace(vitals, last_order=vitals.today, first_order=vitals.first_order or vitals.today,
                            order_days=max(vitals.order_days, 1)),
    }  # fmt: skip
    now = told.score or 0
    gained = {deed: (health_of(after).score or 0) for deed, after in deeds.items()}
    for deed, score in sorted(gained.items(), key=lambda each: -each[1]):
        if score > now:
            yield f"{deed} would bring it to {score}."
