"""Pipelines: the ways that deals go, each with its stages in their order."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, ScalarSelect, case, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.fields import Field
from storage.folding import fold
from storage.record import Named

OPEN, WON, LOST = "open", "won", "lost"
CLOSED = (WON, LOST)
CHANCES = {WON: 100, LOST: 0}
ORDINARY = "Sales"
"""What the pipeline is called that every workspace begins with."""
STEP = {"next": 1, "previous": -1}
"""Stages that are told from where a deal stands: the one after, and the one before."""


class Stage(Named):
    """A step of a pipeline; `probability` is how likely a deal is won from there, in percent.

    A deal that enters a stage whose `outcome` is won or lost is closed, and stands at `won` or `lost` from then on,
    whatever the stage is called.
    """

    __tablename__ = "stages"
    kind = "stage"
    FIELDS: ClassVar = (
        Field("name"),
        Field("pipeline", "record", of="pipeline"),
        Field("position", "number"),
        Field("probability", "number"),
        Field("outcome", "choice", choices=(OPEN, WON, LOST)),
    )

    pipeline_id: Mapped[int] = mapped_column(ForeignKey("pipelines.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    probability: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(default=OPEN)

    pipeline: Mapped["Pipeline"] = relationship(back_populates="stages")

    @property
    def value(self) -> str:
        """What a deal in it has as its stage."""
        return self.name if self.outcome == OPEN else self.outcome


class Pipeline(Named):
    """A way that deals go, as `Sales` or `Renewals`; a deal of which none is told goes the default one."""

    __tablename__ = "pipelines"
    kind = "pipeline"
    FIELDS: ClassVar = (Field("name"), Field("is_default", "flag"))

    is_default: Mapped[bool] = mapped_column(default=False)

    stages: Mapped[list[Stage]] = relationship(order_by=Stage.position, back_populates="pipeline")

    @property
    def open_stages(self) -> list[Stage]:
        """The stages that a deal goes through, in their order."""
        return [each for each in self.stages if each.outcome == OPEN and each.deleted_at is None]

    def stage(self, spoken: str) -> Stage | None:
        """The stage that is called so, or of that outcome; None where there is none."""
        live = [each for each in self.stages if each.deleted_at is None]
        named = [each for each in live if each.name_fold == fold(spoken)]
        return next(iter(named or [each for each in live if each.outcome == spoken and spoken != OPEN]), None)

    def chance(self, stage: str) -> int:
        """How likely a deal in that stage is won, in percent; nothing where there is no such stage."""
        if stage in CHANCES:
            return CHANCES[stage]
        found = self.stage(stage)
        return found.probability if found else 0

    def beside(self, stage: str, way: str) -> Stage | None:
        """The open stage after that one for `next`, before it for `previous`; None at the end."""
        order = [each.name for each in self.open_stages]
        place = order.index(stage) + STEP[way] if stage in order else 0
        return self.open_stages[place] if 0 <= place < len(order) else None


class Pipelines(Collection[Pipeline]):
    """All the pipelines, the default one first."""

    @property
    def default(self) -> Pipeline:
        """The one of a deal of which none is told."""
        return self.all()[0]

    def all(self) -> list[Pipeline]:
        """Every one, the default one first."""
        return sorted(self.where(), key=lambda each: not each.is_default)

    def stage_names(self) -> list[str]:
        """What a deal may have as its stage in any pipeline, in order: the open ones, then won and lost."""
        names = [stage.name for pipeline in self.all() for stage in pipeline.open_stages]
        return list(dict.fromkeys([*names, *CLOSED]))

    def ends(self) -> dict[str, str]:
        """The workspace's own words for won and lost, folded, with which of both each is."""
        closing = self.session.scalars(select(Stage).where(Stage.outcome != OPEN))
        return {each.name_fold: each.outcome for each in closing}

    def holding(self, stage: str) -> list[Pipeline]:
        """The pipelines that have that stage, the default one first."""
        return [each for each in self.all() if each.stage(stage)]


def default_id() -> ScalarSelect[int]:
    """The id of the default pipeline, as SQL."""
    table = Pipeline.__table__.c
    first = select(table.id).where(table.deleted_at.is_(None)).order_by(table.is_default.desc(), table.id)
    return first.limit(1).scalar_subquery()


def chance_of(deals: Any) -> ColumnElement[int]:
    """How likely a deal is won, in percent, as SQL: closed ones as they ended, others by their own or their stage's."""
    here = (Stage.pipeline_id == deals.pipeline_id, Stage.name == deals.stage, Stage.deleted_at.is_(None))
    of_stage = select(func.max(Stage.probability)).where(*here).correlate(deals).scalar_subquery()
    return case(CHANCES, value=deals.stage, else_=func.coalesce(deals.probability, of_stage, 0))
