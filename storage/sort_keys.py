"""Sort keys: how the values of custom fields, which are words, compare."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

UNIT = re.compile(r"(?<=\d)\s?(?:%|[^\W\d_]+)$")


def sort_key(value: Any) -> tuple[int, Any]:
    """Numbers before words, numbers by their size, "30 days" too, and words by their folded spelling."""
    try:
        return 0, Decimal(UNIT.sub("", str(value).replace(",", "").lstrip("$€£")))
    except InvalidOperation:
        return 1, str(value).casefold()
