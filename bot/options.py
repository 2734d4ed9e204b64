"""What every command asks for: the home folder, and who speaks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.home import Home

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
]
AsOption = Annotated[str, typer.Option("--as", help="Whose e-mail address you speak as.")]


@contextmanager
def at_home(home: Path | None) -> Iterator["Home"]:
    """The home folder that the option, or else the environment, names."""
    from bot.home import Home

    settings = read_settings(home)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    place = Home(settings)
    try:
        yield place
    finally:
        place.close()
