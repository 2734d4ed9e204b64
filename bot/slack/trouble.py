"""Trouble with Slack, said in sentences that tell what to do."""

from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError

NETWORK = (OSError, HTTPException)
"""What is raised where Slack did not answer: timeouts and broken connections are OSErrors."""

SENTENCES = {
    "invalid_auth": "Slack does not accept the token. Copy SLACK_BOT_TOKEN anew from “OAuth & Permissions”.",
    "not_authed": "There is no bot token. Set SLACK_BOT_TOKEN; it is shown once the app is installed.",
    "account_inactive": "The app was removed from the workspace. Install it again and set its new SLACK_BOT_TOKEN.",
    "token_revoked": "The token was revoked. Install the app again and set its new SLACK_BOT_TOKEN.",
    "token_expired": "The token has expired. Install the app again and set its new SLACK_BOT_TOKEN.",
    "not_allowed_token_type": "The token is of the wrong kind: a bot token begins with xoxb-, an app token with xapp-.",
    "missing_scope": "The app lacks a permission. Install it again from manifest.json.",
}


class SlackTrouble(Exception):
    """Slack cannot be reached or refuses us; the text tells what to do."""


def trouble_of(error: Exception) -> SlackTrouble:
    """What to tell about an error of the Web API or the network."""
    if isinstance(error, SlackTrouble):
        return error
    if isinstance(error, SlackApiError):
        code = code_of(error)
        return SlackTrouble(SENTENCES.get(code, f"Slack refuses: {code}."))
    if isinstance(error, SlackClientError):
        return SlackTrouble(f"Slack answered in a way that cannot be understood: {error}")
    return SlackTrouble(f"Slack does not answer ({error}). Check the network and SLACK_API_URL.")


def code_of(error: SlackApiError) -> str:
    """Slack's word for what is wrong, or the HTTP status."""
    response = error.response
    found = response.get("error") if not isinstance(response, dict | str) and isinstance(response.data, dict) else None
    return str(found or getattr(response, "status_code", "unknown"))
