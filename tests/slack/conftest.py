"""Rapport in a workspace, over each transport, with a reader that knows a few sentences by heart."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.slack.http import HttpLink
from bot.understanding.intents import Intent, Reading
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from bot.workspace import Manifest, Patience, Person, Workspace
from bot.workspace.messages import Message
from knowledge.knowledge import Knowledge
from skills.slots import Slot
from storage.customers import Customer
from storage.people import Person as Colleague
from storage.store import Store

SENTENCES = (
    (r"add (?P<name>.+) as a customer", "add_customer"),
    (r"show (?P<record>.+)", "show_record"),
    (r"delete (?P<record>.+)", "delete_record"),
    (r"export (?P<contact>.+)", "export_person"),
    (r"erase (?P<contact>.+)", "erase_person"),
    (r"undo", "undo"),
    (r"import (?:this|the) file.*", "import_file"),
    (r".*channel is about (?P<customer>.+)", "link_channel"),
    (r".*summarise this channel", "summarise_channel"),
)


class ByHeart:
    """Reads the sentences above, and nothing else."""

    slow = False

    def read(self, text: str, context: Context) -> Reading:
        """The intent of the first sentence that fits."""
        for form, skill in SENTENCES:
            if found := re.fullmatch(form, text):
                return Reading((Intent(skill, dict(found.groupdict()), text=text),))
        return Reading()

    def near(self, text: str, context: Context) -> list[tuple[str, float]]:
        """Showing a record is all that is near."""
        return [("show_record", 0.5)]

    def read_as(self, skill: str, text: str, context: Context) -> Intent:
        """The skill with nothing told."""
        return Intent(skill, text=text)

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        """No bare answer is understood; buttons are."""
        return None


class Quiet(Knowledge):
    """Knowledge that is not brought up to date."""

    def catch_up(self, store: Store, limit: int = 256) -> int:
        """Nothing."""
        return 0


@dataclass
class House:
    """A workspace with Rapport in it, and time that can be moved on."""

    workspace: Workspace
    store: Store
    home: Path
    transport: str
    ahead: timedelta = timedelta(0)
    threads: int = 4
    links: str = ""
    join: bool = True
    reader: ByHeart = field(default_factory=ByHeart)
    apps: list[SlackApp] = field(default_factory=list)

    def now(self) -> datetime:
        """The time in the house."""
        return datetime.now(UTC) + self.ahead

    def open(self) -> SlackApp:
        """Start Rapport."""
        token = self.workspace.app_token if self.transport == "socket" else ""
        settings = Settings.model_validate(
            {
                "RAPPORT_HOME": self.home,
                "SLACK_BOT_TOKEN": self.workspace.bot_token,
                "SLACK_APP_TOKEN": token,
                "SLACK_SIGNING_SECRET": self.workspace.signing_secret,
                "SLACK_API_URL": self.workspace.url,
                "RAPPORT_JOIN": self.join,
                "RAPPORT_LINKS": self.links,
                "RAPPORT_THREADS": self.threads,
                "PORT": 0,
            }
        )
        app = SlackApp(settings, self.assistant(), self.now)
        app.start()
        self.apps.append(app)
        if isinstance(app.link, HttpLink):
            assert self.workspace.deliver_to(app.link.url)
        return app

    def assistant(self) -> Assistant:
        """An assistant with the reader of the house."""
        return Assistant(self.store, self.reader, Directory(), Quiet(self.home))

    def called(self, method: str) -> int:
        """How often a method of the Web API was called."""
        return sum(call.method == method for call in self.workspace.calls)

    def close(self) -> None:
        """Stop whatever runs."""
        while self.apps:
            self.apps.pop().stop()

    def later(self, passed: timedelta = timedelta(0)) -> None:
        """Let time go by, and every part look for something to do."""
        self.ahead += passed
        for app in self.apps:
            app.working.wake()
            app.clock.tick()

    def hear(self, said: Message, within: float = 20) -> Message:
        """The answer to something said."""
        return self.workspace.wait_for_reply(said, within)

    def customers(self) -> list[str]:
        """The names of the customers there are."""
        with self.store.read(self.now()) as crm:
            return sorted(customer.name for customer in crm.customers.all())


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace that has installed the app of manifest.json."""
    manifest = Manifest.read(json.loads(Path("manifest.json").read_text()))
    with Workspace(manifest, Patience(ack=20.0, retries=(0.2, 0.5, 1.0))) as workspace:
        workspace.state.triggers.seconds = 20.0
        yield workspace


@pytest.fixture
def house(workspace: Workspace, store: Store, tmp_path: Path) -> Iterator[House]:
    """Rapport over Socket Mode, with two customers of the same name and Priya, a colleague."""
    yield from _house(workspace, store, tmp_path, "socket")


@pytest.fixture(params=["socket", "http"])
def doors(request: pytest.FixtureRequest, workspace: Workspace, store: Store, tmp_path: Path) -> Iterator[House]:
    """The same over each transport."""
    yield from _house(workspace, store, tmp_path, request.param)


def _house(workspace: Workspace, store: Store, home: Path, transport: str) -> Iterator[House]:
    house = House(workspace, store, home, transport)
    with store.begin(None, house.now(), "test") as crm:
        crm.people.add(Colleague(name="Priya Nair", email="priya@rapport.test", role="rep", time_zone="Europe/Berlin"))
        crm.customers.add(Customer(name="Acme Ltd", city="Berlin"))
        crm.customers.add(Customer(name="Hooli North"))
        crm.customers.add(Customer(name="Hooli South"))
    try:
        yield house
    finally:
        house.close()


@pytest.fixture
def priya(workspace: Workspace) -> Person:
    """A sales rep that the records know."""
    return workspace.user("Priya Nair", email="priya@rapport.test")
