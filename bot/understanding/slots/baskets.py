"""Baskets: several products in one sentence, each with how many of it, at what discount and for how much each.

"20 GPS Mini and 5 Fleet Cards with 10% off": a percentage behind the last product counts for all of them, one that
stands between two products for the one before it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.understanding.marks import Mark
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.slots.figures import EACH
from storage.folding import fold
from storage.products import Product

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

BEFORE = re.compile(
    r"[\s*_]*(?:x|×|\*|more|further|extra|additional|another|new|pieces|pcs\.?|pc\.?|units?|nos?\.?|licen[cs]es|seats|"
    r"boxes|packs|sets)?[\s*_]*(?:of )?(?:the |those |these |our |your |their |a )?[\s*_]*",
    re.IGNORECASE,
)
"""What may stand between a number and the product that it counts."""
AFTER = re.compile(
    r"[\s*_]*(?:[:,(–-]|x|×|\*|qty|quantity|\(?qty:?)?[\s*_(]*(?:x|×|qty:?|quantity:?)?[\s*_]*", re.IGNORECASE
)
"""What may stand between a product and the number that counts it."""
COUNTED = re.compile(BEFORE.pattern + r"(?<=\s)([^\W\d_][\w-]{2,})", re.IGNORECASE)
WORTH = re.compile(r"\d\s?(?:k|m|mn|mio|bn|thousand|million)\b|\d,\d{3}\b|\d[.,]\d{2}\b", re.IGNORECASE)
"""How a number is written that is an amount and no count: 30k, 8.5k, 64,000, 19.90."""
TIMES = frozenset("day week month year hour minute night weekend".split())
MOST = 50
PRICE = re.compile(r"\b(?:at|for|@|à)\s*[$€£]?\s*$|@\s*$", re.IGNORECASE)


def product_lines(clause: "Clause") -> list[dict[str, Any]]:
    """The lines that a clause tells, where it names two products or more."""
    lines = counted(clause)
    return lines if len(lines) > 1 else []


def counted(clause: "Clause") -> list[dict[str, Any]]:
    """The products that a clause names, each with what is said of it."""
    products = list(_products(clause))
    lines, taken = [], set[int]()
    for place, mark in enumerate(products):
        ends = products[place + 1].start if place + 1 < len(products) else len(clause.text)
        count = _count(mark, products, clause, taken)
        lines.append({"product": mark.as_record("product"), **_told("quantity", count)})
        lines[-1] |= _told("price", _price(mark, ends, clause, taken))
    return _with_discounts(lines, products, clause)


def _told(name: str, mark: Mark | None) -> dict[str, Any]:
    return {name: mark.value} if mark else {}


def _products(clause: "Clause") -> Iterator[Mark]:
    """The products named, each but once; one that is but a word of the text is none."""
    seen: list[Any] = []
    for mark in sorted([*clause.marks, *called_shortly(clause)], key=lambda mark: mark.start):
        if mark.is_one("product") and (record := mark.as_record("product")) not in seen:
            seen.append(record)
            yield mark


def called_shortly(clause: "Clause") -> list[Mark]:
    """Products that are counted and called by one word of their name: "two canopies"."""
    found = []
    for number in clause.marks:
        word = COUNTED.match(clause.text, number.end) if number.kind == "number" else None
        if (
            word is None
            or _stem(word[1]) in TIMES
            or any(m.start < word.end() and word.start(1) < m.end for m in clause.marks)
        ):
            continue
        if candidates := _called(word[1], clause):
            found.append(Mark(word.start(1), word.end(1), "record", None, word[1], tuple(candidates)))
    return found


def _called(word: str, clause: "Clause") -> list[Candidate]:
    """The products that have the word in their names, in either number."""
    crm, stem = clause.context.crm, _stem(word)
    near = crm.products.where(
        Product.name_fold.contains(stem[:-1] if stem.endswith("y") else stem, autoescape=True), limit=MOST
    )
    named = [each for each in near if stem in map(_stem, each.name_fold.split())]
    return [Candidate("product", each.id, each.name, 1.0, "partial") for each in named]


def _stem(word: str) -> str:
    folded = fold(word)
    return folded[:-3] + "y" if folded.endswith("ies") else folded.removesuffix("s")


def _count(mark: Mark, products: Sequence[Mark], clause: "Clause", taken: set[int]) -> Mark | None:
    """The number right before a product, or else right behind it where it does not count the next one."""
    counts = (each for each in clause.marks if each.kind == "number" and not WORTH.search(each.text))
    numbers = [each for each in counts if each.start not in taken]
    before = next(
        (each for each in reversed(numbers) if each.end <= mark.start and _joins(BEFORE, clause, each, mark)), None
    )
    behind = next((each for each in numbers if each.start >= mark.end and _joins(AFTER, clause, mark, each)), None)
    if (
        behind
        and before is None
        and any(_joins(BEFORE, clause, behind, other) for other in products if other.start > behind.start)
    ):
        behind = None
    found = before or behind
    if found:
        taken.add(found.start)
    return found


def _joins(words: re.Pattern[str], clause: "Clause", first: Mark, second: Mark) -> bool:
    return first.end <= second.start and bool(words.fullmatch(clause.text, first.end, second.start))


def _price(mark: Mark, ends: int, clause: "Clause", taken: set[int]) -> Mark | None:
    """What each of them costs: "at 50 each", "@ 50", before the next product."""
    inside = [m for m in clause.marks if mark.end <= m.start and m.end <= ends and m.start not in taken]
    for each in inside:
        told = EACH.match(clause.text, each.end) and PRICE.search(clause.text[: each.start])
        if each.kind in ("money", "number") and told:
            taken.add(each.start)
            return each
    return None


def _with_discounts(lines: list[dict[str, Any]], products: Sequence[Mark], clause: "Clause") -> list[dict[str, Any]]:
    shares = [mark for mark in clause.marks if mark.kind == "percent"]
    if not lines or not shares or (len(shares) == 1 and not any(shares[0].start < mark.start for mark in products[1:])):
        return lines
    for share in shares:
        before = [place for place, mark in enumerate(products) if mark.end <= share.start]
        lines[before[-1] if before else 0]["discount"] = share.value
    return lines


def with_lines(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The slots of a clause with its lines, of which the first is the product and the quantity as well."""
    lines = product_lines(clause)
    if not lines:
        return found | {"lines": None} | (_shortly(clause) if not isinstance(found.get("product"), dict) else {})
    told: dict[str, Any] = {"lines": lines, "product": lines[0]["product"], "quantity": lines[0].get("quantity")}
    if any("discount" in line for line in lines):
        told["discount"] = None
    if any("price" in line for line in lines) and "amount" in found:
        told["amount"] = None
    return found | told


def _shortly(clause: "Clause") -> dict[str, Any]:
    """The one product that is counted and called shortly, where none is called by its name."""
    marks = called_shortly(clause)
    if len(marks) != 1:
        return {}
    count = _count(marks[0], marks, clause, set())
    return {"product": marks[0].as_record("product"), **_told("quantity", count)}
