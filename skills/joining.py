"""Joining: two records made one, shown before it is done and told afterwards."""

from collections.abc import Iterator

from skills.cards import belongings
from skills.merge_notes import called, said_value
from skills.reply import Reply
from skills.turn import Refused, Turn
from storage.contacts import Contact
from storage.customers import Customer
from storage.fills import differing, gaps
from storage.leads import Lead
from storage.merging import merge
from storage.record import Record


def joined(turn: Turn, keep: Record, merged: Record) -> Reply:
    """Merge the second into the first, once that was confirmed."""
    _refuse(keep, merged)
    one, other = told_apart(keep, merged)
    question = f"Merge {other} into {one}? {one} then has the histories of both."
    turn.confirm(question, _histories(turn, keep, merged), list(_changes(turn, keep, merged)))
    brings = belongings(turn, merged)
    lost = [column for column in differing(keep, merged) if column != "name"]
    merge(turn.crm, keep, merged)
    turn.remember(keep)
    kept = f" What differed ({', '.join(map(called, lost))}) stays in the note of the merge." if lost else ""
    undoing = f"Say “undo” to have two again, or “unmerge {keep.label}” later."
    gained = f", who now also has {brings}" if brings else ""
    return Reply(f"Merged {other} into {one}{gained}.", note=undoing + kept)


def _refuse(keep: Record, merged: Record) -> None:
    if keep.kind != merged.kind:
        both = f"{keep.label} is a {keep.kind} and {merged.label} a {merged.kind}"
        raise Refused(f"{both}. I can merge two customers, two contacts or two leads.")
    if keep == merged:
        raise Refused(f"Both are {keep.label}. Tell me the other name, for example “merge Acme Inc into Acme”.")


def told_apart(one: Record, other: Record) -> tuple[str, str]:
    """The names of two records, with where they are where the names are the same."""
    if one.label.casefold() != other.label.casefold():
        return one.label, other.label
    first, second = (f"{each.label}{_where(each)}" for each in (one, other))
    return (first, second) if first != second else (f"{first} (no. {one.id})", f"{second} (no. {other.id})")


def _where(record: Record) -> str:
    if isinstance(record, Contact):
        return f" at {record.customer.name}" if record.customer else ""
    if isinstance(record, Lead):
        return f" of {record.company}" if record.company else ""
    return f" in {record.city}" if isinstance(record, Customer) and record.city else ""


def _histories(turn: Turn, keep: Record, merged: Record) -> list[tuple[str, str]]:
    """What else is kept of each."""
    both = zip(told_apart(keep, merged), (keep, merged), strict=True)
    return [(name, belongings(turn, each) or "nothing else") for name, each in both]


def _changes(turn: Turn, keep: Record, merged: Record) -> Iterator[tuple[str, str, str]]:
    """Of the one that stays: which values are taken over, and which stay where they differ."""
    for column, value in gaps(keep, merged).items():
        yield called(column), "nothing", f"{said_value(turn, keep.kind, column, value)}, taken over"
    for column, (ours, theirs) in differing(keep, merged).items():
        if column == "name":
            continue
        kept, noted = (said_value(turn, keep.kind, column, value) for value in (ours, theirs))
        yield called(column), kept, f"stays; {noted} goes into the note of the merge"
