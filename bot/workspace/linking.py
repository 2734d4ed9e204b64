"""Links in messages that an app asked to hear of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.wire import Payload

LINK = re.compile(r"<(https?://[^>|\s]+)(?:\|[^>]*)?>")


def links_in(text: str, domains: Sequence[str]) -> list[Payload]:
    """The links of a text whose domain is one of these or below it."""
    found = []
    for url in dict.fromkeys(LINK.findall(text)):
        url = url.replace("&amp;", "&")
        host = urlsplit(url).hostname or ""
        domain = next((each for each in domains if host == each or host.endswith(f".{each}")), None)
        found += [{"url": url, "domain": domain}] if domain else []
    return found


def announce_links(state: State, message: Message) -> None:
    """Tell the app of the links in a new message of a person."""
    links = links_in(message.text, state.manifest.domains)
    if links:
        event: Payload = {"type": "link_shared", "user": message.author, "channel": message.channel, "links": links}
        event |= {"message_ts": message.ts, "source": "conversations_history", "is_bot_user_member": True}
        event |= {"thread_ts": message.thread} if message.thread else {}
        event["unfurl_id"] = f"{message.channel}.{message.ts}"
        state.announce({**event, "event_ts": state.stamps.next()})
