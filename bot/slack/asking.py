"""Asking Slack: what becomes of a call that is refused, or of which nobody knows whether it was heard."""

import logging
from collections.abc import Callable, Iterable
from http.client import HTTPException
from typing import TypeVar

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.sender import InDoubt, Later, Undeliverable
from bot.slack.trouble import code_of

T = TypeVar("T")
log = logging.getLogger(__name__)

UNSURE = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
MENDABLE = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
    "team_added_to_org", "org_login_required", "ekm_access_denied",
}  # fmt: skip
MEND_SECONDS = 60.0


def asked(call: Callable[[], T], but: Iterable[str] = ()) -> T:
    """What a call answers; failures as Later, InDoubt or Undeliverable, except the codes in `but`."""
    try:
        return call()
    except SlackApiError as error:
        if code_of(error) in but:
            raise
        raise _failure(error) from error
    except (SlackClientError, OSError, HTTPException) as error:
        raise InDoubt(repr(error)) from error


def _failure(error: SlackApiError) -> Exception:
    code, status = code_of(error), getattr(error.response, "status_code", 200)
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Later(float(error.response.headers.get("Retry-After", 1)))
    if status >= 500 or code in UNSURE or code.startswith("duplicate_"):
        return InDoubt(code)
    if code in MENDABLE:
        log.error("Slack refuses to post: %s", code)
        return Later(MEND_SECONDS)
    return Undeliverable(code)
