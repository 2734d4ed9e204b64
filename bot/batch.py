"""Asking without a conversation partner: one sentence, or JSON lines in and out."""

import json
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.message import Heard, Message
from bot.understanding.slots.resolve import printed
from storage.trouble import StoreTrouble


@dataclass(frozen=True)
class Manner:
    """How to ask: as whom, when (None: now), in which thread, and whether nothing may stay."""

    speaker: str
    at: datetime | None
    thread: str
    dry_run: bool


def read_moment(value: str) -> datetime:
    """An ISO 8601 moment; UTC where it names no zone. Raises ValueError with what is wrong."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"“{value}” is no ISO 8601 moment; write it as 2026-11-20T09:00:00+00:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ask(assistant: Assistant, text: str, manner: Manner) -> dict[str, Any]:
    """One sentence heard and told as `ask --json` prints it."""
    message = Message(
        id=uuid.uuid4().hex,
        text=text,
        speaker=manner.speaker,
        at=manner.at or datetime.now(UTC),
        thread=manner.thread,
    )
    started = time.perf_counter()
    heard = assistant.hear(message, dry_run=manner.dry_run)
    return told(heard) | {"ms": round((time.perf_counter() - started) * 1000, 1)}


def told(heard: Heard) -> dict[str, Any]:
    """What was heard, as JSON."""
    from bot.slack.blocks.reply import blocks

    intents = [
        {"skill": intent.skill, "slots": printed(intent.slots), "confidence": intent.confidence}
        for intent in heard.intents
    ]
    return {
        "intents": intents,
        "reply": heard.reply.plain(),
        "blocks": blocks(heard.reply),
        "asks": list(heard.asks),
        "changes": list(heard.changes),
        "citations": [asdict(citation) for citation in heard.reply.citations],
        "files": [file.to_json() for file in heard.reply.files],
    }


def batch(assistant: Assistant, lines: Iterable[str], manner: Manner) -> Iterator[dict[str, Any]]:
    """Each JSON line (`id text as now thread`) answered as it comes; a bad line gets an answer that says why."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answered(assistant, line, number, manner)


def _answered(assistant: Assistant, line: str, number: int, manner: Manner) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        text = str(asked["text"])
        at = read_moment(asked["now"]) if asked.get("now") else manner.at
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"id": str(number), "error": f"line {number} is not a JSON object with a text: {error}"}
    speaker, thread = asked.get("as") or manner.speaker, str(asked.get("thread") or manner.thread)
    try:
        said = ask(assistant, text, Manner(speaker, at, thread, manner.dry_run))
    except StoreTrouble as trouble:
        said = {"intents": [], "reply": str(trouble), "error": str(trouble)}
    return {"id": str(asked.get("id", number)), "text": text} | said


def read_lines(source: str) -> Iterator[str]:
    """The lines of a file, or of standard input for "-", as they come."""
    if source == "-":
        yield from iter(sys.stdin.readline, "")
    else:
        with Path(source).open(encoding="utf-8") as file:
            yield from file
