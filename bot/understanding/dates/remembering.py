"""Keeps what a rule read at a place of a line, for several rules ask for the same."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from bot.understanding.dates.readings import Viewpoint
from bot.understanding.dates.tokens import Line

Read = TypeVar("Read")


def remembered(rule: Callable[[Line, int, Viewpoint], Read]) -> Callable[[Line, int, Viewpoint], Read]:
    """The rule, read once at each place of a line from each point of view."""

    @wraps(rule)
    def read(line: Line, index: int, view: Viewpoint) -> Read:
        key = rule, index, view
        if key not in line.remembered:
            line.remembered[key] = rule(line, index, view)
        return cast(Read, line.remembered[key])

    return read
