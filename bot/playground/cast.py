"""The cast: the colleagues that the records know as accounts of the workspace, and two people from outside."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.workspace import Workspace
from bot.workspace.accounts import Account, Traits
from storage.people import Person
from storage.store import Store

TITLES = {
    "rep": "Account executive",
    "agent": "Support engineer",
    "manager": "Head of {team}",
    "marketing": "Marketing",
    "admin": "Managing director",
}
COMPANY = "T0000009999"
"""The team of the people of another company."""


@dataclass(frozen=True)
class Outsider:
    """Somebody who is in a channel, but not of the house."""

    name: str
    title: str
    traits: Traits


GUEST = Outsider("Tom Albrecht", "Contractor (guest)", {"is_restricted": True, "tz": "Europe/London"})
STRANGER = Outsider(
    "Fiona McBride",
    "Head of Facilities at Harrowgate Estates",
    {"is_stranger": True, "team_id": COMPANY, "tz": "Europe/London"},
)


def bring_in_people(workspace: Workspace, store: Store) -> None:
    """Give an account to every colleague who has none; under the id by which the records know them, if they do.

    The records know them all from then on, so that what comes in the morning comes to each.
    """
    with store.begin(None, datetime.now(UTC), "cast") as crm, workspace.state.changed:
        known = {account.email.casefold(): account for account in workspace.state.accounts if account.email}
        for person in crm.people.all():
            account = known.get(person.email.casefold()) or _account(workspace, person)
            account.name, account.title, account.tz = person.name, title(person), person.time_zone
            person.slack_user = account.id
        workspace.state.changed.notify_all()


def _account(workspace: Workspace, person: Person) -> Account:
    accounts = workspace.state.accounts
    account = accounts.add(person.name, person.email, {})
    if person.slack_user and person.slack_user not in accounts.by_id:
        del accounts.by_id[account.id]
        account.id = person.slack_user
        accounts.by_id[account.id] = account
    return account


def bring_in_outsiders(workspace: Workspace) -> None:
    """A guest, and somebody of a customer's company."""
    with workspace.state.changed:
        for outsider in (GUEST, STRANGER):
            workspace.state.accounts.add(outsider.name, None, outsider.traits).title = outsider.title


def title(person: Person) -> str:
    """What somebody does, by role and team."""
    return TITLES.get(person.role, "").format(team=person.team or "the team")
