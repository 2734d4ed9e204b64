"""Numbers in figures, with their currency, percent sign or scale: "1.200,50 EUR", "$ 3 mn", "4/5"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.amounts.currencies import CODES, CURRENCIES, MILLIONS, NAMES, SIGNS

SCALES = {
    "k": 10**3, "thousand": 10**3, "tsd": 10**3, "grand": 10**3, "hundred": 100, "dozen": 12, "dozens": 12, "m": 10**6,
    "mm": 10**6, "mn": 10**6, "mio": 10**6, "mil": 10**6, "mln": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9,
    "bln": 10**9, "billion": 10**9, "trillion": 10**12, "tln": 10**12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
WORD_MONEY = "|".join(sorted([*NAMES, *MILLIONS, *(code.lower() for code in CODES)], key=len, reverse=True))
PERCENT = r"%|percents?(?!\w)|percentage(?!\w)|per cent(?!\w)|pct(?!\w)"
AFTER = rf"(?:(?:{WORD_MONEY})(?!\w)|[€$£¥₹₩₪₺]|{PERCENT})"
SIGN = re.compile(rf"\s?({AFTER})", re.IGNORECASE)
FIGURE = re.compile(
    rf"""
    (?<![\w.,/:\#@])
    (?P<before>(?:(?:\b(?:{SIGNS}|{"|".join(CODES)}))?\s?\$|[€£¥₹₩₪₺]|(?:{"|".join(CODES)}|rmb)(?=\s?\d)))?\s?
    (?P<sign>(?<!\w)[-−])?
    (?P<number>\d{{1,3}}(?:\ \d{{3}})+(?:[.,]\d{{1,2}})?(?=\s?{AFTER})
      |\d{{1,3}}(?:[.,'’\u00a0\u202f]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?)
    (?P<scale>(?:\s?(?:{SCALE}))(?!\w))?
    (?P<after>\s?{AFTER})?
    (?P<late>(?<=[a-z])\s(?:thousand|million|billion)(?!\w))?
    (?P<unit>\s?(?:pcs|pc|pieces|units|x|×)(?!\w))?
    (?!\w|[-/]\w|[.,:]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SCORE = re.compile(
    r"(?<![\w.,/:#-])(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?/\s?|\s(?:out\s)?of\s)(5|10|100)(?!\w|[/.,:]\d)", re.IGNORECASE
)
RANGE = re.compile(
    rf"(?<![\w.,/:#@-])(?P<lead>[$€£]\s?|between\s[$€£]?)?(?P<first>\d+(?:[.,]\d+)?)(?:\s?[-–]\s?|\sto\s|\sand\s)"
    rf"(?P<rest>[$€£]?\s?\d+(?:[.,]\d+)?\s?(?:(?P<scale>{SCALE})(?!\w))?\s?(?:{AFTER})?)(?![\w/]|[-.,:]\d)",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:\b(?:cases?|tickets?|versions?|room|floor|page|step|invoice|phase|level|chapter|model|section|suite|gate|"
    r"building|windows|week|issue)|\b(?:no|nr|id)\.?|\#)(?:\s(?:number|no\.?|id))?\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts; `money` where a currency or "grand" says so."""

    start: int
    end: int
    number: Decimal
    currency: str | None = None
    percent: bool = False
    money: bool = False
    of: Decimal | None = None


def find_figures(text: str) -> Iterator[Figure]:
    """The figures in the text: scores first, then both ends of ranges, then the others."""
    for match in SCORE.finditer(text):
        number, best = Decimal(match[1].replace(",", ".")), Decimal(match[2])
        if number <= best:
            yield Figure(match.start(), match.end(), number, of=best)
    for match in RANGE.finditer(text):
        yield from _range(match)
    for match in FIGURE.finditer(text):
        figure = _figure(match)
        plain = figure and not (figure.money or figure.percent)
        if figure and not (plain and _numbered(text, figure.start)):
            yield figure


def _range(match: re.Match[str]) -> Iterator[Figure]:
    """Both ends of "10-20k", "€10 to 20" and "between 10 and 20k": what is said of one holds for the other."""
    lead = (match["lead"] or "").lower()
    last = FIGURE.fullmatch(match["rest"].strip())
    upper = _figure(last) if last else None
    bare = " and " in match[0].lower() and not lead.startswith("between")
    sign = lead.removeprefix("between").strip()
    if not upper or bare or not (match["scale"] or upper.money or upper.percent or sign):
        return
    lower = _value(match["first"], upper.money)
    scaled = lower * SCALES[match["scale"].lower()] if match["scale"] and lower < upper.number else lower
    lower = _short(scaled) if scaled < upper.number else lower
    currency = upper.currency or CURRENCIES.get(sign)
    place = match.start("first") - len(sign) if sign else match.start("first")
    money = upper.money or bool(currency)
    yield Figure(place, match.end("first"), lower, currency, upper.percent, money)
    start = match.start("rest") + len(match["rest"]) - len(match["rest"].lstrip())
    yield Figure(start, start + len(match["rest"].strip()), upper.number, currency, upper.percent, money)


def money_after(text: str, end: int) -> tuple[int, str | None, bool]:
    """Length, currency and whether it is a percent sign, of what stands behind a number in words."""
    match = SIGN.match(text, end)
    if not match:
        return 0, None, False
    currency = CURRENCIES.get(match[1].lower()) or MILLIONS.get(match[1].lower())
    return len(match[0]), currency, currency is None


def _figure(match: re.Match[str]) -> Figure | None:
    before, after = (match["before"] or "").lower().replace(" ", ""), (match["after"] or "").strip().lower()
    currency = CURRENCIES.get(before) or CURRENCIES.get(after) or MILLIONS.get(after)
    scale = (match["scale"] or (match["late"] if currency else None) or "").lower()
    if scale[:1].isspace() and scale.strip() in ("m", "b") and not currency:
        return None
    number = _value(match["number"], bool(currency))
    if scale:
        number = _short(number * SCALES[scale.strip()])
    if after in MILLIONS:
        number = _short(number * 10**6)
    start = match.start("before") if before else match.start("sign") if match["sign"] else match.start("number")
    money = bool(currency) or scale.strip() == "grand"
    percent = bool(after) and not currency
    return Figure(start, match.end(), -number if match["sign"] else number, currency, percent, money)


def _short(number: Decimal) -> Decimal:
    """1.2 million as 1200000 and not as 1200000.0."""
    return number.to_integral_value() if number == number.to_integral_value() else number


def _value(written: str, money: bool) -> Decimal:
    """The number written with either decimal mark: "1.200,50" and "1,200.50" are the same."""
    digits = written.translate({ord(mark): None for mark in " '’\u00a0\u202f"})
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(digits)
    mark, tail = digits[last], len(digits) - last - 1
    other = "," if mark == "." else "."
    thousands = tail == 3 and other not in digits and not digits.startswith("0")
    thousands = thousands and (mark == "," or money or digits.count(mark) > 1)
    if thousands or digits.count(mark) > 1:
        return Decimal(digits.replace(".", "").replace(",", ""))
    return Decimal(digits[:last].replace(other, "") + "." + digits[last + 1 :])


def _numbered(text: str, start: int) -> bool:
    """Whether the number is a name: "case 12", "#7", "COVID-19"."""
    lead = text[max(start - 24, 0) : start]
    return bool(NUMBERED.search(lead)) or bool(re.search(r"[^\W\d]-$", lead))
