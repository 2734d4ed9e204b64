"""Erasing a person, told in words: what goes, what stays and why."""

from collections.abc import Iterator

from skills.reply import Lines
from skills.turn import Turn
from skills.wording import count_of
from storage.contacts import Contact
from storage.erasure import Erased, foreseen

BEYOND = (
    "I cannot reach what left me: messages posted in Slack, files exported before, backups, what you typed in the "
    "terminal. A nickname or a description in a text stays too."
)


def fates(turn: Turn, contact: Contact) -> list[tuple[str, str]]:
    """What would become of all that is kept about a contact."""
    told = foreseen(turn.crm, contact)
    return [("the contact itself", "goes"), *((words, "go") for words in _counted(told.gone)), *_staying(told)]


def _staying(told: Erased) -> Iterator[tuple[str, str]]:
    for words in _counted(told.stays):
        yield words, "stay as the customer's history, without the name"


def outcome(told: Erased) -> Lines:
    """What became of it."""
    gone = ", ".join(["the record with its changes", *_counted(told.gone)])
    lines = [f"Gone: {gone}."]
    if told.stays:
        stays = ", ".join(_counted(told.stays))
        lines.append(f"Stays, since it is the history of the customer, with “somebody” for the name: {stays}.")
    if told.is_shared:
        lines.append("Somebody else bears the same name: where it stands for them or for both, I left it.")
    return Lines("", tuple(lines))


def _counted(kinds: dict[str, int]) -> list[str]:
    return [count_of(number, kind) for kind, number in kinds.items()]
