"""Parts as blocks: facts, lines, tables, charts and suggestions, each in as many characters as there is room for."""

from collections.abc import Sequence

from bot.slack.blocks.cards import card, hint
from bot.slack.blocks.charts import CHART, chart
from bot.slack.blocks.fitting import Block, fitting, more, rich, section, shortened, words
from bot.slack.blocks.look import Look
from bot.slack.blocks.tables import TABLES, change, printed_table, table
from skills.reply import Change, Chart, Facts, Hint, Lines, Part, Table

MOST_ITEMS = 300
"""More than there is ever room for, so that no work is wasted on the rest."""
LINE = 1200


def part_blocks(part: Part, room: int, look: Look, above: Sequence[Block]) -> list[Block]:
    """The blocks of a part below the blocks `above`, for Slack takes one table and two charts a message."""
    if isinstance(part, Facts):
        return card(part, room)
    if isinstance(part, Hint):
        return hint(part, room)
    if isinstance(part, Lines):
        return lines(part, room)
    if isinstance(part, Chart):
        return chart(part, room, look, sum(block["type"] == CHART for block in above))
    if any(block["type"] in TABLES for block in above):
        return _printed(part, room)
    return change(part, room, look) if isinstance(part, Change) else table(part, room, look)


def _printed(part: Change | Table, room: int) -> list[Block]:
    """A second table: columns of letters, or what changes as names and values."""
    if isinstance(part, Table):
        return printed_table(part, room)
    pairs = tuple((name, f"{before or '–'} → {after or '–'}") for name, before, after in part.rows)
    return card(Facts(part.title, pairs), room)


def lines(part: Lines, room: int) -> list[Block]:
    """A title, then a bulleted list."""
    room -= 600
    items = [section([words(shortened(line, LINE))]) for line in part.lines[:MOST_ITEMS]]
    shown = fitting(items, room)
    listed: list[Block] = [{"type": "rich_text_list", "style": "bullet", "elements": shown}] if shown else []
    left = len(part.lines) - len(shown)
    return rich(part.title, [*listed, *([section([words(more(left, "line"))])] if left else [])])
