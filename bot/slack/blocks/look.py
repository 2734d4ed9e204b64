"""The look of replies in a workspace: what it takes, and where its messages are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.slack.blocks.fitting import Block

NEW = frozenset({"data_visualization", "data_table", "context_actions"})
"""Blocks that not every workspace takes yet."""
PLACE = re.compile(r"/blocks/(\d+)")


@dataclass(frozen=True)
class Look:
    """How replies are drawn. `address`, such as `https://team.slack.com/`, begins the links to its messages.

    `refused` are the types of blocks that the workspace does not take. `pictures` tells that charts follow as images
    where it does not take them.
    """

    address: str = ""
    refused: frozenset[str] = frozenset()
    pictures: bool = False

    def takes(self, kind: str) -> bool:
        """Whether blocks of a type may be used."""
        return kind not in self.refused


USUAL = Look()
"""All that Slack can draw, without links."""


@dataclass
class Taste:
    """What the workspace takes, as far as it was found out in the life of this process."""

    address: str = ""
    refused: frozenset[str] = field(default=frozenset())

    def look(self, without: Iterable[str] = (), pictures: bool = False) -> Look:
        """How to draw, leaving out these types of blocks as well."""
        return Look(self.address, self.refused.union(without), pictures)

    def learn(self, refused: Iterable[str]) -> None:
        """Remember that the workspace does not take these types of blocks."""
        self.refused = self.refused.union(refused)


def suspects(made: list[Block], answer: Any) -> frozenset[str]:
    """The types of new blocks for which Slack may have refused a message: those it points at, or else all in it."""
    kinds = [str(block["type"]) for block in made]
    told = str((answer.get("response_metadata") or {}).get("messages") or "")
    pointed = {kinds[int(place)] for place in PLACE.findall(told) if int(place) < len(kinds)} & NEW
    return frozenset(pointed or NEW.intersection(kinds))
