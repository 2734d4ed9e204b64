"""Narrowing: where hundreds bear a name, those count who belong to another record named beside them."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

from bot.understanding.names.parts import Name
from bot.understanding.names.sightings import Sighting

MOST = 60
"""Records that one mention may mean; nobody chooses among more, and each costs time."""
TOLD_APART = 20_000
"""Names of a message that are held against each other, the rarest first; of the others the first sixty count."""


def narrow(places: Sequence[Sighting]) -> None:
    """Leave at most sixty names of a sort at each place: contacts of a customer named, customers of a contact named."""
    every = {id(found.names): found.names for place in places for _, found, _ in place.found}
    if all(len(names) <= MOST for names in every.values()):
        return
    told = _rarest(every.values())
    customers = {name.id for names in told for name in names if name.kind == "customer"}
    homes = {name.within for names in told for name in names if name.within}
    nearest = {id(names): names[:MOST] for names in every.values()}
    nearest |= {id(names): _nearest(names, customers, homes) for names in told}
    for place in places:
        place.found = [
            (role, found._replace(names=nearest[id(found.names)]), said) for role, found, said in place.found
        ]


def _rarest(every: Iterable[Sequence[Name]]) -> list[Sequence[Name]]:
    """Those with the fewest names, as many as are told apart together."""
    ordered = sorted(every, key=len)
    within = takewhile(lambda total: total <= TOLD_APART, accumulate(map(len, ordered)))
    return [names for names, _ in zip(ordered, within, strict=False)]


def _nearest(names: Sequence[Name], customers: set[int], homes: set[int]) -> Sequence[Name]:
    if len(names) <= MOST:
        return names
    near = [name for name in names if name.within in customers or (name.kind == "customer" and name.id in homes)]
    return near[:MOST] or names[:MOST]
