"""Numbering: cases and quotes of programs that number them otherwise get the next numbers of ours."""

from typing import Any

from sqlalchemy import Connection, func, select

from storage.crm import NOUNS
from storage.exchange.origins import table_of


class Numbering:
    """Numbers for the records of a kind, if it has any."""

    def __init__(self, kind: str, connection: Connection) -> None:
        table = table_of(NOUNS[kind])
        self.is_needed = kind in ("case", "quote")
        self.last = connection.execute(select(func.max(table.c.number))).scalar() or 0 if self.is_needed else 0

    def number(self, draft: dict[str, Any]) -> None:
        """Give the draft the next number where it has none."""
        if self.is_needed:
            self.last = max(self.last, draft.get("number") or 0)
            if not draft.get("number"):
                self.last += 1
                draft["number"] = self.last
