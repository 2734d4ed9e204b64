"""Duplicates: records that may be there twice, to be merged or told apart."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from skills.joining import told_apart
from skills.reply import Button, Lines, Reply
from skills.skill import skill
from skills.slots import AnyRecord, Entity, Slot
from skills.turn import Refused, Turn, ref
from skills.wording import count_of, plural
from storage.contacts import Contact
from storage.customers import Customer
from storage.leads import Lead
from storage.likeness.twins import Twins, twins, twins_of
from storage.merging import MERGEABLE
from storage.pointers import pointing
from storage.record import Record

Party = Customer | Contact | Lead
One = Annotated[Party, Slot("record", "Which two are not the same?", "customer")]
Other = Annotated[Party, Slot("record", "And which is the other?", "customer")]
SHOWN = 8
BUTTONS = 3
"""Pairs that have buttons of their own."""


@skill()
def find_duplicates(turn: Turn, entity: Entity | None = None, record: AnyRecord | None = None) -> Reply:
    """Find customers, contacts or leads that are there twice, with how sure it is and why."""
    if record is not None:
        return _of_one(turn, record)
    if entity and entity not in MERGEABLE:
        raise Refused(f"I look for customers, contacts and leads that are there twice, not for {plural(entity)}.")
    kinds = (entity,) if entity else MERGEABLE
    found = sorted((pair for kind in kinds for pair in twins(turn.crm, kind)), key=lambda pair: -pair.confidence)
    what = plural(entity) if entity else "customers, contacts or leads"
    if not found:
        return Reply(f"I found no {what} that look like duplicates.", note="Those that you told apart are left out.")
    return _listed(turn, f"{count_of(len(found), 'pair')} of {what} may be the same", found)


def _of_one(turn: Turn, record: Record) -> Reply:
    if record.kind not in MERGEABLE:
        raise Refused(f"I look for customers, contacts and leads that are there twice, and {record.label} is none.")
    turn.remember(record)
    found = twins_of(turn.crm, record)
    if not found:
        return Reply(f"{record.label} is there once, as far as I can tell.")
    return _listed(turn, f"{record.label} may be there {'twice' if len(found) == 1 else 'several times'}", found)


def _listed(turn: Turn, said: str, found: Sequence[Twins]) -> Reply:
    """The likeliest pairs, numbered, with a button for what can be done with each."""
    pairs = [(each, *_ordered(turn, each)) for each in found[:SHOWN]]
    turn.show("", [], pairs=[[ref(keep), ref(merged)] for _, keep, merged in pairs])
    lines = tuple(_line(place, *pair) for place, pair in enumerate(pairs, 1))
    places = range(1, min(len(pairs), BUTTONS) + 1)
    merging = [Button(f"Merge {place}", f"merge {place}") for place in places]
    apart = [Button(f"Not the same: {place}", f"{place} are not the same") for place in places]
    more = f", the {len(pairs)} likeliest first" if len(found) > len(pairs) else ""
    buttons = tuple(button for both in zip(merging, apart, strict=True) for button in both)
    return Reply(f"{said}{more}.", (Lines("", lines),), buttons, note="Say “merge 1”, or “1 is not the same”.")


def _ordered(turn: Turn, pair: Twins) -> tuple[Record, Record]:
    """The two, the one to be kept first: it has more that points to it, or else came first."""
    both = turn.crm.of(pair.kind).by_ids([pair.one, pair.other])
    one, other = sorted(both, key=lambda each: (-_weight(turn, each), each.id))
    return one, other


def _weight(turn: Turn, record: Record) -> int:
    return sum(map(len, pointing(turn.crm, record.kind, record.id).values()))


def _line(place: int, pair: Twins, keep: Record, merged: Record) -> str:
    one, other = told_apart(keep, merged)
    against = f"; but {_said(pair.against)}" if pair.against else ""
    return f"{place}. {one} and {other}: {pair.confidence:.0%}, {_said(pair.reasons)}{against}"


def _said(words: Iterable[str]) -> str:
    return ", ".join(words)


@skill()
def keep_apart(turn: Turn, one: One, other: Other) -> Reply:
    """Remember that two customers, contacts or leads are not the same, so that nobody is asked again."""
    if one.kind != other.kind or one == other:
        raise Refused("Name two different customers, contacts or leads, as in “Acme and Acme Labs are not the same”.")
    first, second = told_apart(one, other)
    turn.remember(other, one)
    if turn.crm.distinctions.between(one, other):
        return Reply(f"I know already that {first} and {second} are not the same.")
    turn.crm.distinctions.keep_apart(one, other)
    return Reply(f"Noted: {first} and {second} are not the same. I won't offer them as duplicates again.")


def shown_pair(slots: dict[str, Any], place: int) -> list[dict[str, Any]] | None:
    """The pair at a place, from 0, of the duplicates last shown: which to keep and which to merge into it."""
    pairs = slots.get("pairs") or []
    return pairs[place] if -len(pairs) <= place < len(pairs) else None
