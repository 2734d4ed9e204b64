"""Messages: what was said where, by whom, with which blocks and metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.workspace.wire import ApiError, Payload, without_blanks


@dataclass
class Message:
    """One message; `visible_to` names the only reader of an ephemeral one, `state` what was picked in its menus."""

    channel: str
    ts: str
    author: str
    text: str
    thread: str | None = None
    blocks: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    files: list[Payload] = field(default_factory=list)
    reactions: list[Payload] = field(default_factory=list)
    metadata: Payload | None = None
    bot_id: str | None = None
    visible_to: str | None = None
    edited: Payload | None = None
    deleted: bool = False
    state: Payload = field(default_factory=dict)
    extras: Payload = field(default_factory=dict)
    touched: ClassVar[list[Message] | None] = None

    def __setattr__(self, name: str, value: Any) -> None:
        """Every change is noted once the message is kept."""
        super().__setattr__(name, value)
        self.touch()

    def touch(self) -> None:
        """Note that something in it changed, where that was done within one of its parts."""
        if self.touched is not None:
            self.touched.append(self)

    @property
    def is_from_bot(self) -> bool:
        """Whether an app wrote it."""
        return self.bot_id is not None

    @property
    def root(self) -> str:
        """The timestamp of the thread this message is in or would begin."""
        return self.thread or self.ts

    @property
    def shown(self) -> str:
        """Everything readable in it: the text, then the words of its blocks, one a line."""
        words = [self.text, *words_of(self.blocks), *words_of(self.attachments)]
        return "\n".join(word for word in words if word)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [element["text"]["text"] for element in elements_of(self.blocks) if element.get("type") == "button"]

    def wire(self, with_metadata: bool = False) -> Payload:
        """The message object of events and `conversations.history`; metadata only where it was asked for."""
        message: Payload = {
            "type": "message",
            "user": self.author,
            "ts": self.ts,
            "text": self.text,
            "thread_ts": self.thread,
            "bot_id": self.bot_id,
            "edited": self.edited,
            "attachments": self.attachments or None,
            "files": self.files or None,
            "reactions": self.reactions or None,
            "metadata": self.metadata if with_metadata else None,
        }
        return without_blanks({**message, **self.extras}) | {"blocks": self.blocks}


def words_of(part: Any) -> Iterator[str]:
    """Every string a reader would see in blocks: each `text` that is a string, depth first."""
    if isinstance(part, list):
        for item in part:
            yield from words_of(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "title", "label", "caption") and isinstance(value, str):
                yield value
            else:
                yield from words_of(value)


def elements_of(part: Any) -> Iterator[Payload]:
    """Every object with an `action_id` in blocks, depth first."""
    if isinstance(part, list):
        for item in part:
            yield from elements_of(item)
    elif isinstance(part, dict):
        if "action_id" in part:
            yield part
        for value in part.values():
            yield from elements_of(value)


class Messages:
    """All messages, each conversation's in the order they were said."""

    def __init__(self) -> None:
        self.by_channel: dict[str, list[Message]] = {}
        self.touched: list[Message] = []

    def __iter__(self) -> Iterator[Message]:
        for said in self.by_channel.values():
            yield from said

    def add(self, message: Message) -> Message:
        """Keep a new message."""
        self.by_channel.setdefault(message.channel, []).append(message)
        vars(message)["touched"] = self.touched
        self.touched.append(message)
        return message

    def find(self, channel: str, ts: str) -> Message:
        """The message with this timestamp, or `message_not_found`."""
        for message in reversed(self.by_channel.get(channel, [])):
            if message.ts == ts and not message.deleted:
                return message
        raise ApiError("message_not_found")

    def standing(self, channel: str) -> list[Message]:
        """The conversation's messages, without deleted and ephemeral ones, oldest first."""
        return [m for m in self.by_channel.get(channel, []) if not m.deleted and m.visible_to is None]

    def history(self, channel: str) -> list[Message]:
        """What `conversations.history` tells: messages outside threads and the ones threads began with."""
        return [m for m in self.standing(channel) if m.thread in (None, m.ts) or m.extras.get("subtype")]

    def replies(self, channel: str, thread: str) -> list[Message]:
        """A thread: the message it began with and the replies to it."""
        found = [m for m in self.standing(channel) if thread in (m.ts, m.thread)]
        if not found:
            raise ApiError("thread_not_found")
        return found

    def find_thread(self, channel: str, ts: str) -> str:
        """The thread a reply to this message goes to: replies to replies stay in the thread they answer."""
        for message in reversed(self.by_channel.get(channel, [])):
            if message.ts == ts:
                return message.root
        raise ApiError("thread_not_found")
