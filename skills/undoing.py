"""Taking a turn back, told in words."""

from collections import Counter
from collections.abc import Mapping, Sequence

from skills.journal import differences, named, taken_back, told
from skills.reply import Lines, Reply
from skills.turn import Turn
from skills.wording import count_of
from storage.changes import Change
from storage.imports import Import, import_of
from storage.lines import HEADERS, Line
from storage.record import Record
from storage.undo import changed_since, is_automatic, own_changes_of, take_back, told_changes
from storage.unwinding import unwind, written_over

SHOWN = 10


def undone(turn: Turn, which: str) -> Reply:
    """Take back what the turn `which` wrote; asks first where others have written over it since."""
    if found := import_of(turn.crm, which):
        return _import_undone(turn, found)
    _confirm_losses(turn, changed_since(turn.crm, which))
    own = own_changes_of(turn.crm, which)
    told = told_changes(own)
    changes = [change for change in reversed(told) if not is_automatic(change)]
    said = [_goods_back(turn, change, own) or taken_back(turn, change) for change in changes[:SHOWN]]
    touched = [record for record in take_back(turn.crm, which) if record.kind != "line"]
    turn.remember(*_spoken_of(touched, changes))
    if len(changes) == 1:
        words = said[0] if said[0].startswith("restored") else f"undone: {said[0]}"
        return Reply(f"{words[:1].upper()}{words[1:].removesuffix('.')}.")
    more = (f"and {len(changes) - SHOWN} more",) if len(changes) > SHOWN else ()
    return Reply(f"Undone, {count_of(len(changes), 'change')}:", (Lines("", (*said, *more)),))


def _goods_back(turn: Turn, change: Change, own: Sequence[Change]) -> str:
    """What comes on a quote, an order or a deal again or goes off it; empty where only its quantity differs."""
    if change.kind not in HEADERS or change.action != "updated":
        return ""
    moved = [each for each in own if each.kind == Line.kind and _is_moved(each, change)]
    if not moved:
        return ""
    goods = [f"{each.label} is {'off' if each.action == 'created' else 'on'} it again" for each in reversed(moved)]
    worth = [f"{name} is {before} again" for name, before, _ in differences(turn, change) if name == "amount"]
    return f"{named(change)}: {', '.join([*goods[:SHOWN], *worth])}"


def _is_moved(line: Change, header: Change) -> bool:
    """Whether a line was put on this header or taken off; one that was taken off does not tell any more off which."""
    put = line.action == "created" and (line.after or {}).get(f"{header.kind}_id") == header.record_id
    return put or line.action == "deleted"


def _spoken_of(touched: Sequence[Record], changes: Sequence[Change]) -> list[Record]:
    """Whom "it" means after an undo: the records that were told and are the only ones of their kind.

    Never one of many, such as the cases whose days only followed from the working hours.
    """
    told = {(change.kind, change.record_id) for change in changes}
    kinds = Counter(kind for kind, _ in told)
    meant = [record for record in touched if (record.kind, record.id) in told and kinds[record.kind] == 1]
    return [record for record in meant if record.deleted_at is None]


def _import_undone(turn: Turn, found: Import) -> Reply:
    """Take a whole import back, updates included."""
    _confirm_losses(turn, written_over(turn.crm, found.turn))
    counts = unwind(turn.crm, found.turn)
    what = f"import {found.id} of {found.source} from “{found.folder}”"
    return Reply(f"Undone: {what}. {told_of(counts)}")


def told_of(counts: Mapping[str, int]) -> str:
    """What became of the records of an import that was taken back."""
    out, back = counts.get("created", 0), counts.get("updated", 0)
    parts = [f"{out:,} record{'' if out == 1 else 's'} taken out"] if out else []
    parts += [f"{back:,} set back to what {'it was' if back == 1 else 'they were'}"] if back else []
    return f"{' and '.join(parts) or 'nothing was left of it'}.".capitalize()


def facts_of(turn: Turn, which: str) -> list[tuple[str, str]]:
    """What the turn wrote: when, and what."""
    rows = (told(turn, change) for change in told_changes(own_changes_of(turn.crm, which))[:SHOWN])
    return [(when, what) for when, _, what, _ in rows]


def _confirm_losses(turn: Turn, since: list[Change]) -> None:
    if not since:
        return
    who = " and ".join(dict.fromkeys(change.by.name if change.by else "Rapport" for change in since))
    what = ", ".join(dict.fromkeys(named(change) for change in since))
    facts = [(row[1], f"{row[0]}: {row[2]} {row[3]}".strip()) for row in (told(turn, each) for each in since)]
    turn.confirm(f"{who} changed {what} since. Undoing yours would take that back too. Shall I?", facts[:SHOWN])
