"""Running the stage from the command line: open the page, stay until told to stop."""

import logging
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from threading import Event

from bot.playground.place import Place, go_direct
from bot.playground.stage import Stage
from bot.playground.trouble import StageTrouble
from bot.settings import Settings

log = logging.getLogger(__name__)

Told = Callable[[str], None]


def run_workspace(settings: Settings, port: int, told: Told, browse: bool = True) -> None:
    """Open a workspace with Rapport in it, and stay. Raises StoreTrouble, SlackTrouble and StageTrouble."""
    place = Place(settings.home)
    if not place.take():
        return _runs_already(place, told, browse)
    try:
        _stay(Stage(settings, port), place, told, browse)
    finally:
        place.leave()
    sys.stdout.flush()
    os._exit(0)  # what is still at work, such as the index, would keep one waiting; it is taken up at the next start


def _stay(stage: Stage, place: Place, told: Told, browse: bool) -> None:
    ended = Event()
    go_direct()
    stage.open(told)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    place.announce(stage.address)
    told(f"Rapport is at {stage.address}")
    if browse:
        _browse(stage.address)
    try:
        stage.begin()
        if not ended.is_set():
            told("Ctrl-C ends it; everything is kept.")
        ended.wait()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(1))
        stage.close()


def _runs_already(place: Place, told: Told, browse: bool) -> None:
    address = place.address
    if not address:
        raise StageTrouble("Rapport is just being started on this home folder. Give it a moment.")
    told(f"Rapport runs here already: it is at {address}")
    if browse:
        _browse(address)


def _browse(address: str) -> None:
    """Show the page, where there is somebody to see it."""
    if not sys.stdout.isatty() or os.environ.get("CI") or not _has_screen():
        return
    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError) as error:
        log.info("no browser could be opened: %s", error)


def _has_screen() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in names)
