"""What becomes of people: they are brought into channels, leave them, and are made something else by an admin."""

from __future__ import annotations

from typing import Unpack

from bot.workspace.accounts import Traits
from bot.workspace.channels import Channel
from bot.workspace.presence import Presence
from bot.workspace.wire import Payload


class Moving(Presence):
    """A person who comes and goes; the app hears of it through events, which nobody waits for."""

    def comes_into(self, channel: Channel) -> None:
        """Be brought into a channel by somebody who may."""
        self.moves("member_joined_channel", channel)

    def leaves(self, channel: Channel) -> None:
        """Leave a channel."""
        self.moves("member_left_channel", channel)

    def moves(self, kind: str, channel: Channel) -> None:
        """Be in the channel, or not any more, and let the app know."""
        with self.state.changed:
            if kind == "member_joined_channel":
                channel.members.append(self.id)
            else:
                channel.members.remove(self.id)
            event: Payload = {"type": kind, "user": self.id, "channel": channel.id, "channel_type": channel.id[0]}
            event |= {"team": self.account.team_id, "event_ts": self.state.stamps.next()}
            self.state.announce(event)

    def becomes(self, **traits: Unpack[Traits]) -> None:
        """Have the account changed by an admin: deactivated, made a guest."""
        with self.state.changed:
            for name, value in traits.items():
                setattr(self.account, name, value)
            user = self.account.wire("users:read.email" in self.state.manifest.scopes)
            self.state.announce({"type": "user_change", "user": user, "event_ts": self.state.stamps.next()})
