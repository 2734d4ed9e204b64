"""Threads: where a word for one user alone is seen."""

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack.trouble import NETWORK

log = logging.getLogger(__name__)


def shown_thread(client: WebClient, channel: str, thread: str | None) -> str | None:
    """The thread if it has an answer already, else None: Slack shows nobody a word for them alone in any other.

    Where that cannot be read it is None too, for in the channel itself the word is always seen.
    """
    if not thread:
        return None
    try:
        found = client.conversations_replies(channel=channel, ts=thread, limit=2)["messages"]
    except (SlackClientError, *NETWORK) as error:
        log.debug("the thread %s of %s could not be read: %s", thread, channel, error)
        return None
    return thread if len(found) > 1 else None
