"""Citations: numbers for the records that statements rest on."""

from collections.abc import Sequence
from datetime import datetime

from skills.reply import Citation
from skills.turn import Turn
from skills.wording import day
from storage.cases import Case, Comment
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.record import Record


class Citations:
    """Gives each record its number the first time that it is cited."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self._numbers: dict[tuple[str, int], Citation] = {}

    def cite(self, record: Record) -> str:
        """The mark to put behind a statement, such as ` [2]`."""
        key = (record.kind, record.id)
        if key not in self._numbers:
            text = source_of(self.turn, record)
            source = getattr(record, "source", None) if record.kind == "interaction" else None
            self._numbers[key] = Citation(len(self._numbers) + 1, *key, text, source or "")
        return f" [{self._numbers[key].number}]"

    def cite_all(self, records: Sequence[Record]) -> str:
        """The marks of several records."""
        return "".join(self.cite(each) for each in records)

    @property
    def all(self) -> tuple[Citation, ...]:
        """Those cited so far, by number."""
        return tuple(self._numbers.values())


def source_of(turn: Turn, record: Record) -> str:
    """What a record is and when and by whom it was written: `call with Dana Reyes, Tue 24 Nov, by Sam`."""
    on = getattr(record, "ordered_on", None) or happened(record).astimezone(turn.now.tzinfo).date()
    parts = [_named(record), day(on, turn.now.date())]
    by = getattr(record, "by", None) or getattr(record, "assignee", None)
    return ", ".join([*parts, f"by {by.name}"] if by else parts)


def happened(record: Record) -> datetime:
    """The moment that a record is about."""
    moments = (getattr(record, name, None) for name in ("happened_at", "opened_at", "at", "given_at"))
    return next((moment for moment in moments if moment), record.created_at)


def _named(record: Record) -> str:
    if isinstance(record, Case):
        return f"case {record.number}, {record.subject}"
    if isinstance(record, Feedback):
        return f"feedback {record.label}"
    if isinstance(record, Interaction | Preference | Comment):
        return record.label
    return f"{record.kind} {record.label}"
