"""The command line, and the only place that wires things together."""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings
from storage.trouble import StoreTrouble

if TYPE_CHECKING:
    from bot.home import Home

app = typer.Typer(
    help="The CRM you talk to.", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
)
index_app = typer.Typer(help="The index of the history.", no_args_is_help=True)
app.add_typer(index_app, name="index")

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The folder that holds everything.", show_default=False)
]
AsOption = Annotated[str, typer.Option("--as", help="Whose e-mail address you speak as.")]


def main() -> None:
    """Run the command line; trouble is told in one sentence."""
    try:
        app()
    except StoreTrouble as trouble:
        typer.echo(f"rapport: {trouble}", err=True)
        sys.exit(1)


def at_home(home: Path | None) -> "Home":
    """The home folder that the option, or else the environment, names."""
    from bot.home import Home

    settings = Settings(home=home) if home else Settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    return Home(settings)


@app.command()
def chat(home: HomeOption = None, speaker: AsOption = "") -> None:
    """Talk to Rapport here in the terminal."""
    from bot.terminal import Terminal

    place = at_home(home)
    Terminal(place.assistant, _speaker(place, speaker)).run()


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What to say.")] = "",
    home: HomeOption = None,
    speaker: AsOption = "",
    now: Annotated[str, typer.Option(help="The moment it is said, ISO 8601.")] = "",
    thread: Annotated[str, typer.Option(help="The conversation it belongs to.")] = "terminal",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Understand, but change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    batch: Annotated[str, typer.Option(help="A file of JSON lines to answer, or - for standard input.")] = "",
) -> None:
    """Say one thing and get the answer, or answer a batch of JSON lines."""
    from bot.batch import Manner, read_moment
    from bot.batch import ask as ask_one

    place = at_home(home)
    try:
        at = read_moment(now) if now else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--now") from error
    manner = Manner(_speaker(place, speaker), at, thread, dry_run)
    if batch:
        return _batch(place, batch, manner)
    answer = ask_one(place.assistant, text, manner)
    typer.echo(_json(answer) if as_json else answer["reply"])
    return None


def _batch(place: "Home", source: str, manner: Any) -> None:
    from bot.batch import batch, read_lines

    for answer in batch(place.assistant, read_lines(source), manner):
        typer.echo(_json(answer))
        sys.stdout.flush()


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


def _speaker(place: "Home", speaker: str) -> str:
    """Who speaks: as told, as set, or the first colleague there is; a first one is made where there is none."""
    from bot.newcomer import first_speaker

    return speaker or place.settings.me or first_speaker(place.store)


@app.command()
def skills(names: Annotated[bool, typer.Option("--names", help="Only the names, comma-separated.")] = False) -> None:
    """What Rapport can do."""
    from skills.skill import all_skills

    if names:
        typer.echo(",".join(all_skills()))
        return
    for skill in all_skills().values():
        typer.echo(f"{skill.name:20} {skill.summary}")


if __name__ == "__main__":
    main()
