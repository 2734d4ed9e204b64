"""Numbers written in words: "two hundred and fifty thousand", "half a million", "a dozen"."""

from decimal import Decimal

from bot.understanding.dates.tokens import Line

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
PLACES = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ONES = {word: value for value, word in enumerate(SMALL.split())}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
ROUND = {**SCALES, "hundred": 100, "dozen": 12, "dozens": 12}
ORDINALS = {word: value for value, word in enumerate(PLACES.split(), start=1)} | {"thirtieth": 30}

Number = tuple[Decimal, int]


def read_words(line: Line, index: int) -> Number | None:
    """The number in words that starts at `index`, and the index after it."""
    minus = line.word(index) in ("minus", "negative")
    start = index + minus
    found = _half(line, start) or _mixed(line, start) or _whole(line, start)
    if found and line.word(found[1]) == "point":
        found = _pointed(line, found)
    return (-found[0], found[1]) if found and minus else found


def read_small(line: Line, index: int) -> tuple[int, int] | None:
    """A number below a hundred in words, and the index after it."""
    word = line.word(index)
    if word in ONES:
        return ONES[word], index + 1
    if word not in TENS:
        return None
    after = index + 2 if line.word(index + 1) == "-" else index + 1
    one = ONES.get(line.word(after), 0)
    return (TENS[word] + one, after + 1) if 1 <= one <= 9 else (TENS[word], index + 1)


def read_ordinal(line: Line, index: int) -> tuple[int, int] | None:
    """ "15th", "third" or "twenty-first" as a number, and the index after it."""
    if line.kind(index) == "ordinal":
        return int(line.word(index)[:-2]), index + 1
    word = line.word(index)
    if word in ORDINALS:
        return ORDINALS[word], index + 1
    if word in ("twenty", "thirty"):
        after = index + 2 if line.word(index + 1) == "-" else index + 1
        one = ORDINALS.get(line.word(after), 10)
        return (TENS[word] + one, after + 1) if one < 10 else None
    return None


def _half(line: Line, index: int) -> Number | None:
    """ "half a million", "a quarter million"."""
    article = line.word(index) == "a"
    part = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get(line.word(index + article))
    after = index + article + 1
    after = line.reads(after, "of a") or after + (line.word(after) == "a")
    scale = ROUND.get(line.word(after)) if part else None
    return (scale * part, after + 1) if part and scale else None


def _pointed(line: Line, whole: Number) -> Number:
    """The digits behind "point": "nine point zero four", "five point seventy-one"."""
    digits, after = "", whole[1] + 1
    while (small := read_small(line, after)) and len(digits) < 6:
        digits, after = digits + str(small[0]), small[1]
    return (whole[0] + Decimal(f"0.{digits}"), after) if digits else whole


def _mixed(line: Line, index: int) -> Number | None:
    small = read_small(line, index)
    after = small and line.reads(small[1], "and a half")
    if not small or not after:
        return None
    scale = ROUND.get(line.word(after))
    value = small[0] + Decimal("0.5")
    return (value * scale, after + 1) if scale else (value, after)


def _whole(line: Line, index: int) -> Number | None:
    total, ceiling = 0, 10**13
    while part := _hundreds(line, index, first=total == 0):
        value, index = part
        scale = SCALES.get(line.word(index), 1)
        if scale >= ceiling:
            return None
        total, ceiling = total + value * scale, scale
        index += scale > 1
        if scale == 1:
            break
        if line.word(index) == "and" and _hundreds(line, index + 1, first=False):
            index += 1
    return (Decimal(total), index) if total or part else None


def _hundreds(line: Line, index: int, first: bool) -> tuple[int, int] | None:
    article = first and line.word(index) in ("a", "an") and line.word(index + 1) in ROUND
    bare = first and line.word(index) == "hundred" and line.word(index + 1) in SCALES
    small = (1, index + 1 - bare) if article or bare else read_small(line, index)
    if not small:
        return None
    value, index = small
    if line.word(index) in ("dozen", "dozens"):
        return value * 12, index + 1
    if line.word(index) != "hundred":
        return value, index
    rest = read_small(line, index + 2 if line.word(index + 1) == "and" else index + 1)
    if rest and line.word(rest[1]) == "hundred":  # "between two hundred and five hundred"
        rest = None
    return (value * 100 + rest[0], rest[1]) if rest else (value * 100, index + 1)
