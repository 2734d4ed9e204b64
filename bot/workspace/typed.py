"""What Slack makes of typed text: mentions, channels, links and addresses become its markup."""

from __future__ import annotations

import re

from bot.workspace.state import State

MARKUP = re.compile(
    r"(?P<markup><[@#!][^>]+>|<(?:https?|mailto|tel):[^>]+>)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\"'])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>\+\d[\d ()/-]{6,}\d)"
    r"|@(?P<person>\w+)|#(?P<channel>[\w-]+)"
    r"|(?P<domain>\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|de|test)\b)"
)


def typed(state: State, text: str) -> str:
    """The text as events carry it; markup that is already there stays."""
    pieces, end = [], 0
    for match in MARKUP.finditer(text):
        pieces += [escaped(text[end : match.start()]), marked(state, match)]
        end = match.end()
    return "".join([*pieces, escaped(text[end:])])


def escaped(text: str) -> str:
    """The three characters Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def marked(state: State, match: re.Match[str]) -> str:
    """One piece of markup."""
    kind, whole = match.lastgroup, match.group()
    if kind == "person":
        return mention(state, match["person"])
    if kind == "channel":
        found = [channel for channel in state.channels if channel.name == match["channel"]]
        return f"<#{found[0].id}|{found[0].name}>" if found else whole
    if kind == "phone":
        return f"<tel:{re.sub(r'[^+0-9]', '', whole)}|{whole}>"
    shapes = {"url": f"<{whole}>", "mail": f"<mailto:{whole}|{whole}>", "domain": f"<http://{whole}|{whole}>"}
    return shapes.get(str(kind), whole)


def mention(state: State, name: str) -> str:
    """`@Anna` as a mention, or as it was typed where nobody is called so."""
    for account in state.accounts:
        if name.lower() in (account.handle, account.name.lower(), account.handle.partition(".")[0]):
            return f"<@{account.id}>"
    return f"@{name}"
