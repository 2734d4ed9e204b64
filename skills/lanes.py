"""Lanes: which pipeline and which stage is meant, and what a deal does that goes there."""

from collections.abc import Iterable

from skills.turn import Refused, Turn
from storage.deals import Deal
from storage.pipelines import OPEN, STEP, Pipeline, Stage


def pipeline_meant(turn: Turn, told: Pipeline | str | None) -> Pipeline | None:
    """The pipeline that was told. Raises Refused where there is none of that name."""
    if not isinstance(told, str):
        return told
    names = named(each.name for each in turn.crm.pipelines.all())
    hint = f"Say “our {told} pipeline goes contact 20%, offer 50%, signed”, with its own stages, and there is one."
    raise Refused(f"There is no pipeline called “{told}”. There is {names}. {hint}")


def beginning(turn: Turn, pipeline: Pipeline | None, spoken: str | None) -> Stage:
    """Where a new deal begins: the stage told, else the first of its pipeline. Raises Refused."""
    if spoken is None or spoken in STEP:
        return first_of(pipeline or turn.crm.pipelines.default)
    return _found(turn, pipeline, spoken)


def first_of(pipeline: Pipeline) -> Stage:
    """The first stage of a pipeline. Raises Refused where it has none."""
    if not pipeline.open_stages:
        raise Refused(f"{pipeline.name} has no stages yet. Say for example “{pipeline.name} goes contact 20%, signed”.")
    return pipeline.open_stages[0]


def destination(turn: Turn, deal: Deal, pipeline: Pipeline | None, spoken: str | None) -> Stage:
    """The stage that a deal moves to. Raises Refused where there is none."""
    home = deal.pipeline or turn.crm.pipelines.default
    if spoken in STEP:
        return _beside(home, deal, str(spoken))
    if spoken is None:
        return _same(pipeline or home, deal)
    here = home.stage(spoken) if pipeline in (None, home) else None
    return here or _found(turn, pipeline, spoken)


def _same(pipeline: Pipeline, deal: Deal) -> Stage:
    """Where a deal goes on in another pipeline: at the stage of the same name, or at its first."""
    found = pipeline.stage(deal.stage)
    return found if found else first_of(pipeline)


def _beside(home: Pipeline, deal: Deal, way: str) -> Stage:
    if found := home.beside(deal.stage, way):
        return found
    if way == "next":
        raise Refused(f"{deal.name} is in {deal.stage}, the last stage. Say “we won {deal.name}” or “we lost it”.")
    raise Refused(f"{deal.name} is in {deal.stage}; there is no stage before that.")


def _found(turn: Turn, pipeline: Pipeline | None, spoken: str) -> Stage:
    """The stage of that name in the pipeline told, or else in the one pipeline that has it. Raises Refused."""
    holding = [pipeline] if pipeline else turn.crm.pipelines.holding(spoken)
    found = [stage for each in holding if (stage := each.stage(spoken))]
    if len(found) == 1 or (found and found[0].pipeline.is_default):
        return found[0]
    if found:
        raise Refused(f"{spoken} is a stage of {named(each.pipeline.name for each in found)}. Tell me which pipeline.")
    known = pipeline or turn.crm.pipelines.default
    stages = named(each.name for each in known.open_stages)
    hint = f"To have it, say “add a stage {spoken} with 60% after {known.open_stages[-1].name}”."
    raise Refused(f"{known.name} has no stage “{spoken}”. It has {stages}. {hint}")


def enter(turn: Turn, deal: Deal, stage: Stage) -> None:
    """Let the deal stand in the stage, and in its pipeline."""
    deal.pipeline = stage.pipeline
    if deal.stage != stage.value:
        deal.enter(stage.name, turn.now)


def is_there(deal: Deal, stage: Stage) -> bool:
    """Whether the deal stands there already."""
    return deal.stage == stage.value and deal.pipeline_id in (None, stage.pipeline_id)


def stage_words(stage: Stage) -> str:
    """A stage as it is said: `proposal`, `signed (won)`."""
    return stage.name if stage.name == stage.value else f"{stage.name} ({stage.value})"


def pipeline_words(stage: Stage) -> str:
    """Where that is, unless it is the default pipeline: ` of Renewals`."""
    return "" if stage.pipeline.is_default else f" of {stage.pipeline.name}"


def named(names: Iterable[str]) -> str:
    """Names in a sentence: `a, b and c`."""
    told = list(names)
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def is_open(stage: Stage) -> bool:
    """Whether deals in it are still open."""
    return stage.outcome == OPEN
