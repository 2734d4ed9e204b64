"""What people do with messages: write, edit, delete, react, share files, invite the app."""

from __future__ import annotations

from bot.workspace.channels import Channel
from bot.workspace.events import announce_change, announce_deletion, announce_mention, announce_message, rich_text
from bot.workspace.linking import announce_links
from bot.workspace.messages import Message
from bot.workspace.methods.reactions import react, unreact
from bot.workspace.presence import Presence
from bot.workspace.typed import typed
from bot.workspace.wire import ImpossibleError, Payload

Thread = Message | str | None


class Talking(Presence):
    """A person who talks; the app hears of it through events, which nobody waits for."""

    def says(self, text: str, channel: Channel | None = None, thread: Thread = None) -> Message:
        """Write a message, to the app in private unless a channel is named; `@Rapport` becomes a mention."""
        return self.writes(text, channel or self.dm, thread, {})

    def shares(
        self, name: str, content: bytes, text: str = "", channel: Channel | None = None, thread: Thread = None
    ) -> Message:
        """Upload a file with a word to it."""
        with self.state.changed:
            file = self.state.files.add(name, self.id, content)
            extras: Payload = {"subtype": "file_share", "files": [file.wire(self.state.root)], "upload": False}
        return self.writes(text, channel or self.dm, thread, extras)

    def writes(self, text: str, channel: Channel, thread: Thread, extras: Payload) -> Message:
        """Keep the message and tell the app."""
        if self.id not in channel.members:
            raise ImpossibleError(f"{self.account.name} is not in {channel.name}")
        with self.state.changed:
            said = typed(self.state, text)
            message = Message(channel.id, self.state.stamps.next(), self.id, said)
            message.thread = thread.root if isinstance(thread, Message) else thread
            message.blocks = [rich_text(said)] if said else []
            message.extras = {**self.origin(message), **extras}
            announce_message(self.state, self.state.post(message))
            announce_links(self.state, message)
        return message

    def origin(self, message: Message) -> Payload:
        """What Slack adds to a message of this person: company, and whose thread it is in."""
        team = self.account.team_id
        origin: Payload = {"team": team, "client_msg_id": self.state.ids.next("M")}
        if self.account.is_stranger:
            origin |= {"user_team": team, "source_team": team, "user_profile": self.account.profile(with_email=False)}
        if message.thread:
            origin["parent_user_id"] = self.state.messages.find(message.channel, message.thread).author
        return origin

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own message; a mention in it reaches the app once more."""
        with self.state.changed:
            before = self.own(message).wire()
            message.text = typed(self.state, text)
            message.blocks = [rich_text(message.text)]
            message.edited = {"user": self.id, "ts": self.state.stamps.next()}
            announce_change(self.state, message, before)
            announce_mention(self.state, self.state.channels.find(message.channel), message)
            self.state.changed.notify_all()
        return message

    def deletes(self, message: Message) -> None:
        """Take one's own message back."""
        with self.state.changed:
            self.own(message).deleted = True
            announce_deletion(self.state, message)
            self.state.changed.notify_all()

    def own(self, message: Message) -> Message:
        """The message, since nobody changes what others wrote."""
        if message.author != self.id:
            raise ImpossibleError(f"{self.account.name} did not write this")
        return message

    def reacts(self, message: Message, name: str) -> None:
        """Put an emoji on a message."""
        with self.state.changed:
            react(message, name, self.id)
            self.announce_reaction("reaction_added", message, name)

    def unreacts(self, message: Message, name: str) -> None:
        """Take an emoji back."""
        with self.state.changed:
            unreact(message, name, self.id)
            self.announce_reaction("reaction_removed", message, name)

    def announce_reaction(self, kind: str, message: Message, name: str) -> None:
        """Tell the app of an emoji that came or went."""
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": kind, "user": self.id, "reaction": name, "item_user": message.author, "item": item}
        self.state.announce({**event, "event_ts": self.state.stamps.next()})
        self.state.changed.notify_all()

    def invites_app(self, channel: Channel) -> None:
        """Bring the app into a channel."""
        with self.state.changed:
            channel.members.append(self.state.bot.id)
            self.state.announce(
                {
                    "type": "member_joined_channel",
                    "user": self.state.bot.id,
                    "channel": channel.id,
                    "inviter": self.id,
                    "channel_type": channel.id[0],
                    "team": self.state.team["id"],
                    "event_ts": self.state.stamps.next(),
                }
            )
