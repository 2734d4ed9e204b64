"""The office: what the listeners of every part of Slack work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.assistant import Assistant
from bot.settings import Settings
from bot.slack.inbox import Inbox
from bot.slack.people import Colleagues
from bot.slack.talk import Talk
from storage.store import Store


@dataclass(frozen=True)
class Us:
    """Who we are in the workspace: its team and address, and our own user."""

    team: str
    address: str
    user: str


@dataclass(frozen=True)
class Office:
    """The records, the people, Slack itself and the time, and what surrounds the conversations."""

    client: WebClient
    assistant: Assistant
    colleagues: Colleagues
    inbox: Inbox
    settings: Settings
    us: Us
    now: Callable[[], datetime]
    talk: Talk

    @property
    def store(self) -> Store:
        """The records."""
        return self.assistant.store
