"""Presses: a button that is pressed twice within a moment was meant once."""

import json
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from bot.slack.said import chosen_in

Body = dict[str, Any]
MOMENT = 1.0
"""Seconds within which the same button is pressed again only by a double click."""


@dataclass
class Presses:
    """The buttons pressed a moment ago, by whom and where; each click of a double click has an id of its own."""

    _last: dict[tuple[str, ...], float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def is_double(self, body: Body) -> bool:
        """Whether it is the second click of a double click; if not it is remembered as the first.

        What answers a question is not, for that is told to be settled.
        """
        if json.loads(chosen_in(body["actions"][0])).get("question"):
            return False
        pressed, at = _button(body), float(body["actions"][0].get("action_ts") or 0)
        with self._lock:
            self._last = {each: then for each, then in self._last.items() if abs(at - then) < MOMENT}
            if pressed in self._last:
                return True
            self._last[pressed] = at
            return False

    def forget(self, body: Body) -> None:
        """Let it be pressed anew, for it could not be taken in."""
        with self._lock:
            self._last.pop(_button(body), None)


def _button(body: Body) -> tuple[str, ...]:
    """Which button it is, and who pressed it."""
    container, action = body.get("container", {}), body["actions"][0]
    place = [str(container.get(name, "")) for name in ("channel_id", "message_ts", "view_id")]
    return (
        str(body["user"]["id"]),
        *place,
        str(action.get("block_id")),
        str(action["action_id"]),
        chosen_in(action),
    )
