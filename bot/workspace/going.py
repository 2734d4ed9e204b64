"""What people do about conversations: join and make channels, read them, stop the app at work, look into things."""

from __future__ import annotations

import re

from bot.workspace.channels import Channel
from bot.workspace.presence import Presence
from bot.workspace.wire import ImpossibleError, Payload

NAME = re.compile(r"[^\W_A-Z][\w-]{0,79}")


class Going(Presence):
    """A person who goes from one conversation to another."""

    def creates(self, name: str, private: bool = False, members: list[str] | None = None) -> Channel:
        """Make a channel, with oneself and others in it."""
        if not NAME.fullmatch(name) or name != name.lower():
            raise ImpossibleError("A channel's name is in small letters, digits and hyphens.")
        with self.state.changed:
            if any(channel.name == name for channel in self.state.channels):
                raise ImpossibleError(f"There is a channel #{name} already.")
            ids = dict.fromkeys([self.id, *(self.state.accounts.find(member).id for member in members or ())])
            channel = self.state.channels.add(name, "group" if private else "channel", list(ids))
            self.state.changed.notify_all()
        return channel

    def writes_to(self, people: list[str]) -> Channel:
        """The direct conversation with these people."""
        with self.state.changed:
            others = [self.state.accounts.find(person).id for person in people]
            channel = self.state.channels.between(list(dict.fromkeys([self.id, *others])))
            self.state.changed.notify_all()
        return channel

    def enters(self, channel: Channel) -> None:
        """Become a member of a public channel, as full members may."""
        if channel.kind != "channel" or self.account.is_restricted or self.account.is_stranger:
            raise ImpossibleError("That channel is by invitation only.")
        with self.state.changed:
            if self.id in channel.members:
                return
            channel.members.append(self.id)
            event: Payload = {"type": "member_joined_channel", "user": self.id, "channel": channel.id}
            event |= {"channel_type": channel.id[0], "team": self.account.team_id}
            self.state.announce({**event, "event_ts": self.state.stamps.next()})
            self.state.changed.notify_all()

    def reads(self, channel: Channel, ts: str) -> None:
        """Have read a conversation up to here."""
        with self.state.changed:
            marks = self.state.reads.setdefault(self.id, {})
            marks[channel.id] = max(ts, marks.get(channel.id, ""))
            self.state.changed.notify_all()

    def presses_stop(self, channel: Channel, thread: str) -> None:
        """Press Stop while the app is at work in a thread."""
        with self.state.changed:
            self.state.statuses.pop((channel.id, thread), None)
            said = self.state.messages.by_channel.get(channel.id, [])
            growing = [each.ts for each in said if each.extras.get("streaming_state") == "in_progress"]
            event: Payload = {"type": "agent_session_stopped", "channel": channel.id, "thread_ts": thread}
            event |= {"streaming_message_ts": growing, "user": self.id, "event_ts": self.state.stamps.next()}
            self.state.announce(event)
            self.state.changed.notify_all()
