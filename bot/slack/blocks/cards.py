"""Cards: one record with what can be done with it, and suggestions with the buttons that settle them."""

from typing import Any

from bot.slack.blocks.buttons import actions, fits, named, opener, pressed
from bot.slack.blocks.fitting import Block, fitting, more, rich, section, shortened, words
from skills.reply import Button, Facts, Hint

MOST_VALUES = 300
NAME = 300
VALUE = 1200
EDITED = ("customer", "contact", "lead", "deal", "case", "product")
"""Kinds of records that a form edits."""
TIMED = ("customer", "contact")
"""Kinds of records that have a timeline, and problems."""
REMINDED = ("customer", "contact", "lead", "deal", "case", "quote", "order")
ROW = 1600
"""Characters of JSON that the buttons of a card come to at most."""


def card(part: Facts, room: int) -> list[Block]:
    """A title, then a line for each name and value, then what can be done with the record it is of."""
    room -= 400 + (ROW if part.record else 0)
    pairs = [
        [words(f"{shortened(name, NAME)}: ", bold=True), words(f"{shortened(value, VALUE)}\n")]
        for name, value in part.pairs[:MOST_VALUES]
    ]
    shown = fitting(pairs, room)
    left = len(part.pairs) - len(shown)
    rest = [words(more(left, "value"))] if left else []
    body = rich(part.title, [section([element for pair in shown for element in pair] + rest)])
    return [*body, *(deeds(part.record) if part.record else [])]


def deeds(record: dict[str, Any]) -> list[Block]:
    """The row of what can be done with a record: edit it, see its timeline, be reminded, open a case."""
    kind, whom = record["kind"], named(record)
    row = [opener("edit", "Edit", record)] if kind in EDITED else []
    row += [pressed(0, _timeline(whom))] if kind in TIMED else []
    row += [opener("remind", "Remind me", record)] if kind in REMINDED else []
    row += [opener("case", "Open a case", record)] if kind in TIMED else []
    return actions(row)


def _timeline(whom: dict[str, Any]) -> Button:
    intent = {"skill": "show_timeline", "slots": {whom["kind"]: whom}}
    return Button("Timeline", f"timeline of {whom['name']}", intent=intent)


def hint(part: Hint, room: int) -> list[Block]:
    """A suggestion: what to do, why, on which evidence, and the buttons that settle it."""
    able = list(filter(fits, part.buttons))
    row = fitting([pressed(place, button) for place, button in enumerate(able[:5])], room // 2)
    most = max(room // 2 - 400, 100) // 3
    why = [shortened(words, min(VALUE, most)) for words in (part.reason, part.evidence) if words.strip()]
    body = [section([words(" ".join(why))])] if why else []
    return [*rich(shortened(part.advice, min(NAME, most)), body), *actions(row)]
