"""Openings: the buttons, commands and shortcuts that open a form, and what each lets it know."""

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackClientError

from bot.slack.blocks.buttons import OPENS
from bot.slack.forms.desk import Desk
from bot.slack.forms.form import Form, Occasion
from bot.slack.forms.guessing import Quoted, answers_from
from bot.slack.forms.registry import ALL, GLOBAL, ON_MESSAGES, asked_for, called_so
from bot.slack.office import Office
from bot.slack.quoting import spoken
from bot.slack.said import HOME
from bot.slack.trouble import NETWORK
from storage.crm import Crm

log = logging.getLogger(__name__)

DIRECT = "directmessage"
Body = dict[str, Any]


@dataclass(frozen=True)
class Openings:
    """What Bolt calls to have a form opened."""

    office: Office
    desk: Desk

    def listen(self, app: App, command: str) -> None:
        """Register; the command's own listener has to come after."""
        app.command(command, matchers=[self.office.inbox.opens])(self.commanded)
        app.action(re.compile(f"^{OPENS}"))(self.pressed)
        for callback in (*GLOBAL, *ON_MESSAGES):
            app.shortcut(callback)(self.chosen)

    def pressed(self, ack: Ack, body: Body) -> None:
        """A button; its value names the record that the form is about."""
        ack()
        action = body["actions"][0]
        form = ALL.get(action["action_id"].removeprefix(OPENS).partition(":")[0])
        if form:
            self._open(body, form, Occasion(body["user"]["id"], **_place(body), record=_record(action)))

    def commanded(self, ack: Ack, body: Body) -> None:
        """A command of a form's name."""
        ack()
        asked = asked_for(body.get("text") or "")
        of_channel = asked is not None and asked.form == "settings" and body.get("channel_name") != DIRECT
        channel = body["channel_id"] if of_channel else ""

        def prepare(crm: Crm) -> tuple[Form, Occasion]:
            found = called_so(crm, asked.customer) if asked else []
            record = found[0]._asdict() if len(found) == 1 else None
            return ALL[asked.form if asked else "log"], Occasion(body["user_id"], channel, record=record)

        self.desk.open(body["trigger_id"], body["user_id"], prepare)

    def chosen(self, ack: Ack, body: Body) -> None:
        """A shortcut, of a message or of none."""
        ack()
        user, callback = body["user"]["id"], body["callback_id"]
        if callback in GLOBAL:
            return self._open(body, ALL[GLOBAL[callback]], Occasion(user))

        def prepare(crm: Crm) -> tuple[Form, Occasion]:
            message = self._quoted(body)
            told = answers_from(crm, self.office.assistant.directory, message)
            occasion = Occasion(user, source=message.source, told=told, note=message.note())
            return ALL[ON_MESSAGES[callback]], occasion

        return self.desk.open(body["trigger_id"], user, prepare)

    def _open(self, body: Body, form: Form, occasion: Occasion) -> None:
        self.desk.open(body["trigger_id"], occasion.user, lambda crm: (form, occasion))

    def _quoted(self, body: Body) -> Quoted:
        message, channel = body["message"], body["channel"]["id"]
        writer = message.get("user") or ""
        office, text = self.office, message.get("text") or ""
        account = office.colleagues.account(writer) if writer else {}
        return Quoted(
            text=spoken(text, "", office.colleagues.name),
            author=(office.colleagues.name(writer) if writer else "") or str(message.get("username") or "Somebody"),
            channel=channel,
            ts=message["ts"],
            thread=message.get("thread_ts") or "",
            address=str(account.get("profile", {}).get("email") or "").casefold(),
            link=self._link(channel, message["ts"]),
            own=writer == body["user"]["id"],
        )

    def _link(self, channel: str, ts: str) -> str:
        """The address of the message, "" where Slack does not tell it, as of a channel that we are not in."""
        try:
            return str(self.office.client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
        except (SlackClientError, *NETWORK) as error:
            log.debug("no link to a message: %s", error)
            return ""


def _place(body: Body) -> dict[str, Any]:
    """Where the answer goes: the App Home or thread of the button; in private where only one person sees that."""
    if (body.get("view") or {}).get("type") == "home":
        return {"channel": f"{HOME}{body['user']['id']}", "private": False}
    container, message = body.get("container", {}), body.get("message", {})
    channel = container.get("channel_id") or body.get("channel", {}).get("id") or ""
    if not channel or container.get("is_ephemeral"):
        return {"channel": channel}
    root = container.get("thread_ts") or message.get("thread_ts") or container.get("message_ts", "")
    return {"channel": channel, "root": root, "private": False}


def _record(action: Body) -> dict[str, Any] | None:
    """The record that a button names, if any."""
    try:
        told = json.loads(action.get("value") or "{}")
        return {"kind": str(told["kind"]), "id": int(told["id"])}
    except (ValueError, KeyError, TypeError):
        return None
