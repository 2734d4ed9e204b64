"""Trouble with the database, said in sentences that tell what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

SENTENCES = {
    "database is locked": "The database is busy with another program. Try again in a moment.",
    "readonly": "The database can only be read. Check who owns its file and whether the disk is writable.",
    "read-only": "The database can only be read. Check its permissions.",
    "disk is full": "The disk is full. Free some space, then say it again.",
    "no space left": "The disk is full. Free some space, then say it again.",
    "disk i/o error": "The disk did not take the write. Check its space and health, then say it again.",
    "not a database": "The database file is damaged or is something else. Restore it from a backup.",
    "malformed": "The database file is damaged. Restore it from a backup.",
    "unable to open": "The database file cannot be opened. Check the folder and its permissions.",
    "no such table": "The database has no tables yet. Run: rapport migrate",
    "connection refused": "The database server does not answer. Check that it runs and that DATABASE_URL is right.",
    "does not exist": "The database does not have what is needed. Check DATABASE_URL, then run: rapport migrate",
    "failed to resolve host": "The database server cannot be found. Check DATABASE_URL.",
    "timeout expired": "The database server does not answer. Check that it runs and that DATABASE_URL is right.",
    "authentication failed": "The database refused the user or password. Check DATABASE_URL.",
}


class StoreTrouble(Exception):
    """The records cannot be reached or written just now; its text tells what to do. Nothing was changed."""


def explained(error: DBAPIError) -> StoreTrouble | None:
    """The trouble behind a driver's error, or None when it is no trouble of the machine but ours."""
    said = str(error.orig).casefold()
    return next((StoreTrouble(sentence) for sign, sentence in SENTENCES.items() if sign in said), None)


@contextmanager
def explaining() -> Iterator[None]:
    """Whatever fails inside is raised as StoreTrouble where it is trouble of the machine."""
    try:
        yield
    except DBAPIError as error:
        raise explained(error) or error from error
