"""The demo's interactions: the stories of the customers that have one, and everyday exchanges with the others."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from storage.demo.companies import Company
from storage.demo.days import moment
from storage.demo.source import sections, table

ENTRIES = 11
"""How many interactions a customer without a story has at least, where there are enough exchanges."""

AGENTS = {
    "Chloe Bannister": "Bram de Wit",
    "Lena Hartwig": "Bram de Wit",
    "Diego Salvatierra": "Sofia Marchetti",
    "Noah Kessler": "Jamal Whitmore",
    "Wei Ling Tan": "Sofia Marchetti",
}


@dataclass(frozen=True)
class Entry:
    """One interaction, as a row of the file."""

    customer: str
    contact: str
    channel: str
    happened_at: datetime
    summary: str
    by: str
    sentiment: str


@dataclass(frozen=True)
class Exchange:
    """A few interactions that belong together and may happen to any customer of its kind."""

    kind: str
    rows: list[list[str]]

    @property
    def weeks(self) -> int:
        """How many weeks after its first entry the last one is."""
        return int(self.rows[-1][0].split()[0])


def house() -> dict[str, tuple[str, str]]:
    """Name and time zone of the people of the house, by first name."""
    return {name.split()[0]: (name, zone) for name, _, _, zone in table("people")}


def told(companies: list[Company]) -> list[Entry]:
    """What the stories tell, in their own order."""
    owners = {company.name: company.owner for company in companies}
    people = house()
    entries = []
    for customer, rows in sections("stories"):
        for when, channel, contact, sentiment, text in rows:
            weeks, weekday, clock, *writer = when.split()
            by, zone = people[writer[0] if writer else owners[customer].split()[0]]
            happened = moment(f"{weeks} {weekday} {clock}", zone)
            entries.append(Entry(customer, contact, channel, happened, text, by, sentiment))
    return entries


def everyday(companies: list[Company], chance: random.Random) -> list[Entry]:
    """Exchanges for the customers that have bought something and have no story."""
    with_story = {customer for customer, _ in sections("stories")}
    exchanges = [Exchange(kind, rows) for kind, rows in sections("threads")]
    used: Counter[int] = Counter()
    entries: list[Entry] = []
    for company in companies:
        if company.name not in with_story:
            chosen = _choose(company, exchanges, used, chance)
            entries += _place(company, [exchanges[index] for index in chosen])
    return entries


def _choose(company: Company, exchanges: list[Exchange], used: Counter[int], chance: random.Random) -> list[int]:
    """Half from the company's trade and half from anywhere, the least used first."""
    order = sorted(range(len(exchanges)), key=lambda index: (used[index], chance.random()))
    fitting = [index for index in order if _fits(exchanges[index], company)]
    trade = [index for index in fitting if exchanges[index].kind == company.industry][:3]
    chosen = list(trade)
    for index in fitting:
        if sum(len(exchanges[one].rows) for one in chosen) >= ENTRIES:
            break
        if exchanges[index].kind == "any":
            chosen.append(index)
    used.update(chosen)
    chance.shuffle(chosen)
    return chosen


def _fits(exchange: Exchange, company: Company) -> bool:
    return exchange.kind in ("any", company.industry) and exchange.weeks < company.weeks // 3


def _place(company: Company, exchanges: list[Exchange]) -> list[Entry]:
    """The exchanges one after the other, spread evenly from the first purchase to the week before the anchor."""
    span = min(company.weeks, 52) - 5
    idle = span - sum(exchange.weeks for exchange in exchanges)
    start, entries = span, []
    for exchange in exchanges:
        entries += [_entry(company, start, row) for row in exchange.rows]
        start -= exchange.weeks + max(idle // len(exchanges), 0)
    return entries


def _entry(company: Company, start: int, row: list[str]) -> Entry:
    when, team, channel, whom, sentiment, text = row
    weeks, weekday, clock = when.split()
    near = team == "rep" or (channel == "visit" and company.owner == "Wei Ling Tan")
    by, zone = house()[(company.owner if near else AGENTS[company.owner]).split()[0]]
    happened = moment(f"{max(start - int(weeks), 1)} {weekday} {clock}", zone)
    summary = text.format(
        first=company.contacts[0].first, second=company.contacts[1].first,
        customer=company.name, kit=company.first_purchase, city=company.city,
    )  # fmt: skip
    contact = company.contacts[int(whom) - 1].name
    return Entry(company.name, contact, channel, happened, summary, by, sentiment)
