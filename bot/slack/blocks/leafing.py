"""Leafing: the button that shows the next rows of a list goes on where the table in the message really ends."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.slack.blocks.fitting import Block
from bot.slack.blocks.tables import drawn_rows
from skills.reply import Button, Part, Table

START = "start"
"""The slot that tells how many rows of a list are passed over."""


def leafed(buttons: Sequence[Button], parts: Sequence[Part], made: Sequence[Block]) -> list[Button]:
    """The buttons, of which the one for the next rows knows how many of the table are drawn in `made`."""
    table = next((part for part in parts if isinstance(part, Table)), None)
    drawn = drawn_rows(made)
    return list(_leafed(buttons, table, drawn) if table and table.page and drawn else buttons)


def _leafed(buttons: Sequence[Button], table: Table, drawn: int) -> Iterator[Button]:
    left = len(table.rows) - drawn + table.beyond
    for button in buttons:
        slots = button.intent["slots"] if button.intent else {}
        if not button.intent or START not in slots:
            yield button
        elif left > 0:
            start = slots[START] + drawn - len(table.first_page)
            intent = button.intent | {"slots": slots | {START: start}}
            label = f"Next {min(left, table.page)}" if drawn <= len(table.first_page) else f"From row {start + 1} on"
            yield replace(button, label=label, intent=intent)
