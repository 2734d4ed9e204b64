"""All the workspace knows: people, conversations, messages, views, files and what the app may do."""

from __future__ import annotations

from collections.abc import Callable

from bot.workspace.accounts import Account, Accounts
from bot.workspace.calls import Calls
from bot.workspace.changes import Changed
from bot.workspace.channels import Channels
from bot.workspace.files import Files
from bot.workspace.hooks import ResponseUrls, Triggers
from bot.workspace.manifest import Manifest
from bot.workspace.messages import Message, Messages
from bot.workspace.moments import Clock, Ids, Stamps
from bot.workspace.views import Views
from bot.workspace.wire import ApiError, Payload


class State:
    """The state of one workspace with one installed app; every reader and writer holds `changed`."""

    def __init__(self, manifest: Manifest, clock: Clock) -> None:
        self.changed = Changed()
        self.announce: Callable[[Payload], None] = lambda event: None
        self.begin(manifest, clock)

    def begin(self, manifest: Manifest, clock: Clock) -> None:
        """Everything as in a workspace in which nobody has said anything yet."""
        self.manifest = manifest
        self.clock = clock
        self.ids = Ids()
        self.stamps = Stamps(clock)
        self.team = {"id": self.ids.next("T"), "name": "Rapport Test", "domain": "rapport-test"}
        self.app_id = self.ids.next("A")
        self.accounts = Accounts(self.ids, self.team["id"])
        self.bot = self.add_bot()
        self.channels = Channels(self.ids)
        self.messages = Messages()
        self.views = Views(self.ids)
        self.files = Files(self.ids)
        self.triggers = Triggers(self.ids, clock)
        self.response_urls = ResponseUrls(self.ids, clock)
        self.calls = Calls()
        self.statuses: dict[tuple[str, str], Payload] = {}
        self.prompts: dict[tuple[str, str], Payload] = {}
        self.details: dict[str, Payload] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self.reads: dict[str, dict[str, str]] = {}

    @property
    def root(self) -> str:
        """The address of the server, without a slash at the end."""
        return self.response_urls.root

    @root.setter
    def root(self, address: str) -> None:
        self.response_urls.root = address

    def add_bot(self) -> Account:
        """The app's own account, the author of all it posts."""
        bot = self.accounts.add("Rapport", None, {"is_bot": True})
        bot.bot_id = self.ids.next("B")
        return bot

    def post(self, message: Message) -> Message:
        """Keep a message; one of the app's own ends the status line it showed in the conversation."""
        self.messages.add(message)
        if message.is_from_bot:
            ended = [place for place in self.statuses if place[0] == message.channel]
            for place in ended if message.thread is None else {(message.channel, message.thread)} & set(ended):
                del self.statuses[place]
        self.changed.notify_all()
        return message

    def require_scope(self, *needed: str) -> None:
        """Refuse a call of an app that was granted none of these scopes."""
        if not set(needed) & set(self.manifest.scopes):
            raise ApiError("missing_scope", needed=needed[0], provided=",".join(self.manifest.scopes))

    def require_scope_or(self, scope: str, refusal: str) -> None:
        """Refuse with another code than `missing_scope` where a scope is what would have allowed it."""
        if scope not in self.manifest.scopes:
            raise ApiError(refusal)
