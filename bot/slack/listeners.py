"""Listeners: what Bolt calls once a request is in the inbox. The answers come from the worker."""

import logging
import re
from typing import Any

from slack_bolt import Ack, App, SetStatus

from bot.slack import reactions, talk, unfurls
from bot.slack.blocks.buttons import PRESSED
from bot.slack.forms.listeners import listen_to_forms
from bot.slack.home import homes
from bot.slack.inbox import is_said_to_us
from bot.slack.office import Office
from bot.slack.ratings import RATE

log = logging.getLogger(__name__)

COMMAND = "/rapport"
EVENTS = (
    "app_home_opened", "app_mention", "entity_details_requested", "link_shared", "message", "reaction_added",
    *talk.EVENTS,
)  # fmt: skip
STATUS = ("reading what you wrote…", "looking through the records…", "putting it together…")


def listen(app: App, office: Office) -> None:
    """Register every listener; manifest.json names the same events and commands."""
    office.talk.listen(app)
    homes.listen(app, office)
    reactions.listen(app, office)
    unfurls.listen(app, office)
    app.event("app_mention")(look)
    app.event("message")(look)
    listen_to_forms(app, office, COMMAND)
    app.command(COMMAND)(command)
    app.action(re.compile(f"^{PRESSED}"))(pressed)
    app.action(re.compile(f"^{RATE}(:|$)"))(pressed)


def look(event: dict[str, Any], set_status: SetStatus) -> None:
    """Show that somebody is looking into it, if Slack lets us."""
    if is_said_to_us(event):
        try:
            set_status(status="is looking…", loading_messages=list(STATUS))
        except Exception as error:
            log.debug("no status could be shown: %s", error)


def command(ack: Ack, body: dict[str, Any]) -> None:
    """Acknowledge a command; the answer goes to the direct messages."""
    if body.get("channel_name") == "directmessage":
        ack()
    else:
        ack(text="I answer in our direct messages.", response_type="ephemeral")


def pressed(ack: Ack) -> None:
    """Acknowledge a button."""
    ack()
