"""Who speaks: from a Slack user to a colleague of ours, by the verified e-mail address of the profile."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.digests import acquaint
from bot.slack.trouble import NETWORK, code_of, trouble_of
from storage.colleagues import standing, with_address
from storage.people import Person
from storage.store import Store

Account = dict[str, Any]
FRESH = timedelta(minutes=5)
"""How long a profile is believed before it is read again, unless Slack tells sooner that it changed."""

FEW = 20
"""Profiles that are read one by one; where more are wanted, all of the workspace are read in pages."""

BARRED = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""What an account of a full member is not: deactivated, an app, a guest, or of another company."""


@dataclass
class Colleagues:
    """The people of the workspace; with `join` its full members become sales reps when they first speak."""

    client: WebClient
    store: Store
    team: str
    join: bool
    now: Callable[[], datetime]
    _seen: dict[str, tuple[datetime, Account]] = field(default_factory=dict)
    _forgotten: int = 0
    _lock: Lock = field(default_factory=Lock)

    def email(self, user: str) -> str:
        """The verified e-mail address of a full member, known to the records from now on; "" for anybody else.

        Raises SlackTrouble and StoreTrouble.
        """
        account = self.account(user)
        address = accepted(account, self.team)
        if address:
            with self._lock:
                self._acquaint(account, address)
        return address

    def address(self, user: str) -> str:
        """The same, of somebody who does not become known by it. Raises SlackTrouble."""
        return accepted(self.account(user), self.team)

    def is_full_member(self, user: str) -> bool:
        """Whether what the records hold may be told to somebody at all. Raises SlackTrouble."""
        return bool(self.address(user))

    def name(self, user: str) -> str:
        """What somebody is called. Raises SlackTrouble."""
        account = self.account(user)
        return str(account.get("profile", {}).get("real_name") or account.get("real_name") or "")

    def account(self, user: str) -> Account:
        """The Slack user as `users.info` tells it, empty where there is none. Raises SlackTrouble."""
        if not self._is_fresh(user):
            before, account = self._forgotten, self._read(user)
            if before != self._forgotten:
                return account  # it may have been read just before it changed
            self._seen[user] = (self.now(), account)
            return account
        return self._seen[user][1]

    def forget(self, user: str) -> None:
        """Read the profile again before it is believed, for it has changed."""
        self._forgotten += 1
        self._seen.pop(user, None)

    def outsiders(self, users: Collection[str]) -> list[str]:
        """The people among the users who may not see the records: all but full members who are in them or may join.

        Apps of the workspace are no people: whoever installed one let it into its channels. Raises SlackTrouble and
        StoreTrouble.
        """
        self._meet(users)
        people = [user for user in users if not self._is_app(self.account(user))]
        addresses = {user: self.address(user) for user in people}
        with self.store.read(self.now()) as crm:
            known = standing(crm)
        return [user for user, address in addresses.items() if not (address and known.get(address, self.join))]

    def _is_app(self, account: Account) -> bool:
        return bool(account.get("is_bot")) and account.get("team_id") == self.team and not account.get("is_stranger")

    def _is_fresh(self, user: str) -> bool:
        read_at, _ = self._seen.get(user, (None, {}))
        return read_at is not None and read_at >= self.now() - FRESH

    def _meet(self, users: Collection[str]) -> None:
        """Read the profiles of the whole workspace where many are wanted."""
        if sum(not self._is_fresh(user) for user in users) <= FEW:
            return
        before, now = self._forgotten, self.now()
        try:
            members = [member for page in self.client.users_list(limit=1000) for member in page["members"]]
        except (SlackClientError, *NETWORK) as error:
            raise trouble_of(error) from error
        if before == self._forgotten:
            self._seen.update({str(member["id"]): (now, dict(member)) for member in members})

    def _read(self, user: str) -> Account:
        try:
            return dict(self.client.users_info(user=user)["user"])
        except SlackApiError as error:
            if code_of(error) in ("user_not_found", "user_not_visible"):
                return {}
            raise trouble_of(error) from error
        except (SlackClientError, *NETWORK) as error:
            raise trouble_of(error) from error

    def _acquaint(self, account: Account, address: str) -> None:
        """Keep who the colleague is in Slack, and take a newcomer in. Whoever was removed stays removed."""
        now = self.now()
        with self.store.read(now) as crm:
            known = with_address(crm, address)
            if known.slack_user == account["id"] if known else not self.join:
                return
        with self.store.begin(None, now, "slack-join") as crm:
            person = with_address(crm, address) or crm.people.add(newcomer(account, address))
            person.slack_user = account["id"]
            crm.session.flush()
            acquaint(crm, person)


def accepted(account: Account, team: str) -> str:
    """The e-mail address of a full member of the team whose address Slack has verified, else ""."""
    if any(account.get(flag) for flag in BARRED) or account.get("team_id") != team:
        return ""
    if account.get("is_email_confirmed") is False:
        return ""
    return str(account.get("profile", {}).get("email") or "").casefold()


def is_foreign(account: Account, team: str) -> bool:
    """Whether it is nobody of this workspace, guests included: another company's, an app's, deactivated or none."""
    strange = ("deleted", "is_bot", "is_stranger")
    return any(account.get(flag) for flag in strange) or account.get("team_id") != team


def newcomer(account: Account, address: str) -> Person:
    """A sales rep with the name and the time zone of the Slack profile."""
    name = account.get("profile", {}).get("real_name") or account.get("real_name") or address.partition("@")[0]
    return Person(name=name, email=address, role="rep", time_zone=_zone(account), slack_user=account["id"])


def _zone(account: Account) -> str:
    try:
        return ZoneInfo(account.get("tz") or "UTC").key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
