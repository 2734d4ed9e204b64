"""When: to which of a record's moments a period belongs, and how it becomes filters."""

from datetime import date, timedelta

from bot.understanding.drafts import Draft
from bot.understanding.periods import Period
from bot.understanding.sheets import Phrases

Timing = tuple[str, str]
"""The field of the moment and the lean of a period without a year, `past` or `future`."""

CLOSING = "close;closes;closing;due;expected;close date;closing date;expected close date;should close;will close;to close;signing"
ENDED = "closed;won;lost;signed;win;lose;solved;resolved;finished;sold;sell;sells;selling;booked;made;earned;closed at"
MADE = "created;added;new;opened;started;came in;come in;coming in;entered;registered;got;open;began;joined;signed up;since"
TOUCHED = """contacted;contact;called;call;spoken;spoke;speak;heard;hear;talked;talk;touched;visited;visit;emailed;mailed;
met;reached;in touch;last contact;last contacted;interaction;interactions;calls;conversation;activity;quiet;silent;checked in"""
BOUGHT = "ordered;order;orders;bought;buy;purchased;purchase;purchases;spent"


def _words(*meanings: tuple[str, Timing]) -> Phrases[Timing]:
    return Phrases({word.strip(): timing for words, timing in meanings for word in words.split(";") if word.strip()})


VERBS: dict[str, Phrases[Timing]] = {
    "customer": _words((MADE, ("created_at", "past")), (TOUCHED, ("last_contacted_at", "past")),
                       (BOUGHT, ("last_ordered_on", "past"))),
    "contact": _words(("birthday;birthdays;born;birth date;turns", ("birthday", "future")), (MADE, ("created_at", "past")),
                      (TOUCHED, ("last_contacted_at", "past"))),
    "lead": _words((MADE, ("created_at", "past"))),
    "deal": _words((MADE, ("created_at", "past")), (ENDED, ("closed_at", "past")), (CLOSING, ("close_on", "future")),
                   (TOUCHED, ("last_contacted_at", "past"))),
    "case": _words((MADE, ("opened_at", "past")), (ENDED, ("closed_at", "past")), ("due;deadline", ("due_at", "future"))),
    "order": _words((BOUGHT, ("ordered_on", "past"))),
    "interaction": _words(("happened", ("happened_at", "past"))),
    "reminder": _words(("due", ("due_at", "future"))),
    "campaign": _words(("starting;starts;start;started", ("starts_on", "past")), ("ending;ends;end;ended", ("ends_on", "past"))),
}  # fmt: skip
DEFAULTS: dict[str, Timing] = {
    "customer": ("created_at", "past"), "contact": ("created_at", "past"), "lead": ("created_at", "past"),
    "deal": ("created_at", "past"), "case": ("opened_at", "past"), "order": ("ordered_on", "past"),
    "interaction": ("happened_at", "past"), "reminder": ("due_at", "future"), "campaign": ("starts_on", "past"),
    "product": ("created_at", "past"), "feedback": ("given_at", "past"),
}  # fmt: skip
QUIET = frozenset(("last_contacted_at", "last_ordered_on"))
SILENT = frozenset(("silent", "quiet", "inactive", "dormant", "idle"))


def read_periods(draft: Draft) -> None:
    """Turn each period into filters on the moment it belongs to; "not contacted" without one into an empty field."""
    for index in draft.sheet.free_atoms("period"):
        field, verb = timing_of(draft, index)
        period = reading(draft, index, field[1])
        denied = verb is not None and field[0] in QUIET and _denied(draft, verb[0])
        if denied:
            draft.put(index, field[0], "<", _day(period.first or period.last))
        else:
            _span(draft, index, field[0], period)
        draft.sheet.take(index, index + 1)
        if verb:
            draft.sheet.take(*verb)
    _never(draft)


def _denied(draft: Draft, verb: int) -> bool:
    if draft.sheet.word(verb) in SILENT:
        return True
    return any(draft.sheet.word(at) in ("not", "no", "never", "without", "nobody") for at in range(max(verb - 7, 0), verb))


def _never(draft: Draft) -> None:
    """ "never contacted", "customers we have not called": no contact at all."""
    verbs = VERBS.get(draft.entity)
    if not verbs or draft.entity not in ("customer", "contact", "deal"):
        return
    for (field, _), first, after in list(verbs.within(draft.sheet)):
        denied = draft.sheet.negator(first) if field in QUIET else None
        if denied is not None and not draft.about(field):
            draft.put(first, "lifetime_value" if field == "last_ordered_on" else field, "empty")
            draft.sheet.take(denied, after)


def timing_of(draft: Draft, index: int) -> tuple[Timing, tuple[int, int] | None]:
    """The moment that a period belongs to, and the words that said so: the nearest ones, rather those before it."""
    verbs = VERBS.get(draft.entity)
    found = list(_said(draft, verbs)) if verbs else []
    near = min(found, key=lambda each: _distance(each[1], each[2], index), default=None)
    if near and _distance(near[1], near[2], index) <= 12:
        return _settled(draft, near[0], near[1]), (near[1], near[2])
    return _default(draft, index), None


def _said(draft: Draft, verbs: Phrases[Timing]) -> list[tuple[Timing, int, int]]:
    """The verbs, those also that were understood as a state: "won", "closed"."""
    sheet, taken = draft.sheet, draft.sheet.taken
    sheet.taken = {index for index in taken if sheet.atom(index).kind != "word"}
    found = list(verbs.within(sheet))
    sheet.taken = taken
    return found


def _distance(first: int, after: int, index: int) -> int:
    return index - after if after <= index else 2 * (first - index) + 3


def _settled(draft: Draft, timing: Timing, verb: int) -> Timing:
    """ "close" of a deal that was won or lost is when it closed; "open" is no moment of its own."""
    ended = any(filter[0] == "stage" and filter[1] == "=" and filter[2] in ("won", "lost") for _, filter in draft.placed)
    if timing[0] in ("close_on", "created_at") and ended and draft.entity == "deal":
        return ("closed_at", "past") if draft.sheet.word(verb) not in ("created", "added", "new", "opened") else timing
    if draft.sheet.word(verb) in ("open", "since") and draft.entity == "deal":
        return DEFAULTS["deal"]
    return timing


def _default(draft: Draft, index: int) -> Timing:
    """A deal that is open is expected to close in a period to come; a closed one was closed in a past one."""
    stages = [filter for _, filter in draft.placed if filter[0] == "stage"]
    if draft.entity == "deal" and any(op == "=" and value in ("won", "lost") for _, op, value in stages):
        return "closed_at", "past"
    if draft.entity == "case" and ["status", "=", "closed"] in [filter for _, filter in draft.placed]:
        return "closed_at", "past"
    period = draft.sheet.atom(index).value
    today = draft.sheet.marks.now.date()
    if draft.entity == "deal" and period.last and period.last > today and (stages or period.first is None or period.first > today):
        return "close_on", "future"
    return DEFAULTS.get(draft.entity, ("created_at", "past"))


def reading(draft: Draft, index: int, lean: str) -> Period:
    """The period at an atom, read with the lean its moment asks for."""
    period: Period = draft.sheet.atom(index).value
    if lean == "past":
        return period
    return next((each for each in draft.sheet.future if each.start == period.start and each.end == period.end), period)


def _span(draft: Draft, index: int, field: str, period: Period) -> None:
    lead = period.text.casefold().split()[0]
    if period.first and period.first == period.last:
        draft.add(index, field, "=", _day(period.first))
    elif lead in ("before", "prior", "earlier") and period.last and not period.first:
        draft.put(index, field, "<", _day(period.last + timedelta(days=1)))
    elif lead in ("after", "later") and period.first:
        draft.put(index, field, ">", _day(period.first - timedelta(days=1)))
    else:
        _both(draft, index, field, period)


def _both(draft: Draft, index: int, field: str, period: Period) -> None:
    if period.first:
        draft.put(index, field, ">=", _day(period.first))
    if period.last and not (period.first and _open_ended(draft, field, period)):
        draft.put(index, field, "<=", _day(period.last))


def _open_ended(draft: Draft, field: str, period: Period) -> bool:
    """Whether "since June" merely ends today because nothing later has happened."""
    return period.text.casefold().split()[0] == "since"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
