"""Charts: as Slack draws them, or with letters."""

import math
from collections.abc import Sequence

from bot.slack.blocks.fitting import Block, context, cut, more, printed, shortened
from bot.slack.blocks.look import Look
from skills.reply import Chart

CHART = "data_visualization"
"""The type of block that draws one."""
MOST = 2
"""Charts that a message may have."""
TITLE = 50
NAME = 20
POINTS = 20
SEGMENTS = 6
MOST_PRINTED = 300
BAR = 24
LARGEST = 1e15

Pairs = Sequence[tuple[str, float]]


def chart(part: Chart, room: int, look: Look, above: int) -> list[Block]:
    """The chart under its title; `above` tells how many are drawn above it."""
    pairs = list(zip(part.labels, part.values, strict=False))
    if not is_drawable(part):
        return drawn_with_letters(part, room)
    if look.pictures and not look.takes(CHART):
        return [context(f"{shortened(part.title, 200)}: an image follows.")]
    if not look.takes(CHART) or above >= MOST:
        return drawn_with_letters(part, room)
    return _pie(part, pairs) if is_shares(part, pairs) else plotted(part)


def is_drawable(part: Chart) -> bool:
    """Whether there is something to compare, in values that can be drawn."""
    shown = list(zip(part.labels, part.values, strict=False))
    return len(shown) > 1 and all(math.isfinite(value) and abs(value) < LARGEST for _, value in shown)


def is_shares(part: Chart, pairs: Pairs) -> bool:
    """Whether the values are shares of a whole, and so can be the pieces of a pie."""
    return part.shape == "pie" and all(value > 0 for _, value in pairs)


def _pie(part: Chart, pairs: Pairs) -> list[Block]:
    largest = sorted(pairs, key=lambda pair: -pair[1])
    if len(largest) > SEGMENTS:
        rest = math.fsum(value for _, value in largest[SEGMENTS - 1 :])
        largest = [*largest[: SEGMENTS - 1], ("Others", rest)]
    labels = short_labels([label for label, _ in largest])
    segments = [{"label": label, "value": value} for label, (_, value) in zip(labels, largest, strict=True)]
    return [drawn(part.title, {"type": "pie", "segments": segments})]


def plotted(part: Chart) -> list[Block]:
    """Bars, or a line over time, of which the latest points are shown."""
    pairs, is_line = list(zip(part.labels, part.values, strict=False)), part.shape == "line"
    shown = pairs[-POINTS:] if is_line else pairs[:POINTS]
    labels = short_labels([label for label, _ in shown])
    points = [{"label": label, "value": value} for label, (_, value) in zip(labels, shown, strict=True)]
    series = [{"name": cut(part.title, NAME), "data": points}]
    kind = "line" if is_line else "bar"
    made = drawn(part.title, {"type": kind, "series": series, "axis_config": {"categories": labels}})
    left = len(pairs) - len(shown)
    return [made, *([context(more(left, "earlier row" if is_line else "row"))] if left else [])]


def drawn(title: str, figure: Block) -> Block:
    """The block that draws a figure under a title."""
    return {"type": CHART, "title": cut(title, TITLE), "chart": figure}


def short_labels(labels: Sequence[str]) -> list[str]:
    """The labels at a length that charts take, no two of them alike."""
    made: list[str] = []
    for label in labels:
        short, again = cut(label, NAME), 2
        while short in made:
            short, again = f"{cut(label, NAME - 4)} {again}", again + 1
        made.append(short)
    return made


def drawn_with_letters(part: Chart, room: int) -> list[Block]:
    """Bars drawn with letters, the longest for the largest value."""
    pairs = list(zip(part.labels, part.values, strict=False))[:MOST_PRINTED]
    labels = [shortened(label, 30) for label, _ in pairs]
    largest = max((abs(value) for _, value in pairs if math.isfinite(value)), default=0) or 1
    width = max(map(len, labels), default=0)
    texts = [
        f"{label.ljust(width)}  {_bar(value, largest)} {value:,.10g}"
        for label, (_, value) in zip(labels, pairs, strict=True)
    ]
    return printed(part.title, texts, len(part.labels), room)


def _bar(value: float, largest: float) -> str:
    """Eighths of a block are too fine to tell; a value that is not nothing has at least a thin bar."""
    if not math.isfinite(value) or value == 0:
        return ""
    full = round(abs(value) / largest * BAR)
    return "█" * full or "▏"
