"""Lessons: sentences that the assistant read wrongly, with what was meant, kept to learn from."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.people import Person
from storage.record import Row

SOMEBODY = "somebody"
"""What stands for a name that was taken out."""


class Lesson(Row):
    """A sentence and the skill that it asks for; `read_as` is the skill it was taken for, "" for none.

    In `text` the names that were recognised are masked. `spans` are the slots whose words are certain and `seen` what
    was recognised, each as `[slot or kind, start, end]`; `marked` tells that the spans are all there are.
    """

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    skill: Mapped[str]
    read_as: Mapped[str]
    spans: Mapped[list[Any]] = mapped_column(JSON, default=list)
    seen: Mapped[list[Any]] = mapped_column(JSON, default=list)
    marked: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()


class Lessons:
    """The lessons that are kept: the assistant's own notes, so keeping one is no Change. Forgetting is for good."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def keep(self, lesson: Lesson) -> Lesson:
        """Keep a lesson in the place of one with the same text; it has an id afterwards."""
        for earlier in self.session.scalars(select(Lesson).where(Lesson.text == lesson.text)).all():
            self.session.delete(earlier)
        self.session.add(lesson)
        self.session.flush()
        return lesson

    def get(self, id: int) -> Lesson | None:
        """The lesson with that id, or None."""
        return self.session.get(Lesson, id)

    def forget(self, lesson: Lesson) -> None:
        """Drop a lesson."""
        self.session.delete(lesson)
        self.session.flush()

    def all(self) -> list[Lesson]:
        """Every one, the first kept first."""
        return list(self.session.scalars(select(Lesson).order_by(Lesson.id)))

    def take_out(self, names: Sequence[str]) -> int:
        """Mask names wherever they still stand in lessons, and return in how many; for who is to be erased."""
        whole = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True) if name.strip()]
        form = re.compile("|".join(whole), re.IGNORECASE) if whole else None
        touched = [lesson for lesson in self.all() if form and form.search(lesson.text)]
        for lesson in touched:
            assert form
            _without(lesson, form)
        self.session.flush()
        return len(touched)


def _without(lesson: Lesson, form: re.Pattern[str]) -> None:
    """Mask what fits the form, last first, and move the marks behind it."""
    for found in reversed(list(form.finditer(lesson.text))):
        lesson.text = lesson.text[: found.start()] + SOMEBODY + lesson.text[found.end() :]
        lesson.spans, lesson.seen = (_moved(marks, found) for marks in (lesson.spans, lesson.seen))


def _moved(marks: list[list[Any]], found: re.Match[str]) -> list[list[Any]]:
    shift = len(SOMEBODY) - len(found[0])
    whole = [
        mark for mark in marks if not (found.start() < mark[1] < found.end() or found.start() < mark[2] < found.end())
    ]
    return [
        [name, start + (shift if start >= found.end() else 0), end + (shift if end >= found.end() else 0)]
        for name, start, end in whole
    ]
