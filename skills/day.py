"""The day: what a colleague has to see to today, each thing with why and what can be done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from knowledge.advice import Advice, Scope, advise
from knowledge.rules import CALLS
from skills.agenda import open_reminders
from skills.deeds import close_case, complete, move_on, remind, snooze
from skills.reply import Button
from skills.risks import Risks
from skills.turn import ref
from skills.wording import day, moment, money
from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import CLOSED, Deal
from storage.folding import fold
from storage.milestones import birthdays
from storage.people import Person
from storage.reminders import Reminder

SHOWN = 5
"""So many things of a sort are told."""
LOOKED_AT = 150
"""So many records of a sort are looked at, so that a day is told in a moment however many there are."""
TELLING = 1000
"""So many of the deals won last tell how long one usually takes."""
SELLING = ("rep", "manager", "admin")
TITLES = {
    "reminders": "Reminders",
    "cases": "Cases due",
    "deals": "Deals to move",
    "calls": "Who to call",
    "birthdays": "Birthdays",
}
"""The lists of a day with their titles."""
AHEAD = timedelta(days=7)
"""How far ahead birthdays are told."""


@dataclass(frozen=True)
class Entry:
    """One thing to see to: in words, with why, the record it is about, its customer, and what can be done.

    The records are `{"kind", "id", "name"}`. The first of the buttons settles it.
    """

    words: str
    why: str
    record: dict[str, Any]
    customer: dict[str, Any] | None = None
    buttons: tuple[Button, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class Day:
    """What is to be seen to on a day. `left_out` counts, by the name of a list, those it does not show."""

    on: date
    reminders: tuple[Entry, ...] = ()
    cases: tuple[Entry, ...] = ()
    deals: tuple[Entry, ...] = ()
    calls: tuple[Entry, ...] = ()
    birthdays: tuple[Entry, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be seen to."""
        return not any(map(self.entries, TITLES))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The list of this name."""
        return getattr(self, name)  # type: ignore[no-any-return]

    def count(self, name: str) -> int:
        """How many things are in the list of this name, those that it does not show included."""
        return len(self.entries(name)) + self.left_out.get(name, 0)


def my_day(crm: Crm, person: Person, now: datetime, shown: int = SHOWN) -> Day:
    """The day of a person: reminders, cases due or late, deals to move, whom to call and why, and birthdays.

    A manager's has the cases and deals of the team, an admin's those of the house. At most `shown` of each.
    """
    look = _Look(crm, person, now.astimezone(person.zone), shown)
    reminders, cases, deals = look.reminders(), look.cases(), look.deals()
    counts = {"reminders": reminders[1], "cases": cases[1], "deals": deals[1]}
    return Day(
        look.now.date(),
        reminders[0],
        cases[0],
        deals[0],
        look.calls(),
        look.birthdays(),
        {name: count - shown for name, count in counts.items() if count > shown},
    )


def served_by(crm: Crm, person: Person) -> list[Person] | None:
    """Whose work somebody looks after: their own, a manager that of the team; None for an admin, who does all."""
    if person.role == "admin":
        return None
    if person.role != "manager" or not person.team:
        return [person]
    return [each for each in crm.people.all() if fold(each.team or "") == fold(person.team)]


Found = tuple[tuple[Entry, ...], int]


@dataclass(frozen=True)
class _Look:
    """Looks through the records for one person; `now` is on their clock."""

    crm: Crm
    person: Person
    now: datetime
    shown: int

    @property
    def midnight(self) -> datetime:
        """The last moment of the day."""
        return datetime.combine(self.now.date(), time.max, self.now.tzinfo)

    def reminders(self) -> Found:
        """Those of today, and those that are overdue."""
        due = [each for each in open_reminders(self.crm, self.person) if each.due_at <= self.midnight]
        return tuple(map(self._reminder, due[: self.shown])), len(due)

    def _reminder(self, each: Reminder) -> Entry:
        late = each.due_at < self.now
        why = f"{'overdue since ' if late else ''}{moment(each.due_at, self.now)}"
        whose = "" if each.person == self.person else f", {each.person.name}'s"
        buttons = (complete(each), snooze(each, self._next_day(), self.now))
        return Entry(each.about, f"{why}{whose}", ref(each), _ref(each.customer), buttons, late)

    def cases(self) -> Found:
        """Those to be solved or first replied to today, and those that are late."""
        found, count = self.crm.cases.due_by(self.midnight, served_by(self.crm, self.person), self.shown)
        return tuple(map(self._case, found)), count

    def _case(self, each: Case) -> Entry:
        at = f" of {each.customer.name}" if each.customer else ""
        whose = each.assignee.name if each.assignee else "nobody"
        why = [*_due_words(each, self.now), each.priority, *([whose] if each.assignee != self.person else [])]
        buttons = (close_case(each), remind(each, f"see to case {each.number}", self._next_day(), self.now))
        words = f"Case {each.number}{at}: {each.subject}"
        return Entry(words, ", ".join(why), ref(each), _ref(each.customer), buttons, each.is_overdue(self.now))

    def deals(self) -> Found:
        """The open ones at risk: past their day, put off, stuck or silent; those that count most first."""
        people = served_by(self.crm, self.person)
        wanted = [Deal.owner_id.in_([each.id for each in people])] if people is not None else []
        largest = self.crm.deals.where(Deal.stage.not_in(CLOSED), *wanted, newest=Deal.amount, limit=LOOKED_AT)
        found = Risks(self.crm, self.now, largest, TELLING).found()
        return tuple(self._deal(each, reasons) for each, reasons in found[: self.shown]), len(found)

    def _deal(self, each: Deal, reasons: Sequence[str]) -> Entry:
        worth = f", {money(each.amount, each.currency)}" if each.amount is not None else ""
        whose = [each.owner.name] if each.owner and each.owner != self.person else []
        late = each.close_on is not None and each.close_on < self.now.date()
        whom = each.customer.name if each.customer else "them"
        about = f"ask {whom} about {each.name}"
        buttons = (*move_on(each), remind(each, about, self._next_day(), self.now))
        why = "; ".join([f"in {each.stage}", *reasons, *whose])
        return Entry(f"{each.name}{worth}", why, ref(each), _ref(each.customer), buttons, late)

    def calls(self) -> tuple[Entry, ...]:
        """Whom to speak with and why, the most pressing first; who sells and owns no customer looks at everybody's."""
        owns = self.crm.customers.first(Customer.owner_id == self.person.id)
        if not (owns or self.person.role in SELLING):
            return ()
        scope = Scope(self.crm, self.now.date(), self.person if owns else None, most=LOOKED_AT)
        return tuple(map(self._call, advise(scope, self.shown, CALLS)))

    def _call(self, each: Advice) -> Entry:
        about = f"{each.advice[:1].lower()}{each.advice[1:]}"
        evidence = each.customer or each.evidence[0]
        buttons = (remind(evidence, about, self._next_day(), self.now),)
        return Entry(each.advice, each.reason, ref(evidence), _ref(each.customer), buttons)

    def birthdays(self) -> tuple[Entry, ...]:
        """Those of the contacts of the person's customers within a week."""
        today = self.now.date()
        found = birthdays(self.crm, today, today + AHEAD, self.person)
        return tuple(self._birthday(contact, on) for contact, on in found[: self.shown])

    def _birthday(self, contact: Any, on: date) -> Entry:
        at = f" at {contact.customer.name}" if contact.customer else ""
        words = f"Birthday of {contact.name}{at}"
        whom = f"congratulate {contact.name}{at}"
        buttons = (remind(contact, whom, on, self.now),) if on > self.now.date() else ()
        return Entry(words, day(on, self.now.date()), ref(contact), _ref(contact.customer), buttons)

    def _next_day(self) -> date:
        """The next day on which the person works."""
        return self.person.working_day(self.now.date() + timedelta(days=1))


def _due_words(case: Case, now: datetime) -> Iterator[str]:
    if case.first_replied_at is None and case.first_reply_due_at and case.first_reply_due_at <= now:
        yield f"no reply yet, due {moment(case.first_reply_due_at, now)}"
    if case.is_overdue(now) and case.due_at:
        yield f"overdue since {moment(case.due_at, now)}"
    elif case.due_at:
        yield f"due {moment(case.due_at, now)}"


def _ref(customer: Customer | None) -> dict[str, Any] | None:
    return ref(customer) if customer else None
