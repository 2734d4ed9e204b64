"""Talk: what surrounds a conversation in Slack: what is suggested, shown, stopped, and who may hear it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackClientError

from bot.slack.audience import Audience
from bot.slack.prompts import prompts_for
from bot.slack.said import looked_at
from bot.slack.sessions import Sessions
from bot.slack.stopping import Stopping
from bot.slack.trouble import NETWORK, SlackTrouble
from bot.slack.warmth import Warmth
from bot.understanding.intents import Intent
from storage.colleagues import known_by
from storage.store import Store
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

EVENTS = ("agent_session_stopped", "member_joined_channel", "member_left_channel", "user_change")
OLDER = ("assistant_thread_started", "assistant_thread_context_changed")
"""What an app is told that was installed with the older assistant view."""


@dataclass(frozen=True)
class Talk:
    """The surroundings of the conversations of one workspace."""

    store: Store
    audience: Audience
    warmth: Warmth
    sessions: Sessions
    stopping: Stopping
    now: Callable[[], datetime]

    def listen(self, app: App) -> None:
        """Register the listeners; what changes who may hear or wait is in effect before Slack is told it arrived."""
        app.event("agent_session_stopped")(self.stopped)
        for name in EVENTS[1:]:
            app.event(name)(heard_of)
        app.event("app_home_opened", matchers=[is_messages])(self.home_opened)
        for name in OLDER:
            app.event(name)(self.thread_opened)

    # ---- what takes effect at once

    def notice(self, body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        """A Bolt middleware: somebody came, left or changed, or pressed Stop. Raises StoreTrouble."""
        event = body.get("event") or {}
        kind = event.get("type")
        if kind in ("member_joined_channel", "member_left_channel"):
            self.audience.forget(event["channel"])
        elif kind == "user_change":
            self.audience.colleagues.forget(event["user"]["id"])
        elif kind == "agent_session_stopped":
            self.stopping.stop(event, body["event_id"])
        return next()

    def stopped(self, event: dict[str, Any]) -> None:
        """Show that there is nothing under way any more."""
        self.sessions.set(event["channel"], event.get("thread_ts") or "", "active")

    # ---- what is suggested

    def home_opened(self, event: dict[str, Any]) -> None:
        """Suggest what to say when somebody opens the conversation with us."""
        self.suggest(event["channel"], "", event["user"], looking_at=looked_at(event.get("context")))

    def thread_opened(self, event: dict[str, Any]) -> None:
        """The same in the older view, where each conversation is a thread that is opened beside a channel."""
        thread = event["assistant_thread"]
        beside = str((thread.get("context") or {}).get("channel_id") or "")
        self.suggest(thread["channel_id"], thread["thread_ts"], thread["user_id"], looking_at=beside)

    def suggest(
        self, channel: str, thread: str, user: str, intents: Sequence[Intent] = (), looking_at: str = ""
    ) -> None:
        """Suggest what to say next, if Slack lets us."""
        try:
            prompts = [prompt.wire() for prompt in self._prompts(user, intents, looking_at)]
            if prompts:
                told = {"thread_ts": thread} if thread else {}
                client = self.audience.client
                client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts, **told)
        except (SlackTrouble, StoreTrouble, SlackClientError, *NETWORK) as error:
            log.debug("no prompts could be shown: %s", error)

    def _prompts(self, user: str, intents: Sequence[Intent], looking_at: str) -> list[Any]:
        address = self.audience.colleagues.address(user)
        if not address:
            return []
        with self.store.read(self.now()) as crm:
            person = known_by(crm, address)
            link = crm.links.of_channel(looking_at) if person else None
            return prompts_for(person, self.now(), intents, link.customer.name if link else "")


def talk_of(audience: Audience, bot: str, queued: Callable[[], None]) -> Talk:
    """The surroundings of conversations with that audience. `queued` is called when there is something to post."""
    store, now = audience.store, audience.now
    sessions = Sessions(audience.client)
    return Talk(store, audience, Warmth(store, bot, now), sessions, Stopping(store, now, queued), now)


def is_messages(event: dict[str, Any]) -> bool:
    """Whether the tab that was opened is the conversation."""
    return event.get("tab") == "messages"


def heard_of() -> None:
    """It is in effect already."""
