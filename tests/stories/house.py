"""The house of a story: the demo company in a home of its own, and Rapport in a workspace on it."""

from pathlib import Path

from bot.playground.stage import Stage
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.slack.http import HttpLink
from bot.understanding.reader import Reader


class SignedStage(Stage):
    """The stage where Slack reaches Rapport by signed HTTP."""

    def begin(self) -> None:
        """Let Rapport open its door, and the workspace knock at it."""
        workspace = self.workspace
        wishes = {"slack_bot_token": workspace.bot_token, "slack_app_token": "", "port": 0}
        wishes |= {"slack_signing_secret": workspace.signing_secret, "slack_api_url": workspace.url}
        self.app = SlackApp(self.settings.model_copy(update=wishes), self.home.assistant, self.turning)
        self.app.start()
        assert isinstance(self.app.link, HttpLink)
        assert workspace.deliver_to(self.app.link.url)


class House:
    """A workspace with Rapport in it that can be shut and opened again; all houses share what reading takes."""

    def __init__(self, folder: Path, reader: Reader, kind: type[Stage] = Stage) -> None:
        self.folder = folder
        self.reader = reader
        self.kind = kind
        self.stage = self.open(0)

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.stage.address

    def open(self, port: int) -> Stage:
        """Begin."""
        self.stage = self.kind(Settings.model_validate({"RAPPORT_HOME": self.folder}), port)
        self.stage.home.__dict__["reader"] = self.reader
        self.stage.open(lambda words: None)
        self.stage.begin()
        return self.stage

    def shut(self) -> int:
        """End; returns the port that the page was at."""
        port = int(self.address.rpartition(":")[2])
        self.stage.close()
        return port
