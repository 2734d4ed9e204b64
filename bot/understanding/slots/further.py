"""Further reading: skills whose slots are filled by what is said around them, once the usual ways are done."""

from collections.abc import Callable
from typing import Any

from bot.understanding.slots.bearers import with_bearer, with_quote
from bot.understanding.slots.cleaning import doubled, mended, parted
from bot.understanding.slots.goods import with_goods
from bot.understanding.slots.naming import with_name
from bot.understanding.slots.openings import with_worth
from bot.understanding.slots.staging import with_stages
from bot.understanding.slots.ways import with_way


def _named_and_worth(slots: dict[str, Any], clause: Any) -> dict[str, Any]:
    return with_worth(with_name(slots, clause), clause)


FURTHER: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "add_deal": _named_and_worth,
    "add_line": with_bearer,
    "add_product": with_goods,
    "draft_message": with_way,
    "find_duplicates": doubled,
    "fix_data": mended,
    "quote_document": with_quote,
    "set_stages": with_stages,
    "unmerge_records": parted,
}
