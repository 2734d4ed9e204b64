"""Relative moments: what a button means by "in an hour" or "tomorrow" is told by the clock when it is pressed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.understanding.intents import Intent

AHEAD = re.compile(r"\+(\d{1,4})([md])")
"""So many minutes, `+60m`, or days, `+1d`, from now on."""


def by_the_clock(intent: Intent, now: datetime) -> Intent:
    """The intent with moments in place of what is relative. `now` is on the speaker's clock."""
    return replace(intent, slots={name: _told(value, now) for name, value in intent.slots.items()})


def _told(value: Any, now: datetime) -> Any:
    found = AHEAD.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    if found[2] == "d":
        return (now.date() + timedelta(days=int(found[1]))).isoformat()
    then = now.astimezone(UTC) + timedelta(minutes=int(found[1]))
    return f"{then.astimezone(now.tzinfo):%Y-%m-%dT%H:%M}"
