"""Deeds: what a visitor does on the page, done as a person of the workspace."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.workspace.channels import Channel
from bot.workspace.limits import MESSAGE_TEXT
from bot.workspace.people import Person
from bot.workspace.using import GONE, LATE, Using, in_time, message_seen
from bot.workspace.wire import ApiError, ImpossibleError, Payload
from bot.workspace.workspace import Workspace

log = logging.getLogger(__name__)

UNCLEAR = "The page said something that is not understood here. Load it anew."
EMPTY = "There is nothing to send yet."
LONG = f"A message holds at most {MESSAGE_TEXT:,} characters."
WORDS = {
    "already_reacted": "That emoji is yours already.",
    "no_reaction": "That emoji is not there any more.",
    "user_not_found": "There is nobody of that name.",
    "expired_trigger_id": "That took too long. Try it once more, please.",
}


class Deeds:
    """Does what is asked for and tells how it went; a refusal is a sentence for the visitor."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.using = Using()

    def do(self, told: Payload) -> Payload:
        """One deed: `{"as": who, "deed": name, …}`."""
        try:
            person = self.workspace.person(told["as"])
            return {"ok": True, **self.named(told["deed"])(person, told)}
        except ImpossibleError as refused:
            words = str(refused)
            return {"ok": False, "error": words if words.endswith(".") else GONE}
        except ApiError as refused:
            return {"ok": False, "error": WORDS.get(refused.code, GONE)}
        except (KeyError, TypeError, AttributeError, ValueError):
            log.info("a deed that is not understood: %s", told, exc_info=True)
            return {"ok": False, "error": UNCLEAR}

    def named(self, deed: str) -> Callable[[Person, Payload], Payload]:
        """What does the deed of this name."""
        if deed in USED:
            found: Callable[[Person, Payload], Payload] = getattr(self.using, deed)
            return found
        return DEEDS[deed]


def channel_of(person: Person, told: Payload) -> Channel:
    """A conversation this person is in, or ImpossibleError."""
    channel = person.state.channels.by_id.get(told["channel"])
    if channel is None or person.id not in channel.members:
        raise ImpossibleError("You are not in that conversation.")
    return channel


def words_in(told: Payload) -> str:
    """The words to be said, or ImpossibleError."""
    text = str(told.get("text", "")).strip()
    if not text or len(text) > MESSAGE_TEXT:
        raise ImpossibleError(LONG if text else EMPTY)
    return text


def says(person: Person, told: Payload) -> Payload:
    """Write a message."""
    channel, thread = channel_of(person, told), told.get("thread")
    if thread:
        thread = message_seen(person, channel.id, thread).root
    said = person.says(words_in(told), channel, thread)
    person.reads(channel, said.ts)
    return {"ts": said.ts}


def edits(person: Person, told: Payload) -> Payload:
    """Change one's message."""
    person.edits(message_seen(person, told["channel"], told["ts"]), words_in(told))
    return {}


def deletes(person: Person, told: Payload) -> Payload:
    """Take one's message back."""
    person.deletes(message_seen(person, told["channel"], told["ts"]))
    return {}


def reacts(person: Person, told: Payload) -> Payload:
    """Put an emoji on a message."""
    person.reacts(message_seen(person, told["channel"], told["ts"]), str(told["name"]).strip(":"))
    return {}


def unreacts(person: Person, told: Payload) -> Payload:
    """Take an emoji back."""
    person.unreacts(message_seen(person, told["channel"], told["ts"]), str(told["name"]).strip(":"))
    return {}


def shortcut(person: Person, told: Payload) -> Payload:
    """Choose a shortcut, of a message where one is named."""
    message = message_seen(person, told["channel"], told["ts"]) if told.get("ts") else None
    return in_time(person.shortcut(told["callback_id"], message))


def slash(person: Person, told: Payload) -> Payload:
    """Type a command."""
    return in_time(person.slash(told["command"], str(told.get("text", "")), channel_of(person, told)))


def opens(person: Person, told: Payload) -> Payload:
    """Open the App Home, or the messages with the app."""
    person.opens_home(told.get("tab", "home"))
    return {"channel": person.dm.id}


def stops(person: Person, told: Payload) -> Payload:
    """Press Stop."""
    person.presses_stop(channel_of(person, told), told["thread"])
    return {}


def joins(person: Person, told: Payload) -> Payload:
    """Join a public channel."""
    person.enters(person.state.channels.find(told["channel"]))
    return {}


def creates(person: Person, told: Payload) -> Payload:
    """Make a channel."""
    name = str(told["name"]).strip().lstrip("#").replace(" ", "-")
    return {"channel": person.creates(name, bool(told.get("private")), told.get("members")).id}


def writes_to(person: Person, told: Payload) -> Payload:
    """Open the direct conversation with people."""
    return {"channel": person.writes_to(list(told["people"])).id}


def invites_app(person: Person, told: Payload) -> Payload:
    """Bring the app into a channel."""
    channel = channel_of(person, told)
    if person.state.bot.id not in channel.members:
        person.invites_app(channel)
    return {}


def reads(person: Person, told: Payload) -> Payload:
    """Have read a conversation."""
    person.reads(channel_of(person, told), str(told["ts"]))
    return {}


def unfurled(person: Person, told: Payload) -> Payload:
    """Open the details of a record; answers with what the app tells of it."""
    try:
        return {"details": person.opens_details(message_seen(person, told["channel"], told["ts"]), told["entity"])}
    except TimeoutError as late:
        raise ImpossibleError(LATE) from late


USED = ("clicks", "selects", "suggestions", "submits", "closes")
DEEDS: dict[str, Callable[[Person, Payload], Payload]] = {
    each.__name__: each
    for each in (
        says, edits, deletes, reacts, unreacts, shortcut, slash, opens, stops, joins, creates, writes_to,
        invites_app, reads, unfurled,
    )
}  # fmt: skip
