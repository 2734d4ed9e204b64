"""Charts of the App Home: goals beside the time that is gone, or what was reached month by month."""

import math
from collections.abc import Sequence

from bot.slack.blocks.charts import drawn, is_drawable, plotted, short_labels
from bot.slack.blocks.fitting import Block
from skills.numbers import Aim
from skills.reply import Chart

FARTHEST = 200.0
"""Percent; a goal that is passed by more is drawn no longer."""


def aims_chart(aims: Sequence[Aim]) -> Block | None:
    """What is done of each goal beside what is gone of its time, in percent; none where no goal tells that."""
    told = [aim for aim in aims if aim.done is not None and math.isfinite(aim.done)]
    if not told:
        return None
    names = short_labels([aim.name for aim in told])
    done = [_point(name, aim.done or 0) for name, aim in zip(names, told, strict=True)]
    gone = [_point(name, aim.gone) for name, aim in zip(names, told, strict=True)]
    series = [{"name": "Done, %", "data": done}, {"name": "Time gone, %", "data": gone}]
    figure = {"type": "bar", "series": series, "axis_config": {"categories": names}}
    return drawn("Goals, done beside time gone", figure)


def months_chart(part: Chart | None) -> Block | None:
    """A line over the months."""
    return plotted(part)[0] if part and is_drawable(part) else None


def months_words(part: Chart) -> str:
    """The same in words, where it cannot be drawn."""
    pairs = zip(part.labels, part.values, strict=True)
    return f"{part.title}: {', '.join(f'{label} {value:,.0f}' for label, value in pairs)}."


def _point(name: str, value: float) -> Block:
    return {"label": name, "value": round(min(value, FARTHEST), 1)}
