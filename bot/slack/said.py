"""What was said: from an inbox row to who said which words where, and where the answer goes."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.ratings import rated, words_of
from bot.understanding.intents import Intent
from skills.reply import Reply
from storage.post import Incoming

HOME = "home:"
"""How the channel begins that is the App Home of a user."""
USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True)
class Said:
    """Something a Slack user said in a channel. `root` is the thread's first message, "" outside of threads.

    `answer_in` is where the reply is posted: a channel or, for the person alone, a user. `intents` are what it asks
    for where that is known beyond doubt. `source` is where it was said, as `channel:ts` or `channel:ts:thread`.
    `unaddressed` tells that it was said in a thread of ours without our name, `is_shared` that another company is in
    the channel, `is_hidden` that it was pressed on a message that nobody else sees. `looking_at` is the channel before
    the person's eyes while they talk to us in private. `reaction` is what an emoji on the message of `source` does, as
    `bot.reactions` calls it.
    """

    user: str
    text: str
    channel: str
    root: str
    answer_in: str
    question: str = ""
    files: tuple[dict[str, Any], ...] = ()
    intents: tuple[Intent, ...] = ()
    source: str = ""
    unaddressed: bool = False
    is_shared: bool = False
    is_hidden: bool = False
    looking_at: str = ""
    reaction: str = ""

    @property
    def is_private(self) -> bool:
        """Whether only the person sees the answer, wherever they spoke."""
        return not is_channel(self.answer_in) or ">" in self.answer_in

    @property
    def thread(self) -> str:
        """The name of the conversation it belongs to; a direct channel is one, whatever thread is used in it.

        So is a person's App Home.
        """
        return self.channel if self.channel.startswith(("D", HOME)) else f"{self.channel}:{self.root or self.user}"


@dataclass(frozen=True)
class Settled:
    """What there is to say without hearing anything, and the thread it is said in."""

    root: str
    reply: Reply


def said_in(row: Incoming) -> Said:
    """What the row tells."""
    return FORMS[row.form](row.body)


def _message(body: dict[str, Any]) -> Said:
    event = body["event"]
    root, place = event.get("thread_ts") or event["ts"], event["channel"]
    source = ":".join(filter(None, (place, event["ts"], event.get("thread_ts"))))
    said = Said(event["user"], event.get("text") or "", place, root, place, source=source)
    shared, seen = bool(body.get("is_ext_shared_channel")), looked_at(event.get("app_context"))
    return replace(said, files=tuple(event.get("files") or ()), is_shared=shared, looking_at=seen)


def looked_at(context: Any) -> str:
    """The channel that Slack says somebody has open beside the conversation with us, "" for none."""
    entities = context.get("entities") if isinstance(context, dict) else None
    found = (each.get("value") for each in entities or () if str(each.get("type", "")).endswith("channel_id"))
    return str(next(found, "") or "")


def _followup(body: dict[str, Any]) -> Said:
    return replace(_message(body), unaddressed=True, files=())


def _command(body: dict[str, Any]) -> Said:
    return Said(body["user_id"], body.get("text") or "", body["channel_id"], "", body["user_id"])


def _press(body: dict[str, Any]) -> Said:
    """A button says its words in the thread of its message."""
    container, message = body.get("container", {}), body.get("message", {})
    if container.get("type") == "view":
        return _press_at_home(body)
    root = container.get("thread_ts") or message.get("thread_ts") or container.get("message_ts", "")
    channel = container.get("channel_id") or body["channel"]["id"]
    return _pressed(body, channel, root)


def _press_at_home(body: dict[str, Any]) -> Said:
    """A button of the App Home says its words there, in a conversation of its own."""
    return _pressed(body, f"{HOME}{body['user']['id']}", "")


def _pressed(body: dict[str, Any], channel: str, root: str) -> Said:
    value, container = json.loads(chosen_in(body["actions"][0])), body.get("container", {})
    intents = (Intent(**value["intent"]),) if value.get("intent") else ()
    said = Said(body["user"]["id"], escaped(value["says"]), channel, root, channel, value["question"], intents=intents)
    return replace(said, is_hidden=bool(container.get("is_ephemeral")))


def chosen_in(action: dict[str, Any]) -> str:
    """What a button or the choice of a menu tells."""
    return str(action["value"] if "value" in action else action["selected_option"]["value"])


def _rate(body: dict[str, Any]) -> Said:
    """A thumb is the answer to what asks for one: whether the answer of a turn was of use."""
    question = rated(body["actions"][0])
    value = json.dumps({"says": words_of(question), "question": question})
    said = _press({**body, "actions": [{**body["actions"][0], "value": value}]})
    return said if said.is_private else replace(said, answer_in=f"{said.channel}>{said.user}")


def _reaction(body: dict[str, Any]) -> Said:
    """An emoji on a message; what it says is read once the message is fetched."""
    event = body["event"]
    channel, ts = event["item"]["channel"], event["item"]["ts"]
    said = Said(event["user"], "", channel, ts, channel, source=f"{channel}:{ts}", reaction=body["deed"])
    return replace(said, is_shared=bool(body.get("is_ext_shared_channel")))


def _submit(body: dict[str, Any]) -> Said:
    """A form that was filled in, read already when it was taken in."""
    told = body["filled"]
    return Said(
        body["user"]["id"],
        escaped(told["text"]),
        told["channel"],
        told["root"],
        told["answer_in"],
        intents=tuple(Intent(**each) for each in told["intents"]),
        source=told["source"],
    )


FORMS: dict[str, Callable[[dict[str, Any]], Said]] = {
    "message": _message,
    "followup": _followup,
    "command": _command,
    "press": _press,
    "rate": _rate,
    "reaction": _reaction,
    "submit": _submit,
}
"""How the rows of each form are read."""


def with_names(text: str, bot: str, name: Callable[[str], str]) -> str:
    """The text with people called by name; the bot's own mention is left for whoever drops it."""
    return USER.sub(lambda found: found[0] if found[1] == bot else escaped(name(found[1])), text)


def is_channel(place: str) -> bool:
    """Whether a place in Slack is a channel of several."""
    return place[:1] in ("C", "G")


def escaped(text: str) -> str:
    """Plain words in Slack's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
