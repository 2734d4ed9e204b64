"""Figures: money and numbers as people and other programs write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

LARGEST_NUMBER = 2**31 - 1
LARGEST_AMOUNT = Decimal(10) ** 16
PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
POWER = re.compile(r"-?\d+\.\d+E-?\d{1,2}")
FIGURE = re.compile(
    r"(?P<sign>[-−(]?)(?P<before>[^\d.,()-]*)(?P<minus>[-−]?)(?P<digits>\d[\d.,'’\s]*|[.,]\d+)(?P<after>[^\d]*)"
)
SCALES = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
"""What a letter behind a figure stands for, as in `$115.00K`."""
CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR"}
CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


class Unreadable(Exception):
    """A value that cannot stand in its field; the text says why."""


def amount(text: str, decimal_comma: bool = False) -> tuple[Decimal, str]:
    """An amount of money in whole cents, and a doubt where it had more. Raises Unreadable."""
    exact = figure(text, decimal_comma)
    if abs(exact) >= LARGEST_AMOUNT:
        raise Unreadable("is too much money to keep")
    rounded = Decimal(int(exact.scaleb(2).to_integral_value(ROUND_HALF_UP))) / 100
    return rounded, "" if rounded == exact else f"was rounded to {rounded}"


def whole(text: str, decimal_comma: bool = False) -> int:
    """A whole number. Raises Unreadable."""
    number = figure(text.removesuffix("%"), decimal_comma)
    if number != number.to_integral_value():
        raise Unreadable("is not a whole number")
    if abs(number) > LARGEST_NUMBER:
        raise Unreadable("is too large a number to keep")
    return int(number)


def figure(text: str, decimal_comma: bool) -> Decimal:
    """The number in `$1,234.50`, `1.234,50 €`, `(12)` or `1'200`. Raises Unreadable."""
    if POWER.fullmatch(text) or (PLAIN.fullmatch(text) and not decimal_comma):
        return Decimal(text)
    match = FIGURE.fullmatch(text.strip().removesuffix(")"))
    if not match or (match["sign"] and match["minus"]) or not _is_currency(match["before"] + match["after"]):
        raise Unreadable("is not a number")
    number = Decimal(_point(re.sub(r"['’\s]", "", match["digits"]).rstrip(".,"), decimal_comma))
    number *= SCALES.get(match["after"].strip().upper(), 1)
    return -number if match["sign"] or match["minus"] else number


def currency(text: str) -> str | None:
    """The ISO code of the currency that is written with an amount, or None."""
    sign = next((code for sign, code in CURRENCIES.items() if sign in text), None)
    code = CODE.search(text)
    return code[0] if code else sign


def plainly_number(text: str) -> int | float | str:
    """The number where a text is nothing else, and would be written the same again; else the text."""
    if len(text) > 15 or not PLAIN.fullmatch(text) or text == "-0":
        return text
    number = float(text) if "." in text else int(text)
    return number if str(number) == text else text


def _is_currency(around: str) -> bool:
    return len(re.sub(r"\W", "", around)) <= 3


def _point(digits: str, decimal_comma: bool) -> str:
    """The digits with a point before the fraction only, going by which of `.` and `,` stands last and how often."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    sign, fraction = digits[last], digits[last + 1 :]
    both = "." in digits and "," in digits
    grouped = digits.count(sign) > 1 or (not both and len(fraction) == 3 and sign == (".", ",")[not decimal_comma])
    whole = re.sub(r"[.,]", "", digits[:last])
    return whole + fraction if grouped else f"{whole or 0}.{fraction}"
