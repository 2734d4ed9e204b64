"""Who speaks: from a Slack user to a colleague of ours, by the verified e-mail address of the profile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.digests import acquaint
from bot.slack.trouble import NETWORK, code_of, trouble_of
from storage.colleagues import with_address
from storage.people import Person
from storage.store import Store

Account = dict[str, Any]
FRESH = timedelta(minutes=5)
"""How long a profile is believed before it is read again."""


@dataclass
class Colleagues:
    """The people of the workspace; with `join` its full members become sales reps when they first speak."""

    client: WebClient
    store: Store
    team: str
    join: bool
    now: Callable[[], datetime]
    _seen: dict[str, tuple[datetime, Account]] = field(default_factory=dict)
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

    def name(self, user: str) -> str:
        """What somebody is called. Raises SlackTrouble."""
        account = self.account(user)
        return str(account.get("profile", {}).get("real_name") or account.get("real_name") or "")

    def account(self, user: str) -> Account:
        """The Slack user as `users.info` tells it, empty where there is none. Raises SlackTrouble."""
        now = self.now()
        read_at, account = self._seen.get(user, (None, {}))
        if read_at is None or read_at < now - FRESH:
            account = self._read(user)
            self._seen[user] = (now, account)
        return account

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
    barred = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    if any(account.get(flag) for flag in barred) or account.get("team_id") != team:
        return ""
    if account.get("is_email_confirmed") is False:
        return ""
    return str(account.get("profile", {}).get("email") or "").casefold()


def newcomer(account: Account, address: str) -> Person:
    """A sales rep with the name and the time zone of the Slack profile."""
    name = account.get("profile", {}).get("real_name") or account.get("real_name") or address.partition("@")[0]
    return Person(name=name, email=address, role="rep", time_zone=_zone(account), slack_user=account["id"])


def _zone(account: Account) -> str:
    try:
        return ZoneInfo(account.get("tz") or "UTC").key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
