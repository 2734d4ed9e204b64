"""Narrowing: where hundreds bear a name, those count who belong to another record named beside them."""

from collections.abc import Sequence

from bot.understanding.names.parts import Name
from bot.understanding.names.sightings import Sighting

MOST = 60
"""Records that one mention may mean; nobody chooses among more, and each costs time."""


def narrow(places: Sequence[Sighting]) -> None:
    """Leave at most sixty names of a sort at each place: contacts of a customer named, customers of a contact named."""
    every = {id(found.names): found.names for place in places for _, found, _ in place.found}
    if all(len(names) <= MOST for names in every.values()):
        return
    customers = {name.id for names in every.values() for name in names if name.kind == "customer"}
    homes = {name.within for names in every.values() for name in names if name.within}
    nearest = {key: _nearest(names, customers, homes) for key, names in every.items()}
    for place in places:
        place.found = [
            (role, found._replace(names=nearest[id(found.names)]), said) for role, found, said in place.found
        ]


def _nearest(names: Sequence[Name], customers: set[int], homes: set[int]) -> Sequence[Name]:
    if len(names) <= MOST:
        return names
    near = [name for name in names if name.within in customers or (name.kind == "customer" and name.id in homes)]
    return near[:MOST] or names[:MOST]
