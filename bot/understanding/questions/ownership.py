"""Whose records: "my deals", "owned by Priya", "Tom's pipeline", "nobody's customers"."""

from typing import Any

from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import OF_CUSTOMERS, home_owner, reachable, role_of
from bot.understanding.questions.sheets import Phrases

MINE = Phrases(dict.fromkeys(
    "my;mine;i own;i manage;i look after;i have;i made;i had;i am working on;i am responsible for;"
    "assigned to me;owned by me;"
    "i handle;of mine;belonging to me;by me;i logged;i did;i sent;i wrote;i held;on my plate;i created;"
    "i work on;for me;"
    "i closed;i won;i lost;have i;did i;i visited;i called;i met;i emailed;myself;i".split(";"), True))  # fmt: skip
KEPT = {"i closed": 1, "i won": 1, "i lost": 1, "i visited": 1, "i called": 1, "i met": 1, "i emailed": 1}
NOBODY = Phrases(dict.fromkeys(
    "nobody owns;nobody is working on;no one is working on;without owner;without an owner;with no owner;"
    "no owner;"
    "nobody;no one;noone;unassigned;unowned;ownerless;not assigned;not assigned to anyone;"
    "without an account manager;"
    "no account manager;no assignee;without assignee;without an assignee;unattended;nobody looks after;"
    "without anyone responsible;not yet assigned;not owned by anyone;orphaned;no owner yet;no rep;"
    "without a rep;"
    "assigned to nobody;owned by nobody;assigned to no one;owned by no one".split(";"), True))  # fmt: skip
DONE = frozenset("has have had contacted called solved bought ordered talked spoke touched visited emailed".split())
OWNING = frozenset("owned managed by of that which who assigned to handled".split())
ASKING = frozenset("do need want would could can should am mean see know like prepare".split())


def read_ownership(draft: Draft) -> None:
    """Add whose the records are: the speaker's, nobody's."""
    sheet, role = draft.sheet, role_of(draft.entity)
    for _, first, after in list(NOBODY.within(sheet)):
        if not reachable(draft.entity, role) or _of_somebody(draft, first, after):
            continue
        draft.put(first, role, "empty")
        sheet.take(first, after)
    for _, first, after in list(MINE.within(sheet)):
        spoken = " ".join(sheet.word(at) for at in range(first, after))
        if spoken == "i" and not _owns(draft, after):
            continue
        if spoken in ("i have", "for me", "by me") and _polite(draft, first, after):
            continue
        field = home_owner(draft.entity) if of_customers(draft, after) or led_by_customers(draft, first) else role
        draft.add(first, field, "=", sheet.marks.speaker)
        sheet.take(first, first + KEPT.get(spoken, after - first))


def _of_somebody(draft: Draft, first: int, after: int) -> bool:
    """Whether "nobody has solved it" or "not assigned to Bram" is said, which tells of no record without owner."""
    sheet = draft.sheet
    doing = after - first < 3 and sheet.word(first) in ("nobody", "no", "noone") and sheet.word(after) in DONE
    return doing or (sheet.word(after) == "to" and sheet.atom(after + 1).kind == "record")


def of_customers(draft: Draft, after: int) -> bool:
    """Whether customers are what is somebody's: "open cases of my customers"."""
    if draft.entity not in OF_CUSTOMERS:
        return False
    return any(noun_at(draft.sheet, at) == "customer" for at in (after, after + 1))


def led_by_customers(draft: Draft, index: int) -> bool:
    """ "cases for customers owned by Lena", "orders of customers that Lena looks after"."""
    before = (at for at in range(index - 1, index - 5, -1) if draft.sheet.word(at) not in OWNING)
    return draft.entity in OF_CUSTOMERS and noun_at(draft.sheet, next(before, index)) == "customer"


def _owns(draft: Draft, after: int) -> bool:
    """ "calls I made", "deals I ... won": the speaker does what the records tell."""
    asked = draft.sheet.word(after - 2) in ("can", "could", "do", "should", "may", "so")
    if asked or draft.sheet.word(after) in ASKING:
        return False
    return draft.entity == "interaction" and draft.sheet.word(after) != ""


def _polite(draft: Draft, first: int, after: int) -> bool:
    """ "can I have", "list them for me"."""
    words = {draft.sheet.word(first - 1), draft.sheet.word(first - 2)}
    asked = bool(words & {"can", "could", "may", "please", "them", "list", "this", "that", "it"})
    return asked or first == 0 or draft.sheet.word(first) == "for"


def record_value(mark: Any, kind: str) -> dict[str, Any]:
    """A recognised record as a filter holds it."""
    found: dict[str, Any] = mark.as_record(kind)
    return {key: value for key, value in found.items() if key != "within"}
