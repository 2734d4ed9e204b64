"""A question in the making: what is understood of it so far."""

from dataclasses import dataclass, field
from typing import Any

from bot.understanding.questions.sheets import Sheet

Filter = list[Any]
JOINTS = frozenset(("or", "and", ",", "/", "nor", "plus"))
OPPOSITE = {"=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">", "empty": "filled", "filled": "empty"}


@dataclass
class Draft:
    """The sheet being read, the entity asked for, and the filters found, each with the place where it was said."""

    sheet: Sheet
    entity: str = ""
    placed: list[tuple[int, Filter]] = field(default_factory=list)
    sort: str | None = None
    limit: int | None = None

    def add(self, index: int, name: str, op: str, value: Any = None) -> None:
        """Add a filter that was said at an atom; a word of denial before it turns it round."""
        denied = self.sheet.negator(index)
        if denied is not None and op in OPPOSITE:
            self.sheet.take(denied, index)
            op = OPPOSITE[op]
        elif op == "=" and self._carries_on(index, name):
            op = "!="
        self.put(index, name, op, value)

    def put(self, index: int, name: str, op: str, value: Any = None) -> None:
        """Add a filter as it stands."""
        if [name, op, value] not in (filter for _, filter in self.placed):
            self.placed.append((index, [name, op, value]))

    def _carries_on(self, index: int, name: str) -> bool:
        """Whether the value stands in a list that was denied: "not in Berlin or Hamburg"."""
        if self.sheet.word(index - 1) not in JOINTS:
            return False
        return any(filter[:2] == [name, "!="] and 0 < index - at <= 3 for at, filter in self.placed)

    def about(self, name: str) -> bool:
        """Whether there is a filter on the field."""
        return any(filter[0] == name for _, filter in self.placed)

    def filters(self) -> list[Filter]:
        """The filters in the order spoken; several values of one field are any of them."""
        merged: list[Filter] = []
        for index, (name, op, value) in sorted(self.placed, key=lambda pair: pair[0]):
            same = next((each for each in merged if each[:2] == [name, op] and self._any_of(op, index)), None)
            if same is None:
                merged.append([name, op, value])
            elif value not in _listed(same[2]):
                same[2] = [*_listed(same[2]), value]
        return merged

    def _any_of(self, op: str, index: int) -> bool:
        """Whether a further value is another choice: "in Berlin, Hamburg", "title contains buyer or founder"."""
        return op == "=" or (op == "contains" and self.sheet.word(index - 1) == "or")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
