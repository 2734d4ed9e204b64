"""SQL expressions that mean the same on SQLite and PostgreSQL: folded words, seconds and hours."""

from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from storage.folding import DROPPED, LETTERS, fold

SINGLE = {letter: plain for letter, plain in LETTERS.items() if len(plain) == 1}
DOUBLE = {letter: plain for letter, plain in LETTERS.items() if len(plain) == 2} | {"ß": "ss"}


class Folded(FunctionElement[str]):
    """A text as `storage.folding.fold` spells it."""

    name = "folded"
    type = String()
    inherit_cache = True


class Seconds(FunctionElement[int]):
    """The seconds from 1970 to a moment."""

    name = "seconds"
    type = BigInteger()
    inherit_cache = True


class Hour(FunctionElement[Any]):
    """The whole hour of UTC that a moment lies in, as `buckets.local_day` takes it: cheap to tell apart by millions."""

    name = "hour"
    type = NullType()
    inherit_cache = True


def teach(session: Session) -> None:
    """Let this session's SQLite connection fold. PostgreSQL needs no teaching."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.create_function("fold", 1, _fold, deterministic=True)


def _fold(text: object) -> str | None:
    return None if text is None else fold(str(text))


@compiles(Folded, "sqlite")
def _folded_sqlite(element: Folded, compiler: Any, **options: Any) -> str:
    return f"fold({compiler.process(element.clauses, **options)})"


@compiles(Folded, "postgresql")
def _folded_postgresql(element: Folded, compiler: Any, **options: Any) -> str:
    """The steps of `fold` in its order: plain letters, silent signs away, "&" as "and", the rest as spaces."""
    sql = f"normalize(cast({compiler.process(element.clauses, **options)} as text), NFKD)"
    letters = "".join(SINGLE) + "".join(SINGLE).upper().replace("ı".upper(), "I")
    plain = "".join(SINGLE.values()) + "".join(SINGLE.values())
    sql = f"lower(translate({sql}, {_quoted(letters)}, {_quoted(plain)}))"
    for letter, two in DOUBLE.items():
        sql = f"replace(replace({sql}, {_quoted(letter)}, '{two}'), {_quoted(letter.upper())}, '{two}')"
    sql = f"translate({sql}, {_quoted(DROPPED)}, '')"
    sql = f"regexp_replace({sql}, '[\u0300-\u036f\u00ad\u200b-\u200f]', '', 'g')"
    sql = f"regexp_replace({sql}, '(\\w)\\s*[&+]\\s*(?=\\w)', '\\1 and ', 'g')"
    return f"btrim(regexp_replace({sql}, '[\\W_]+', ' ', 'g'))"


@compiles(Seconds, "sqlite")
def _seconds_sqlite(element: Seconds, compiler: Any, **options: Any) -> str:
    return f"cast(strftime('%s', {compiler.process(element.clauses, **options)}) as integer)"


@compiles(Seconds, "postgresql")
def _seconds_postgresql(element: Seconds, compiler: Any, **options: Any) -> str:
    return f"cast(floor(extract(epoch from {compiler.process(element.clauses, **options)})) as bigint)"


@compiles(Hour, "sqlite")
def _hour_sqlite(element: Hour, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 13)"


@compiles(Hour, "postgresql")
def _hour_postgresql(element: Hour, compiler: Any, **options: Any) -> str:
    return f"cast(floor(extract(epoch from {compiler.process(element.clauses, **options)}) / 3600) * 3600 as bigint)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
