"""Goods: what is told of a new product under the name of what it is - price, stock, vendor, category, description.

What is labelled so is surer than what was marked by learning: "called Fleet Card for 45" costs 45, whoever reads it.
"""

import re
from typing import TYPE_CHECKING, Any

from bot.understanding.marks import Mark
from bot.understanding.slots.figures import EACH, STOCKED
from bot.understanding.slots.texts import tidy

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

LASTS = re.compile(r"\s*-?(?:days?|weeks?|months?|years?|hours?|minutes?|doors?|mm|cm|kg|ml|m|l|g|w)\b", re.IGNORECASE)
"""With these words a number is a length of time or a size."""
FIGURE = r"(?:[$€£¥₹]|[a-z]{2,3}\.? )?\s*$"
PRICED = re.compile(
    r"(?:\b(?:list |unit |retail |sales? )?pric(?:e|ed)(?: tag)?(?: is| of| at|:)?|\bcost(?:s|ing)?(?: is| of|:)?"
    r"|\bfor|\bat|@|\bsell(?:s|ing)?(?: it| them)?(?: for| at)?|\bworth|\bgoes for|\bto be sold (?:for|at))"
    r"\s*(?:about |around |only )?" + FIGURE,
    re.IGNORECASE,
)
"""What stands right before a price."""
STOCK = re.compile(
    r"(?:\b(?:in )?(?:stock|stk|inventory|qty|quantity|on hand|amount)(?: is| of| level|:|=)?(?: is)?"
    r"|\bwe(?:'ve| have)?(?: got| have)?|\bhave|\bgot|\bthere are)\s*(?:about |around |only )?$",
    re.IGNORECASE,
)
"""What stands right before the number of pieces."""
ENDS = (
    r"(?=\s*(?:[,;/|\n]|\.(?:\s|$)|$|\s[-–—]\s|\s\(|\)"
    r"|\s(?:and|at|for|with|costs?|costing|price[ds]?|stock|stk|qty|category|cat|in (?:the )?category|vendor|supplier"
    r"|description|desc|descr|which|that|we|selling|sells?|in|on|under|from|made by|to|as)\b))"
)
NAME = r"[\"“]?([^,;/|\n]+?)[\"”]?"
LABELS = {
    "vendor": re.compile(
        r"\b(?:vendor|supplier|manufacturer|brand|maker|(?:made|supplied|delivered|produced|manufactured|sold|built) by"
        rf"|(?:it )?comes from|bought from|source[dr]? from)(?: is|:|=)?\s+{NAME}{ENDS}",
        re.IGNORECASE,
    ),
    "category": re.compile(
        r"\b(?:(?:product )?(?:category|categ\.?|cat[.:]|group|family|type)|filed? (?:it )?under|goes (?:under|into)"
        r"|belongs to)"
        rf"(?: is|:|=)?\s+(?:the )?{NAME}{ENDS}",
        re.IGNORECASE,
    ),
    "description": re.compile(
        r"\b(?:description|desc\.?|descr\.?|described as)(?: is|:|=)?\s+[\"“]?([^;\n|\"”]+?)[\"”]?\s*"
        r"(?=[;|\n]|[,.]\s*(?:price|stock|vendor|supplier|category)\b|\.?\s*$)",
        re.IGNORECASE,
    ),
}
FROM = re.compile(rf"\b(?:from|by)\s+((?:the )?[A-Z0-9][^,;:/|\n]*?)(?::|{ENDS})")
"""A vendor in capitals behind "from"; not a day such as "from Monday", which is marked as one."""
CALLED = re.compile(
    r"\b(?:called|named|titled|it(?:'s| is) called|name(?: is|:|=)|product(?: name)?\s*:)\s*"
    r"[\"“*]?([^,;|\n\"”]+?)[\"”*]?"
    r"(?=\s*(?:[,;|\n]|\.(?:\s|$)|$|\s[-–—/]\s|\s\(|\s(?:for|at|priced?|costs?|costing|@|with|from|made|by|in|stock|stk"
    r"|vendor|supplier|category|description|which|that|and|under|it|we|as|to|sells?|selling)\b|\s@|\s[$€£]\d))",
    re.IGNORECASE,
)


def with_goods(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The slots of a new product with what its labels say."""
    stock = _stock(clause)
    told: dict[str, Any] = {name: _labelled(pattern, clause) for name, pattern in LABELS.items()}
    told["vendor"] = told["vendor"] or _from(clause)
    told |= {"name": _called(clause), "stock": stock.value if stock else None, "price": _price(clause, stock)}
    kept = {name: value for name, value in told.items() if value not in (None, "")}
    if kept.get("price") is not None and found.get("stock") == kept["price"] and "stock" not in kept:
        kept["stock"] = None
    return found | kept


def _labelled(pattern: re.Pattern[str], clause: "Clause") -> str | None:
    match = pattern.search(clause.text)
    return tidy(clause.said.said(match.start(1), match.end(1))) if match else None


def _from(clause: "Clause") -> str | None:
    match = FROM.search(clause.text)
    days = [mark for mark in clause.marks if mark.kind in ("moment", "period", "recurrence")]
    if match is None or any(day.start < match.end(1) and match.start(1) < day.end for day in days):
        return None
    return tidy(clause.said.said(match.start(1), match.end(1)))


def _called(clause: "Clause") -> str | None:
    match = CALLED.search(clause.text)
    name = tidy(clause.said.said(match.start(1), match.end(1))) if match else ""
    return name if any(letter.isalpha() for letter in name) else None


def _figures(clause: "Clause") -> list[Mark]:
    return [mark for mark in clause.marks if mark.kind in ("money", "number")]


def _stock(clause: "Clause") -> Mark | None:
    """How many there are: "60 in stock", "stock 60", "we have 60"."""
    numbers = [mark for mark in _figures(clause) if mark.kind == "number"]
    behind = (mark for mark in numbers if STOCKED.match(clause.text, mark.end))
    before = (
        mark for mark in numbers if STOCK.search(clause.text[: mark.start]) and not EACH.match(clause.text, mark.end)
    )
    return next(behind, None) or next(before, None)


def _price(clause: "Clause", stock: Mark | None) -> Any:
    """What a piece costs: what is said to be the price, or for each, or else the only money."""
    free = [mark for mark in _figures(clause) if mark is not stock and not STOCKED.match(clause.text, mark.end)]
    figures = [mark for mark in free if not LASTS.match(clause.text, mark.end)]
    each = (mark for mark in figures if EACH.match(clause.text, mark.end))
    said = (mark for mark in figures if PRICED.search(clause.text[: mark.start]))
    money = (mark for mark in figures if mark.kind == "money")
    found = next(each, None) or next(said, None) or next(money, None)
    return found.value if found else None
