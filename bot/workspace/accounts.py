"""The accounts of the workspace: who they are as `users.info` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from bot.workspace.moments import Ids
from bot.workspace.wire import ApiError, Payload


class Traits(TypedDict, total=False):
    """What may be said of an account beyond its name and e-mail."""

    team_id: str
    is_bot: bool
    deleted: bool
    is_admin: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_stranger: bool
    tz: str
    title: str


@dataclass
class Account:
    """One user: a member, a guest (`is_restricted`), somebody of another company (`is_stranger`) or a bot."""

    id: str
    name: str
    team_id: str
    email: str | None = None
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    tz: str = "Europe/Berlin"
    bot_id: str | None = None
    status: str = ""
    title: str = ""

    @property
    def handle(self) -> str:
        """The short name: lower case, no spaces."""
        return self.name.lower().replace(" ", ".")

    def profile(self, with_email: bool = True) -> Payload:
        """The profile; the e-mail is there only for apps with `users:read.email`."""
        profile: Payload = {
            "real_name": self.name,
            "real_name_normalized": self.name,
            "display_name": self.handle,
            "display_name_normalized": self.handle,
            "status_text": self.status,
            "title": self.title,
            "team": self.team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        return profile | ({"bot_id": self.bot_id} if self.bot_id else {})

    def wire(self, with_email: bool = True) -> Payload:
        """The user object of `users.info`."""
        flags = {
            key: getattr(self, key)
            for key in ("is_bot", "deleted", "is_admin", "is_restricted", "is_ultra_restricted", "is_stranger")
        }
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.handle,
            "real_name": self.name,
            "tz": self.tz,
            "is_app_user": False,
            "profile": self.profile(with_email),
            **flags,
        }


class Accounts:
    """All accounts the workspace knows, found by id, name or e-mail."""

    def __init__(self, ids: Ids, team_id: str) -> None:
        self.ids = ids
        self.team_id = team_id
        self.by_id: dict[str, Account] = {}

    def __iter__(self) -> Iterator[Account]:
        return iter(self.by_id.values())

    def add(self, name: str, email: str | None, traits: Traits) -> Account:
        """A new account; it belongs to the workspace's own team unless told otherwise."""
        wanted: Traits = {"team_id": self.team_id, **traits}
        account = Account(self.ids.next("U"), name, email=email, **wanted)
        self.by_id[account.id] = account
        return account

    def find(self, user_id: str) -> Account:
        """The account with this id, or `user_not_found`."""
        if user_id not in self.by_id:
            raise ApiError("user_not_found")
        return self.by_id[user_id]

    def with_email(self, email: str) -> Account:
        """The account with this e-mail address, or `users_not_found`."""
        for account in self:
            if account.email and account.email.lower() == email.lower() and not account.deleted:
                return account
        raise ApiError("users_not_found")
