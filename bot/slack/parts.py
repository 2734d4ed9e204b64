"""Parts as blocks: facts, lines, tables and charts, each in as many characters as there is room for."""

import math
import re

from bot.slack.fitting import Block, fitting, more, plain_text, shortened, words
from skills.reply import Change, Chart, Facts, Hint, Lines, Part, Table

MOST_ROWS = 100
MOST_COLUMNS = 20
MOST_ITEMS = 300
"""More than there is ever room for, so that no work is wasted on the rest."""

CELL = 300
LINE = 1200
BAR = 24
FIGURE = re.compile(r"[-+]?[^\w\s]?\s?\d[\d,. ]*\s?(?:%|[A-Za-z€$£]{0,3})")


def part_blocks(part: Part, room: int, tables: int) -> list[Block]:
    """The blocks of a part; `tables` tells how many tables stand above it, since Slack takes one a message."""
    if isinstance(part, Facts):
        return facts(part, room)
    if isinstance(part, Lines):
        return lines(part, room)
    if isinstance(part, Chart):
        return chart(part, room)
    if isinstance(part, Change):
        return change(part, room)
    if isinstance(part, Hint):
        return hint(part, room)
    return table(part, room) if tables == 0 else printed_table(part, room)


def facts(part: Facts, room: int) -> list[Block]:
    """A title, then a line for each name and value."""
    room -= 400
    pairs = [
        [words(f"{shortened(name, CELL)}: ", bold=True), words(f"{shortened(value, LINE)}\n")]
        for name, value in part.pairs[:MOST_ITEMS]
    ]
    shown = fitting(pairs, room)
    elements = [element for pair in shown for element in pair]
    return _rich(part.title, [_section(elements + _rest(len(part.pairs) - len(shown), "value"))])


def change(part: Change, room: int) -> list[Block]:
    """What would change: each name with its value before and after."""
    return facts(
        Facts(part.title, tuple((name, f"{before or '–'} → {after or '–'}") for name, before, after in part.rows)), room
    )


def hint(part: Hint, room: int) -> list[Block]:
    """A suggestion: what to do, why, and on which evidence."""
    return lines(Lines(part.advice, tuple(filter(None, (part.reason, part.evidence)))), room)


def lines(part: Lines, room: int) -> list[Block]:
    """A title, then a bulleted list."""
    room -= 600
    items = [_section([words(shortened(line, LINE))]) for line in part.lines[:MOST_ITEMS]]
    shown = fitting(items, room)
    listed: list[Block] = [{"type": "rich_text_list", "style": "bullet", "elements": shown}] if shown else []
    rest = _rest(len(part.lines) - len(shown), "line")
    return _rich(part.title, [*listed, *([_section(rest)] if rest else [])])


def table(part: Table, room: int) -> list[Block]:
    """A table block under its title, and what was left out of it."""
    room -= 600 + 45 * MOST_COLUMNS
    width = max(len(part.columns), *(len(row) for row in part.rows), 0) if part.rows else len(part.columns)
    columns = min(width, MOST_COLUMNS)
    rows = [_cells(row, columns) for row in (part.columns, *part.rows[: MOST_ROWS - 1])]
    shown = fitting(rows, room)
    if not columns or not shown:
        return lines(Lines(part.title, tuple(" | ".join(row) for row in part.rows)), room)
    settings = [{"align": "right" if _is_figures(part, place) else "left"} for place in range(columns)]
    block: Block = {"type": "table", "rows": shown, "column_settings": settings}
    title = _rich(part.title, []) if part.title else []
    rest = [more(len(part.rows) + 1 - len(shown), "row")] if len(shown) <= len(part.rows) else []
    rest += [more(width - columns, "column")] if columns < width else []
    return [*title, block, *([context("\n".join(rest))] if rest else [])]


def printed_table(part: Table, room: int) -> list[Block]:
    """A table as columns of letters."""
    rows = [[shortened(cell, 40) for cell in row[:8]] for row in (part.columns, *part.rows[:MOST_ITEMS])]
    widths = [max(len(row[place]) for row in rows if place < len(row)) for place in range(max(map(len, rows)))]
    texts = ["  ".join(cell.ljust(widths[place]) for place, cell in enumerate(row)).rstrip() for row in rows]
    return _printed(part.title, texts, len(part.rows) + 1, room)


def chart(part: Chart, room: int) -> list[Block]:
    """Bars drawn with letters, the longest for the largest value."""
    pairs = list(zip(part.labels, part.values, strict=False))[:MOST_ITEMS]
    labels = [shortened(label, 30) for label, _ in pairs]
    largest = max((abs(value) for _, value in pairs if math.isfinite(value)), default=0) or 1
    width = max(map(len, labels), default=0)
    texts = [
        f"{label.ljust(width)}  {_bar(value, largest)} {value:,.10g}"
        for label, (_, value) in zip(labels, pairs, strict=True)
    ]
    return _printed(part.title, texts, len(part.labels), room)


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain_text(text)]}


def _bar(value: float, largest: float) -> str:
    """Eighths of a block are too fine to tell; a value that is not nothing has at least a thin bar."""
    if not math.isfinite(value) or value == 0:
        return ""
    full = round(abs(value) / largest * BAR)
    return "█" * full or "▏"


def _printed(title: str, texts: list[str], count: int, room: int) -> list[Block]:
    shown = fitting(texts, room - 600)
    bodies: list[Block] = []
    if "".join(shown).strip():
        bodies = [{"type": "rich_text_preformatted", "elements": [words("\n".join(shown))]}]
    rest = _rest(count - len(shown), "row")
    return _rich(title, [*bodies, *([_section(rest)] if rest else [])])


def _cells(row: tuple[str, ...], columns: int) -> list[Block]:
    padded = (*row, *("",) * columns)[:columns]
    return [{"type": "raw_text", "text": shortened(cell, CELL)} for cell in padded]


def _is_figures(part: Table, place: int) -> bool:
    cells = [row[place] for row in part.rows if place < len(row) and row[place].strip(" –-")]
    return bool(cells) and all(len(cell) < 40 and FIGURE.fullmatch(cell.strip()) for cell in cells)


def _rest(count: int, what: str) -> list[Block]:
    return [words(more(count, what))] if count > 0 else []


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _rich(title: str, bodies: list[Block]) -> list[Block]:
    """A rich text block with its title in bold; none where there is nothing to say."""
    heading = [_section([words(shortened(title, CELL), bold=True)])] if title.strip() else []
    elements = [*heading, *(body for body in bodies if body["elements"])]
    return [{"type": "rich_text", "elements": elements}] if elements else []
