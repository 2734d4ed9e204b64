"""Measures the readers of dates, amounts and addresses on the specifications of Recognizers-Text.

`python -m tests.bench.recognizers FOLDER [--rival-python PYTHON]`, FOLDER with DateTime, Number, NumberWithUnit and
Sequence in it. What is in and what is out: spec_cases.py and spec_amounts.py. A result counts as right where the find
that covers most of it has exactly one of its values; a find that touches nothing the data mark is false.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.understanding.dates.moments import find_moments
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.recurrences import find_recurrences
from tests.bench.spec_amounts import AmountCase, Find, amount_cases, ours
from tests.bench.spec_cases import KINDS, Case, Expected, read_cases

RIVALS = Path(__file__).with_name("rivals.py")
DAYS = ("date", "datetime")


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def most_covering(finds: Iterable[Find], span: tuple[int, int]) -> str | None:
    """The value of the find that covers most of the span."""
    best = max(finds, key=lambda find: overlap(find[:2], span), default=None)
    return best[2] if best and overlap(best[:2], span) else None


def finds_in(case: Case) -> dict[str, list[Find]]:
    """Our finds in a sentence by kind, with their values as they are printed."""
    moments = [(each.start, each.end, each.value()) for each in find_moments(case.text, case.now)]
    periods = [
        (each.start, each.end, f"{each.first or ''}..{each.last or ''}") for each in find_periods(case.text, case.now)
    ]
    recurring = [
        (each.start, each.end, each.rule + (f" {each.time:%H:%M}" if each.time else ""))
        for each in find_recurrences(case.text, case.now)
    ]
    return {"date": moments, "datetime": moments, "daterange": periods, "set": recurring}


def right(expected: Expected, value: str | None) -> bool:
    """Whether a value is one of those expected; of a part of the day the data give no hour, so ours is not asked."""
    if not value:
        return False
    timeless = expected.kind == "set" and all(" " not in each for each in expected.values)
    return (value.split()[0] if timeless else value) in expected.values


def measure_dates(cases: list[Case], rivals: dict[str, Any]) -> None:
    """Print the shares by kind, with the cases of other conventions and without, and the false finds."""
    counts, false = Counter[tuple[str, str]](), 0
    for case in cases:
        finds = finds_in(case)
        for each in case.expected:
            won = right(each, most_covering(finds[each.kind], (each.start, each.end)))
            for name in (each.kind, "all"):
                counts[name, "cases"] += 1
                counts[name, "right"] += won
                counts[name, "ruled"] += not each.convention
                counts[name, "ruled right"] += won and not each.convention
            counts["conventions", each.convention] += bool(each.convention)
        places = {find[:2] for name in ("date", "daterange", "set") for find in finds[name]}
        false += sum(not any(overlap(place, span) for span in case.spans) for place in places)
    print(f"{len(cases)} sentences")
    for name in (*KINDS, "all"):
        of = counts[name, "cases"], counts[name, "ruled"]
        hits = counts[name, "right"], counts[name, "ruled right"]
        shares = [f"{hit}/{asked} = {hit / asked:.1%}" for hit, asked in zip(hits, of, strict=True)]
        print(f"{name:10} {shares[0]}; same conventions {shares[1]}")
    print(f"false finds {false}")
    for (name, convention), count in counts.items():
        if name == "conventions" and convention:
            print(f"  by convention: {convention}: {count}")
    for name in ("dateparser", "parsedatetime"):
        if name in rivals:
            measure_rival(name, cases, rivals[name])


def measure_rival(name: str, cases: list[Case], answers: dict[str, Any]) -> None:
    """Print a rival's shares of days and date-times, of a day the time not asked, and its false finds."""
    expected = [each for case in cases for each in case.expected if each.kind in DAYS]
    counts = Counter[str]()
    for each, value in zip(expected, answers["read"], strict=True):
        length = 10 if each.kind == "date" else 16
        won = bool(value) and value[:length] in each.values
        for kind in (each.kind, "both"):
            counts[kind] += won
            counts[f"{kind} in"] += 1
            counts[f"{kind} same"] += won and not each.convention
            counts[f"{kind} same in"] += not each.convention
    false = sum(
        not any(overlap((place[0], place[1]), span) for span in case.spans)
        for case, places in zip(cases, answers["found"], strict=True)
        for place in places
    )
    for kind in (*DAYS, "both"):
        print(
            f"{name} {kind}: {counts[kind]}/{counts[f'{kind} in']} = {counts[kind] / counts[f'{kind} in']:.1%}; "
            f"same conventions {counts[f'{kind} same'] / counts[f'{kind} same in']:.1%}"
        )
    print(f"{name} false finds {false}")


def measure_amounts(kind: str, cases: list[AmountCase], prices: list[str | None] | None) -> None:
    """Print the share of the values of a kind that are found, the false finds, and the rival's share of the numbers."""
    won = asked = false = 0
    for case in cases:
        for start, end, value in case.expected:
            asked += 1
            won += most_covering(ours(kind, case.text, " " in value and kind == "money"), (start, end)) == value
        found = ours(kind, case.text, False)
        false += sum(not any(overlap(find[:2], span) for span in case.spans) for find in found)
    print(f"{kind:7} {won}/{asked} = {won / asked:.1%}; false finds {false}")
    if prices:
        pairs = zip(cases, prices, strict=True)
        first = [(case.expected[0][2].split()[0], price) for case, price in pairs if case.expected]
        same = sum(price is not None and float(price) == float(value) for value, price in first)
        print(f"price-parser, the first sum of each text: {same}/{len(first)} = {same / len(first):.1%}")


def ask_rivals(python: str, cases: list[Case], texts: list[str]) -> dict[str, Any]:
    """What the rivals say, of those that this Python has."""
    now = [f"{case.now:%Y-%m-%dT%H:%M:%S}" for case in cases]
    asked = {
        "sentences": [[case.text, said] for case, said in zip(cases, now, strict=True)],
        "expressions": [
            [each.text, said]
            for case, said in zip(cases, now, strict=True)
            for each in case.expected
            if each.kind in DAYS
        ],
        "prices": texts,
    }
    answer = subprocess.run([python, RIVALS], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answers: dict[str, Any] = json.loads(answer.stdout)
    return answers


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rival-python", default=sys.executable, help="a Python that has the rivals")
    arguments = parser.parse_args()
    cases, amounts = read_cases(arguments.folder), amount_cases(arguments.folder)
    rivals = ask_rivals(arguments.rival_python, cases, [case.text for case in amounts["money"]])
    measure_dates(cases, rivals)
    for kind, of_kind in amounts.items():
        measure_amounts(kind, of_kind, rivals.get("price-parser", {}).get("read") if kind == "money" else None)


if __name__ == "__main__":
    main()
