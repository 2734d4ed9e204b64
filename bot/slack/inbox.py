"""The inbox: what concerns us is on disk before Slack is told that it arrived."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_bolt import Ack, BoltResponse, Respond

from bot.slack.blocks.buttons import PRESSED
from bot.slack.presses import Presses
from bot.slack.ratings import RATE
from storage.mailroom import receive
from storage.origins import TURN
from storage.store import Store
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

Body = dict[str, Any]
SAID = (None, "file_share", "thread_broadcast")
"""The subtypes of messages in which somebody says something new."""


def form_of(body: Body) -> str:
    """What a request is to us: `message`, `command`, `press`, `rate`; "" for what is not to be answered."""
    if body.get("type") == "event_callback":
        return "message" if is_said_to_us(body["event"]) else ""
    if body.get("type") == "block_actions":
        return _form_of_action(body["actions"][0].get("action_id", ""))
    return "command" if "command" in body else ""


def _form_of_action(id: str) -> str:
    if id.partition(":")[0] == RATE:
        return "rate"
    return "press" if id.startswith(PRESSED) else ""


def is_said_to_us(event: Body) -> bool:
    """Whether a person says something new in a direct message or to our name."""
    if event.get("bot_id") or not event.get("user") or event.get("hidden") or event.get("edited"):
        return False
    if event["type"] == "app_mention":
        return True
    return event["type"] == "message" and event.get("channel_type") == "im" and event.get("subtype") in SAID


def id_of(body: Body, form: str) -> str:
    """Slack's own id for it, the same in every delivery; a form is taken in once, however often it is sent."""
    if form == "reaction":
        item = body["event"]["item"]
        return f"{TURN.format(item['channel'], item['ts'])}{body['event_id']}"
    if body.get("type") == "event_callback":
        return f"event:{body['event_id']}"
    if form == "submit":
        return f"{form}:{body['view']['id']}"
    if body.get("trigger_id"):
        return f"{form}:{body['trigger_id']}"
    container = body.get("container", {})
    return f"{form}:{container.get('channel_id')}:{container.get('message_ts')}:{body['actions'][0]['action_ts']}"


@dataclass(frozen=True)
class Inbox:
    """A Bolt middleware that takes in what concerns us, then wakes whoever works on it.

    `continues` tells whether an event goes on with a conversation of ours without our name; what is neither that nor
    said to us is never kept. Commands that `opens` a form are left to the listeners of forms.
    """

    store: Store
    now: Callable[[], datetime]
    wake: Callable[[], None]
    continues: Callable[[Body], bool] = lambda event: False
    opens: Callable[[Body], bool] = lambda body: False
    presses: Presses = field(default_factory=Presses)

    def take(self, body: Body, ack: Ack, respond: Respond, next: Callable[[], BoltResponse]) -> BoltResponse:
        """Take a request in before it is acknowledged.

        Raises StoreTrouble for an event that cannot be kept, so that Slack sends it again, and for a press on the App
        Home, so that Slack marks the button: there is no other way to answer there.
        """
        form = form_of(body) or ("followup" if self.continues(body.get("event") or {}) else "")
        if not form or (form == "command" and self.opens(body)):
            return next()
        if form == "press" and self.presses.is_double(body):
            return next()
        try:
            fresh = self.keep(form, body)
        except StoreTrouble as trouble:
            if form == "press":
                self.presses.forget(body)
            if body.get("type") == "event_callback" or not body.get("response_url"):
                raise
            log.warning("a %s was not taken in: %s", form, trouble)
            return refuse(form, str(trouble), ack, respond)
        return next() if fresh else BoltResponse(status=200)

    def keep(self, form: str, body: Body) -> bool:
        """Keep a request under Slack's own id, for the worker; False if it is there already. Raises StoreTrouble.

        Listeners that answer in the acknowledgement, such as those of forms, call it before they acknowledge.
        """
        fresh = receive(self.store, id_of(body, form), form, body, self.now())
        self.wake()
        return fresh


def refuse(form: str, reason: str, ack: Ack, respond: Respond) -> BoltResponse:
    """Tell the person at once, since Slack does not send commands and presses again."""
    words = f"I could not take that in. {reason}"
    if form == "command":
        return ack(text=words)
    respond(text=words, response_type="ephemeral", replace_original=False)
    return ack()
