"""Sessions: what Slack shows while we work: a status line, and the Stop button where it takes long."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Timer

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.trouble import NETWORK, code_of
from bot.understanding.intents import READING, Intent

log = logging.getLogger(__name__)

LONG = 0.7
"""Seconds of work after which there is something to stop."""

LACKING = {"unknown_method", "missing_scope", "not_allowed_token_type", "feature_not_enabled", "method_deprecated"}
"""What Slack says where the workspace, or an older installation, has no such thing."""

DOING = {"report": "is counting…", "show_forecast": "is counting…", "brief_customer": "is reading up on them…"}


@dataclass
class Sessions:
    """What is shown in a conversation. It is only for the eye, so no failure keeps anything from being answered."""

    client: WebClient
    _lacking: set[str] = field(default_factory=set)

    @contextmanager
    def processing(self, channel: str, thread: str) -> Iterator[None]:
        """Show that there is work, and a way to stop it, for as long as it takes."""
        shown: list[str] = []

        def show() -> None:
            shown.append(thread)
            self.set(channel, thread, "processing")

        timer = Timer(LONG, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if shown:
                self.set(channel, thread, "active")

    def set(self, channel: str, thread: str, status: str) -> None:
        """Set the status of a session."""
        told = {"thread_ts": thread} if thread else {}
        self._try("sessions", lambda: self.client.agents_sessions_setStatus(channel_id=channel, status=status, **told))

    def doing(self, channel: str, thread: str, intents: Sequence[Intent]) -> None:
        """Say in the status line what is being done; nothing is, where there are no intents."""
        words = doing_words(intents) if intents else ""
        self._try(
            "status",
            lambda: self.client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=words),
        )

    def _try(self, what: str, call: Callable[[], object]) -> None:
        if what in self._lacking:
            return
        try:
            call()
        except SlackApiError as error:
            if code_of(error) in LACKING:
                self._lacking.add(what)
            log.debug("no %s could be shown: %s", what, error)
        except (SlackClientError, *NETWORK) as error:
            log.debug("no %s could be shown: %s", what, error)


def doing_words(intents: Sequence[Intent]) -> str:
    """What is being done, as it stands behind our name."""
    skills = [intent.skill for intent in intents]
    if any(skill not in READING for skill in skills):
        return "is writing that down…"
    return next((DOING[skill] for skill in skills if skill in DOING), "is looking that up…")
