"""Listing: a list of products is one request - "quote Acme 20 GPS Mini and 5 Fleet Cards" - however it was split."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.clauses import Piece
from bot.understanding.marks import Mark, shifted

LISTS = frozenset(("make_quote", "record_order", "add_line"))
"""Skills that take several products."""
OWN = ("customer", "contact", "deal", "quote", "order")
"""Records that tell that a piece has a matter of its own."""
LIGHT = frozenset(
    "and plus also as well a an the of with at for each apiece off discount less x pcs pieces units more further them "
    "please pls percent per cent one another both everything all together on rebate to it that this".split()
)
WORD = re.compile(r"[^\W\d_]+")


def list_joined(pieces: Sequence[Piece], text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The pieces, those that only go on with a list of products joined to the one before."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].skill in LISTS and _goes_on(piece, text, marks):
            joined[-1] = replace(joined[-1], end=piece.end)
        else:
            joined.append(piece)
    return [replace(piece, together=len(joined)) for piece in joined] if len(joined) < len(pieces) else list(pieces)


def _goes_on(piece: Piece, text: str, marks: Sequence[Mark]) -> bool:
    """Whether a piece names products, and nothing but how many and for how much beside."""
    words, near = text[piece.start : piece.end], shifted(marks, piece.start, piece.end)
    if any(mark.is_one(kind) and not mark.is_one("product") for mark in near for kind in OWN):
        return False
    rest = "".join(" " if any(m.start <= at < m.end for m in near) else letter for at, letter in enumerate(words))
    strange = [word for word in WORD.findall(rest) if word.casefold() not in LIGHT]
    named = any(mark.is_one("product") for mark in near)
    return (named and not strange) or (any(mark.kind == "number" for mark in near) and len(strange) == 1 and not named)
