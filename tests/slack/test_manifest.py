"""manifest.json asks for exactly what the listeners hear and the Web API methods need."""

import json
import re
from pathlib import Path

from bot.slack.forms.registry import GLOBAL, ON_MESSAGES
from bot.slack.listeners import COMMAND, EVENTS
from bot.slack.prompts import USUAL

MANIFEST = json.loads(Path("manifest.json").read_text())
SCOPES = {
    "agents_sessions_setStatus": {"assistant:write"},
    "assistant_threads_setStatus": {"assistant:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "views_publish": set(),
    "chat_getPermalink": set(),
    "chat_unfurl": {"links:write"},
    "chat_update": {"chat:write"},
    "entity_presentDetails": {"links:write"},
    "chat_postMessage": {"chat:write"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_history": {"im:history", "channels:history", "groups:history", "metadata.message:read"},
    "conversations_replies": {"im:history", "channels:history", "groups:history", "metadata.message:read"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "users_list": {"users:read", "users:read.email"},
    "users_info": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_update": set(),
    "set_status": {"assistant:write"},
}
EVENT_SCOPES = {
    "agent_session_stopped": {"assistant:write"},
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "user_change": {"users:read"},
    "link_shared": {"links:read"},
    "entity_details_requested": set(),
}


def test_events_commands_and_shortcuts_are_those_listened_to() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in events} == set(EVENTS)
    assert len(set(events)) == len(events) == len(EVENTS) + 2  # messages come from three kinds of places
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    shortcuts: dict[str, list[str]] = {"global": [], "message": []}
    for shortcut in MANIFEST["features"]["shortcuts"]:
        shortcuts[shortcut["type"]].append(shortcut["callback_id"])
        assert len(shortcut["name"]) <= 24
    assert shortcuts == {"global": list(GLOBAL), "message": list(ON_MESSAGES)}
    assert MANIFEST["features"]["agent_view"]["suggested_prompts"] == [prompt.wire() for prompt in USUAL]


def test_scopes_are_those_needed_and_no_more() -> None:
    source = "".join(path.read_text() for path in Path("bot/slack").rglob("*.py"))
    called = set(re.findall(r"client\.([a-z]+_\w+)\(", source)) | {"set_status"}
    assert called <= set(SCOPES)
    needed = set().union(*(SCOPES[method] for method in called), *EVENT_SCOPES.values(), {"commands"})
    assert sorted(needed) == MANIFEST["oauth_config"]["scopes"]["bot"]
