"""The rules of tables, data tables and charts."""

from __future__ import annotations

from typing import Any

from bot.workspace import limits
from bot.workspace.rich_text import RICH_TEXT
from bot.workspace.shapes import (
    Complaints,
    also,
    anything,
    by_type,
    complaint,
    flag,
    items,
    number,
    one_of,
    part,
    string,
)
from bot.workspace.texts import IDENTIFIER

ENDLESS = float("inf")
CELL = by_type(
    {
        "raw_text": part({"text": string(limits.MESSAGE_TEXT)}),
        "raw_number": part({"value": number(-ENDLESS, ENDLESS)}, {"text": string(limits.ID)}),
        "rich_text": RICH_TEXT,
    }
)
ROW = items(CELL, limits.TABLE_COLUMNS)
COLUMN = part({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})


def column(value: Any, pointer: str) -> Complaints:
    """The settings of a column, or none."""
    if value is not None:
        yield from COLUMN(value, pointer)


def even(block: Any, pointer: str) -> Complaints:
    """Every row as long as the first."""
    for place, row in enumerate(block["rows"]):
        if len(row) != len(block["rows"][0]):
            yield complaint("all rows must have the same number of cells", f"{pointer}/rows/{place}")


def plain_header(block: Any, pointer: str) -> Complaints:
    """No rich text in the first row, and no more text in all than a data table holds."""
    for place, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield complaint("unsupported type: rich_text", f"{pointer}/rows/0/{place}/type")
    length = sum(len(str(cell.get("text", cell.get("value", "")))) for row in block["rows"] for cell in row)
    if length > limits.DATA_TABLE_TEXT:
        yield complaint(f"no more than {limits.DATA_TABLE_TEXT} characters allowed", f"{pointer}/rows")


TABLE = also(
    part(
        {"rows": items(ROW, limits.TABLE_ROWS)},
        {"block_id": IDENTIFIER, "column_settings": items(column, limits.TABLE_COLUMNS)},
    ),
    even,
)
DATA_TABLE = also(
    part(
        {"caption": string(limits.LABEL), "rows": items(ROW, limits.DATA_TABLE_ROWS)},
        {
            "block_id": IDENTIFIER,
            "page_size": number(1, limits.DATA_TABLE_PAGE),
            "row_header_column_index": number(0, limits.TABLE_COLUMNS - 1),
        },
    ),
    even,
    plain_header,
)
NAME = string(limits.CHART_NAME)
POINT = part({"label": NAME, "value": number(-ENDLESS, ENDLESS)})
SEGMENT = part({"label": NAME, "value": number(1e-9, ENDLESS)})
SERIES = part({"name": NAME, "data": items(POINT, limits.CHART_POINTS)})
AXES = part(
    {"categories": items(NAME, limits.CHART_POINTS)},
    {"x_label": string(limits.CHART_TITLE), "y_label": string(limits.CHART_TITLE)},
)


def in_categories(chart: Any, pointer: str) -> Complaints:
    """Every point belongs to a category of the axis."""
    for place, series in enumerate(chart["series"]):
        if {point["label"] for point in series["data"]} - set(chart["axis_config"]["categories"]):
            yield complaint("labels must be among the categories", f"{pointer}/series/{place}/data")


PLOT = also(part({"series": items(SERIES, limits.CHART_SERIES), "axis_config": AXES}), in_categories)
CHART = by_type(
    {
        "pie": part({"segments": items(SEGMENT, limits.CHART_SERIES)}),
        "bar": PLOT,
        "line": PLOT,
        "area": PLOT,
    }
)
DATA_VISUALIZATION = part(
    {"title": string(limits.CHART_TITLE), "chart": CHART}, {"block_id": IDENTIFIER, "description": anything}
)
