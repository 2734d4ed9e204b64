"""Placing: where an answer is said, so that nobody sees it who may not."""

from dataclasses import dataclass, replace

from bot.message import Heard
from bot.slack.audience import ALONE, Verdict
from bot.slack.home.answer import at_home, leaves_home
from bot.slack.said import Said
from skills.reply import QUIET, Reply

OUTSIDER = Reply(
    "I do not know you as a full member of this workspace, so I cannot show you any records. "
    "A colleague can ask me for you."
)


@dataclass(frozen=True)
class Placed:
    """A reply and where it goes: a channel, a user in private, or `C…>U…`, which only that user sees there.

    `C…?U…` is a channel if all there may still see it when it is posted, else the user in private.
    """

    channel: str
    thread: str
    reply: Reply


def placed(said: Said, heard: Heard, verdict: Verdict) -> Placed:
    """The reply where it was asked for, or for the asker alone with a line why, where others may not see it."""
    reply = heard.reply
    if said.is_private:
        return Placed(said.user if leaves_home(said, heard) else said.answer_in, said.root, at_home(said, heard))
    if reply.files:
        return Placed(said.user, "", reply)
    if said.is_hidden and not verdict.why:
        return Placed(whisper(said), said.root, reply)
    if not verdict.why:
        return Placed(f"{said.answer_in}?{said.user}", said.root, reply)
    if is_harmless(heard) and not verdict.is_wish:
        return Placed(said.answer_in, said.root, reply)
    note = "\n".join(filter(None, (reply.note, ALONE.format(verdict.why))))
    return Placed(whisper(said), said.root, replace(reply, note=note))


def whisper(said: Said) -> str:
    """The place that only the speaker sees, in the channel where they spoke."""
    return said.answer_in if said.is_private else f"{said.answer_in}>{said.user}"


def is_harmless(heard: Heard) -> bool:
    """Whether nothing of the reply comes from the records: it is help, or a word without anything to show."""
    reply, skills = heard.reply, {intent.skill for intent in heard.intents}
    if skills - {"help"} or heard.changes or reply.citations or heard.goes_back:
        return False
    choices = [button for button in reply.buttons if button.style != QUIET]
    return bool(skills) or not (reply.parts or choices)
