"""Replies: what a skill answers. Words and things to show; how they look and travel is up to the bot."""

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows under column titles; all cells are words already.

    With a `page` so many rows are shown at a time: the first ones, where no pages can be turned. `beyond` tells how
    many rows come after the last. `of` names what the rows are, such as `deals`, where there is no title.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    page: int = 0
    beyond: int = 0
    of: str = ""

    @property
    def first_page(self) -> tuple[tuple[str, ...], ...]:
        """The rows that are shown where no pages can be turned."""
        return self.rows[: self.page] if self.page else self.rows


@dataclass(frozen=True)
class Facts:
    """Names and values of one thing, such as the fields of a record.

    `record` is the record they are of, `{"kind", "id", "name"}`, where they are a card of one: what can be done with
    it is offered beside them. A card may tell nothing, where the words of the reply tell all.
    """

    title: str
    pairs: tuple[tuple[str, str], ...]
    record: dict[str, Any] | None = None


@dataclass(frozen=True)
class Chart:
    """A value for each label. `shape` is "bar", "line" (over time) or "pie" (shares of a whole)."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    shape: str = "bar"


@dataclass(frozen=True)
class Lines:
    """A list of sentences under a title; each may carry the number of a citation at its end."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What would become of one thing: each name with its value before and after."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Hint:
    """A suggestion: what to do and why, on which evidence, and the buttons that settle it.

    The first button does it; the others put it off or turn it down.
    """

    advice: str
    reason: str
    evidence: str
    buttons: "tuple[Button, ...]" = ()

    @property
    def words(self) -> str:
        """All of it in a line."""
        return " ".join(part for part in (f"{self.advice}.", self.reason, self.evidence) if part)


QUIET = "quiet"
"""The style of a button that is there for whoever looks for it, and is no choice."""


@dataclass(frozen=True)
class Button:
    """What a person can press. Pressing says `says` in the thread, as the answer to `question` if it has one.

    `style` is "primary", "danger", "quiet" or "". `intent`, `{"skill", "slots"}` with slots as intents hold them, is
    what it means beyond doubt: then the words are not read again.
    """

    label: str
    says: str
    question: str = ""
    style: str = ""
    intent: dict[str, Any] | None = None


@dataclass(frozen=True)
class Citation:
    """The record a statement rests on: [number] in the text. `source` is where in Slack it was said, if it was."""

    number: int
    kind: str
    id: int
    text: str
    source: str = ""


@dataclass(frozen=True)
class File:
    """A file to be handed over: its name, and its text or bytes."""

    name: str
    content: str | bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> "File":
        """A file that is no text, such as a PDF."""
        return cls(name, content)

    @property
    def octets(self) -> bytes:
        """The file as it is written."""
        return self.content if isinstance(self.content, bytes) else self.content.encode("utf-8")

    def to_json(self) -> dict[str, str]:
        """As JSON; bytes go in base 64."""
        if isinstance(self.content, bytes):
            return {"name": self.name, "bytes": b64encode(self.content).decode()}
        return {"name": self.name, "content": self.content}

    @classmethod
    def from_json(cls, told: dict[str, str]) -> "File":
        """The file that `to_json` wrote."""
        return cls(told["name"], b64decode(told["bytes"]) if "bytes" in told else told["content"])


Part = Table | Facts | Chart | Lines | Change | Hint
PARTS: dict[str, type[Part]] = {
    "table": Table, "facts": Facts, "chart": Chart, "lines": Lines, "change": Change, "hint": Hint,
}  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """An answer: a sentence or two, then things to show, buttons, and a small note at the end.

    `offer` is something the assistant would do on a "yes": a skill with slots as they are spoken. `files` are for the
    asker alone.
    """

    text: str
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    citations: tuple[Citation, ...] = ()
    note: str = ""
    offer: "Offer | None" = None
    files: tuple[File, ...] = ()

    def plain(self) -> str:
        """All of it as plain text."""
        blocks = [self.text, *(_plain(part) for part in self.parts)]
        blocks += [f"[{c.number}] {c.text}" for c in self.citations]
        choices = [(place, button) for place, button in enumerate(self.buttons, 1) if button.style != QUIET]
        blocks += [f"{place}) {button.label}" for place, button in choices if button.question]
        return "\n".join(block for block in [*blocks, self.note] if block)

    def to_json(self) -> dict[str, Any]:
        """As JSON, to be queued."""
        parts = [[type(part).__name__.casefold(), asdict(part)] for part in self.parts]
        files = [file.to_json() for file in self.files]
        return asdict(self) | {"parts": parts, "offer": None, "files": files}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Reply":
        """The reply that `to_json` wrote."""
        parts = tuple(_part(name, fields) for name, fields in told["parts"])
        buttons = tuple(Button(**button) for button in told["buttons"])
        citations = tuple(Citation(**citation) for citation in told["citations"])
        files = tuple(File.from_json(file) for file in told.get("files", ()))
        return cls(told["text"], parts, buttons, citations, told["note"], files=files)


@dataclass(frozen=True)
class Offer:
    """Something the assistant would do if told yes. `slots` are values as SKILLS.md prints them.

    `deed` is what to press or say for it.
    """

    question: str
    skill: str
    slots: dict[str, Any] = field(default_factory=dict)
    deed: str = "Yes"


def _part(name: str, fields: dict[str, Any]) -> Part:
    """The part that was written as JSON."""
    part = PARTS[name](**_tuples(fields))
    if isinstance(part, Hint):
        return replace(part, buttons=tuple(Button(**button) for button in fields["buttons"]))
    return part


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in fields.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(item) for item in value) if isinstance(value, list) else value


def _plain(part: Part) -> str:
    if isinstance(part, Table):
        rows = [part.title, " | ".join(part.columns), *(" | ".join(row) for row in part.first_page)]
    elif isinstance(part, Facts):
        rows = [part.title, *(f"{name}: {value}" for name, value in part.pairs)]
    elif isinstance(part, Chart):
        pairs = zip(part.labels, part.values, strict=True)
        rows = [part.title, *(f"{label}: {value:g}" for label, value in pairs)]
    elif isinstance(part, Change):
        rows = [part.title, *(f"{name}: {before or '–'} → {after or '–'}" for name, before, after in part.rows)]
    elif isinstance(part, Hint):
        rows = [part.words]
    else:
        rows = [part.title, *part.lines]
    return "\n".join(row for row in rows if row)
