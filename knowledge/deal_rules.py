"""The rules of advice about open deals: those past their day, put off again and again, or stuck in a stage."""

from collections.abc import Iterator
from datetime import timedelta
from math import log10

from knowledge.advice import Advice, Scope
from storage.deals import CLOSED, Deal
from storage.stays import ENOUGH, FLOOR, LEAST, Standing, standings

MOST = 500
"""So many open deals are looked at, those of the largest amounts."""
OFTEN = 2
"""So many times put off, a deal is slipping."""


def deals_past_their_day(scope: Scope) -> Iterator[Advice]:
    """Open deals that should have been closed by now."""
    for deal in scope.crm.deals.where(Deal.stage.not_in(CLOSED), Deal.close_on < scope.today, *scope.within(Deal)):
        days = (scope.today - (deal.close_on or scope.today)).days
        put_off = f" It was put off {_times(deal.postponed)} before." if deal.postponed else ""
        reason = f"{_named(deal)} should have closed {days_words(days)} ago and is still in {deal.stage}.{put_off}"
        yield _ask("late deal", deal, reason, 50)


def deals_put_off(scope: Scope) -> Iterator[Advice]:
    """Open deals whose close date was moved to a later day more than once, and has not come yet."""
    ahead = (Deal.stage.not_in(CLOSED), Deal.postponed >= OFTEN, Deal.close_on >= scope.today)
    for deal in scope.crm.deals.where(*ahead, *scope.within(Deal)):
        day = f"{deal.close_on:%a} {deal.close_on.day} {deal.close_on:%b}" if deal.close_on else "no day"
        reason = f"{_named(deal)} was put off {_times(deal.postponed)}; it is to close {day} now."
        yield _ask("slipping deal", deal, reason, 44)


def deals_stuck(scope: Scope) -> Iterator[Advice]:
    """Open deals that have stood in their stage for longer than is usual there, and are not past their day."""
    due = Deal.close_on.is_(None) | (Deal.close_on >= scope.today)
    criteria = (Deal.stage.not_in(CLOSED), due, Deal.created_at < scope.crm.now - timedelta(days=LEAST))
    going = scope.crm.deals.where(*criteria, *scope.within(Deal), newest=Deal.amount, limit=MOST)
    stood = standings(scope.crm.session, going, scope.crm.now)
    for deal in going:
        standing, now = stood[deal.id], scope.crm.now
        if standing.is_stuck(now):
            reason = (
                f"{_named(deal)} has been in {deal.stage} for {days_words(standing.days(now))}; {_usual(standing)}."
            )
            yield _ask("stuck deal", deal, reason, 42 + min(standing.days(now) / max(standing.usual.limit, 1), 4))


def days_words(number: int) -> str:
    """Days in words: `a day`, `12 days`."""
    return "a day" if number == 1 else f"{number} days"


def _usual(standing: Standing) -> str:
    usual = standing.usual
    if usual.known < ENOUGH:
        return f"more than {FLOOR} days is long"
    return f"usually it is {days_words(round(usual.days))}, as {usual.known} deals tell"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _named(deal: Deal) -> str:
    return f"{deal.name}, {deal.amount:,.0f}," if deal.amount else deal.name


def _ask(rule: str, deal: Deal, reason: str, score: float) -> Advice:
    whom = deal.customer.name if deal.customer else "them"
    says = f"remind me tomorrow at 9 to ask {whom} about {deal.name}"
    score += 5 * log10(1 + float(deal.amount or 0))
    advice = f"Ask {whom} about {deal.name}"
    return Advice(rule, deal.customer, advice, reason, (deal,), score, says, "Remind me tomorrow")
