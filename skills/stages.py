"""Stages as they are changed: a pipeline's list made anew, or one stage added, renamed, moved, taken out."""

from collections.abc import Callable, Sequence

from skills.lanes import named
from skills.stagewords import Step, Wish
from skills.turn import Refused, Turn
from skills.wording import count_of
from storage.deals import Deal
from storage.folding import fold
from storage.pipelines import CHANCES, LOST, OPEN, WON, Pipeline, Stage

APART = 10
"""So far are the places of stages apart, that others find room between them."""
LAST = 1000
"""From this place on are the stages in which deals end."""


def carry_out(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    """Write what is wanted. Raises Refused where that cannot be, or deals would be left without their stage."""
    DEEDS[wanted.deed](turn, pipeline, wanted)


def pipeline_order(pipeline: Pipeline) -> list[Stage]:
    """The open stages by the places they were given."""
    return sorted((each for each in _live(pipeline) if each.outcome == OPEN), key=lambda each: each.position)


def _list(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    """Make the list what was told; what is there already stays the same stage."""
    names = {fold(each.name) for each in wanted.steps}
    _take_out(turn, pipeline, [each for each in pipeline.open_stages if each.name_fold not in names])
    for place, step in enumerate(wanted.steps, 1):
        place = place * APART + (LAST if step.outcome != OPEN else 0)
        there = pipeline.stage(step.name) or (pipeline.stage(step.outcome) if step.outcome != OPEN else None)
        stage = there or _added(turn, pipeline, step, place)
        _check_outcome(stage, step)
        stage.name, stage.position = step.name if stage.outcome != OPEN else stage.name, place
        if step.chance is not None and stage.probability != step.chance:
            stage.probability = step.chance
    for outcome in (WON, LOST):
        if not pipeline.stage(outcome):
            _added(turn, pipeline, Step(outcome, CHANCES[outcome], outcome), 2 * LAST - CHANCES[outcome])


def _check_outcome(stage: Stage, step: Step) -> None:
    if (stage.outcome == OPEN) != (step.outcome == OPEN):
        now = "open" if stage.outcome == OPEN else stage.outcome
        raise Refused(f"Deals in {stage.name} are {now}, so it cannot be a stage where they are {step.outcome}.")


def _add(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    step = wanted.steps[0]
    if pipeline.stage(step.name):
        raise Refused(f"{pipeline.name} has a stage {step.name} already. To change it, say “make {step.name} 60%”.")
    place = LAST + len(pipeline.stages) if step.outcome != OPEN else _place(pipeline, wanted)
    stage = _added(turn, pipeline, step, place)
    if step.chance is None and step.outcome == OPEN:
        stage.probability = _between(pipeline, stage)


def _between(pipeline: Pipeline, stage: Stage) -> int:
    """The chance halfway between those of its neighbours, in percent."""
    order = pipeline_order(pipeline)
    place = order.index(stage)
    low = order[place - 1].probability if place else 0
    high = order[place + 1].probability if place + 1 < len(order) else CHANCES[WON]
    return round((low + high) / 2)


def _remove(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    stage = _stage(pipeline, wanted.steps[0].name)
    if stage.outcome != OPEN:
        raise Refused(f"Deals end in {stage.name}, so it stays. You can rename it: “rename {stage.name} to …”.")
    if len(pipeline.open_stages) == 1:
        raise Refused(f"{stage.name} is the only stage of {pipeline.name}. Add another one first.")
    _take_out(turn, pipeline, [stage])


def _take_out(turn: Turn, pipeline: Pipeline, stages: Sequence[Stage]) -> None:
    """Delete the stages. Raises Refused while deals are in one of them, so that none is lost."""
    held = [(each, turn.crm.deals.where(Deal.pipeline_id == pipeline.id, Deal.stage == each.name)) for each in stages]
    full = [(stage, deals) for stage, deals in held if deals]
    if full:
        stage = full[0][0]
        other = next((each for each in pipeline.open_stages if each not in stages), None)
        many = named(f"{count_of(len(deals), 'deal')} in {each.name}" for each, deals in full)
        hint = "Add the new stages beside the old ones first, and move the deals to those."
        if other:
            hint = f"Move them first: “move all deals in {stage.name} to {other.name}”. Then say it again."
        raise Refused(f"There {'is' if many.startswith('1 deal ') else 'are'} {many}, so nothing was changed. {hint}")
    turn.crm.stages.remove(*stages)


def _rename(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    stage, new = _stage(pipeline, wanted.name), wanted.steps[0].name
    if (other := pipeline.stage(new)) and other is not stage:
        raise Refused(f"{pipeline.name} has a stage {other.name} already.")
    stage.name = new


def _move(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    stage = _stage(pipeline, wanted.steps[0].name)
    stage.position = _place(pipeline, wanted, stage)


def _place(pipeline: Pipeline, wanted: Wish, moved: Stage | None = None) -> int:
    """The place after or before the stage told, else behind all; the others make room where there is none."""
    order = [each for each in pipeline_order(pipeline) if each is not moved]
    beside = wanted.after or wanted.before
    behind = order.index(_open_stage(pipeline, beside)) + bool(wanted.after) if beside else len(order)
    low = order[behind - 1].position if behind else 0
    high = order[behind].position if behind < len(order) else low + 2 * APART
    if high - low > 1:
        return (low + high) // 2
    for number, each in enumerate(order):
        each.position = APART * (number + 1 + (number >= behind))
    return APART * (behind + 1)


def _open_stage(pipeline: Pipeline, name: str) -> Stage:
    """The open stage of that name. Raises Refused where there is none, or deals end in it."""
    stage = _stage(pipeline, name)
    if stage.outcome != OPEN:
        raise Refused(f"Deals end in {stage.name}. Tell me the open stage that it comes after.")
    return stage


def _chance(turn: Turn, pipeline: Pipeline, wanted: Wish) -> None:
    for step in wanted.steps:
        stage = _stage(pipeline, step.name)
        if stage.outcome != OPEN:
            raise Refused(f"Deals in {stage.name} are {stage.outcome}: that is {CHANCES[stage.outcome]} % always.")
        stage.probability = step.chance or 0


def _added(turn: Turn, pipeline: Pipeline, step: Step, place: int) -> Stage:
    stage = Stage(name=step.name, probability=step.chance or 0, outcome=step.outcome, position=place)
    stage.pipeline = pipeline
    return turn.crm.stages.add(stage)


def _stage(pipeline: Pipeline, name: str) -> Stage:
    """The stage of that name. Raises Refused, naming those there are."""
    if found := pipeline.stage(name):
        return found
    stages = named(each.name for each in pipeline.open_stages)
    raise Refused(f"{pipeline.name} has no stage “{name}”. It has {stages}.")


def _live(pipeline: Pipeline) -> list[Stage]:
    return [each for each in pipeline.stages if each.deleted_at is None]


DEEDS: dict[str, Callable[[Turn, Pipeline, Wish], None]] = {
    "list": _list, "add": _add, "remove": _remove, "rename": _rename, "move": _move, "chance": _chance,
}  # fmt: skip
