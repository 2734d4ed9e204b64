"""Settling: what an emoji makes of a message is made once, though several processes may be at it."""

from bot.slack.said import Said
from storage.crm import Crm
from storage.mailroom import Twice
from storage.origins import logged_from, opened_from


def once(crm: Crm, said: Said) -> None:
    """Let nothing stay that another process made of the same message meanwhile. Raises Twice."""
    if said.reaction not in ("log", "case"):
        return
    channel, ts = said.source.split(":")[:2]
    crm.hold(f"reaction:{channel}:{ts}")
    logs = said.reaction == "log" or any(intent.skill == "log_interaction" for intent in said.intents)
    if (logs and len(logged_from(crm, channel, ts)) > 1) or len(opened_from(crm, channel, ts)) > 1:
        raise Twice(said.source)
