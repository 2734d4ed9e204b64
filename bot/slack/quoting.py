"""Quoting: what a message of Slack gives to a record: its words, its headline, and when it was written."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from bot.slack.said import with_names
from bot.understanding.text import plain

SUBJECT = 150
"""Characters of a case's subject that is taken from a message."""


def spoken(text: str, us: str, name: Callable[[str], str]) -> str:
    """The words as people read them: without markup, people called by name, and our own mention dropped."""
    return plain(with_names(text, us, name))


def headline(words: str) -> str:
    """The first line, cut between words where it is too long for a subject."""
    line = next(iter(words.strip().splitlines()), "").strip()
    return line if len(line) <= SUBJECT else f"{line[:SUBJECT].rsplit(' ', 1)[0][: SUBJECT - 1].rstrip()}…"


def written_at(source: str, zone: tzinfo) -> str:
    """When the message was written that stands at `channel:ts`, as answers hold moments."""
    return datetime.fromtimestamp(float(source.split(":")[1]), zone).strftime("%Y-%m-%dT%H:%M")
