"""Keeping: the workspace in a folder, so that it is there again after a restart or a sudden end.

`state.json` holds all but the messages and is replaced whole; `messages.jsonl` gets a line for every change of a
message, of which the last one counts; `files/` holds what was shared.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from bot.workspace.kept import FORM, message_from, message_kept, restore, state_kept
from bot.workspace.messages import Message
from bot.workspace.turning import Turning
from bot.workspace.wire import Payload
from bot.workspace.workspace import Workspace

log = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds in which changes are gathered before they are written."""
SKIPPED = 1_000
"""So many ids are left out after a restart, in case the last ones given away were not written any more."""
NEVER_TWICE = ("C", "G", "D", "Ev", "R", "trigger")
"""Ids the app keeps; those of a workspace begun anew begin at the present second, so that none comes twice."""


class Keeping:
    """Writes a workspace into its folder as it changes, and reads it back."""

    def __init__(self, folder: Path, workspace: Workspace, turning: Turning) -> None:
        self.folder = folder
        self.state = workspace.state
        self.deliveries = workspace.deliveries
        self.turning = turning
        self.undelivered: list[Payload] = []
        self.messages = self.state.messages
        self.place = 0
        self.is_torn = False
        self.woken = Event()
        self.ended = Event()
        self.thread = Thread(target=self.run, name="keeping", daemon=True)

    def load(self) -> bool:
        """Read back what was kept; False where there is nothing. What cannot be read is set aside."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            found = self.read()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.set_aside(error)
            found = False
        if found:
            self.state.ids.skip(SKIPPED)
        else:
            self.begin()
        return found

    def read(self) -> bool:
        """Read both files. Raises ValueError and its like where they are not what was written."""
        path = self.folder / "state.json"
        if not path.exists():
            return False
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["form"] != FORM:
            raise ValueError(f"it has form {told['form']}, and this version reads form {FORM}")
        said = self.read_messages()
        with self.state.changed:
            restore(self.state, told)
            self.turning.ahead = timedelta(seconds=told["ahead_seconds"])
            self.undelivered = told["undelivered"]
            for message in said:
                if message.channel in self.state.channels.by_id:
                    self.state.messages.add(message)
            for file in self.state.files.by_id.values():
                file.content = self.content(file.id)
        self.rewrite()
        return True

    def read_messages(self) -> list[Message]:
        """The messages as they were last, in the order in which they were said; a line cut short is left out."""
        path = self.folder / "messages.jsonl"
        last: dict[tuple[str, str], Message] = {}
        for line in path.read_bytes().splitlines() if path.exists() else ():
            try:
                message = message_from(json.loads(line))
            except (ValueError, TypeError):
                log.info("a line of %s is cut short and left out", path)
                continue
            last[message.channel, message.ts] = message
        return [message for message in last.values() if not message.deleted]

    def content(self, file: str) -> bytes:
        """The bytes of a file that was shared."""
        path = self.folder / "files" / file
        return path.read_bytes() if path.exists() else b""

    def set_aside(self, error: Exception) -> None:
        """Put what cannot be read where it is in nobody's way, and say so."""
        aside = self.folder.with_name(f"{self.folder.name}-unreadable-{int(time.time())}")
        self.folder.rename(aside)
        self.folder.mkdir(mode=0o700)
        log.warning(
            "The conversations kept in %s could not be read (%s). They lie in %s now, and the channels begin anew; "
            "the records are not touched.",
            self.folder,
            error,
            aside,
        )
        with self.state.changed:
            self.state.begin(self.state.manifest, self.state.clock)

    def begin(self) -> None:
        """Begin anew: with ids that were never given away in this folder."""
        with self.state.changed:
            for prefix in NEVER_TWICE:
                self.state.ids.last[prefix] = int(self.state.clock().timestamp())

    def start(self) -> None:
        """Write from now on whenever something changes, and deliver what the app had not heard of yet."""
        for body in self.undelivered:
            self.deliveries.send("events_api", body)
        self.rewrite()
        self.state.changed.listen(self.woken.set)
        self.thread.start()

    def stop(self) -> None:
        """Write what is left, and end."""
        self.state.changed.forget(self.woken.set)
        self.ended.set()
        self.woken.set()
        if self.thread.is_alive():
            self.thread.join()
            self.save()

    def run(self) -> None:
        """The life of the thread."""
        while not self.ended.is_set():
            self.woken.wait()
            self.woken.clear()
            self.ended.wait(PAUSE)
            try:
                self.save()
                self.is_torn = False
            except OSError as error:
                self.is_torn = True
                log.warning("What was said could not be written into %s: %s. It is tried again.", self.folder, error)

    def save(self) -> None:
        """Write what changed since the last time."""
        if self.state.messages is not self.messages:
            self.rewrite()
            return
        with self.state.changed:
            touched = {id(message): message for message in self.messages.touched[self.place :]}
            place = len(self.messages.touched)
            lines = [line(message) for message in touched.values()]
            told = self.told()
        self.keep(told)
        if lines:
            with (self.folder / "messages.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(["\n" if self.is_torn else "", *lines])
        self.place = place

    def rewrite(self) -> None:
        """Write everything anew, each message in one line."""
        with self.state.changed:
            self.messages = self.state.messages
            self.place = len(self.messages.touched)
            lines = [line(message) for message in self.messages if not message.deleted]
            told = self.told()
        self.keep(told)
        replace(self.folder / "messages.jsonl", iter(lines))

    def told(self) -> str:
        """All but the messages, as text."""
        told = {"form": FORM, "ahead_seconds": self.turning.ahead.total_seconds(), **state_kept(self.state)}
        return json.dumps(told | {"undelivered": self.deliveries.events_under_way}, ensure_ascii=False)

    def keep(self, told: str) -> None:
        """Write all but the messages, and the files that are not written yet."""
        folder = self.folder / "files"
        folder.mkdir(mode=0o700, exist_ok=True)
        for file in list(self.state.files.by_id.values()):
            if file.content and not (folder / file.id).exists():
                (folder / file.id).write_bytes(file.content)
        replace(self.folder / "state.json", iter([told]))


def line(message: Message) -> str:
    """A message in one line."""
    return json.dumps(message_kept(message), ensure_ascii=False) + "\n"


def replace(path: Path, pieces: Iterator[str]) -> None:
    """Write a file whole, or leave the one that is there."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        fresh.chmod(0o600)
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
