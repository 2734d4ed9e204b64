"""Filling in forms: the modal that is open, and the records that come of it."""

import json
from typing import Any

from bot.workspace import Person
from bot.workspace.views import View
from storage.record import Record
from tests.slack.conftest import House


def kept(house: House, noun: type[Record], *fields: str) -> list[Any]:
    """The records of a kind: their fields, other records by their names."""

    def told(value: Any) -> Any:
        return value.label if isinstance(value, Record) else value

    with house.store.read(house.now()) as crm:
        return [tuple(told(getattr(each, field)) for field in fields) for each in crm.of(noun.kind).all()]


def modal(house: House, person: Person, title: str) -> View:
    """The modal of this title, once it is open."""
    house.workspace.wait_until(lambda: person.modal and person.modal.content["title"]["text"] == title, within=20)
    assert person.modal
    return person.modal


def words(view: View) -> str:
    """All that stands in a modal."""
    return json.dumps(view.blocks, ensure_ascii=False)
