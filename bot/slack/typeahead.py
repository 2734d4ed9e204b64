"""Type-ahead: the records that a menu offers while somebody types into it, to colleagues alone."""

import logging
import re
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import Ack, App

from bot.slack.blocks.fitting import Block, plain_text, shortened
from bot.slack.office import Office
from bot.slack.trouble import SlackTrouble
from bot.understanding.names.directory import Directory
from storage.beginnings import Beginnings
from storage.crm import Crm
from storage.lookup import Found, Lookup, is_found
from storage.names import NAMED
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

FIND = "find:"
"""How the action ids of such menus begin; the kind of record follows."""
MOST = 100
OFFERED_FIRST = 25
"""So many are offered before anything is typed."""
LONGEST = 74
"""Characters of an option, without the … of one that was cut."""


@dataclass(frozen=True)
class TypeAhead:
    """Answers what is typed."""

    office: Office
    beginnings: Beginnings = field(default_factory=Beginnings)

    def offer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Offer the records of the menu's kind, none to strangers."""
        kind = body["action_id"].removeprefix(FIND).partition(":")[0]
        try:
            found = self._found(body["user"]["id"], kind, body.get("value") or "", chosen_customer(body))
        except (StoreTrouble, SlackTrouble) as trouble:
            log.warning("no %s could be offered: %s", kind, trouble)
            found = []
        ack(options=[option_of(each) for each in found])

    def _found(self, user: str, kind: str, typed: str, customer: int | None) -> list[Found]:
        office = self.office
        email = office.colleagues.email(user)
        if not email or not is_found(kind):
            return []
        with office.store.read(office.now(), email) as crm:
            lookup = Lookup(crm, kind, customer, self.beginnings)
            return suggested(crm, office.assistant.directory, lookup, typed) if crm.actor else []


def listen_to_typing(app: App, office: Office) -> None:
    """Answer the menus of every form."""
    app.options(re.compile(f"^{FIND}"))(TypeAhead(office).offer)


def suggested(crm: Crm, directory: Directory, lookup: Lookup, typed: str) -> list[Found]:
    """What begins like that; where nothing does, what is spelt nearly so."""
    found = lookup.typed(typed, MOST if typed.strip() else OFFERED_FIRST)
    if found or lookup.kind not in NAMED:
        return found
    directory.refresh(crm)
    return lookup.by_ids([each.id for each in directory.look_up(typed, lookup.kind)])


def option_of(found: Found) -> Block:
    """A record as an option of a menu."""
    option: Block = {"text": plain_text(shortened(found.name, LONGEST)), "value": f"{found.kind}:{found.id}"}
    return option | ({"description": plain_text(shortened(found.beside, LONGEST))} if found.beside.strip() else {})


def chosen_customer(body: dict[str, Any]) -> int | None:
    """The customer that is chosen in the same form."""
    fields = body.get("view", {}).get("state", {}).get("values", {}).get("customer", {})
    chosen = next(((each.get("selected_option") or {}).get("value", "") for each in fields.values()), "")
    return int(chosen.removeprefix("customer:")) if re.fullmatch(r"customer:\d+", chosen) else None
