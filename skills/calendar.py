"""The calendar: the days that matter with the speaker's customers: birthdays, years with us, contracts that end."""

from collections.abc import Iterator
from datetime import date, timedelta

from skills.reply import Lines
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of, day
from storage.milestones import anniversaries, birthdays, endings

LONGEST = timedelta(31)


def days_that_matter(turn: Turn, period: Period) -> tuple[Lines, ...]:
    """Those of a day, a week or a month, the next first; nothing for a longer time, or where there are none."""
    first, last = period.first, period.last
    if first is None or last is None or last - first > LONGEST:
        return ()
    told = sorted(_days(turn, first, last))
    lines = tuple(f"{day(on, turn.now.date())}: {words}" for on, words in told)
    return (Lines("With your customers", lines),) if told else ()


def _days(turn: Turn, first: date, last: date) -> Iterator[tuple[date, str]]:
    for contact, on in birthdays(turn.crm, first, last, turn.speaker):
        at = f" at {contact.customer.name}" if contact.customer else ""
        yield on, f"birthday of {contact.name}{at}"
    for customer, since, on in anniversaries(turn.crm, first, last, turn.speaker):
        yield on, f"{customer.name} is with us for {count_of(on.year - since.year, 'year')}"
    for ending in endings(turn.crm, first, last, turn.speaker):
        yield ending.day, f"{ending.name.replace('_', ' ').removesuffix(' on')} of {ending.record.label}"
