"""What travels between Slack and an app: JSON objects, and the errors the Web API answers with."""

from __future__ import annotations

import json
from typing import Any

Payload = dict[str, Any]


class ApiError(Exception):
    """A refusal of the Web API: HTTP 200 with `ok` false, `error` the code and further keys beside it."""

    def __init__(self, code: str, **beside: Any) -> None:
        super().__init__(code)
        self.code = code
        self.beside = beside

    def answer(self) -> Payload:
        """The body Slack would send."""
        return {"ok": False, "error": self.code, **self.beside}


class ImpossibleError(ValueError):
    """Something no person could do in Slack's own client, such as pressing a button that is not there."""


def without_blanks(payload: Payload) -> Payload:
    """The same object without the keys whose value is None."""
    return {key: value for key, value in payload.items() if value is not None}


def nested(value: Any) -> Any:
    """An argument as an object: form posts carry nested values as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise ApiError("invalid_arguments", detail=str(error)) from error
