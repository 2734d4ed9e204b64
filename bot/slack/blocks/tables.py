"""Tables: as Slack draws them, with pages where they are long, or as columns of letters."""

import re
from collections.abc import Sequence

from bot.slack.blocks.fitting import Block, context, fitting, more, printed, rich, shortened
from bot.slack.blocks.look import Look
from skills.reply import Change, Table

MOST_ROWS = 100
MOST_COLUMNS = 20
MOST_PRINTED = 300
PAGE = 10
"""Rows that are seen at a glance; more have pages to turn."""
CELL = 300
CAPTION = 150
TABLES = ("table", "data_table")
FIGURE = re.compile(r"[-+]?[^\w\s]?\s?\d[\d,.]*\s?(?:%|[A-Za-z€$£]{0,3})")


def table(part: Table, room: int, look: Look) -> list[Block]:
    """A table under its title, and what was left out of it."""
    room -= 600 + 45 * MOST_COLUMNS
    width = max([len(part.columns), *(len(row) for row in part.rows)])
    columns, pages = min(width, MOST_COLUMNS), look.takes("data_table")
    wanted = part.rows if pages else part.first_page
    shown = fitting([_cells(row, columns) for row in (part.columns, *wanted[: MOST_ROWS - 1])], room)
    if not columns or not shown:
        return printed_table(part, room)
    left = len(part.first_page if part.page else wanted) + 1 - len(shown)
    rest = [more(left, "row")] if left > 0 else []
    rest += [more(width - columns, "column")] if columns < width else []
    drawn = _paged(part, shown) if pages and len(shown) > PAGE + 1 else _plain(part, shown)
    return [*drawn, *([context("\n".join(rest))] if rest else [])]


def drawn_rows(made: Sequence[Block]) -> int:
    """How many rows of the table in these blocks are shown; 0 where there is none."""
    return next((len(block["rows"]) - 1 for block in made if block["type"] in TABLES), 0)


def change(part: Change, room: int, look: Look) -> list[Block]:
    """What would change: each name with its value before and after."""
    rows = tuple((name, before or "–", after or "–") for name, before, after in part.rows)
    return table(Table(("What", "Before", "After"), rows, part.title), room, look)


def printed_table(part: Table, room: int) -> list[Block]:
    """A table as columns of letters."""
    rows = [[shortened(cell, 40) for cell in row[:8]] for row in (part.columns, *part.first_page[:MOST_PRINTED])]
    widths = [max(len(row[place]) for row in rows if place < len(row)) for place in range(max(map(len, rows)))]
    texts = ["  ".join(cell.ljust(widths[place]) for place, cell in enumerate(row)).rstrip() for row in rows]
    return printed(part.title, texts, len(part.first_page) + 1, room)


def _plain(part: Table, rows: list[list[Block]]) -> list[Block]:
    settings = [{"align": "right" if _is_figures(part, place) else "left"} for place in range(len(rows[0]))]
    return [*rich(part.title, []), {"type": "table", "rows": rows, "column_settings": settings}]


def _paged(part: Table, rows: list[list[Block]]) -> list[Block]:
    """A table whose pages are turned in place; its caption is what stands above it."""
    caption = shortened(part.title or part.of.capitalize() or " and ".join(filter(None, part.columns[:2])), CAPTION)
    return [
        {
            "type": "data_table",
            "caption": caption,
            "rows": rows,
            "page_size": part.page or PAGE,
            "row_header_column_index": 0,
        }
    ]


def _cells(row: tuple[str, ...], columns: int) -> list[Block]:
    padded = (*row, *("",) * columns)[:columns]
    return [{"type": "raw_text", "text": shortened(cell, CELL)} for cell in padded]


def _is_figures(part: Table, place: int) -> bool:
    cells = [row[place] for row in part.rows if place < len(row) and row[place].strip(" –-")]
    return bool(cells) and all(len(cell) < 40 and FIGURE.fullmatch(cell.strip()) for cell in cells)
