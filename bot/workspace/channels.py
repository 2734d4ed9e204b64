"""Conversations: public and private channels and direct messages, and who is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.workspace.moments import Ids
from bot.workspace.wire import ApiError, Payload

PREFIXES = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}
LISTED_AS = {"channel": "public_channel", "group": "private_channel", "im": "im", "mpim": "mpim"}


@dataclass
class Channel:
    """One conversation; `kind` is Slack's channel_type: channel, group, im or mpim."""

    id: str
    name: str
    kind: str
    members: list[str] = field(default_factory=list)
    is_archived: bool = False

    def wire(self, bot_user: str) -> Payload:
        """The channel object of `conversations.info` as the bot sees it."""
        kinds = {
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
        }
        if self.kind == "im":
            other = next((member for member in self.members if member != bot_user), bot_user)
            return {"id": self.id, "user": other, "is_archived": False, **kinds}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_archived": self.is_archived,
            "is_member": bot_user in self.members,
            "num_members": len(self.members),
            "topic": {"value": ""},
            "purpose": {"value": ""},
            **kinds,
        }


class Channels:
    """All conversations, found by id or name."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.by_id: dict[str, Channel] = {}

    def __iter__(self) -> Iterator[Channel]:
        return iter(self.by_id.values())

    def add(self, name: str, kind: str, members: list[str]) -> Channel:
        """A new conversation with these members."""
        channel = Channel(self.ids.next(PREFIXES[kind]), name, kind, members)
        self.by_id[channel.id] = channel
        return channel

    def find(self, channel_id: str) -> Channel:
        """The conversation with this id (or `#name`), or `channel_not_found`."""
        if channel_id in self.by_id:
            return self.by_id[channel_id]
        named = [channel for channel in self if channel.kind != "im" and f"#{channel.name}" == channel_id]
        if not named:
            raise ApiError("channel_not_found")
        return named[0]

    def between(self, members: list[str]) -> Channel:
        """The direct conversation of exactly these people, opened if there is none."""
        kind = "im" if len(members) <= 2 else "mpim"
        for channel in self:
            if channel.kind == kind and set(channel.members) == set(members):
                return channel
        return self.add("", kind, members)
