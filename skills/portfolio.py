"""Handing over: everything that somebody looks after goes to a colleague, for good or for a while."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from skills.absences import set_absence
from skills.cover import away_now
from skills.reply import Facts, Reply
from skills.skill import skill
from skills.slots import Moment, Period, PersonName, Slot
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, day, money
from storage.deals import Deal
from storage.people import Person
from storage.portfolio import Portfolio, hand, portfolio_of
from storage.record import Record

Taker = Annotated[Person, Slot("record", "Who takes it over?", "person")]
NAMED = 3
MEANWHILE = re.compile(
    r"\b(?:while|whilst|meanwhile|for now|for the time being|temporar\w+|as long as|during|for (?:a|the|two|\d+) \w+"
    r"|until|till)\b",
    re.IGNORECASE,
)
"""Words with which a portfolio is lent and not given."""


@skill(confirm=True)
def hand_over(turn: Turn, to: Taker, person: PersonName | None = None, until: Moment | None = None) -> Reply:
    """Hand everything that you or a colleague look after over to somebody, for good or for a while."""
    whom = person or turn.speaker
    if to == whom:
        raise Refused(f"What is {_theirs(turn, to)} stays so. Name a colleague who takes it over.")
    if until or MEANWHILE.search(turn.text):
        return _for_a_while(turn, whom, to, until.day if until else None)
    portfolio = portfolio_of(turn.crm, whom)
    records = portfolio.all()
    whose = "you look" if whom == turn.speaker else f"{whom.name} looks"
    if not records:
        raise Refused(f"There is nothing open that {whose} after.{_left(portfolio)}")
    taker = "you" if to == turn.speaker else to.name
    turn.confirm(f"Hand everything that {whose} after over to {taker}?{_left(portfolio)}", _facts(portfolio))
    for record in records:
        hand(turn.crm, record, to)
    turn.crm.session.flush()
    turn.remember(whom, to)
    look = "You now look" if taker == "you" else f"{taker} now looks"
    said = f"{look} after what was {_theirs(turn, whom)}: "
    note = " ".join(each for each in (away_now(turn, to), "Say “undo” to take all of it back.") if each)
    return Reply(f"{said}{_counted(portfolio)}.{_left(portfolio)}", (Facts("", _facts(portfolio)),), note=note)


def _for_a_while(turn: Turn, whom: Person, to: Person, until: date | None) -> Reply:
    """Nothing changes hands for a while: whoever takes over stands in meanwhile."""
    known, today = turn.crm.absences.next_of(whom), turn.crm.absences.today(whom)
    if until is None and known is None:
        who = "you" if whom == turn.speaker else whom.name
        raise Unclear(f"Until when {'are' if who == 'you' else 'is'} {who} away?", "until")
    if until and until < today:
        raise Refused(f"{day(until, turn.now.date()).capitalize()} has passed. Tell me a later day.")
    taker = "you" if to == turn.speaker else to.name
    asked = f"Let {taker} stand in for {'you' if whom == turn.speaker else whom.name} meanwhile, and keep the owners?"
    turn.confirm(asked, _facts(portfolio_of(turn.crm, whom)))
    said = set_absence(turn, whom, Period(today, until) if until else None, stand_in=to)
    return replace(said, note="The owners stay. To move all of it for good, say “hand everything over” without a day.")


def _theirs(turn: Turn, whom: Person) -> str:
    return "yours" if whom == turn.speaker else f"{whom.name}'s"


def _counted(portfolio: Portfolio) -> str:
    said = [count_of(len(records), kind) for kind, records in portfolio.records.items()]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _left(portfolio: Portfolio) -> str:
    """What does not change hands, as a sentence."""
    said = [
        f"{number} closed {count_of(number, kind).partition(' ')[2]}"
        for kind, number in portfolio.closed.items()
        if number
    ]
    return f" Not moved: {', '.join(said)}." if said else ""


def _facts(portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """By kind, how many and which first."""
    return tuple((count_of(len(records), kind), _names(records)) for kind, records in portfolio.records.items())


def _names(records: list[Record]) -> str:
    names = ", ".join(record.label for record in records[:NAMED]) + (" …" if len(records) > NAMED else "")
    worth = sum(record.amount or 0 for record in records if isinstance(record, Deal))
    return f"{names}; together {money(worth)}" if worth else names
