"""The tokens of the Slack app: their form, and whether Slack knows the bot's."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urljoin

from bot.settings import Settings

TIMEOUT = 4.0  # seconds
FORMS = {
    "SLACK_BOT_TOKEN": re.compile(r"xoxb-\S+"),
    "SLACK_APP_TOKEN": re.compile(r"xapp-\S+"),
    "SLACK_SIGNING_SECRET": re.compile(r"[0-9a-f]{16,}"),
}

Said = tuple[Literal["ok", "warning", "problem"], str]


def check_tokens(settings: Settings) -> Iterator[Said]:
    """What there is to say about the tokens, one thing at a time."""
    values = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    given = {name: value for name, value in zip(FORMS, values, strict=True) if value}
    if not given:
        yield "ok", "none; Rapport speaks in the terminal"
        return
    for name, value in given.items():
        if not FORMS[name].fullmatch(value):
            yield "problem", f"{name} does not look like one; copy it again from your Slack app"
    if not settings.speaks_slack:
        yield "problem", "SLACK_BOT_TOKEN is needed, with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET"
    elif settings.slack_bot_token:
        yield _known(settings)


def _known(settings: Settings) -> Said:
    """Whether Slack knows the bot token."""
    address = urljoin(settings.slack_api_url.rstrip("/") + "/", "auth.test")
    headers = {"Authorization": f"Bearer {settings.slack_bot_token}"}
    try:
        request = urllib.request.Request(address, data=b"", headers=headers)
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            answer = json.load(response)
    except (OSError, ValueError) as error:
        return "warning", f"{address} does not answer ({error}); check the network"
    if answer.get("ok"):
        return "ok", f"Slack knows {answer.get('user', 'the bot')} in {answer.get('team', 'the workspace')}"
    return "problem", f"Slack says {answer.get('error', 'no')}; install the app anew and copy its tokens"
