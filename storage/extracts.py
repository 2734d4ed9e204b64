"""Extracts: passages as they are read for a question, by whom, when and in which words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    null,
    select,
    table,
    text,
)  # fmt: skip
from sqlalchemy.orm import Session

from storage.customers import Customer
from storage.passages import Passage

WORD = re.compile(r"\w+")
MOST_WORDS = 32
FULL_TEXT = table("passage_words", column("rowid"))


class Extract(NamedTuple):
    """A passage as it was read. `vector` is None where there is none yet of this revision by this model."""

    id: int
    kind: str
    record_id: int
    customer_id: int | None
    contact_id: int | None
    at: datetime
    text: str
    revision: int
    live: bool
    vector: bytes | None


def extracts(model: str) -> Select[Any]:
    """Selects an `Extract` a row, whose vectors are by the model."""
    fresh = and_(Passage.model == model, Passage.embedded == Passage.revision)
    vector = case((fresh, Passage.vector), else_=null()).label("vector")
    columns = (Passage.id, Passage.kind, Passage.record_id, Passage.customer_id, Passage.contact_id)
    return select(*columns, Passage.at, Passage.text, Passage.revision, Passage.live, vector)


@dataclass(frozen=True)
class Scope:
    """Whose passages of which time: `first` is included, `last` is not; None is any."""

    customer_id: int | None = None
    contact_id: int | None = None
    first: datetime | None = None
    last: datetime | None = None

    @property
    def is_someone(self) -> bool:
        """Whether it is about one customer or contact."""
        return self.customer_id is not None or self.contact_id is not None


class Passages:
    """The live passages of customers that are live, with vectors by one model."""

    def __init__(self, session: Session, model: str) -> None:
        self.session = session
        self.model = model

    def count(self, scope: Scope, at_most: int) -> int:
        """How many there are in the scope, or `at_most` where there are more."""
        found = select(Passage.id).where(*_criteria(scope)).limit(at_most)
        return self.session.execute(select(func.count()).select_from(found.subquery())).scalar_one()

    def within(self, scope: Scope) -> list[Extract]:
        """All in the scope, in the order in which they happened."""
        return self._read(extracts(self.model).where(*_criteria(scope)).order_by(Passage.at, Passage.id))

    def newest(self, scope: Scope, limit: int) -> list[Extract]:
        """The last ones in the scope, newest first."""
        statement = extracts(self.model).where(*_criteria(scope))
        return self._read(statement.order_by(Passage.at.desc(), Passage.id.desc()).limit(limit))

    def by_ids(self, ids: Sequence[int], scope: Scope) -> list[Extract]:
        """Those of the ids that are in the scope."""
        return self._read(extracts(self.model).where(Passage.id.in_(ids), *_criteria(scope)))

    def vectors(self, scope: Scope) -> Iterator[tuple[list[int], bytes]]:
        """The ids and end-to-end vectors of those in the scope that have one, some thousands at a time."""
        fresh = (Passage.model == self.model, Passage.embedded == Passage.revision)
        statement = select(Passage.id, Passage.vector).where(*_criteria(scope), *fresh)
        for rows in self.session.execute(statement, execution_options={"yield_per": 4096}).partitions():
            yield [id for id, _ in rows], b"".join(vector or b"" for _, vector in rows)

    def vectors_of(self, kind: str, limit: int) -> tuple[list[int], bytes]:
        """The ids and end-to-end vectors of the newest records of a kind, of those that have one."""
        fresh = (Passage.model == self.model, Passage.embedded == Passage.revision)
        newest = select(Passage.record_id, Passage.vector).where(Passage.kind == kind, *_criteria(Scope()), *fresh)
        rows = self.session.execute(newest.order_by(Passage.id.desc()).limit(limit)).all()
        return [id for id, _ in rows], b"".join(vector or b"" for _, vector in rows)

    def matching(self, words: Sequence[str], scope: Scope, limit: int) -> dict[int, float]:
        """The ids of those that hold any of the words, with how well they fit (more is better)."""
        plain = [word for said in words for word in WORD.findall(said)][:MOST_WORDS]
        if not plain:
            return {}
        on_sqlite = self.session.get_bind().dialect.name == "sqlite"
        found = (_sqlite if on_sqlite else _postgresql)(plain).where(*_criteria(scope))
        rows = self.session.execute(found.order_by(text("score DESC")).limit(limit))
        return {id: float(score) for id, score in rows}

    def _read(self, statement: Select[Any]) -> list[Extract]:
        return [Extract(*row) for row in self.session.execute(statement)]


def _sqlite(words: Sequence[str]) -> Select[int, float]:
    query = " OR ".join(f'"{word}"' for word in words)
    score: ColumnElement[float] = literal_column("-bm25(passage_words)")
    joined = select(Passage.id, score.label("score")).join_from(FULL_TEXT, Passage, FULL_TEXT.c.rowid == Passage.id)
    return joined.where(text("passage_words MATCH :query").bindparams(bindparam("query", query)))


def _postgresql(words: Sequence[str]) -> Select[int, Any]:
    query = func.to_tsquery(literal_column("'english'"), " | ".join(f"'{word}'" for word in words))
    lexemes: ColumnElement[Any] = literal_column("passages.words")
    return select(Passage.id, func.ts_rank(lexemes, query, 1).label("score")).where(lexemes.op("@@")(query))


def _criteria(scope: Scope) -> list[ColumnElement[bool]]:
    customers = Customer.__table__.c
    gone = select(customers.id).where(customers.id == Passage.customer_id, customers.deleted_at.is_not(None))
    criteria: list[ColumnElement[bool]] = [Passage.live.is_(True), ~gone.exists()]
    if scope.customer_id is not None:
        criteria.append(Passage.customer_id == scope.customer_id)
    if scope.contact_id is not None:
        criteria.append(Passage.contact_id == scope.contact_id)
    if scope.first:
        criteria.append(Passage.at >= scope.first)
    if scope.last:
        criteria.append(Passage.at < scope.last)
    return criteria
