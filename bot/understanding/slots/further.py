"""Further reading: skills whose slots are filled by what is said around them, once the usual ways are done."""

from collections.abc import Callable
from typing import Any

from bot.understanding.slots.bearers import with_bearer, with_quote
from bot.understanding.slots.cleaning import doubled, mended, parted
from bot.understanding.slots.goods import with_goods

FURTHER: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "add_line": with_bearer,
    "add_product": with_goods,
    "find_duplicates": doubled,
    "fix_data": mended,
    "quote_document": with_quote,
    "unmerge_records": parted,
}
