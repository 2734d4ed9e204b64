"""Telephone numbers compared in queries, however they are spaced."""

from typing import Any

from sqlalchemy import func

from storage.door import at_the_door, compact

SIGNS = " -()/."


def same_number(column: Any, said: str, country: str = "") -> Any:
    """The criterion that a column holds the number; `country` is of those that tell none."""
    wanted = {compact(said), compact(at_the_door("phone", said, country))}
    for sign in SIGNS:
        column = func.replace(column, sign, "")
    return column.in_(wanted)
