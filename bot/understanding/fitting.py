"""Fitting: skills that are about the house alone give way where somebody is meant who is not of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.learning.router import Ranking
from bot.understanding.marks import WHOLE_NAME, Mark

OF_THE_HOUSE = frozenset(
    "add_holiday set_working_hours set_service_times set_absence end_absence set_team show_team".split()
)
OUTSIDERS = ("customer", "contact", "lead", "deal")
ONE_PERSON = re.compile(r"who\W?(?:i?s|was) (?:she|he)\b", re.IGNORECASE)
"""Asked of somebody who was spoken of before: \"who is she?\" does not ask who works here."""
UNSURE = 0.5
"""What the others' chances add up to at least, so that the likeliest of them is asked about rather than done."""


def fitting(ranking: Ranking, marks: Sequence[Mark], text: str) -> Ranking:
    """The ranking without what cannot be meant: "Dana at Kestrel is on holiday" is no absence of ours."""
    outside = any(map(_is_outside, marks)) or ONE_PERSON.search(text)
    if ranking.skills[0][0] not in OF_THE_HOUSE or not outside:
        return ranking
    others = [(name, chance) for name, chance in ranking.skills if name not in OF_THE_HOUSE]
    together = sum(chance for _, chance in others)
    scale = max(together, UNSURE) / together if together else 0
    return replace(ranking, skills=tuple((name, chance * scale) for name, chance in others))


def _is_outside(mark: Mark) -> bool:
    """Whether somebody or something is surely named that is not of the house."""
    named = mark.kind == "record" and bool(mark.candidates) and mark.candidates[0].score >= WHOLE_NAME
    return named and mark.candidates[0].kind in OUTSIDERS and not mark.is_one("person")
