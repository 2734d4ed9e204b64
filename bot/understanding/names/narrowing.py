"""Narrowing: where hundreds bear a name, those count who belong to another record named beside them."""

from collections.abc import Iterable, Sequence

from bot.understanding.names.parts import Name
from bot.understanding.names.sightings import Sighting

MOST = 60
"""Records that one mention may mean; nobody chooses among more, and each costs time."""


def narrow(places: Iterable[Sighting]) -> None:
    """Leave at most sixty names of a sort at each place: contacts of a customer named, customers of a contact named."""
    places = list(places)
    if all(len(found.names) <= MOST for place in places for _, found, _ in place.found):
        return
    every = [name for place in places for _, found, _ in place.found for name in found.names]
    customers = {name.id for name in every if name.kind == "customer"}
    homes = {name.within for name in every if name.within}
    for place in places:
        place.found = [
            (role, found._replace(names=_nearest(found.names, customers, homes)), spoken)
            for role, found, spoken in place.found
        ]


def _nearest(names: Sequence[Name], customers: set[int], homes: set[int]) -> Sequence[Name]:
    if len(names) <= MOST:
        return names
    near = [name for name in names if name.within in customers or (name.kind == "customer" and name.id in homes)]
    return near[:MOST] or names[:MOST]
