"""Overheard: what people said in a channel lately, read from Slack only when somebody asks for it."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.people import Colleagues
from bot.slack.quoting import spoken
from bot.slack.said import is_channel
from bot.slack.trouble import NETWORK, code_of, trouble_of
from skills.turn import Refused, Utterance

log = logging.getLogger(__name__)

MOST = 200
PAGE = 100
CLOSED = "I cannot read this channel yet. Invite me with /invite @Rapport, then say it again."
DEAF = "Slack does not let me read the channel just now. Nothing is lost; say it again in a minute."
SPOKEN = (None, "file_share", "thread_broadcast", "me_message")


@dataclass(frozen=True)
class Overhearing:
    """Reads channels; `us` is our own user, whose messages and mentions are not part of the talk."""

    client: WebClient
    colleagues: Colleagues
    us: str

    def before(self, channel: str) -> Callable[[], list[Utterance]]:
        """What was said in a channel, the oldest first, to be read where it is needed. Reading raises Refused."""
        return lambda: self._read(channel) if is_channel(channel) else []

    def _read(self, channel: str) -> list[Utterance]:
        try:
            said = [self._utterance(channel, each) for each in self._messages(channel) if self._counts(each)]
        except (SlackClientError, *NETWORK) as error:
            log.warning("%s could not be read: %s", channel, trouble_of(error))
            raise Refused(CLOSED if _is_closed(error) else DEAF) from error
        return said[::-1]

    def _messages(self, channel: str) -> Iterator[dict[str, Any]]:
        """The last messages of the channel, the newest first."""
        left, cursor = MOST, ""
        while left > 0:
            page = self.client.conversations_history(channel=channel, limit=min(left, PAGE), cursor=cursor or None)
            found = list(page.get("messages") or ())[:left]
            yield from found
            left -= len(found)
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor or not found:
                return

    def _counts(self, message: dict[str, Any]) -> bool:
        """Whether a person says something, and not to us."""
        text = str(message.get("text") or "")
        own = message.get("bot_id") or message.get("user") == self.us or f"<@{self.us}" in text
        return bool(text and message.get("user") and not own and message.get("subtype") in SPOKEN)

    def _utterance(self, channel: str, message: dict[str, Any]) -> Utterance:
        by = self.colleagues.name(str(message["user"])) or "somebody"
        text = re.sub(r"\s+", " ", spoken(str(message["text"]), self.us, self.colleagues.name))
        stamp = str(message["ts"])
        return Utterance(by, datetime.fromtimestamp(float(stamp), UTC), text.strip(), f"{channel}:{stamp}")


def _is_closed(error: Exception) -> bool:
    """Whether we are no member of the channel."""
    return isinstance(error, SlackApiError) and code_of(error) in (
        "not_in_channel",
        "channel_not_found",
        "missing_scope",
    )
