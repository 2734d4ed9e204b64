"""Settling: what becomes of a suggestion that is not taken up."""

from typing import Annotated, Literal

from skills.reply import Reply
from skills.skill import skill
from skills.slots import Slot
from skills.turn import Option, Refused, Turn, Unclear
from storage.suggestions import Suggestion

Suggested = Annotated[int, Slot("number", "Which suggestion is it?")]
Settled = Annotated[
    Literal["later", "dismissed"], Slot("choice", "Later, or not at all?", choices=("later", "dismissed"))
]
LISTED = 8


@skill()
def settle_suggestion(turn: Turn, suggestion: Suggested | None = None, outcome: Settled = "dismissed") -> Reply:
    """Put a suggestion off for a week, or turn it down so that it does not come again."""
    meant = _meant(turn, suggestion)
    meant.status, meant.decided_at = outcome, turn.now
    turn.remember(meant.customer)
    if outcome == "later":
        return Reply(f"I leave it for a week: {meant.advice}.")
    return Reply(f"I will not suggest that again: {meant.advice}.")


def _meant(turn: Turn, number: int | None) -> Suggestion:
    """The suggestion of that number, or the only one shown lately. Raises Unclear where there are several."""
    if number is not None:
        found = turn.crm.suggestions.get(number)
        if found is None or found.person_id != turn.speaker.id:
            raise Refused("That suggestion was not made to you. Say “what should I do next?” for yours.")
        return found
    shown = turn.crm.suggestions.open_of(turn.speaker)
    if not shown:
        raise Refused("I have suggested nothing to you that is open. Say “what should I do next?” and I do.")
    if len(shown) > 1:
        options = [Option(each.advice, each.id) for each in reversed(shown[:LISTED])]
        raise Unclear("Which suggestion do you mean?", "suggestion", options)
    return shown[0]
