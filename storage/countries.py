"""Countries and currencies: every way to write one, and the one way in which it is kept."""

from functools import cache
from pathlib import Path

from storage.folding import fold

FOLDER = Path(__file__).parent
SIGNS = {
    "€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR", "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD",
    "nz$": "NZD", "s$": "SGD", "r$": "BRL", "₩": "KRW", "₪": "ILS", "₺": "TRY", "zł": "PLN", "kč": "CZK", "fr.": "CHF",
    "sfr": "CHF", "฿": "THB", "₽": "RUB", "₴": "UAH", "₫": "VND",
}  # fmt: skip
CALLED = {
    "euro": "EUR", "dollar": "USD", "us dollar": "USD", "pound": "GBP", "pound sterling": "GBP", "sterling": "GBP",
    "franc": "CHF", "swiss franc": "CHF", "yen": "JPY", "rupee": "INR", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY",
    "zloty": "PLN", "krona": "SEK", "kronor": "SEK", "won": "KRW",
}  # fmt: skip


def country_named(text: str) -> str | None:
    """The English short name of the country that is written so, by its name in some language or its ISO 3166 code."""
    code = country_code(text)
    return _countries()[code] if code else None


def country_code(text: str | None) -> str:
    """The ISO 3166 code of two letters of a country however it is written, empty where it is none."""
    return _spellings().get(fold(text).removeprefix("the "), "") if text else ""


def currency_code(text: str) -> str | None:
    """The ISO 4217 code of a currency that is written by its code, its sign or its English name."""
    said = text.strip()
    if (code := said.upper()) in _currencies().values():
        return code
    name = fold(said)
    return (
        SIGNS.get(said.casefold()) or CALLED.get(name.removesuffix("s")) or CALLED.get(name) or _currencies().get(name)
    )


@cache
def _countries() -> dict[str, str]:
    return {code: name for code, _, name, *_ in _lines("countries.txt")}


@cache
def _spellings() -> dict[str, str]:
    """The codes by every spelling, folded; a code of three letters yields to a name."""
    found = {fold(long): code for code, long, *_ in _lines("countries.txt")}
    found |= {fold(name): code for code, _, *names in _lines("countries.txt") for name in names}
    return found | {fold(code): code for code, *_ in _lines("countries.txt")}


@cache
def _currencies() -> dict[str, str]:
    """The codes by their English names, folded."""
    return {fold(name): code for code, name in _lines("currencies.txt")}


def _lines(file: str) -> list[list[str]]:
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [[part.strip() for part in line.split("|")] for line in text.splitlines() if line and line[0] != "#"]
