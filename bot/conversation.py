"""One message in its conversation: answers to open questions first, then what it asks for anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.answering import answers, late, not_asked, stays_open
from bot.correction import UNEXPLAINED, looks_back, reading_button
from bot.message import Heard, Message
from bot.rating import rates
from bot.understanding.dialogue.answers import courtesy
from bot.understanding.dialogue.assent import cancels
from bot.understanding.dialogue.channels import begun, customer_of_channel, placed
from bot.understanding.dialogue.memory import Memory, Question, Understood
from bot.understanding.dialogue.pronouns import about_made, adrift, completed, made_by
from bot.understanding.intents import READING, Intent, Reading, reads_only
from bot.understanding.reader import Context, Reader
from bot.understanding.slots.relative import by_the_clock
from bot.understanding.slots.resolve import arguments
from knowledge.knowledge import Knowledge
from skills.reply import Button, Change, Citation, Facts, Reply
from skills.skill import all_skills
from skills.turn import Option, Refused, Seller, Turn, Unclear, Unconfirmed

SURELY = 0.9
"""The confidence, of 1, from which something is taken to be meant for us that was not said expressly to us."""

NOT_ALL = "I did not understand “{}”, so I changed nothing rather than too much. Say which ones in other words."


@dataclass
class Conversation:
    """A message being answered. `text` is the message as plain text.

    `learns` tells whether corrections may be kept to learn from. `closing` is what is said after all replies.
    """

    message: Message
    text: str
    context: Context
    reader: Reader
    knowledge: Knowledge
    replies: list[Reply] = field(default_factory=list)
    done: list[Intent] = field(default_factory=list)
    closing: list[Reply] = field(default_factory=list)
    learns: bool = True
    explicable: bool = True
    unserved: bool = False
    silent: bool = False
    seller: Seller = field(default_factory=Seller)
    home: dict[str, Any] | None = None
    """The customer that the channel is about."""
    source: str = ""
    """Where that was said to which the message answers only what was asked back."""

    @property
    def memory(self) -> Memory:
        return self.context.memory

    def answer(self) -> Heard:
        """Answer the message and leave the memory as it is afterwards."""
        self.memory.attend(self.context.speaker.id)
        self.home = customer_of_channel(self.context.crm, self.message.channel)
        begun(self.memory, self.home)
        if self.message.intents:
            self.explicable = False
            self.carry_out([by_the_clock(intent, self.context.now) for intent in self.message.intents])
            return self._heard()
        if rates(self) or (not self.message.unaddressed and looks_back(self)):
            return self._heard(goes_back=True)
        question, pressed = self._open_question(), self.message.question
        if pressed and (question is None or question.id != pressed):
            return Heard(late(self.memory, pressed))
        question = self._beside_files(question)
        self.source = question.source if question else ""
        if question and answers(self, question):
            return self._heard(goes_back=True)
        self.source = ""
        if self.message.unaddressed and not is_meant(self.reader.read(self.text, self.context)):
            return Heard(Reply(""), silent=True)
        self._hear_anew(question)
        stays_open(self, question)
        return self._heard(goes_back=question is not None)

    def _beside_files(self, question: Question | None) -> Question | None:
        """The open question, unless files come with the message: what is said of them is no answer to what was asked
        of another file, and that one would be taken for the new one."""
        about = question.pending[0].skill if question and question.pending else ""
        if self.message.files and about == "import_file":
            self.memory.question = question = None
        return question

    def _open_question(self) -> Question | None:
        """The open question; the one behind an explanation where a button answers that."""
        question = self.memory.question
        if question and question.behind and question.behind.id == self.message.question:
            self.memory.question = question.behind
        return self.memory.question

    def _heard(self, goes_back: bool = False) -> Heard:
        question = self.memory.question
        asked = question is not None and question.id == self.message.id
        asks = [_ask(question)] if question and asked else []
        pending = tuple(question.pending) if question and asked and question.kind in ("slot", "confirm") else ()
        intents = (*self.done, *pending)
        if any(intent.skill not in READING for intent in self.done):
            self.context.crm.suggestions.take_up(self.context.speaker, self.text)
        if self.explicable:
            self._remember(list(intents), asked)
        reply = merged([*self.replies, *self.closing])
        return Heard(reply, intents, tuple(asks), silent=self.silent, goes_back=goes_back)

    def _remember(self, intents: list[Intent], asked: bool) -> None:
        """Remember how the message was understood, and offer to tell it where that may be of use."""
        message, unserved = self.message, self.unserved and not intents
        if intents or unserved:
            at = self.context.now.isoformat()
            self.memory.understand(Understood(message.id, self.context.speaker.id, at, self.text, intents))
        told = any(intent.skill not in UNEXPLAINED for intent in intents) or unserved
        if told and not asked and not self.closing:
            self.closing.append(Reply("", buttons=(reading_button(message.id),)))

    # ---- answers to the open question

    def answers(self, question: Question) -> bool:
        """Whether the message answered the question (and was acted upon)."""
        return answers(self, question)

    def drop(self, words: str) -> bool:
        """Drop the open question."""
        self.memory.question = None
        self.replies.append(Reply(words))
        return True

    # ---- something new

    def _hear_anew(self, question: Question | None) -> None:
        reading = self.reader.read(self.text, self.context)
        self.memory.speak_of(reading.named)
        whom = adrift(self.text, self.memory) if reads_only(reading) else None
        if cancels(self.text) and (not reading.intents or reads_only(reading)):
            self.replies.append(Reply("All right."))
        elif whom:
            self.replies.append(Reply(f"Whom do you mean by “{whom}”? Say it again with the name."))
        elif reading.intents and not reading.doubtful:
            self.carry_out(list(reading.intents))
        elif reading.intents:
            self._offer_skills(reading)
        elif question and question.kind == "slot":
            self.replies.append(Reply(f"I did not get that. {question.text}", note="Or say “never mind”."))
        elif reply := not courtesy(self.text) and not_asked(self):
            self.replies.append(reply)
        else:
            kind_words = courtesy(self.text)
            self.unserved = not kind_words
            self.replies.append(Reply(kind_words) if kind_words else outside(reading))
        if reading.note:
            self.replies.append(Reply("", note=reading.note))

    def _offer_skills(self, reading: Reading) -> None:
        self.unserved = True
        skills = all_skills()
        options = [Option(_title(skills[each.skill].summary), vars(each)) for each in reading.intents]
        self.ask("skill", "I am not sure what you want. Did you mean one of these?", options)

    # ---- carrying out

    def carry_out(self, intents: Sequence[Intent], confirmed: bool = False) -> None:
        """Run the intents in order; a question stops them and keeps the rest waiting for its answer."""
        made: dict[str, Any] | None = None
        for position, told in enumerate(intents):
            intent = about_made(told, made)
            waiting = [intent, *intents[position + 1 :]]
            try:
                then = tuple(each.skill for each in waiting[1:])
                made = self._run(intent, confirmed and position == 0, then) or made
            except Unclear as unclear:
                self.memory.speak_of(_references(intent.slots))
                return self.ask("slot", unclear.question, unclear.options, waiting, unclear.slot)
            except Unconfirmed as unconfirmed:
                self.memory.speak_of(_references(intent.slots))
                return self._confirm(unconfirmed, waiting)
            except Refused as refused:
                self.done.append(intent)
                self.replies.append(Reply(str(refused)))
        return None

    def _run(self, intent: Intent, confirmed: bool, then: tuple[str, ...]) -> dict[str, Any] | None:
        """Run an intent, and return the record that it has made, if any."""
        intent = completed(intent, self.memory)
        intent = intent if self.message.intents else placed(intent, self.home)
        skill = all_skills()[intent.skill]
        crm, memory = self.context.crm, self.memory
        if intent.unread and intent.skill not in READING:
            raise Refused(NOT_ALL.format(intent.unread))
        with crm.session.begin_nested():
            told = arguments(skill, intent, crm, self.context.directory)
            turn = replace(self.turn(intent, confirmed), then=then)
            reply = skill.function(turn, **told)
        memory.speak_of([*_references(intent.slots), *turn.mentioned])
        memory.shown = turn.shown or memory.shown
        said = replace(intent, slots={name: told for name, told in intent.slots.items() if name not in skill.unsaid})
        memory.last, memory.turn = [*(memory.last if self.done else []), said], self.message.id
        self.done.append(intent)
        self.replies.append(reply)
        if reply.offer:
            self._offer(reply)
        return made_by(intent, turn.mentioned)

    def turn(self, intent: Intent, confirmed: bool = False) -> Turn:
        """The turn in which a skill serves an intent."""
        context = self.context
        return Turn(
            crm=context.crm,
            knowledge=self.knowledge,
            speaker=context.speaker,
            now=context.now,
            text=intent.text or self.text,
            said=self.text,
            channel=self.message.channel,
            thread=self.message.thread,
            confirmed=confirmed,
            seller=self.seller,
            source=self.source or self.message.source,
            overheard=self.message.overheard,
        )

    # ---- asking

    def _offer(self, reply: Reply) -> None:
        offer = reply.offer
        if offer is not None:
            options = [Option(offer.deed, "yes"), Option("No", "no")]
            self.ask("offer", offer.question, options, [Intent(offer.skill, offer.slots, text=offer.question)])

    def _confirm(self, unconfirmed: Unconfirmed, waiting: list[Intent]) -> None:
        change = (Change("", unconfirmed.changes),) if unconfirmed.changes else ()
        beside = (Facts("", unconfirmed.beside),) if unconfirmed.beside else ()
        options = [Option("Yes", "yes"), Option("No", "no")]
        self.ask("confirm", unconfirmed.question, options, waiting)
        yes, no = self.replies[-1].buttons
        loses = all_skills()[waiting[0].skill].confirm
        buttons = (replace(yes, style="danger" if loses else "primary"), no)
        self.replies[-1] = replace(self.replies[-1], parts=(*change, *beside), buttons=buttons)

    def ask(
        self, kind: Any, text: str, options: Sequence[Option], pending: Sequence[Intent] = (), slot: str = ""
    ) -> None:
        """Ask something; `pending` waits for the answer."""
        offered = [{"label": option.label, "value": option.value} for option in options]
        question = Question(self.message.id, kind, text, self.context.speaker.id, slot, offered, [*pending])
        question.source = self.source or self.message.source
        self.memory.question = question
        buttons = tuple(Button(option.label, option.label, question.id) for option in options)
        self.replies.append(Reply(text, buttons=buttons))


def is_meant(reading: Reading) -> bool:
    """Whether what was not said expressly to us surely asks something of us."""
    sure = all(intent.confidence >= SURELY for intent in reading.intents)
    return bool(reading.intents) and sure and not reading.doubtful


def outside(reading: Reading) -> Reply:
    """Say that no skill serves this, and name the nearest."""
    skills = all_skills()
    nearest = [_title(skills[name].summary) for name in reading.nearest if name in skills][:3]
    close = f" What comes closest: {'; '.join(nearest)}." if nearest else ""
    return Reply(f"That is nothing I can do.{close}", note="Say “help” to see what I can do.")


def merged(replies: Sequence[Reply]) -> Reply:
    """Several replies as one."""
    if len(replies) == 1:
        return replies[0]
    texts = [reply.text for reply in replies if reply.text]
    return Reply(
        "\n".join(dict.fromkeys(texts)),
        tuple(part for reply in replies for part in reply.parts),
        tuple(button for reply in replies for button in reply.buttons),
        _renumbered([citation for reply in replies for citation in reply.citations]),
        "\n".join(dict.fromkeys(reply.note for reply in replies if reply.note)),
        files=tuple(file for reply in replies for file in reply.files),
    )


def _renumbered(citations: list[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))


def _ask(question: Question) -> dict[str, Any]:
    return {"slot": question.slot or question.kind, "options": [option["label"] for option in question.options]}


def _references(slots: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value in slots.values() if isinstance(value, dict) and "id" in value]


def _title(summary: str) -> str:
    return summary.rstrip(".")
