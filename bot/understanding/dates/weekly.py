"""Weekdays that recur, as the BYDAY codes of a rule: "Monday and Thursday", "mon to fri", "working days"."""

from bot.understanding.dates.spelling import WEEKDAYS
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import weekday_at

MOST = 14  # weekdays in one list
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = "MO,TU,WE,TH,FR"
GROUPS = {"weekday": WORKING, "weekdays": WORKING, "workday": WORKING, "workdays": WORKING,
          "weekend": "SA,SU", "weekends": "SA,SU"}  # fmt: skip


def read_codes(line: Line, index: int) -> tuple[str, int] | None:
    """Weekdays one after the other, plural or not, or a range of them, as BYDAY codes."""
    found: list[int] = []
    after = index
    while len(found) < MOST and (day := _recurring(line, after)) is not None:
        if found and line.word(after - 1) in ("to", "-", "–", "through"):
            first = found[-1]
            found.extend((first + step) % 7 for step in range(1, (day - first) % 7))
        found.append(day)
        index = after + 1
        after = index + 1 if line.word(index) in (",", "and", "&", "or", "to", "-", "–", "through", "/") else index
        if after == index:
            break
        after += line.word(after) in ("and", "on", "every", "each")
    return (",".join(CODES[day] for day in sorted(set(found))), index) if found else None


def _recurring(line: Line, index: int) -> int | None:
    plural = line.word(index)[:-1] if line.word(index).endswith("days") else ""
    return WEEKDAYS.index(plural) if plural in WEEKDAYS else weekday_at(line, index)


def read_group(line: Line, index: int) -> tuple[str, int] | None:
    if line.word(index) in ("working", "business", "work") and line.word(index + 1) in ("day", "days"):
        return WORKING, index + 2
    codes = GROUPS.get(line.word(index))
    return (codes, index + 1) if codes else None
