"""auth.* : who the token belongs to."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.state import State
from bot.workspace.wire import Payload


def test(state: State, call: Call) -> Payload:
    """The bot and its team."""
    return {
        "url": f"https://{state.team['domain']}.slack.test/",
        "team": state.team["name"],
        "team_id": state.team["id"],
        "user": state.bot.handle,
        "user_id": state.bot.id,
        "bot_id": state.bot.bot_id,
        "is_enterprise_install": False,
    }


def team(state: State, call: Call) -> Payload:
    """The team."""
    return {"team": dict(state.team)}


METHODS: dict[str, Method] = {"auth.test": test, "team.info": team}
