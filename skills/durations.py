"""Durations: how long something may take, as people say it, in minutes: `an hour`, `2h`, `half a day`."""

import re

UNITS = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
    "twenty-four": 24, "forty-eight": 48, "seventy-two": 72, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
UNIT = r"(?:(?:working |business )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?)|[mhdw])\b"
NUMBER = rf"(?:\d{{1,5}}(?:[.,]\d+)?|(?:half an?|{'|'.join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))})\b)"
PART = re.compile(rf"(?P<number>{NUMBER})(?:\s|-)?\s?(?P<unit>{UNIT})?(?P<half>\s(?:and a )half\b)?", re.IGNORECASE)


def minutes_of(words: str, unit: str = "h") -> int | None:
    """The minutes that the words tell, None where they tell none; `unit` is what a bare number counts."""
    total, told = 0.0, False
    for found in PART.finditer(words):
        said = found["number"].casefold()
        number = NUMBERS[said] if said in NUMBERS else float(said.replace(",", "."))
        if said in ("a", "an") and not found["unit"]:
            continue
        total += (number + bool(found["half"]) / 2) * UNITS[(found["unit"] or unit).split()[-1][0].casefold()]
        told = True
    return round(total) if told else None


def unit_of(words: str) -> str | None:
    """The first letter of the unit that is said, such as `h`."""
    found = next((part for part in PART.finditer(words) if part["unit"]), None)
    return found["unit"].split()[-1][0].casefold() if found else None
