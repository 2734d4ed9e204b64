"""What a conversation remembers: the open question, who was spoken of, the list last shown."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Literal

from bot.understanding.intents import Intent
from skills.turn import Shown
from storage.crm import Crm
from storage.threads import Thread

FADES = timedelta(days=1)
KEPT = 12
UNDERSTOOD = 5
"""Messages whose reading is remembered, to be explained and put right."""


@dataclass
class Question:
    """What the assistant has asked, and what waits for the answer.

    A `slot` question fills `slot` of the first pending intent, `confirm` and `offer` let the pending intents
    run on a yes, `skill` chooses among them. Options are `{"label", "value"}`. `asides` counts the messages since
    that were about something else. `source` is where in Slack that was said which it is asked about.
    """

    id: str
    kind: Literal["slot", "confirm", "offer", "skill", "reading"]
    text: str
    asker: int
    slot: str = ""
    options: list[dict[str, Any]] = field(default_factory=list)
    pending: list[Intent] = field(default_factory=list)
    behind: "Question | None" = None
    asides: int = 0
    source: str = ""


@dataclass
class Understood:
    """How a message was understood: its turn, who said it, when (ISO 8601), its text and its intents, if any."""

    turn: str
    by: int
    at: str
    text: str
    intents: list[Intent] = field(default_factory=list)


@dataclass
class Memory:
    """A thread's memory. `records` are `{"kind", "id", "name"}`, the last spoken of at the end.

    `last` are the intents last carried out, `wrote` the records that they wrote. `understood` are the last messages,
    the newest at the end, `lesson` is the one just kept to learn from. `question` is the speaker's, `waiting` are those
    of others in the thread. `turn` is the message that `last` is of, `written` the one that `wrote` is of.
    """

    question: Question | None = None
    records: list[dict[str, Any]] = field(default_factory=list)
    shown: Shown | None = None
    last: list[Intent] = field(default_factory=list)
    wrote: list[dict[str, Any]] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    lesson: int | None = None
    waiting: list[Question] = field(default_factory=list)
    turn: str = ""
    written: str = ""

    def attend(self, speaker: int) -> None:
        """Turn to the open question of whoever speaks now; those of others wait."""
        questions = [*([self.question] if self.question else []), *self.waiting]
        self.question = next((each for each in questions if each.asker == speaker), None)
        self.waiting = [each for each in questions if each is not self.question]

    def asked(self, id: str) -> Question | None:
        """The question of that id, whoever is to answer it."""
        questions = [*([self.question] if self.question else []), *self.waiting]
        return next((each for each in questions if each.id == id), None)

    def latest(self, *kinds: str) -> dict[str, Any] | None:
        """The record of one of these kinds that was last spoken of."""
        return next((record for record in reversed(self.records) if record["kind"] in kinds), None)

    def understand(self, message: Understood) -> None:
        """Remember how a message was understood."""
        self.understood = [*self.understood, message][-UNDERSTOOD:]

    def speak_of(self, records: Sequence[dict[str, Any]]) -> None:
        """Remember that these were spoken of, the last one last."""
        fresh = [(record["kind"], record["id"]) for record in records]
        kept = [record for record in self.records if (record["kind"], record["id"]) not in fresh]
        self.records = [*kept, *records][-KEPT:]


def remembered(crm: Crm, thread: str) -> Memory:
    """The thread's memory, empty when it is new or a day old."""
    crm.hold(f"thread:{thread}")
    row = crm.session.get(Thread, thread)
    if row is None or row.updated_at < crm.now - FADES:
        return Memory()
    memory = row.memory
    return Memory(
        question=_question(memory["question"]) if memory["question"] else None,
        records=memory["records"],
        shown=Shown(**memory["shown"]) if memory["shown"] else None,
        last=[Intent(**intent) for intent in memory["last"]],
        wrote=memory["wrote"],
        understood=[_understood(each) for each in memory.get("understood", [])],
        lesson=memory.get("lesson"),
        waiting=[_question(each) for each in memory.get("waiting", [])],
        turn=memory.get("turn", ""),
        written=memory.get("written", ""),
    )


def keep(crm: Crm, thread: str, memory: Memory) -> None:
    """Keep the memory with the thread, without whoever was erased."""
    row = crm.session.get(Thread, thread) or Thread(key=thread)
    row.memory, row.updated_at = asdict(memory), crm.now
    for erased in crm.erased:
        row.memory = erased.taken_out(row.memory)
    crm.session.add(row)


def _question(told: dict[str, Any]) -> Question:
    behind = told.get("behind")
    pending = [Intent(**intent) for intent in told["pending"]]
    return Question(**told | {"pending": pending, "behind": _question(behind) if behind else None})


def _understood(told: dict[str, Any]) -> Understood:
    return Understood(**told | {"intents": [Intent(**intent) for intent in told["intents"]]})
