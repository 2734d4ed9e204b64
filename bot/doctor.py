"""The doctor: checks everything Rapport needs, changes nothing, and tells what to do."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.settings import Settings
from bot.tokens import check_tokens

if TYPE_CHECKING:
    from knowledge.indexing import Verified
    from storage.checkup import Checkup
    from storage.store import Store

State = Literal["ok", "warning", "problem"]

ROOM = 200 << 20  # bytes that should be free
APART = 5  # seconds by which the clocks may differ


@dataclass(frozen=True)
class Finding:
    """One thing that was checked, how it is, and what to do about it."""

    name: str
    state: State
    text: str

    def words(self) -> str:
        """The finding in one line."""
        return f"{self.state:8} {self.name:14} {self.text}"


def examine(settings: Settings) -> list[Finding]:
    """Check everything there is to check; never raises."""
    findings = [*_tried("python", _python), *_tried("home", lambda: _home(settings.home))]
    findings += _tried("database", lambda: _database(settings))
    findings += _tried("understanding", _understanding)
    findings += _tried("tokens", lambda: (Finding("tokens", *said) for said in check_tokens(settings)))
    return findings + _tried("model", lambda: _model(settings.model))


def _tried(name: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What the check finds; one that fails is a finding itself."""
    found: list[Finding] = []
    try:
        found += check()
    except Exception as error:
        found.append(Finding(name, "problem", str(error).partition("\n")[0] or type(error).__name__))
    return found


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield Finding("python", "ok" if good else "problem", version if good else f"{version}; install 3.11 or newer")


def _home(folder: Path) -> Iterator[Finding]:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield Finding("home", "problem", f"{folder} cannot be written; choose another with --home or RAPPORT_HOME")
        return
    free = shutil.disk_usage(place).free
    if free < ROOM:
        yield Finding("home", "warning", f"{folder} has only {free >> 20:,} MB left; free some space")
    elif place != folder:
        yield Finding("home", "ok", f"{folder} is not there yet; it is made when you first start")
    else:
        yield Finding("home", "ok", f"{folder}, {free >> 30:,} GB free")


def _database(settings: Settings) -> Iterator[Finding]:
    """The database, and what can only be known with it: people, clock and index."""
    from bot.home import Home
    from storage.checkup import check_up
    from storage.store import Store

    if not settings.database_url and not Path(settings.database).exists():
        yield Finding("database", "ok", "there is none yet; it is made when you first start")
        return
    store = Store(settings.database)
    found = check_up(store, datetime.now(UTC))
    yield _form(Home(settings).records, found)
    yield _clock(found)
    if found.form == "current":
        yield from _people(settings.me, found)
        yield _index(settings.home, store)
    store.close()


def _form(place: str, found: "Checkup") -> Finding:
    if found.damages:
        return Finding("database", "problem", f"{place} is damaged ({found.damages[0]}); restore it from a backup")
    if found.form == "newer":
        return Finding("database", "problem", f"{place} was written by a newer Rapport; update this one")
    if found.form == "current":
        return Finding("database", "ok", f"{place}, sound and current")
    return Finding("database", "warning", f"{place} has an older form; run: rapport migrate")


def _people(me: str, found: "Checkup") -> Iterator[Finding]:
    from bot.newcomer import knows_zone

    emails = {person.email.casefold() for person in found.people}
    count = f"{len(emails)} colleague{'' if len(emails) == 1 else 's'}"
    if not me:
        yield Finding("people", "ok", f"{count}; RAPPORT_ME is not set, so the first one speaks in the terminal")
    elif me.casefold() in emails:
        yield Finding("people", "ok", f"{count}; you are {me}")
    else:
        yield Finding("people", "problem", f"nobody is called {me}; set RAPPORT_ME to an address of people.csv")
    for person in found.people:
        if not knows_zone(person):
            unknown = f"the time zone “{person.time_zone}” of {person.name} does not exist; write one such as"
            yield Finding("people", "problem", f"{unknown} Europe/Berlin into people.csv and import it again")


def _clock(found: "Checkup") -> Finding:
    ZoneInfo("Europe/Berlin")
    apart = abs((datetime.now(UTC) - found.now).total_seconds())
    if apart > APART:
        return Finding("clock", "warning", f"this machine and the database are {apart:,.0f} s apart; set their clocks")
    return Finding("clock", "ok", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, as the database says")


def _index(home: Path, store: "Store") -> Finding:
    from knowledge.generation import IndexBroken
    from knowledge.index import IndexBusy
    from knowledge.knowledge import Knowledge

    if not (home / "index" / "current").exists():
        return Finding("index", "ok", "there is none yet; rapport slack makes it, until then the records are searched")
    knowledge = Knowledge(home)
    try:
        found = knowledge.verify(store)
    except IndexBusy:
        return Finding("index", "ok", "a running Rapport keeps it, and checks it when it starts")
    except IndexBroken:
        return Finding("index", "problem", "it cannot be read; run: rapport index rebuild")
    finally:
        knowledge.close()
    if found.is_sound:
        return Finding("index", "ok", differences(found))
    return Finding("index", "problem", f"{differences(found)} Run: rapport index rebuild")


def differences(found: "Verified") -> str:
    """How the index differs from the records, in a sentence."""
    if found.is_sound:
        return "The index holds what the records say."
    counts = {name: len(ids) for name, ids in vars(found).items() if ids}
    said = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    return f"The index differs from the records: {said}."


def _understanding() -> Iterator[Finding]:
    from bot.understanding.learning.training import TRAINED, digest, registered, sentence_folder

    if (TRAINED / digest(sentence_folder(), registered()) / "router.npz").exists():
        yield Finding("understanding", "ok", "trained on the sentences of this version")
    else:
        yield Finding("understanding", "warning", "not trained yet; the first start does, in two to four minutes")


def _model(model: str) -> Iterator[Finding]:
    provider, _, name = model.partition(":")
    if not model:
        yield Finding("model", "ok", "none; understanding stays on this machine")
    elif not (provider and name):
        yield Finding("model", "problem", f"RAPPORT_MODEL is “{model}”; write it as provider:name")
    else:
        yield Finding("model", "ok", f"{model}; what people say is sent there, their records are not")
