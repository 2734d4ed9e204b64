"""Whom a message is about: who is named in it, or the customer that its channel is about."""

from typing import Any

from bot.understanding.dialogue.channels import customer_of_channel
from bot.understanding.names.candidates import Candidate
from bot.understanding.names.directory import Directory, reference
from storage.crm import Crm

LIKELY = 0.85
"""The score, of 1, from which a name in a text counts."""
MOST = 8


def whom(crm: Crm, directory: Directory, text: str, channel: str) -> dict[str, Any]:
    """The slots that tell it: a contact, a customer, several to choose from, or none where nobody is known."""
    meant = [each for found in named(crm, directory, text) for each in found]
    customers = _distinct([each for each in meant if each.kind == "customer"])
    contacts = _distinct([each for each in meant if each.kind == "contact"])
    if len(customers) > 1:
        several = [reference(each) for each in customers[:MOST]]
        return {"customer": {"several": several, "spoken": customers[0].name}}
    slots = {"customer": reference(customers[0])} if customers else {}
    if len(contacts) == 1 and (not customers or contacts[0].within == customers[0].id):
        return slots | {"contact": reference(contacts[0])}
    home = customer_of_channel(crm, channel)
    return slots or ({"customer": home} if home else {})


def named(crm: Crm, directory: Directory, text: str) -> list[list[Candidate]]:
    """For each name in a text whom it means beyond much doubt: one record, several that are as likely, or none."""
    directory.refresh(crm)
    return [_sure(mention.candidates) for mention in directory.find(text)]


def _sure(candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """Those that the words mean beyond much doubt: as likely as the likeliest, and no ordinary words."""
    best = max((each.score for each in candidates), default=0)
    return [each for each in candidates if each.score >= max(best, LIKELY) and not each.ordinary]


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    return list({each.id: each for each in candidates}.values())
