"""The index: generations of vectors in Chroma, of which one counts, for questions over everyone.

A rebuild writes a new generation beside the old one, since Chroma keeps deleted vectors in its files. The file
`current` names the one that counts.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from knowledge.encoder import Vectors
from knowledge.generation import Generation, IndexBroken
from storage.extracts import Extract
from storage.locks import FileLock, lock_of
from storage.store import Store

PATIENCE = 120  # seconds to open a large index


class IndexBusy(Exception):
    """Another process has the index; answers come from the store meanwhile."""


class Index:
    """The index in a folder, for one process at a time. Raises IndexBusy; its methods may raise IndexBroken."""

    def __init__(self, folder: Path, store: Store, model: str) -> None:
        """Take the folder, and the store's index tasks, which only one process may do; `model` made the vectors."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._model = re.sub(r"\W+", "-", model)
        self.writing = threading.RLock()
        self._locks = (FileLock(folder / "owner.lock"), lock_of(store, "index"))
        if not all(lock.take() for lock in self._locks):
            self._release()
            raise IndexBusy(f"Another process has the index in {folder} open. Stop it first.")
        self._pointer = folder / "current"
        self._generation = Generation(folder / self._current())
        self._remove_others()

    @property
    def exists(self) -> bool:
        """Whether a generation by this model was ever completed."""
        name = self._current()
        return name.partition(".")[2] == self._model and (self.folder / name).exists()

    def opens(self, known: Sequence[int]) -> bool:
        """Whether it can be opened and finds the ids. Another process tries: a damaged one may crash whoever does."""
        check = [sys.executable, "-m", "knowledge.generation", str(self._generation.folder), json.dumps(list(known))]
        paths = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
        try:
            return subprocess.run(check, env=paths, capture_output=True, timeout=PATIENCE).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def put(self, passages: Sequence[Extract], vectors: Vectors) -> None:
        """Bring in the passages with their vectors, in place of what was there under their ids."""
        self._generation.put(passages, vectors)

    def drop(self, ids: Sequence[int]) -> None:
        """Take passages out; unknown ids do no harm."""
        self._generation.drop(ids)

    def nearest(self, vector: Vectors, limit: int, first: datetime | None, last: datetime | None) -> list[int]:
        """The ids of the passages nearest to the vector, of the time from `first` to before `last`."""
        return self._generation.nearest(vector, limit, first, last)

    def revisions(self) -> dict[int, int]:
        """The revision of every passage in it."""
        return self._generation.revisions()

    def finds_itself(self, ids: Sequence[int]) -> list[int]:
        """Those of the ids that are found by their own vectors."""
        return self._generation.finds_itself(ids)

    def renew(self, batches: Iterable[tuple[Sequence[Extract], Vectors]]) -> None:
        """Write a new generation of just these passages, let it count, and remove the old one from the disk."""
        with self.writing:
            number = int(self._current().partition(".")[0]) + 1
            fresh = Generation(self.folder / f"{number}.{self._model}")
            for passages, vectors in batches:
                fresh.put(passages, vectors)
            self._point_to(fresh.folder.name)
            old, self._generation = self._generation, fresh
            with suppress(IndexBroken):
                old.close()
            self._remove_others()

    def close(self) -> None:
        """Let go of the files and of the lock."""
        self._generation.close()
        self._release()

    def _release(self) -> None:
        for lock in self._locks:
            lock.release()

    def _current(self) -> str:
        return self._pointer.read_text().strip() if self._pointer.exists() else "0."

    def _point_to(self, name: str) -> None:
        fresh = self.folder / "current.new"
        with fresh.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)

    def _remove_others(self) -> None:
        """Remove the generations that do not count: old ones, and those whose writing was cut short."""
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder.name != self._current():
                shutil.rmtree(folder)
