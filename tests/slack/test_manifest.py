"""manifest.json asks for exactly what the listeners hear and the Web API methods need."""

import json
import re
from pathlib import Path

from bot.slack.forms.registry import GLOBAL, ON_MESSAGES
from bot.slack.listeners import COMMAND, EVENTS, PROMPTS

MANIFEST = json.loads(Path("manifest.json").read_text())
SCOPES = {
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postMessage": {"chat:write"},
    "conversations_open": {"im:write"},
    "conversations_history": {"im:history", "channels:history", "groups:history", "metadata.message:read"},
    "conversations_replies": {"im:history", "channels:history", "groups:history", "metadata.message:read"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "users_info": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_update": set(),
    "set_status": {"assistant:write"},
    "set_suggested_prompts": {"assistant:write"},
}
EVENT_SCOPES = {"app_mention": {"app_mentions:read"}, "message.im": {"im:history"}, "app_home_opened": set()}


def test_events_commands_and_shortcuts_are_those_listened_to() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(event.partition(".")[0] for event in events) == sorted(EVENTS)
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    shortcuts: dict[str, list[str]] = {"global": [], "message": []}
    for shortcut in MANIFEST["features"]["shortcuts"]:
        shortcuts[shortcut["type"]].append(shortcut["callback_id"])
        assert len(shortcut["name"]) <= 24
    assert shortcuts == {"global": list(GLOBAL), "message": list(ON_MESSAGES)}
    assert MANIFEST["features"]["agent_view"]["suggested_prompts"] == list(PROMPTS)


def test_scopes_are_those_needed_and_no_more() -> None:
    source = "".join(path.read_text() for path in Path("bot/slack").rglob("*.py"))
    called = set(re.findall(r"client\.([a-z]+_\w+)\(", source)) | {"set_status", "set_suggested_prompts"}
    assert called <= set(SCOPES)
    needed = set().union(*(SCOPES[method] for method in called), *EVENT_SCOPES.values(), {"commands"})
    assert sorted(needed) == MANIFEST["oauth_config"]["scopes"]["bot"]
