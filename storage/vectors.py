"""Vectors: what the store keeps of each passage's meaning, and the tasks that bring the index up to date."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, func, not_, select, update

from storage.extracts import Extract, extracts
from storage.passages import FORGET, IndexTask, Passage
from storage.store import Store


class Vectors:
    """The vectors of all passages by one model. Each call is a transaction of its own."""

    def __init__(self, store: Store, model: str) -> None:
        self.store = store
        self.model = model

    def waiting(self, limit: int) -> list[Extract]:
        """Passages, gone ones too, whose current revision the index may not have; newest first."""
        tasks = extracts(self.model).join(IndexTask, IndexTask.passage_id == Passage.id)
        return self._read(tasks.order_by(Passage.id.desc()).limit(limit))

    def must_forget(self) -> bool:
        """Whether somebody was erased whose words the index may still have in its files."""
        erased = select(IndexTask.passage_id).join(Passage, Passage.id == IndexTask.passage_id)
        with self._reading() as connection:
            return connection.execute(erased.where(Passage.embedded == FORGET).limit(1)).first() is not None

    def lacking(self, limit: int) -> list[Extract]:
        """Live passages without a vector of their revision by this model, newest first."""
        wanted = extracts(self.model).where(Passage.live, self._stale())
        return self._read(wanted.order_by(Passage.id.desc()).limit(limit))

    def count_lacking(self) -> int:
        """How many live passages have no vector of their revision by this model."""
        with self._reading() as connection:
            counted = select(func.count()).select_from(Passage).where(Passage.live, self._stale())
            return connection.execute(counted).scalar_one()

    def _stale(self) -> ColumnElement[bool]:
        fresh = and_(Passage.model == self.model, Passage.embedded == Passage.revision)
        return Passage.model.is_(None) | Passage.embedded.is_(None) | not_(fresh)

    def keep(self, made: Iterable[tuple[Extract, bytes]]) -> None:
        """Keep the vectors of passages that have not been written to since."""
        rows = [{"of": each.id, "read": each.revision, "made": vector} for each, vector in made]
        if rows:
            kept = {"vector": bindparam("made"), "model": self.model, "embedded": bindparam("read")}
            same = (Passage.id == bindparam("of"), Passage.revision == bindparam("read"))
            with self.store.engine.begin() as connection:
                connection.execute(update(Passage.__table__).where(*same).values(kept), rows)  # type: ignore[arg-type]

    def done(self, indexed: Iterable[Extract]) -> None:
        """Drop the tasks of passages that have not been written to since they were read."""
        rows = [{"of": each.id, "read": each.revision} for each in indexed]
        if rows:
            same = (IndexTask.passage_id == bindparam("of"), IndexTask.revision == bindparam("read"))
            with self.store.engine.begin() as connection:
                connection.execute(delete(IndexTask).where(*same), rows)

    def batches(self, size: int = 1000) -> Iterator[list[Extract]]:
        """All live passages, by id."""
        last = 0
        while batch := self._read(
            extracts(self.model).where(Passage.live, Passage.id > last).order_by(Passage.id).limit(size)
        ):
            yield batch
            last = batch[-1].id

    def revisions(self) -> tuple[dict[int, int], set[int]]:
        """The revision of every live passage, and the ids that wait for the index, at one moment."""
        with self._reading() as connection:
            live = connection.execute(select(Passage.id, Passage.revision).where(Passage.live))
            revisions = dict(iter(live))
            return revisions, set(connection.execute(select(IndexTask.passage_id)).scalars())

    def sample(self, size: int) -> list[Extract]:
        """A few live passages that the index must know."""
        known = Passage.id.not_in(select(IndexTask.passage_id))
        chosen = extracts(self.model).where(Passage.live, known).order_by(Passage.id.desc()).limit(size)
        return [each for each in self._read(chosen) if each.vector]

    def _read(self, statement: Select[Any]) -> list[Extract]:
        with self._reading() as connection:
            return [Extract(*row) for row in connection.execute(statement)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.store.engine.connect().execution_options(reading=True) as connection:
            yield connection
