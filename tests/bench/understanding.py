"""Measures how sentences are understood, and how often something wrong would be written without a question.

Run: python -m tests.bench understanding FILE ... --home HOME [--skills NAMES] [--ids]

The files hold JSON lines: `id`, `as` (an e-mail), `text` (or `say`), `intents` (`skill`, `slots`), maybe `style` and
`now`. Each sentence is heard in a thread of its own and nothing stays. Texts are never printed.
"""

import argparse
import json
import statistics
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.assistant import Assistant
from bot.batch import read_moment, told
from bot.home import Home
from bot.message import Heard, Message
from bot.settings import read_settings
from bot.understanding.dialogue.memory import remembered
from skills.skill import all_skills
from storage.changes import Change
from storage.crm import Crm
from tests.bench.frames import Outcome

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HELD = ("slot", "confirm", "skill")
"""Questions whose pending intents were not carried out."""


def sentences(files: Iterable[Path], skills: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The sentences of the files that need no other skills than these."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line) if line.strip() else None
            if said and all(intent["skill"] in skills for intent in wanted(said)):
                yield said


def wanted(said: dict[str, Any]) -> list[dict[str, Any]]:
    """What the sentence asks for; nothing where no skill serves it."""
    return [{"slots": {}} | intent for intent in said["intents"] if intent.get("skill")]


def hear(assistant: Assistant, said: dict[str, Any]) -> Outcome:
    """Hear one sentence, and compare nothing yet."""
    at = read_moment(said["now"]) if said.get("now") else NOW
    thread = uuid.uuid4().hex
    message = Message(thread, said.get("text") or said["say"], said["as"], at, thread)
    waiting, wrote = [0], [False]

    def look(crm: Crm, heard: Heard) -> None:
        question = remembered(crm, thread).question
        waiting[0] = len(question.pending) if question and question.kind in HELD else 0
        kinds = crm.session.scalars(select(Change.kind).where(Change.turn == "")).all()
        wrote[0] = any(kind != "suggestion" for kind in kinds)

    started = time.perf_counter()
    heard = assistant.hear(message, dry_run=True, then=look)
    spent = (time.perf_counter() - started) * 1000
    read = told(heard)["intents"]
    executed = read[: len(read) - waiting[0]]
    return Outcome(str(said["id"]), said.get("style", "-"), wanted(said), read, executed, wrote[0], spent)


def share(part: float, whole: float) -> str:
    """A share as `87.5 % (7/8)`."""
    return f"{100 * part / whole:.1f} % ({part:g}/{whole:g})" if whole else "-"


def rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    """The figures by name."""
    inside, outside = [each for each in outcomes if each.wanted], [each for each in outcomes if not each.wanted]
    counts = [each.slots_right() for each in inside]
    silent = [each for each in outcomes if each.silent_error]
    none = [each for each in outcomes if not each.read]
    yield "sentences", f"{len(outcomes)}, {len(outside)} of them out of scope"
    yield "skills right", share(sum(each.skills_right for each in inside), len(inside))
    yield "slots right", share(sum(right for right, _ in counts), sum(of for _, of in counts))
    yield "frames right", share(sum(each.frame_right for each in inside), len(inside))
    yield "frames right, out of scope included", share(sum(each.frame_right for each in outcomes), len(outcomes))
    yield "out of scope, recall", share(sum(not each.read for each in outside), len(outside))
    yield "out of scope, precision", share(sum(not each.wanted for each in none), len(none))
    yield "silent errors", share(len(silent), len(outcomes))
    yield "of them a wrong write, record, number or date", share(sum(e.grave_error for e in silent), len(outcomes))
    yield "silent errors, ids", " ".join(each.id for each in silent) or "none"
    times = sorted(each.ms for each in outcomes)
    reasons = Counter(wrong for each in silent for wrong in each.wrongs)
    yield "silent errors, of what", ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "-"
    yield "ms, p50 / p95", f"{statistics.median(times):.0f} / {times[int(len(times) * 0.95)]:.0f}"


def by_style(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    """The frames right of each style."""
    for style in sorted({each.style for each in outcomes}):
        own = [each for each in outcomes if each.style == style]
        yield f"  {style}", share(sum(each.frame_right for each in own), len(own))


def confusions(outcomes: Sequence[Outcome]) -> list[tuple[str, int]]:
    """The skills that were read as others, the most frequent first."""
    pairs = Counter(f"{_called(each.wanted)} -> {_called(each.read)}" for each in outcomes if not each.skills_right)
    return pairs.most_common()


def _called(intents: Sequence[dict[str, Any]]) -> str:
    return "+".join(intent["skill"] for intent in intents) or "none"


def tell(outcomes: Sequence[Outcome], ids: bool, say: Callable[[str], object] = print) -> None:
    """Print the report."""
    if not outcomes:
        say("no sentences")
        return
    for name, figure in [*rows(outcomes), ("frames right by style", ""), *by_style(outcomes)]:
        say(f"{name}: {figure}".removesuffix(": "))
    say("skills read as others")
    for pair, count in confusions(outcomes):
        say(f"  {count:3} {pair}")
    if ids:
        say("wrong frames: " + " ".join(each.id for each in outcomes if not each.frame_right))


def main(arguments: Sequence[str]) -> None:
    """Measure the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench understanding")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--skills", default=",".join(all_skills()), help="the skills that sentences may need")
    parser.add_argument("--ids", action="store_true", help="print the ids of the sentences read wrongly")
    asked = parser.parse_args(arguments)
    home = Home(read_settings(asked.home))
    try:
        chosen = sentences(asked.files, asked.skills.split(","))
        tell([hear(home.assistant, said) for said in chosen], asked.ids)
    finally:
        home.close()


if __name__ == "__main__":
    main(sys.argv[1:])
