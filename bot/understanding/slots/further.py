"""Further reading: skills whose slots are filled by what is said around them, once the usual ways are done."""

from collections.abc import Callable
from typing import Any

from bot.understanding.slots.bearers import with_bearer, with_quote
from bot.understanding.slots.goods import with_goods
from bot.understanding.slots.naming import with_name
from bot.understanding.slots.staging import with_stages

FURTHER: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "add_deal": with_name,
    "add_line": with_bearer,
    "add_product": with_goods,
    "quote_document": with_quote,
    "set_stages": with_stages,
}
