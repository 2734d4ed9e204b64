"""Ratings: what people thought of answers, kept with how the message was read."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.people import Person
from storage.record import Row


class Rating(Row):
    """A thumb up (`good`) or down for the answer of a turn.

    `text` is the message with its names masked, `skill` what it was read as, "" where no skill served it.
    """

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("turn", "by_id", name="rating_of_turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    good: Mapped[bool]
    text: Mapped[str]
    skill: Mapped[str]
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class Ratings:
    """The ratings that are kept: the assistant's own notes, so keeping one is no Change."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def keep(self, rating: Rating) -> Rating:
        """Keep a rating, in the place of an earlier one of the same answer by the same person."""
        same = select(Rating).where(Rating.turn == rating.turn, Rating.by_id == rating.by_id)
        for earlier in self.session.scalars(same).all():
            self.session.delete(earlier)
        self.session.flush()
        self.session.add(rating)
        self.session.flush()
        return rating

    def all(self) -> list[Rating]:
        """Every one, the first given first."""
        return list(self.session.scalars(select(Rating).order_by(Rating.id)))
