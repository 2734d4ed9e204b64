"""When: to which of a record's moments a period belongs, and how it becomes filters."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.understanding.dates.durations import read_duration
from bot.understanding.dates.periods import Period
from bot.understanding.dates.tokens import Line
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.sheets import Phrases

Said = tuple[str, int, int]
"""A moment that a verb tells of, its first word and the one after it."""

CLOSING = (
    "close;closes;closing;due;expected;close date;closing date;expected close date;should close;will close;to close;"
    "signing"
)
ENDED = "closed;won;lost;signed;win;lose;solved;resolved;finished;sold;sell;sells;selling;booked;made;earned;closed at"
MADE = (
    "created;added;new;opened;started;came in;come in;coming in;entered;registered;got;open;began;joined;signed up;"
    "since"
)
TOUCHED = (
    "contacted;contact;called;call;spoken;spoke;speak;heard;hear;talked;talk;touched;visited;visit;emailed;mailed;met;"
    "reached;in touch;last contact;last contacted;interaction;interactions;calls;conversation;activity;quiet;silent;"
    "checked in;lost touch;inactive;dormant;idle;stale"
)
BORN = "birthday;birthdays;born;birth date;turns"
BOUGHT = "last order;last ordered;last purchase;ordered;order;orders;bought;buy;purchased;purchase;purchases;spent"


VERBS = {
    entity: Phrases({words: field for field, spoken in fields.items() for words in spoken.split(";")})
    for entity, fields in {
        "customer": {"created_at": MADE, "last_contacted_at": TOUCHED, "last_ordered_on": f"{BOUGHT};sold"},
        "contact": {"birthday": BORN, "created_at": MADE, "last_contacted_at": TOUCHED},
        "lead": {"created_at": MADE},
        "deal": {"created_at": MADE, "closed_at": ENDED, "close_on": CLOSING, "last_contacted_at": TOUCHED},
        "case": {"opened_at": MADE, "closed_at": ENDED, "due_at": "due;deadline"},
        "product": {"last_ordered_on": f"{BOUGHT};sold;sell;selling;sale;sales", "created_at": "added;created;new"},
        "order": {"ordered_on": BOUGHT},
        "quote": {
            "created_at": f"{MADE};made;sent;wrote;written;quoted",
            "valid_until": "expire;expires;expiring;run out;runs out;running out;lapse;valid until;end",
        },
        "interaction": {"happened_at": "happened"},
        "reminder": {"due_at": "due"},
        "campaign": {"starts_on": "starting;starts;start;started", "ends_on": "ending;ends;end;ended"},
    }.items()
}
"""The words that tell which moment of a record is meant."""

MOMENTS = {
    "customer": "created_at", "contact": "created_at", "lead": "created_at", "deal": "created_at", "case": "opened_at",
    "order": "ordered_on", "interaction": "happened_at", "reminder": "due_at", "campaign": "starts_on",
    "product": "created_at", "quote": "created_at", "feedback": "given_at",
}  # fmt: skip
"""The moment that is meant where no word tells."""

AHEAD = frozenset(("close_on", "due_at", "birthday", "valid_until"))
"""Moments that lie ahead: of these "in May" is the next one."""

SPENDING = ("spent", "spend", "spends")
"""Verbs with a sum, which is known over all time and not for a period."""

DENIALS = frozenset(("not", "no", "never", "without", "nobody", "nothing", "none"))
EARLIER = Phrases(
    dict.fromkeys(("or earlier", "or before", "or sooner", "at the latest", "latest"), "<=")
    | dict.fromkeys(("or later", "onwards", "onward", "or after", "and later"), ">=")
)
HELD = {"last_ordered_on": ("orders", "ordered_on")}
"""What the newest of is kept, and the moment of each of them."""

QUIET = frozenset(("last_contacted_at", "last_ordered_on"))
MET = frozenset(("last_contacted_at", "birthday"))
SILENT = frozenset(("silent", "quiet", "inactive", "dormant", "idle", "stale", "lost"))


def read_periods(draft: Draft) -> None:
    """Turn each period into filters on the moment it belongs to; "not contacted" without one into an empty field."""
    said = verbs_said(draft)
    for index in draft.sheet.free_atoms("period"):
        field, verb = timing_of(draft, index, said)
        period = reading(draft, index, field)
        if verb and field == "last_ordered_on" and draft.sheet.word(verb[0]) in SPENDING:
            continue
        denied = verb is not None and field in QUIET and (_denied(draft, verb[0]) or _but_not(draft, index))
        if field in HELD and _over(draft, period) and draft.entity in ("customer", "product"):
            _in_those_days(draft, index, field, "empty" if denied else "filled")
            _take_denial(draft, verb[0] if verb and denied else 0)
        elif denied:
            draft.put(index, field, "<", _day(_silent_since(draft, period)))
            _take_denial(draft, verb[0] if verb else index)
        else:
            if _elsewhere(draft, index, field, period):
                continue
            _span(draft, index, field, period)
        draft.sheet.take(index, index + 1)
        if verb:
            draft.sheet.take(*verb)
    _never(draft)


def _over(draft: Draft, period: Period) -> bool:
    """Whether the period had a beginning and has ended, so that something may have happened since."""
    today = draft.sheet.marks.now.date()
    return period.first is not None and period.last is not None and period.last < today


def _in_those_days(draft: Draft, index: int, field: str, op: str) -> None:
    """ "ordered in October", "bought nothing in 2025": an order of those days, or none, whatever came later."""
    of, moment = HELD[field]
    part = Draft(draft.sheet, draft.entity)
    _span(part, index, moment, draft.sheet.atom(index).value)
    draft.put(index, of, op, part.filters())


def _silent_since(draft: Draft, period: Period) -> date | None:
    """The day that the last contact was before: "for 60 days" counts them back from today."""
    counted = period.last == draft.sheet.marks.now.date() and not period.text.casefold().startswith("since")
    return period.first - timedelta(days=1) if counted and period.first else period.first or period.last


def _take_denial(draft: Draft, verb: int) -> None:
    """Take "haven't" and "no" in front of a verb."""
    sheet = draft.sheet
    for at in range(max(verb - 7, 0), verb + 2):
        if sheet.word(at) in DENIALS:
            sheet.take(at, at + 1)


def _but_not(draft: Draft, index: int) -> bool:
    """ "ordered in October but not in November": the period itself is denied."""
    denied = draft.sheet.negator(index)
    if denied is not None:
        draft.sheet.take(denied, index)
    return denied is not None


def _denied(draft: Draft, verb: int) -> bool:
    if draft.sheet.word(verb) in SILENT:
        return True
    before = any(draft.sheet.word(at) in DENIALS for at in range(max(verb - 7, 0), verb))
    return before or draft.sheet.word(verb + 1) in ("nothing", "none", "nobody")


def _never(draft: Draft) -> None:
    """ "never contacted", "customers we have not called": no contact at all."""
    verbs = VERBS.get(draft.entity)
    if not verbs or draft.entity not in ("customer", "contact", "deal", "product"):
        return
    for field, first, after in list(verbs.within(draft.sheet)):
        denied = draft.sheet.negator(first) if field in QUIET else None
        if denied is not None and not draft.about(field) and not draft.about("orders"):
            bought = field == "last_ordered_on" and draft.entity == "customer"
            draft.put(first, "lifetime_value" if bought else field, "empty")
            draft.sheet.take(denied, after)


def timing_of(draft: Draft, index: int, said: Sequence[Said]) -> tuple[str, tuple[int, int] | None]:
    """The moment that a period belongs to, and the words that said so: the nearest ones, rather those before it."""
    near = min(said, key=lambda each: _distance(each[1], each[2], index), default=None)
    if near and _distance(near[1], near[2], index) <= 12:
        return _settled(draft, near[0], near[1]), (near[1], near[2])
    return _default(draft, index), None


def verbs_said(draft: Draft) -> list[Said]:
    """The verbs, those also that were understood as a state: "won", "closed"."""
    verbs = VERBS.get(draft.entity)
    if not verbs:
        return []
    sheet, taken = draft.sheet, draft.sheet.taken
    sheet.taken = {index for index in taken if sheet.atom(index).kind != "word"}
    found = list(verbs.within(sheet))
    sheet.taken = taken
    return found


def _distance(first: int, after: int, index: int) -> int:
    return index - after if after <= index else 2 * (first - index) + 3


def _settled(draft: Draft, field: str, verb: int) -> str:
    """ "close" of a deal that was won or lost is when it closed; "open" is no moment of its own."""
    ended = any(filter in (["stage", "=", "won"], ["stage", "=", "lost"]) for _, filter in draft.placed)
    if field in ("close_on", "created_at") and ended and draft.entity == "deal":
        return "closed_at" if draft.sheet.word(verb) not in ("created", "added", "new", "opened") else field
    return field


def _default(draft: Draft, index: int) -> str:
    """A deal that is open is expected to close in a period to come; a closed one was closed in a past one."""
    stages = [filter for _, filter in draft.placed if filter[0] == "stage"]
    if draft.entity == "deal" and any(op == "=" and value in ("won", "lost") for _, op, value in stages):
        return "closed_at"
    if draft.entity == "case" and ["status", "=", "closed"] in [filter for _, filter in draft.placed]:
        return "closed_at"
    if draft.entity == "deal" and draft.sheet.has("pipeline", "dealflow"):
        return "close_on"
    period = draft.sheet.atom(index).value
    today = draft.sheet.marks.now.date()
    ahead = period.last is not None and period.last > today
    if draft.entity == "deal" and ahead and (stages or period.first is None or period.first > today):
        return "close_on"
    return MOMENTS.get(draft.entity, "created_at")


def reading(draft: Draft, index: int, field: str) -> Period:
    """The period at an atom, read as its moment asks for: of what is to come, or of what has been."""
    period: Period = draft.sheet.atom(index).value
    starting = field in ("starts_on", "ends_on") and draft.sheet.has(
        "starting", "starts", "start", "ending", "ends", "end"
    )
    if field not in AHEAD and not starting:
        return period
    return next((each for each in draft.sheet.future if each.start == period.start and each.end == period.end), period)


def _elsewhere(draft: Draft, index: int, field: str, period: Period) -> bool:
    """Whether the days are others than those told before of the same moment: both cannot hold, so these go unread.

    Days that follow right upon those told before make them longer: "in 2025 and 2026".
    """
    told = {op: (at, value) for at, (name, op, value) in draft.placed if name == field and op in (">=", "<=")}
    if len(told) < 2 or not (period.first and period.last):
        return False
    follows = _day(period.first - timedelta(days=1)) == told["<="][1]
    if follows:
        draft.placed.remove((told["<="][0], [field, "<=", told["<="][1]]))
        draft.put(index, field, "<=", _day(period.last))
        draft.sheet.take(index, index + 1)
    return follows or not (told[">="][1] <= _day(period.last) and _day(period.first) <= told["<="][1])


def _span(draft: Draft, index: int, field: str, period: Period) -> None:
    lead = period.text.casefold().split()[0]
    side = EARLIER.at(draft.sheet, index + 1)
    if side and period.first and period.last:
        draft.put(index, field, side[0], _day(period.last if side[0] == "<=" else period.first))
        draft.sheet.take(index + 1, side[1])
    elif period.first and period.first == period.last:
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


LASTING = frozenset(("for", "since", "longer"))
LONGER = frozenset(("over", "more", "than", "at", "least", "longer", "about", "already"))


def read_ages(draft: Draft) -> None:
    """ "open for over a month", "stuck for 30 days": begun before then."""
    sheet = draft.sheet
    for index in [at for at in sheet.free_atoms("word") if sheet.word(at) in LASTING]:
        if not sheet.free(index):
            continue
        start = sheet.past(index + 1, LONGER)
        offset = max(sheet.atom(start).start, 0)
        line = Line(sheet.text[offset : offset + 60])
        length = read_duration(line, 0)
        begun = length.from_day(sheet.marks.now.date(), -1) if length and not length.clocked else None
        if length and begun:
            silent = next((each for each in verbs_said(draft) if each[0] in QUIET), None)
            draft.put(index, silent[0] if silent else MOMENTS.get(draft.entity, "created_at"), "<", _day(begun))
            _take_denial(draft, silent[1] if silent else 0)
            end = offset + line.token(length.next - 1).end
            sheet.take(index, next((at for at, atom in enumerate(sheet.atoms) if atom.start >= end), len(sheet.atoms)))


def verbs_of(draft: Draft) -> frozenset[str]:
    """The words that tell a moment of the entity and mean nothing by themselves; of contact only beside a filter."""
    verbs = VERBS[draft.entity].phrases() if draft.entity in VERBS else ()
    return frozenset(word for words, field in verbs for word in words if field not in MET or draft.about(field))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
