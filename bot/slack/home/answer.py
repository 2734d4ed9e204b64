"""Answers to what is pressed on the App Home: they stand above it, unless they must be answered in words."""

from dataclasses import replace

from bot.message import Heard
from bot.slack.said import HOME, Said
from skills.reply import Button, Reply

UNDO = Button("Undo", "undo", intent={"skill": "undo", "slots": {}})
IN_WORDS = "Answer in the thread of this message."


def at_home(said: Said, heard: Heard) -> Reply:
    """The reply as it is shown; on the App Home what was written can be taken back by a button."""
    if not said.channel.startswith(HOME):
        return heard.reply
    if asks_for_words(said, heard):
        return replace(heard.reply, note=f"{heard.reply.note} {IN_WORDS}".strip())
    undone = any(intent.skill == "undo" for intent in heard.intents)
    if not heard.changes or undone:
        return heard.reply
    return replace(heard.reply, buttons=(*heard.reply.buttons, UNDO))


def leaves_home(said: Said, heard: Heard) -> bool:
    """Whether it is told in the direct messages, for the App Home has no place for files and for answers in words."""
    return asks_for_words(said, heard) or (said.channel.startswith(HOME) and bool(heard.reply.files))


def asks_for_words(said: Said, heard: Heard) -> bool:
    """Whether something is asked back that no button answers; nobody can write on the App Home."""
    return said.channel.startswith(HOME) and any(not ask["options"] for ask in heard.asks)
