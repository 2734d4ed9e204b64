"""Signs of leaving in words."""

from storage.churn import Sign, last_bought
from storage.health import BUYS_OFTEN, usual_contact, usual_order
from storage.vitals import Vitals


def sign_words(sign: Sign, vitals: Vitals) -> str:
    """Why it is a sign, with its numbers: `no order for 180 days, usually every 60`."""
    return SIGNS[sign.name](vitals)


def _of_orders(vitals: Vitals) -> str:
    last = last_bought(vitals)
    what = "order" if vitals.last_order else "deal won"
    usual = f", usually every {usual_order(vitals)}" if vitals.order_days >= BUYS_OFTEN else ""
    return f"no {what} for {vitals.since(last) if last else 0} days{usual}"


def _of_contact(vitals: Vitals) -> str:
    silent = vitals.since(vitals.last_contact) if vitals.last_contact else 0
    if silent > 2 * usual_contact(vitals):
        return f"nobody spoke for {_count(silent, 'day')}, usually every {usual_contact(vitals)}"
    return f"fewer talks: {vitals.lately} in 90 days, {vitals.before} in the 90 before"


def _of_mood(vitals: Vitals) -> str:
    return f"unhappy {_count(vitals.sad, 'time')} and happy {vitals.glad or 'never'} in 180 days"


def _of_cases(vitals: Vitals) -> str:
    told = {"overdue": vitals.late, "reopened": vitals.reopened, "urgent": vitals.urgent, "high": vitals.high}
    return "open cases: " + ", ".join(f"{number} {word}" for word, number in told.items() if number)


def _of_deals(vitals: Vitals) -> str:
    return f"{_count(vitals.lost, 'deal')} lost and {vitals.won or 'none'} won in 180 days"


SIGNS = {"orders": _of_orders, "contact": _of_contact, "mood": _of_mood, "cases": _of_cases, "deals": _of_deals}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
