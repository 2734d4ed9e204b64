"""Signed HTTP: the request URL of an app, with Slack's signature, retry headers and answers in the body."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.workspace.deliveries import Envelope, Patience, UndeliveredError
from bot.workspace.moments import wall_clock
from bot.workspace.wire import Payload

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """The `X-Slack-Signature` of a body sent at this time (seconds since 1970, as text)."""
    signed = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={signed.hexdigest()}"


class HttpDelivery:
    """Posts to one request URL; connections are not kept, so a stopped app is noticed at once."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self.secret = secret

    async def carry(self, envelope: Envelope, patience: Patience) -> Payload:
        """Post an envelope and read the acknowledgement from the answer's body."""
        kind, body = encoded(envelope)
        headers = self.headers(kind, body)
        if envelope.attempt:
            headers |= {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": envelope.reason}
        try:
            return await self.post(headers, body, patience)
        except TimeoutError:
            raise UndeliveredError("http_timeout") from None
        except ClientError:
            raise UndeliveredError("connection_failed") from None

    async def post(self, headers: dict[str, str], body: str, patience: Patience) -> Payload:
        """One request; anything but 200 is a failure, final where the app sent `X-Slack-No-Retry`."""
        limit = ClientTimeout(total=patience.ack)
        async with ClientSession(timeout=limit) as client, client.post(self.url, data=body, headers=headers) as answer:
            text = await answer.text()
            if answer.status != 200:
                raise UndeliveredError("http_error", final=answer.headers.get("X-Slack-No-Retry") == "1")
        return read_answer(text)

    async def verify(self) -> bool:
        """Whether the app at the request URL repeats the challenge, as Slack checks when a URL is entered."""
        body = json.dumps({"type": "url_verification", "token": "verification", "challenge": "are-you-there"})
        try:
            answer = await self.post(self.headers(JSON, body), body, Patience())
        except UndeliveredError:
            return False
        return answer.get("challenge", answer.get("text")) == "are-you-there"

    def headers(self, kind: str, body: str) -> dict[str, str]:
        """Content type and signature; a connection is used once.

        Always of the true time, since apps refuse signatures older than five minutes.
        """
        timestamp = str(int(wall_clock().timestamp()))
        return {
            "Content-Type": kind,
            "Connection": "close",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
        }


def encoded(envelope: Envelope) -> tuple[str, str]:
    """Content type and body: events as JSON, commands as a form, interactions as JSON in a form field."""
    if envelope.kind == "events_api":
        return JSON, json.dumps(envelope.payload)
    if envelope.kind == "slash_commands":
        return FORM, urlencode(envelope.payload)
    return FORM, urlencode({"payload": json.dumps(envelope.payload)})


def read_answer(text: str) -> Payload:
    """The acknowledgement: a JSON object, or plain text as a message."""
    try:
        answer = json.loads(text or "{}")
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {"text": text}
