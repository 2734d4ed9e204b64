"""Holding: keeping other processes from giving the same number until a transaction ends."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def hold(session: Session, name: str) -> None:
    """Keep others from what goes by this name until the transaction ends; SQLite lets in one anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
