"""How amounts, days, moments and counts are said."""

from datetime import date, datetime
from decimal import Decimal

PLURALS = {"person": "people", "feedback": "feedback"}
WITHIN_A_WEEK = range(-6, 7)


def money(amount: Decimal | int | float, currency: str | None = None) -> str:
    """An amount with thousands separated, cents only where there are any: `45,000` or `12.50 EUR`."""
    exact = Decimal(str(amount))
    said = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    return f"{said} {currency}" if currency else said


def percent(share: Decimal | int | float) -> str:
    """A percentage: `10 %`, `7.5 %`."""
    return f"{Decimal(str(share)).normalize():f} %"


def day(when: date, today: date) -> str:
    """A day as people say it: `today`, `tomorrow`, `Tue 24 Nov`, `24 Nov 2027`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if (apart := (when - today).days) in near:
        return near[apart]
    if when.year == today.year or apart in WITHIN_A_WEEK:
        return f"{when:%a} {when.day} {when:%b}"
    return f"{when.day} {when:%b %Y}"


def moment(at: datetime, now: datetime) -> str:
    """A moment on the clock of `now`: `today at 15:00`, `Tue 24 Nov at 09:00`."""
    local = at.astimezone(now.tzinfo)
    return f"{day(local.date(), now.date())} at {local:%H:%M}"


def count_of(number: int, noun: str) -> str:
    """A number with its noun: `1 case`, `3 companies`, `no deals`."""
    return f"{number or 'no'} {noun if number == 1 else plural(noun)}"


def after_days(number: int) -> str:
    """How long after something: `after 3 days`, and `on the same day`."""
    return f"after {count_of(number, 'day')}" if number else "on the same day"


def plural(noun: str) -> str:
    """The noun for several."""
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
