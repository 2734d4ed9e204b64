"""The Web API calls an app made, with their arguments read whichever way they were sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.wire import ApiError, Payload, nested


@dataclass
class Call:
    """One call: the method (`chat.postMessage`), its arguments, the token it came with and the answer given."""

    method: str
    arguments: Payload
    token: str = ""
    answer: Payload = field(default_factory=dict)
    status: int = 200

    def text(self, key: str) -> str:
        """A required argument; Slack names what is missing in the response metadata."""
        value = self.maybe(key)
        if value is None:
            missing = {"messages": [f"[ERROR] missing required field: {key}"]}
            raise ApiError("invalid_arguments", response_metadata=missing)
        return value

    def maybe(self, key: str) -> str | None:
        """An argument as text, None where it is absent or empty."""
        value = self.arguments.get(key)
        return None if value in (None, "") else str(value)

    def flag(self, key: str) -> bool:
        """An argument as yes or no: JSON booleans, or `1`, `true` in forms."""
        return str(self.arguments.get(key, "")).lower() in ("1", "true")

    def number(self, key: str, otherwise: int) -> int:
        """An argument as a whole number."""
        value = self.maybe(key)
        return otherwise if value is None else int(value)

    def nested(self, key: str) -> Any:
        """An argument that is an object or a list, None where it is absent."""
        return None if self.maybe(key) is None else nested(self.arguments[key])

    def listed(self, key: str) -> list[str]:
        """An argument that is a list of words: a JSON list, or words with commas between."""
        value = self.arguments.get(key) or []
        if isinstance(value, list):
            return [str(word) for word in value]
        return [word.strip() for word in str(value).split(",") if word.strip()]


class Calls:
    """Every call in the order it came, so that a test can look at what the app did."""

    def __init__(self) -> None:
        self.made: list[Call] = []
        self.most = 0

    def add(self, call: Call) -> None:
        """Keep a call; where a most is set, the oldest are let go from time to time."""
        self.made.append(call)
        if self.most and len(self.made) > 2 * self.most:
            del self.made[: self.most]

    def __iter__(self) -> Iterator[Call]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)

    def of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.made if call.method == method]
