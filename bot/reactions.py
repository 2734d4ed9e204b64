"""Reactions: which emoji on a message does what, as the setting tells it."""

import re
from typing import Literal, get_args

Deed = Literal["log", "case", "close"]
"""What an emoji can do: log the message, open a case from it, or close its case."""
OFF = "off"
USUAL = "memo=log, ticket=case, white_check_mark=close"
NAME = re.compile(r"[a-z0-9_+'-]+")


def reactions_of(setting: str) -> dict[str, Deed]:
    """The deed of each emoji, such as `memo=log, ticket=case`. Raises ValueError with a kind sentence."""
    if setting.strip().casefold() == OFF:
        return {}
    return dict(_pair(pair) for pair in setting.split(",") if pair.strip())


def _pair(told: str) -> tuple[str, Deed]:
    name, _, deed = (word.strip().casefold() for word in told.partition("="))
    name = name.strip(":")
    if not NAME.fullmatch(name):
        raise ValueError(f"“{told.strip()}” names no emoji; write for example memo=log, or off for none")
    for each in get_args(Deed):
        if deed == each:
            return name, each
    raise ValueError(f"{name} can log, case or close, not “{deed}”; write for example {name}=log, or off for none")
