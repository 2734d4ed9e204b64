"""What a numbered list offers is done by its place, as by a button so by typing."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.understanding.dialogue.doing import done_by_place
from bot.understanding.dialogue.memory import Memory
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from skills.turn import Shown
from storage.people import Person

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAIRS = [[{"kind": "customer", "id": 2 * place, "name": "A"}, {"kind": "customer", "id": 2 * place + 1, "name": "B"}]
         for place in range(3)]  # fmt: skip
FIXES = [{"fix": "countries", "entity": "customer"}, {"entity": "deal"}]


def told(text: str, **slots: Any) -> list[tuple[str, Any]] | None:
    """The skills that the message asks for, each with what it is to be done with."""
    context: Any = Context(None, Person(name="P"), NOW, Directory(), Memory(shown=Shown("", [], slots)))  # type: ignore[arg-type]
    reading = done_by_place(text, context)
    return reading and [(intent.skill, next(iter(intent.slots.values()), None)) for intent in reading.intents]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "skill", "places"),
    [
        ("merge 1", "merge_customers", [0]),
        ("Merge 2", "merge_customers", [1]),
        ("ok, merge the first pair pls", "merge_customers", [0]),
        ("mrege 1 and 3", "merge_customers", [0, 2]),
        ("please merge number 2", "merge_customers", [1]),
        ("merge the last one", "merge_customers", [2]),
        ("1 are not the same", "keep_apart", [0]),
        ("2 is not the same", "keep_apart", [1]),
        ("the second pair is no duplicate", "keep_apart", [1]),
        ("1 and 2 are different", "keep_apart", [0, 1]),
        ("number 3 aren't duplicates", "keep_apart", [2]),
    ],
)
def test_a_place_in_the_list_of_duplicates(text: str, skill: str, places: list[int]) -> None:
    assert told(text, pairs=PAIRS) == [(skill, PAIRS[place][0]) for place in places]


def test_the_only_pair_may_be_pointed_at() -> None:
    assert told("merge them", pairs=PAIRS[:1]) == [("merge_customers", PAIRS[0][0])]
    assert told("those two are not the same", pairs=PAIRS[:1]) == [("keep_apart", PAIRS[0][0])]
    assert told("merge them", pairs=PAIRS) is None


@pytest.mark.parametrize("text", ["merge 7", "merge Acme into Bolt", "merge 2 customers in Berlin", "what about 1?"])
def test_what_says_more_or_points_nowhere_is_left_to_others(text: str) -> None:
    assert told(text, pairs=PAIRS) is None


def test_a_fix_is_asked_for_by_its_number() -> None:
    assert told("fix 1", fixes=FIXES) == [("fix_data", "countries")]
    assert told("pls fix the second", fixes=FIXES) == [("fix_data", "deal")]
    assert told("merge 1", filters=[]) is None
