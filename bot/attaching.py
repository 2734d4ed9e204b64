"""Attaching: the files that come with a message, kept until they are imported."""

import re
from pathlib import Path

from bot.message import Attached, Message
from skills.reply import Reply
from storage.crm import Crm
from storage.people import Person
from storage.uploads import is_readable

QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'|(\S+)")
WANTED = re.compile(r"\W*(?:(?:please|can you|now)\W+)*(?:import|load|upload|read in|bring in)\b", re.IGNORECASE)
MOST = 200_000_000
"""Bytes of a file that is taken on the own machine."""


def kept(crm: Crm, speaker: Person, message: Message, text: str) -> tuple[str, Reply | None]:
    """Keep the files of a message; returns what it says, and why a file was not taken.

    A message of files alone asks to import them.
    """
    for file in message.files:
        if not file.trouble:
            crm.uploads.keep(speaker, file.name, file.content)
    troubles = " ".join(dict.fromkeys(file.trouble for file in message.files if file.trouble))
    names = [file.name for file in message.files if not file.trouble]
    said = text if text.strip() or not names else f"import the file {names[-1]}"
    return said, Reply(troubles) if troubles else None


def only_asks_for(message: Message, text: str) -> bool:
    """Whether all that the message wants is to bring in files of which none can be had: an older one is not meant."""
    return all(file.trouble for file in message.files) and bool(WANTED.match(text))


def named_files(text: str) -> tuple[str, tuple[Attached, ...]]:
    """The files of this machine that a text names by their paths, and the text with their names in place of those."""
    found: list[Attached] = []

    def read(match: re.Match[str]) -> str:
        path = Path(next(filter(None, match.groups()))).expanduser()
        if not is_readable(path.name) or not (path.is_file() or "/" in match[0]):
            return match[0]
        found.append(_file(path))
        return path.name

    return QUOTED.sub(read, text), tuple(found)


def _file(path: Path) -> Attached:
    try:
        if path.stat().st_size > MOST:
            return Attached(path.name, b"", f"{path.name} is over 200 MB. Bring it in with “rapport import”.")
        return Attached(path.name, path.read_bytes())
    except FileNotFoundError:
        return Attached(path.name, b"", f"There is no file {path}. Check its name, then say it again.")
    except OSError as error:
        return Attached(path.name, b"", f"{path.name} cannot be read: {error.strerror}.")
