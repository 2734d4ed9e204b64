"""The home folder, and the assistant put together from what lies in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.assistant import Assistant
from bot.settings import Settings
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Reader
from knowledge.knowledge import Knowledge
from skills.reply import File
from skills.turn import Seller
from storage.migrate import migrate, state
from storage.store import Store
from storage.trouble import StoreTrouble

AT_ONCE = 256
"""How many passages are learned between two sentences; a large import is learned in the background."""


@dataclass(frozen=True)
class Home:
    """Where Rapport lives. What it holds is opened when it is first needed."""

    settings: Settings

    @property
    def folder(self) -> Path:
        return self.settings.home

    @property
    def records(self) -> str:
        """Where the records are, without any password."""
        return re.sub(r"(?<=:)[^:@/]+(?=@)", "***", self.settings.database)

    @property
    def learned(self) -> Path:
        """The folder of what was learned here from sentences put right."""
        return self.folder / "learned"

    @cached_property
    def store(self) -> Store:
        """The records, created or brought up to date. Raises StoreTrouble."""
        self._make()
        store = Store(self.settings.database, self.settings.country)
        found = state(store)
        if found == "newer":
            raise StoreTrouble(
                f"The database at {self.records} was written by a newer Rapport. "
                "Update this one, or use another home folder with --home."
            )
        if found != "current":
            migrate(store)
        return store

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the history teaches."""
        return Knowledge(self.folder)

    @cached_property
    def reader(self) -> Reader:
        """The local reader, or the chat model that RAPPORT_MODEL names with the local one behind it."""
        from bot.understanding.learning.training import local_reader

        local = local_reader(self.knowledge.encoder, self.learned)
        if not self.settings.model:
            return local
        from bot.understanding.model import ModelReader

        settings = self.settings
        return ModelReader(settings.model, settings.model_seconds, local, settings.model_when)

    @cached_property
    def assistant(self) -> Assistant:
        """The assistant over these records."""
        assistant = Assistant(self.store, self.reader, Directory(), self.knowledge)
        assistant.learns = self.settings.learn
        assistant.seller = Seller(self.settings.company, self.settings.address_lines)
        return assistant

    def learn(self, progress: Callable[[int], None] = lambda _: None, most: int | None = None) -> None:
        """Make the vectors of what was written since, so that it is found; the index takes them later.

        `progress` is called with how many passages were seen to; `most` of them, the newest, or all.
        """
        from knowledge.indexing import BATCH, catch_up

        left = most
        while left != 0 and (count := catch_up(self.store, self.knowledge.encoder, None, min(BATCH, left or BATCH))):
            progress(count)
            left = left and max(0, left - count)

    def unlearned(self) -> int:
        """How many passages have no vector yet."""
        from storage.vectors import Vectors

        return Vectors(self.store, self.knowledge.encoder.model).count_lacking()

    def save(self, file: File) -> Path:
        """Write a file that was handed over into `exports/`, for its owner's eyes only; returns where it is."""
        folder = self.folder / "exports"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / file.name
        path.touch(mode=0o600)
        path.write_bytes(file.octets)
        return path

    def close(self) -> None:
        """Let go of the index and of the database."""
        if "knowledge" in self.__dict__:
            self.knowledge.close()
        if "store" in self.__dict__:
            self.store.close()

    def _make(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreTrouble(
                f"The home folder {self.folder} cannot be used: {error.strerror}. Choose another with --home."
            ) from error
