"""Taking a turn back, told in words."""

from skills.journal import named, taken_back, told
from skills.reply import Lines, Reply
from skills.turn import Turn
from skills.wording import count_of
from storage.changes import Change
from storage.undo import changed_since, is_automatic, own_changes_of, take_back

SHOWN = 10


def undone(turn: Turn, which: str) -> Reply:
    """Take back what the turn `which` wrote; asks first where others have written over it since."""
    _confirm_losses(turn, changed_since(turn.crm, which))
    changes = [change for change in reversed(own_changes_of(turn.crm, which)) if not is_automatic(change)]
    said = [taken_back(turn, change) for change in changes[:SHOWN]]
    turn.remember(*(record for record in take_back(turn.crm, which) if record.deleted_at is None))
    if len(changes) == 1:
        words = said[0] if said[0].startswith("restored") else f"undone: {said[0]}"
        return Reply(f"{words[:1].upper()}{words[1:]}.")
    more = (f"and {len(changes) - SHOWN} more",) if len(changes) > SHOWN else ()
    return Reply(f"Undone, {count_of(len(changes), 'change')}:", (Lines("", (*said, *more)),))


def facts_of(turn: Turn, which: str) -> list[tuple[str, str]]:
    """What the turn wrote: when, and what."""
    rows = (told(turn, change) for change in own_changes_of(turn.crm, which)[:SHOWN])
    return [(when, what) for when, _, what, _ in rows]


def _confirm_losses(turn: Turn, since: list[Change]) -> None:
    if not since:
        return
    who = " and ".join(dict.fromkeys(change.by.name if change.by else "Rapport" for change in since))
    what = ", ".join(dict.fromkeys(named(change) for change in since))
    facts = [(row[1], f"{row[0]}: {row[2]} {row[3]}".strip()) for row in (told(turn, each) for each in since)]
    turn.confirm(f"{who} changed {what} since. Undoing yours would take that back too. Shall I?", facts[:SHOWN])
