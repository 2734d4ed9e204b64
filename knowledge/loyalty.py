"""Loyalty as advice: customers who may leave are called, those with the most signs and the most to lose first."""

from collections.abc import Iterator
from math import log10
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.advice import Advice, Scope
from knowledge.grounds import Grounds
from knowledge.signs import sign_words
from storage.churn import HIGH, MEDIUM, level_of, signs_of
from storage.customers import Customer
from storage.health import health_of
from storage.leaving import at_risk, at_risk_as_kept
from storage.standings import day_of, vitals_on

LOOKED_AT = 20  # customers of a person or of the house


def may_leave(scope: Scope) -> Iterator[Advice]:
    """Customers with a medium or high risk of leaving, with every sign, their health and their worth."""
    look = at_risk_as_kept if scope.most else at_risk
    found = look(scope.crm, _among(scope), ZoneInfo("UTC"), LOOKED_AT).rows
    customers = [customer for customer, standing in found if (standing.risk or 0) >= MEDIUM]
    vitals = vitals_on(scope.crm, customers, day_of(scope.crm))
    for customer in customers:
        facts, signs = vitals[customer.id], signs_of(vitals[customer.id])
        points, health = sum(sign.points for sign in signs), health_of(facts).score
        why = "; ".join(sign_words(sign, facts) for sign in signs)
        known = f" Health {health} of 100" if health is not None else ""
        worth = f"{',' if known else ''} bought for {facts.worth:,.0f}." if facts.worth else "." if known else ""
        reason = f"They may leave, {level_of(points)} risk: {why}.{known}{worth}"
        score = 45 + 3 * points + 4 * log10(1 + float(facts.worth)) + (10 if points >= HIGH else 0)
        yield _called(scope, customer, reason, score)


def _called(scope: Scope, customer: Customer, reason: str, score: float) -> Advice:
    grounds = Grounds(scope.crm, customer)
    last = scope.crm.interactions.latest_with(customer)
    contact = last.contact if last else None
    whom = f"{contact.name} at {customer.name}" if contact else customer.name
    records = dict.fromkeys(record for part in ("orders", "mood", "cases") for record in grounds.of(part))
    says = f"remind me tomorrow at 9 to call {whom}"
    return Advice("churn", customer, f"Call {whom}", reason, tuple(records), score, says, "Remind me tomorrow")


def _among(scope: Scope) -> list[Any]:
    if scope.customer:
        return [["name", "=", scope.customer.name]]
    return [["owner", "=", {"id": scope.person.id, "name": scope.person.name}]] if scope.person else []
