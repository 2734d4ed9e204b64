"""Emoji on messages: one logs the message, one opens a case from it, one closes the case that it is about."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.reactions import Deed
from bot.slack.office import Office
from bot.slack.quoting import headline, written_at
from bot.slack.said import Said, Settled, escaped, with_names
from bot.slack.trouble import NETWORK, code_of, trouble_of
from bot.slack.whom import whom
from bot.understanding.intents import Intent
from bot.understanding.text import plain
from skills.reply import Reply
from skills.turn import ref
from skills.wording import moment
from storage.cases import Case
from storage.crm import Crm
from storage.origins import logged_from, opened_from, told_of

log = logging.getLogger(__name__)

Body = dict[str, Any]
UNSEEN = frozenset(("channel_not_found", "not_in_channel", "message_not_found", "thread_not_found", "missing_scope"))
SUMMARY = 3000
WORDLESS = Reply("There are no words in that message, so there is nothing to keep. Tell me in words what it is about.")


def deed_of(body: Body, deeds: dict[str, Deed]) -> Deed | None:
    """What is to be done about the emoji of an event; None where it is no message's, or means nothing to us."""
    event = body.get("event") or {}
    if event.get("type") != "reaction_added" or (event.get("item") or {}).get("type") != "message":
        return None
    return deeds.get(str(event.get("reaction", "")).partition("::")[0])


@dataclass(frozen=True)
class Reactions:
    """Takes the emoji in that are configured, and reads what they are put on."""

    office: Office

    def take(self, body: Body, next: Callable[[], BoltResponse]) -> BoltResponse:
        """A Bolt middleware that keeps an emoji before it is acknowledged; those that mean nothing are not kept."""
        deed = deed_of(body, self.office.settings.deeds)
        if deed and body["event"].get("user") != self.office.us.user:
            self.office.inbox.keep("reaction", {**body, "deed": deed})
        return next()

    def read(self, said: Said) -> Said | Settled | None:
        """What an emoji asks for, or what there is to say at once; None where there is nothing to do.

        Whatever is no emoji is left as it is. Raises SlackTrouble and StoreTrouble.
        """
        if not said.reaction:
            return said
        address = self.office.colleagues.email(said.user)
        message = self._message(said) if address else None
        if message is None:
            return None
        said = replace(said, root=message.get("thread_ts") or message["ts"])
        with self.office.store.read(self.office.now(), address) as crm:
            meant = self._meant(crm, said, message) if crm.actor else None
        return Settled(said.root, meant) if isinstance(meant, Reply) else meant

    def _message(self, said: Said) -> Body | None:
        """The message as it stands; None where we may not see it."""
        client, (channel, ts) = self.office.client, said.source.split(":")
        told: Body = {"channel": channel, "inclusive": True, "limit": 1, "include_all_metadata": True}
        try:
            found = client.conversations_history(latest=ts, **told)["messages"]
            if not found or found[0]["ts"] != ts:
                found = client.conversations_replies(ts=ts, **told)["messages"]
        except SlackApiError as error:
            if code_of(error) in UNSEEN:
                return None
            raise trouble_of(error) from error
        except (SlackClientError, *NETWORK) as error:
            raise trouble_of(error) from error
        return next((dict(each) for each in found if each["ts"] == ts), None)

    def _meant(self, crm: Crm, said: Said, message: Body) -> Said | Reply | None:
        channel, ts = said.channel, message["ts"]
        if said.reaction == "close":
            told = ((message.get("metadata") or {}).get("event_payload") or {}).get("outbox_id", "")
            return _closing(said, told_of(crm, str(told)) or next(iter(opened_from(crm, channel, ts)), None))
        if message.get("bot_id"):
            return None
        if known := _already(crm, said, ts):
            return known
        written = with_names(message.get("text") or "", self.office.us.user, self.office.colleagues.name)
        if not plain(written):
            return WORDLESS
        name = "" if message.get("user") == said.user else self.office.colleagues.name(message.get("user", ""))
        return self._kept(crm, replace(said, text=written), name)

    def _kept(self, crm: Crm, said: Said, author: str) -> Said:
        """The message as something to log, or a case to open and the message beside it, unless that is logged."""
        words = plain(said.text)
        slots = whom(crm, self.office.assistant.directory, words, said.channel)
        summary = f"{author}: {words}"[:SUMMARY] if author else words[:SUMMARY]
        told = {
            "summary": summary,
            "channel": "chat",
            "happened_at": written_at(said.source, crm.actor.zone if crm.actor else UTC),
        }
        logged = Intent("log_interaction", slots | told, text=words)
        opened = Intent("open_case", slots | {"subject": headline(words)}, text=words)
        beside = slots and not logged_from(crm, *said.source.split(":")[:2])
        intents = {"log": (logged,), "case": (opened, logged) if beside else (opened,)}[said.reaction]
        thread = f":{said.root}" if said.root != said.source.split(":")[1] else ""
        return replace(said, intents=intents, source=f"{said.source}{thread}")


def _closing(said: Said, case: Case | None) -> Said | Reply | None:
    """A check mark closes; on messages that no case is about it means what it means to people."""
    if case is None:
        return None
    if not case.is_open:
        return Reply(f"Case {case.number} is closed already. Say “reopen case {case.number}” if it came back.")
    words = f"close case {case.number}"
    return replace(said, text=escaped(words), intents=(Intent("close_case", {"case": ref(case)}, text=words),))


def _already(crm: Crm, said: Said, ts: str) -> Reply | None:
    """What is said where it was done before."""
    if said.reaction == "case":
        for case in opened_from(crm, said.channel, ts):
            return Reply(f"Case {case.number} was opened from that message already; it is {case.status}.")
        return None
    now = crm.now.astimezone(crm.actor.zone) if crm.actor else crm.now
    for kept in logged_from(crm, said.channel, ts):
        return Reply(f"That message is in the history already: {kept.label}, {moment(kept.happened_at, now)}.")
    return None


def listen(app: App, office: Office) -> None:
    """Take the emoji in."""
    app.use(Reactions(office).take)
    app.event("reaction_added")(seen)


def seen() -> None:
    """An emoji was seen; what there is to do about it is done by the worker."""
