"""Answered: once a question is answered by a button, what was chosen stands in the place of its buttons."""

import json
import logging
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack.blocks.fitting import Block, context, shortened
from bot.slack.trouble import NETWORK

log = logging.getLogger(__name__)

CHOSEN = "Chosen: {}"


def close_question(client: WebClient, body: dict[str, Any], question: str) -> None:
    """Take the buttons of a question from the message they were pressed on. A failure is no matter: they only stay."""
    message, place = body.get("message") or {}, body.get("container") or {}
    label = str((body["actions"][0].get("text") or {}).get("text") or "")
    left = without_choices(message.get("blocks") or [], question, label)
    if left is None:
        return
    try:
        text = message.get("text") or label
        client.chat_update(channel=place["channel_id"], ts=place["message_ts"], text=text, blocks=left)
    except (SlackClientError, *NETWORK) as error:
        log.debug("the buttons of %s stay: %s", question, error)


def without_choices(blocks: list[Block], question: str, label: str) -> list[Block] | None:
    """The blocks without the buttons that answer a question; None where there are none of those."""
    made: list[Block] = []
    found = False
    for block in blocks:
        choices = [each for each in block.get("elements", []) if block["type"] == "actions" and _asks(each, question)]
        if not choices:
            made.append(block)
            continue
        others = [each for each in block["elements"] if each not in choices]
        made += [{**block, "elements": others}] if others else []
        made += [] if found else [context(CHOSEN.format(shortened(label, 100)))]
        found = True
    return made if found else None


def _asks(element: Block, question: str) -> bool:
    """Whether a button answers the question."""
    try:
        return bool(json.loads(element.get("value") or "{}").get("question") == question)
    except (ValueError, AttributeError):
        return False
