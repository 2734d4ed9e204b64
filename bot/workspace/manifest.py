"""What the app asked for when it was made: its events, scopes, commands and shortcuts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workspace.wire import Payload

EVENTS = ("app_home_opened", "app_mention", "message.im")
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "links:read",
    "links:write",
    "metadata.message:read",
    "mpim:history",
    "mpim:read",
    "reactions:read",
    "reactions:write",
    "users.profile:read",
    "users:read",
    "users:read.email",
)


@dataclass
class Manifest:
    """The part of an app manifest that decides what Slack delivers and allows; commands None means any command."""

    events: tuple[str, ...] = EVENTS
    scopes: tuple[str, ...] = SCOPES
    commands: tuple[str, ...] | None = None
    shortcuts: tuple[str, ...] | None = None
    command_details: tuple[Payload, ...] = ()
    shortcut_details: tuple[Payload, ...] = ()
    name: str = ""
    description: str = ""
    domains: tuple[str, ...] = ()

    @classmethod
    def read(cls, manifest: Payload) -> Manifest:
        """From an app manifest as Slack takes it (a dict parsed from its YAML or JSON)."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        shown = manifest.get("display_information", {})
        return cls(
            events=tuple(settings.get("event_subscriptions", {}).get("bot_events", ())),
            scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            commands=tuple(command["command"] for command in features.get("slash_commands", ())),
            shortcuts=tuple(shortcut["callback_id"] for shortcut in features.get("shortcuts", ())),
            command_details=tuple(features.get("slash_commands", ())),
            shortcut_details=tuple(features.get("shortcuts", ())),
            name=shown.get("name", ""),
            description=shown.get("description", ""),
            domains=tuple(features.get("unfurl_domains", ())),
        )
