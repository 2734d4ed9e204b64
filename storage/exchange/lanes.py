"""Lanes: the pipelines and stages that an import brings, and what becomes of those that were there before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from storage.crm import Crm
from storage.deals import Deal
from storage.exchange.choices import choice
from storage.exchange.directory import Entry, Shelf
from storage.exchange.figures import Unreadable
from storage.exchange.values import Reader, Reading
from storage.fields import Field
from storage.folding import fold
from storage.pipelines import OPEN, Pipeline, Stage


def pipeline_reader(crm: Crm, shelf: Shelf) -> Reader:
    """How to read the name of a deal's pipeline; one that is unknown is opened with the stages of the default one."""

    def read(text: str) -> Reading:
        try:
            return shelf.find(text)
        except Unreadable:
            opened = _opened(crm, text)
        shelf.entries[opened.id] = Entry(opened.id, opened.name)
        shelf.named[fold(opened.name)].append(opened.id)
        return opened.id, f"is a new pipeline, with the stages of {crm.pipelines.default.name}"

    return read


def _opened(crm: Crm, name: str) -> Pipeline:
    pattern = crm.pipelines.default
    pipeline = crm.pipelines.add(Pipeline(name=name))
    for each in pattern.stages:
        copied = Stage(name=each.name, position=each.position, probability=each.probability, outcome=each.outcome)
        copied.pipeline = pipeline
        crm.stages.add(copied)
    return pipeline


def stage_reader(crm: Crm, field: Field, words: Mapping[str, str]) -> Reader:
    """How to read a deal's stage: by the stages that there are, and the words there are for won and lost.

    `words` are another program's names of our stages, folded.
    """
    known, ends = replace(field, choices=tuple(crm.pipelines.stage_names())), crm.pipelines.ends()
    named = {**words, **ends}
    return lambda text: (named[fold(text)], "") if fold(text) in named else choice(known, text)


def settle(crm: Crm, kind: str, drafts: Iterable[dict[str, Any]]) -> None:
    """Leave out what the file of that kind does not know: the default before, and stages that no deal is in."""
    if kind == "pipeline":
        _settle_default(crm, {each.get("name_fold") for each in drafts if each.get("is_default")})
    if kind == "stage":
        _settle_stages(crm, {(each.get("pipeline_id"), each.get("name_fold")) for each in drafts})


def _settle_default(crm: Crm, names: set[str | None]) -> None:
    for pipeline in crm.pipelines.where(Pipeline.is_default.is_(True)) if names else ():
        if pipeline.name_fold in names:
            continue
        pipeline.is_default = False
        if not crm.deals.count(Deal.pipeline_id == pipeline.id):
            crm.stages.remove(*pipeline.stages)
            crm.pipelines.remove(pipeline)
    crm.session.flush()


def _settle_stages(crm: Crm, told: set[tuple[int | None, str | None]]) -> None:
    of_them = Stage.pipeline_id.in_({id for id, _ in told if id})
    for stage in crm.stages.where(of_them, Stage.outcome == OPEN):
        held = (Deal.pipeline_id == stage.pipeline_id, Deal.stage == stage.name)
        if (stage.pipeline_id, stage.name_fold) not in told and not crm.deals.count(*held):
            crm.stages.remove(stage)
