"""Listeners: what Bolt calls once a request is in the inbox. The answers come from the worker."""

import logging
import re
from typing import Any

from slack_bolt import Ack, App, SetStatus, SetSuggestedPrompts

from bot.slack import home, reactions, unfurls
from bot.slack.blocks import PRESSED
from bot.slack.inbox import is_said_to_us
from bot.slack.office import Office

log = logging.getLogger(__name__)

COMMAND = "/rapport"
EVENTS = (
    "app_home_opened", "app_mention", "entity_details_requested", "link_shared", "message", "reaction_added",
)  # fmt: skip
PROMPTS = (
    {"title": "What should I do today?", "message": "What should I do next?"},
    {"title": "Show my open deals", "message": "Show my open deals"},
    {"title": "What can you do?", "message": "help"},
)


def listen(app: App, office: Office) -> None:
    """Register every listener; manifest.json names the same events and commands."""
    home.listen(app, office)
    reactions.listen(app, office)
    unfurls.listen(app, office)
    app.event("app_home_opened")(suggest)
    app.event("app_mention")(look)
    app.event("message")(look)
    app.command(COMMAND)(command)
    app.action(re.compile(f"^{PRESSED}"))(pressed)


def look(event: dict[str, Any], set_status: SetStatus) -> None:
    """Show that somebody is looking into it, if Slack lets us."""
    if is_said_to_us(event):
        try:
            set_status(status="is looking…")
        except Exception as error:
            log.debug("no status could be shown: %s", error)


def suggest(event: dict[str, Any], set_suggested_prompts: SetSuggestedPrompts) -> None:
    """Suggest what to say when somebody opens the conversation with us."""
    if event.get("tab") == "messages":
        try:
            set_suggested_prompts(prompts=[dict(prompt) for prompt in PROMPTS])
        except Exception as error:
            log.debug("no prompts could be shown: %s", error)


def command(ack: Ack, body: dict[str, Any]) -> None:
    """Acknowledge a command; the answer goes to the direct messages."""
    if body.get("channel_name") == "directmessage":
        ack()
    else:
        ack(text="I answer in our direct messages.", response_type="ephemeral")


def pressed(ack: Ack) -> None:
    """Acknowledge a button."""
    ack()
