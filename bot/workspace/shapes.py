"""Shapes: small rules that a JSON value either keeps or breaks, and that build larger ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Complaints = Iterator[str]
Rule = Callable[[Any, str], Complaints]


def complaint(words: str, pointer: str) -> str:
    """A complaint the way Slack writes it."""
    return f"{words} [json-pointer:{pointer}]"


def string(most: int, least: int = 1) -> Rule:
    """A string of so many characters."""

    def check(value: Any, pointer: str) -> Complaints:
        if not isinstance(value, str):
            yield complaint("must be a string", pointer)
        elif len(value) > most:
            yield complaint(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            yield complaint(f"must be more than {least - 1} characters", pointer)

    return check


def pattern(form: str, words: str) -> Rule:
    """A string of this form; `words` says which."""

    def check(value: Any, pointer: str) -> Complaints:
        if not isinstance(value, str) or not re.fullmatch(form, value):
            yield complaint(words, pointer)

    return check


def number(least: float, most: float) -> Rule:
    """A number within bounds."""

    def check(value: Any, pointer: str) -> Complaints:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield complaint("must be a number", pointer)
        elif not least <= value <= most:
            yield complaint(f"must be between {least} and {most}", pointer)

    return check


def flag(value: Any, pointer: str) -> Complaints:
    """True or false."""
    if not isinstance(value, bool):
        yield complaint("must be a boolean", pointer)


def anything(value: Any, pointer: str) -> Complaints:
    """Whatever it is."""
    yield from ()


def one_of(*words: str) -> Rule:
    """One of these strings."""

    def check(value: Any, pointer: str) -> Complaints:
        if value not in words:
            yield complaint(f"must be one of {', '.join(words)}", pointer)

    return check


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many things of one shape."""

    def check(value: Any, pointer: str) -> Complaints:
        if not isinstance(value, list):
            yield complaint("must be an array", pointer)
            return
        if len(value) > most:
            yield complaint(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield complaint(f"no fewer than {least} items allowed", pointer)
        for place, item in enumerate(value):
            yield from rule(item, f"{pointer}/{place}")

    return check


def part(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these keys and no others; `type` is checked by whoever chose the rule."""
    known = {"type": anything, **required, **(optional or {})}

    def check(value: Any, pointer: str) -> Complaints:
        if not isinstance(value, dict):
            yield complaint("must be an object", pointer)
            return
        for key in required:
            if value.get(key) is None:
                yield complaint(f"missing required field: {key}", pointer)
        for key, inner in value.items():
            if key not in known:
                yield complaint(f"invalid additional property: {key}", pointer)
            elif inner is not None:
                yield from known[key](inner, f"{pointer}/{key}")

    return check


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which of these rules it keeps."""

    def check(value: Any, pointer: str) -> Complaints:
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in rules:
            yield from rules[kind](value, pointer)
        else:
            yield complaint(f"unsupported type: {kind}", f"{pointer}/type")

    return check


def also(rule: Rule, *more: Rule) -> Rule:
    """A rule, and further ones where it is kept."""

    def check(value: Any, pointer: str) -> Complaints:
        found = list(rule(value, pointer))
        yield from found
        if not found:
            for other in more:
                yield from other(value, pointer)

    return check


def has_one(*keys: str) -> Rule:
    """An object with at least one of these keys."""

    def check(value: Any, pointer: str) -> Complaints:
        if not any(value.get(key) for key in keys):
            yield complaint(f"one of {', '.join(keys)} is required", pointer)

    return check


def has_exactly_one(*keys: str) -> Rule:
    """An object with exactly one of these keys."""

    def check(value: Any, pointer: str) -> Complaints:
        if sum(value.get(key) is not None for key in keys) != 1:
            yield complaint(f"exactly one of {', '.join(keys)} is required", pointer)

    return check
