"""Pipelines: the stages that deals go through, shown and set."""

from typing import Annotated

from skills.lanes import named, pipeline_meant, stage_words
from skills.reply import Reply, Table
from skills.skill import skill
from skills.slots import PipelineName, Slot
from skills.stages import carry_out
from skills.stagewords import Wish, wish
from skills.turn import Refused, Turn
from skills.wording import percent
from storage.deals import Deal
from storage.pipelines import OPEN, Pipeline, Stage
from storage.stays import ENOUGH, Usual, usual_stays

Stages = Annotated[str, Slot("text", "Which stages, and how likely is a deal won from each?")]
HOW = "Say “add a stage Security Review with 60% after proposal”, “make negotiation 75%” or “remove engaging”."


@skill()
def set_stages(turn: Turn, pipeline: PipelineName | None = None, stages: Stages | None = None) -> Reply:
    """Set the stages that the deals of a pipeline go through, with the chance of each; or see them."""
    known = [stage.name for each in _candidates(turn, pipeline) for stage in each.stages]
    wanted = wish(stages, known) if stages else None
    if wanted is None:
        return _shown(turn, pipeline)
    whole = _pipeline_of(turn, pipeline, wanted)
    carry_out(turn, whole, wanted)
    turn.crm.session.flush()
    turn.crm.session.expire(whole, ["stages"])
    turn.remember(whole)
    return Reply(f"{whole.name} goes {_told(whole)}.", (_table(turn, whole),), note="Say “undo” to take it back.")


def _candidates(turn: Turn, pipeline: Pipeline | str | None) -> list[Pipeline]:
    if pipeline is None:
        return turn.crm.pipelines.all()
    return [pipeline] if isinstance(pipeline, Pipeline) else []


def _pipeline_of(turn: Turn, pipeline: Pipeline | str | None, wanted: Wish) -> Pipeline:
    """The pipeline that is told, one of a new name for a list of stages, or the one that has the stage spoken of."""
    if isinstance(pipeline, str) and wanted.deed == "list":
        return turn.crm.pipelines.add(Pipeline(name=pipeline[:1].upper() + pipeline[1:]))
    if meant := pipeline_meant(turn, pipeline):
        return meant
    spoken = [name for name in (wanted.name, wanted.after, wanted.before, wanted.steps[0].name) if name]
    holding = [each for name in spoken for each in turn.crm.pipelines.holding(name)]
    if len(spoken) == 1 and wanted.deed != "list" and len(holding) > 1 and not holding[0].is_default:
        raise Refused(f"{spoken[0]} is a stage of {named(each.name for each in holding)}. Tell me which pipeline.")
    return holding[0] if holding and wanted.deed != "list" else turn.crm.pipelines.default


def _shown(turn: Turn, pipeline: Pipeline | str | None) -> Reply:
    """One pipeline or all of them, as they are."""
    meant = pipeline_meant(turn, pipeline)
    shown = [meant] if meant else turn.crm.pipelines.all()
    said = " ".join(f"{each.name} goes {_told(each)}." for each in shown)
    return Reply(said, tuple(_table(turn, each) for each in shown), note=HOW)


def _told(pipeline: Pipeline) -> str:
    """The stages in a sentence: `contact 20 %, offer 50 % and signed (won)`."""
    opened = [f"{each.name} {percent(each.probability)}" for each in pipeline.open_stages]
    closed = [each for each in pipeline.stages if each.outcome != OPEN and each.name != each.value]
    return named([*opened, *map(stage_words, closed)])


def _table(turn: Turn, pipeline: Pipeline) -> Table:
    usual = usual_stays(turn.crm.session, turn.now)
    rows = tuple(
        (each.name, percent(each.probability), _held(turn, each), _usual(usual.get((pipeline.id, each.name))))
        for each in pipeline.stages
    )
    return Table(("stage", "chance", "open deals", "usual days"), rows, pipeline.name)


def _held(turn: Turn, stage: Stage) -> str:
    """How many deals are in an open stage."""
    here = (Deal.pipeline_id == stage.pipeline_id, Deal.stage == stage.name)
    return str(turn.crm.deals.count(*here)) if stage.outcome == OPEN else ""


def _usual(usual: Usual | None) -> str:
    """The median days, where enough deals have left the stage."""
    return f"{usual.days:.0f}" if usual and usual.known >= ENOUGH else ""
