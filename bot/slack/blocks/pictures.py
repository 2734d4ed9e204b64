"""Pictures: charts as PNG images, for workspaces that do not draw them."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import skills
from bot.slack.blocks.charts import Pairs, is_shares
from bot.slack.blocks.fitting import clean
from skills.reply import Chart

FONTS = Path(skills.__path__[0]) / "fonts"
WIDTH, EDGE, LINE = 1200, 40, 44
"""In pixels, as everything here: the picture's width, its margin, the height of a row."""
LABELS, FIGURES = 340, 180
"""The widths of the column of labels and of that of figures."""
HEIGHT = 460
"""The height of a plot or a pie."""
MOST = 24
INK, FAINT, PAPER, BLUE = "#1d1c1d", "#dddddd", "#ffffff", "#1264a3"
SLICES = (BLUE, "#2eb67d", "#ecb22e", "#e01e5a", "#611f69", "#868686")
TEXT, TITLE = 26, 32

Canvas = ImageDraw.ImageDraw


def picture(part: Chart) -> bytes:
    """The chart as a PNG image; its values are finite."""
    pairs = [(clean(label) or "–", value) for label, value in zip(part.labels, part.values, strict=False)]
    pairs = pairs[-MOST:] if part.shape == "line" else pairs[:MOST]
    shown = _shown_as(part, pairs)
    height = (len(pairs) * LINE if shown is _bars else HEIGHT) + 2 * EDGE + 2 * LINE
    image = Image.new("RGB", (WIDTH, height), PAPER)
    canvas = ImageDraw.Draw(image)
    _write(canvas, (EDGE, EDGE), part.title, WIDTH - 2 * EDGE, TITLE)
    shown(canvas, pairs, EDGE + 2 * LINE)
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def told(part: Chart) -> str:
    """The chart in words, for those who do not see it."""
    pairs = zip(part.labels, part.values, strict=False)
    return f"{clean(part.title)}: " + ", ".join(f"{clean(label)} {value:,.10g}" for label, value in pairs)


def _shown_as(part: Chart, pairs: Pairs) -> Callable[[Canvas, Pairs, int], None]:
    if is_shares(part, pairs) and len(pairs) <= len(SLICES):
        return _pie
    return _line if part.shape == "line" else _bars


def _bars(canvas: Canvas, pairs: Pairs, top: int) -> None:
    largest = max(abs(value) for _, value in pairs) or 1
    left, room = EDGE + LABELS, WIDTH - 2 * EDGE - LABELS - FIGURES
    for place, (label, value) in enumerate(pairs):
        y = top + place * LINE
        _write(canvas, (EDGE, y), label, LABELS - 20)
        length = round(abs(value) / largest * room)
        canvas.rectangle((left, y + 4, left + max(length, 2), y + LINE - 10), fill=BLUE if value >= 0 else SLICES[3])
        _write(canvas, (left + length + 14, y), f"{value:,.10g}", FIGURES - 14)


def _line(canvas: Canvas, pairs: Pairs, top: int) -> None:
    values = [value for _, value in pairs]
    low, high = min(0.0, *values), max(0.0, *values)
    spread = (high - low) or 1
    left, right, bottom = EDGE + FIGURES, WIDTH - EDGE, top + HEIGHT - LINE
    step = (right - left) / max(len(pairs) - 1, 1)
    for part in range(5):
        y = bottom - part / 4 * (bottom - top)
        canvas.line((left, y, right, y), fill=FAINT, width=2)
        mark = low + part / 4 * spread
        _write(canvas, (EDGE, round(y) - 18), f"{mark:,.0f}" if spread >= 20 else f"{mark:.2g}", FIGURES - 20)
    points = [
        (left + place * step, bottom - (each - low) / spread * (bottom - top)) for place, each in enumerate(values)
    ]
    canvas.line(points, fill=BLUE, width=5, joint="curve")
    for x, y in points:
        canvas.ellipse((x - 7, y - 7, x + 7, y + 7), fill=BLUE)
    _below(canvas, [label for label, _ in pairs], (left, bottom + 12), step)


def _below(canvas: Canvas, labels: Sequence[str], start: tuple[int, int], step: float) -> None:
    """The labels of an axis, as many as have room beside each other."""
    every = max(1, round(150 / max(step, 1)))
    for place in range(0, len(labels), every):
        x = round(min(start[0] + place * step - 40, WIDTH - EDGE - 130))
        _write(canvas, (x, start[1]), labels[place], 140)


def _pie(canvas: Canvas, pairs: Pairs, top: int) -> None:
    whole, begin = sum(value for _, value in pairs), -90.0
    for place, (label, value) in enumerate(pairs):
        end = begin + value / whole * 360
        canvas.pieslice(
            (EDGE, top, EDGE + HEIGHT - 20, top + HEIGHT - 20), begin, end, fill=SLICES[place], outline=PAPER
        )
        x, y, begin = EDGE + HEIGHT + 30, top + place * (LINE + 12) + 20, end
        canvas.rectangle((x, y + 6, x + 24, y + 30), fill=SLICES[place])
        _write(canvas, (x + 40, y), f"{label}: {value:,.10g} ({value / whole:.0%})", WIDTH - EDGE - x - 40)


def _write(canvas: Canvas, at: tuple[int, int], text: str, width: int, size: int = TEXT) -> None:
    """Write a line, cut where it would be wider than that."""
    face = "NotoSans-Bold.ttf" if size == TITLE else "NotoSans-Regular.ttf"
    font, shown = ImageFont.truetype(FONTS / face, size), " ".join(clean(text)[:200].split())
    whole = shown
    while shown and canvas.textlength(shown if shown == whole else f"{shown}…", font=font) > width:
        shown = shown[:-1]
    canvas.text(at, shown if shown == whole else f"{shown}…", fill=INK, font=font)
