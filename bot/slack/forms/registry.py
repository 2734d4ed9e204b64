"""The forms by their names, and the words that open them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.forms.editing import EDIT
from bot.slack.forms.form import Form
from bot.slack.forms.settings_form import SETTINGS
from bot.slack.forms.skill_forms import CASE, DEAL, LOG, MESSAGE_CASE, REMIND
from bot.slack.trouble import SlackTrouble
from bot.understanding.text import plain
from storage.crm import Crm
from storage.folding import fold
from storage.lookup import Found, Lookup
from storage.store import Store
from storage.trouble import StoreTrouble

ALL: dict[str, Form] = {form.name: form for form in (LOG, CASE, MESSAGE_CASE, DEAL, REMIND, EDIT, SETTINGS)}
GLOBAL = {"log_interaction": "log", "new_case": "case", "new_deal": "deal"}
"""The shortcuts that belong to no message, with the forms that they open."""
ON_MESSAGES = {"log_message": "log", "case_message": "case_message"}
"""The shortcuts in the menu of a message."""
ASKED = re.compile(r"\s*(log|case|deal|settings)(?:\s+(.*?))?\s*", re.IGNORECASE | re.DOTALL)
FEW_ENOUGH = 5
Address = Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """A form that was asked for in a command, by a name and by a customer's."""

    form: str
    customer: str = ""


def asked_for(text: str) -> Asked | None:
    """What the words of a command ask for, if it may be a form: the records know whether a customer is meant."""
    found = ASKED.fullmatch(text or "")
    if not found or (found[1].casefold() == "settings" and found[2]):
        return None
    return Asked(found[1].casefold(), plain(found[2] or ""))


def opens_form(store: Store, now: Callable[[], datetime], address: Address, body: dict[str, Any]) -> bool:
    """Whether a command is one of a form's name alone, or with a customer's behind it; anything else is said to us.

    `address` is the e-mail address of a colleague. For whoever is none it is a form, whomever they name: else they
    could try out whether we know a customer.
    """
    asked = asked_for(body.get("text") or "") if "command" in body else None
    if asked is None or not asked.customer:
        return asked is not None
    try:
        with store.read(now(), address(body["user_id"]) or None) as crm:
            return crm.actor is None or bool(called_so(crm, asked.customer))
    except (StoreTrouble, SlackTrouble):
        return False


def called_so(crm: Crm, name: str) -> list[Found]:
    """The customers that are called so, or whose name has all the words of that."""
    words = fold(name).split()
    if not words:
        return []
    found = Lookup(crm, "customer").typed(name, FEW_ENOUGH)
    whole = [each for each in found if fold(each.name).split() == words]
    return whole or [each for each in found if set(words) <= set(fold(each.name).split())]
