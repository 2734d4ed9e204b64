"""Further reading: skills whose slots are filled by what is said around them, once the usual ways are done."""

from collections.abc import Callable
from typing import Any

from bot.understanding.slots.bearers import with_bearer, with_quote
from bot.understanding.slots.goods import with_goods
from bot.understanding.slots.openings import with_worth
from bot.understanding.slots.ways import with_way

FURTHER: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "add_deal": with_worth,
    "add_line": with_bearer,
    "add_product": with_goods,
    "draft_message": with_way,
    "quote_document": with_quote,
}
