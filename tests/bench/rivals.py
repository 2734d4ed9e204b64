"""Other people's readers of dates and prices, asked in a Python of their own: JSON from standard input to output.

It imports nothing of this project, so that any Python with `dateparser`, `parsedatetime` and `price-parser` can run it.
Each date is asked for twice: in the sentence (what is found) and by its expression alone (how it is read).
"""

import json
import sys
from datetime import datetime
from importlib import import_module
from typing import Any


def main() -> None:
    """Read {"sentences", "expressions", "prices"} and write what each rival makes of them."""
    asked = json.load(sys.stdin)
    answers = {}
    for name, rival in (("dateparser", dateparser), ("parsedatetime", parsedatetime), ("price-parser", price_parser)):
        try:
            answers[name] = rival(asked)
        except ImportError:
            continue
    json.dump(answers, sys.stdout)


def dateparser(asked: dict[str, Any]) -> dict[str, Any]:
    """The library dateparser, told the day of the sentence and to prefer the future."""
    parse = import_module("dateparser").parse
    search_dates = import_module("dateparser.search").search_dates

    def settings(now: str) -> dict[str, Any]:
        return {"RELATIVE_BASE": datetime.fromisoformat(now), "PREFER_DATES_FROM": "future"}

    def found(text: str, now: str) -> list[list[int]]:
        dates = search_dates(text, languages=["en"], settings=settings(now)) or []
        return [[text.find(words), text.find(words) + len(words)] for words, _ in dates]

    def read(text: str, now: str) -> str | None:
        moment = parse(text, languages=["en"], settings=settings(now))
        return moment.isoformat() if moment else None

    return {
        "found": [found(*each) for each in asked["sentences"]],
        "read": [read(*each) for each in asked["expressions"]],
    }


def parsedatetime(asked: dict[str, Any]) -> dict[str, Any]:
    """The library parsedatetime, told the day of the sentence."""
    calendar = import_module("parsedatetime").Calendar()

    def found(text: str, now: str) -> list[list[int]]:
        return [[each[2], each[3]] for each in calendar.nlp(text, datetime.fromisoformat(now)) or ()]

    def read(text: str, now: str) -> str | None:
        moment, status = calendar.parseDT(text, datetime.fromisoformat(now))
        return str(moment.isoformat()) if status else None

    return {
        "found": [found(*each) for each in asked["sentences"]],
        "read": [read(*each) for each in asked["expressions"]],
    }


def price_parser(asked: dict[str, Any]) -> dict[str, Any]:
    """The library price-parser: one price a text, its first."""
    price = import_module("price_parser").Price
    prices = [price.fromstring(text) for text in asked["prices"]]
    return {"read": [None if each.amount is None else str(each.amount) for each in prices]}


if __name__ == "__main__":
    main()
