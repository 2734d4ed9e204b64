"""Worries: the open deals that are at risk, stuck or slipping, each with why."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from skills.breakdown import owner_of, sum_of, sum_words
from skills.reply import Reply, Table
from skills.risks import Risks
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of
from storage.deals import CLOSED, Deal
from storage.people import Person
from storage.pipelines import Pipeline

FOCUS = {
    "stuck": r"\bstuck\b|\bstall(?:ed|ing)?\b|too long in|longer than usual|not moving",
    "slipping": r"\bslip(?:s|ping|ped)?\b|pushed back|put off|postponed",
    "at risk": r"\bat[ -]risk\b|\brisk(?:s|y)?\b|\bin danger\b|\bworr(?:y|ies|ied)\b|go wrong|likely to lose",
}
HOW = (
    "Stuck: more than 1.5 times the usual days (the median) in its stage, or 30 where fewer than 5 deals have left it. "
    "Slipping: past its day, or put off more than once."
)
SHOWN = 15


class Those(NamedTuple):
    """Which open deals are looked at: of a time, a person and a pipeline, or all."""

    period: Period | None
    owner: Person | None
    pipeline: Pipeline | None

    def deals(self, turn: Turn) -> list[Deal]:
        """The deals themselves."""
        wanted: list[Any] = [Deal.stage.not_in(CLOSED)]
        wanted += [Deal.owner_id == self.owner.id] if self.owner else []
        wanted += [Deal.pipeline_id == self.pipeline.id] if self.pipeline else []
        last = self.period.last if self.period else None
        return turn.crm.deals.where(*wanted, *([Deal.close_on <= last] if last else []))


def focus_of(text: str) -> str | None:
    """What of the deals is asked for: those at risk, stuck or slipping; None where all of a forecast is."""
    if re.search(r"\b(?:forecast|outlook|forcast)\b", text, re.IGNORECASE):
        return None
    return next((focus for focus, words in FOCUS.items() if re.search(words, text, re.IGNORECASE)), None)


def worries(turn: Turn, those: Those, focus: str) -> Reply:
    """The deals that are at risk, those that count most first, with the reasons."""
    deals = those.deals(turn)
    risks = Risks(turn.crm, turn.now, deals)
    kept = {"stuck": risks.stuck, "slipping": risks.slipping}.get(focus, deals)
    ids = {deal.id for deal in kept}
    found = [(deal, reasons) for deal, reasons in risks.found() if deal.id in ids]
    whose = "" if those.owner is None else f" of {'yours' if those.owner == turn.speaker else those.owner.name}"
    if not found:
        return Reply(f"None of {count_of(len(deals), 'open deal')}{whose} is {focus}.", note=HOW)
    turn.show("deal", [deal for deal, _ in found])
    worth, whole = (sum_words(sum_of(some), deals) for some in ([deal for deal, _ in found], deals))
    said = f"{focus.capitalize()}{whose}: {len(found)} of {count_of(len(deals), 'open deal')}, {worth} of {whole}."
    return Reply(said, (_table(found, deals),), note=HOW)


def _table(found: Sequence[tuple[Deal, list[str]]], deals: Sequence[Deal]) -> Table:
    rows = tuple(
        (deal.name, owner_of(deal), sum_words(sum_of([deal]), deals), "; ".join(reasons))
        for deal, reasons in found[:SHOWN]
    )
    return Table(("deal", "owner", "amount", "why"), rows, f"and {len(found) - SHOWN} more" if found[SHOWN:] else "")
