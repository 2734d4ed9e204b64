"""Satisfaction: a score is asked for when a case is closed, in a draft that nobody sends but the speaker."""

import re
from datetime import timedelta

from skills.reply import Offer
from skills.turn import Turn
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Feedback, Preference

LATELY = timedelta(days=30)
"""How long after a case was closed a score without a case still belongs to it."""

NO_ASKING = re.compile(
    r"\b(?:no|never|not|don['’]?t|doesn['’]?t|without|stop|hates?)\b[^.;]{0,30}"
    r"\b(?:contact\w*|surveys?|feedback|scores?|ratings?|questionnaires?|messages?|e-?mails?|mails?|writ\w+|newsletters?)\b"
    r"|\b(?:leave|left) alone\b",
    re.IGNORECASE,
)
"""Preferences of people who are not to be asked for a score."""


def score_offer(turn: Turn, case: Case) -> Offer | None:
    """To draft a message that asks for a score, unless they want no messages or have given one."""
    whom = case.contact or case.customer
    if whom is None or _wants_none(turn, case.customer, case.contact) or _score_of(turn, case):
        return None
    slots = {"contact": case.contact.name} if case.contact else {}
    slots |= {"customer": case.customer.name} if case.customer else {}
    purpose = f"satisfaction score for case {case.number}: {case.subject}"
    question = f"Shall I draft a message that asks {whom.name} how satisfied they are? I send nothing."
    return Offer(question, "draft_message", {**slots, "purpose": purpose, "channel": "email"}, deed="Draft it")


def case_scored(turn: Turn, customer: Customer | None, contact: Contact | None) -> Case | None:
    """The case that a CSAT score without a case belongs to: the last one solved lately that has none yet."""
    since = turn.now - LATELY
    whose = (Case.contact_id == contact.id) if contact else (Case.customer_id == customer.id) if customer else None
    if whose is None:
        return None
    solved = turn.crm.cases.where(whose, Case.status == "closed", Case.closed_at >= since, newest=Case.closed_at)
    return next((case for case in solved if not _score_of(turn, case)), None)


def _score_of(turn: Turn, case: Case) -> Feedback | None:
    """The score that was given for the case since it was last opened."""
    return turn.crm.feedback.first(Feedback.case_id == case.id, Feedback.scale == "csat")


def _wants_none(turn: Turn, customer: Customer | None, contact: Contact | None) -> bool:
    if turn.crm.responses.unsubscribed(customer, contact):
        return True
    preferences = turn.crm.preferences.where(Preference.contact_id == contact.id) if contact else []
    if customer:
        of_house = (Preference.customer_id == customer.id, Preference.contact_id.is_(None))
        preferences = [*preferences, *turn.crm.preferences.where(*of_house)]
    return any(NO_ASKING.search(each.text) for each in preferences)
