"""Improvements: from the goals to the figures to the largest gaps, each with its evidence and one next step."""

from datetime import date
from typing import Annotated

from skills.citing import Citations
from skills.gaps import FEWEST, Gap, Look, gaps
from skills.reply import Button, Lines, Reply
from skills.rereadings import period_words
from skills.skill import skill
from skills.slots import Period, PersonName, Slot, Span
from skills.turn import Refused, Turn
from storage.folding import fold

TeamName = Annotated[str, Slot("text", "Which team?")]
SHOWN = 6
HOW = (
    "The size of a gap is in percent: what a goal's projection lacks of its target, how much worse a figure is than in "
    "as many days before, or how much of what is open is late. The largest comes first."
)


@skill()
def suggest_improvements(
    turn: Turn, period: Span | None = None, owner: PersonName | None = None, team: TeamName | None = None
) -> Reply:
    """Suggest what to improve: goals behind, figures that fell and what is late, with evidence and a next step."""
    look = Look(turn, period or _quarter(turn.now.date()), owner, _team(turn, team))
    found, few = gaps(look)
    whose = f" of {owner.name}" if owner else f" of {look.team}" if look.team else ""
    note = _note(look, few)
    if not found:
        return Reply(f"I see nothing{whose} that falls behind.{_honest(few)}", note=note)
    citations = Citations(turn)
    lines = tuple(_line(place, gap, citations) for place, gap in enumerate(found[:SHOWN], 1))
    buttons = tuple(Button(f"{place}: {_short(gap.says)}", gap.says) for place, gap in enumerate(found[:SHOWN], 1))
    text = f"The largest gap{whose}: {found[0].what}, {found[0].words}."
    return Reply(text, (Lines("", lines),), buttons, citations.all, note)


def _line(place: int, gap: Gap, citations: Citations) -> str:
    cited = citations.cite_all(gap.records)
    evidence = f" {gap.evidence}" if gap.evidence else ""
    what = f"{gap.what[:1].upper()}{gap.what[1:]}"
    return f"{place}. {what}: {gap.words}; gap {gap.size:.0f} %.{evidence}{cited} Next: “{gap.says}”"


def _short(says: str) -> str:
    return says[:1].upper() + says[1:].rstrip("?")


def _honest(few: list[str]) -> str:
    return " But there are too few facts to say so of everything." if few else ""


def _note(look: Look, few: list[str]) -> str:
    times = f"{period_words(*look.now)} against {period_words(*look.before)}."
    left = f" Fewer than {FEWEST} in a time say too little: {'; '.join(few)}." if few else ""
    return f"{HOW} Compared: {times}{left}"


def _quarter(today: date) -> Period:
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    following = date(today.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return Period(first, date.fromordinal(following.toordinal() - 1))


def _team(turn: Turn, spoken: str | None) -> str:
    """The team as it is written with its people. Raises Refused, naming the teams there are."""
    if not spoken:
        return ""
    teams = sorted({each.team for each in turn.crm.people.all() if each.team})
    said = fold(spoken).removeprefix("the ").removesuffix(" team")
    found = next((each for each in teams if fold(each) == said), None)
    if found is None:
        raise Refused(f"I know no team “{spoken}”." + (f" There are {', '.join(teams)}." if teams else ""))
    return found
