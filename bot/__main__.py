"""The command line, and the only place that wires things together."""

import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import exchange
from bot.options import AsOption, HomeOption, at_home
from bot.settings import SettingTrouble, read_settings

if TYPE_CHECKING:
    from bot.batch import Manner
    from bot.home import Home

app = typer.Typer(
    help="The CRM you talk to.", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
)
index_app = typer.Typer(help="The index of the history.", no_args_is_help=True)
app.add_typer(index_app, name="index")
app.command("import")(exchange.import_)
app.command("imports")(exchange.imports)
app.command("export")(exchange.export)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; trouble is told in one sentence, with exit status 1."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads wait for each other longer than they multiply
    try:
        app(arguments)
    except Exception as trouble:
        if not isinstance(trouble, _troubles()):
            raise
        typer.echo(f"rapport: {trouble}", err=True)
        sys.exit(1)


def _troubles() -> tuple[type[Exception], ...]:
    """What is no fault of ours and says itself what to do."""
    from bot.playground.trouble import StageTrouble
    from bot.slack.trouble import SlackTrouble
    from knowledge.generation import IndexBroken
    from knowledge.index import IndexBusy
    from storage.exchange.report import CannotImport
    from storage.trouble import StoreTrouble

    return StoreTrouble, SettingTrouble, CannotImport, IndexBusy, IndexBroken, SlackTrouble, StageTrouble


@app.command()
def start(home: HomeOption = None) -> None:
    """Connect to Slack if there are tokens; else open a workspace of your own in the browser, with a demo company."""
    with at_home(home) as place:
        in_slack = place.settings.speaks_slack
        where = "Slack" if in_slack else "a workspace of your own"
        typer.echo(f"Rapport speaks in {where}; everything lies in {place.folder}, the records in {place.records}.")
    if in_slack:
        slack(home)
    else:
        workspace(home)


@app.command()
def workspace(
    home: HomeOption = None,
    port: Annotated[int | None, typer.Option(help="Where the page is; one near it where that is taken.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open a workspace of your own in the browser: Slack, on this machine, with Rapport in it."""
    from bot.playground.run import run_workspace

    with at_home(home) as place:
        wished = place.settings.workspace_port if port is None else port
        run_workspace(place.settings, wished, typer.echo, browser)


@app.command()
def chat(
    home: HomeOption = None,
    speaker: AsOption = "",
    demo: Annotated[bool, typer.Option("--demo", help="Import a demo company if there are no records.")] = False,
) -> None:
    """Talk to Rapport here in the terminal."""
    from bot.importing import bring_in_demo
    from bot.newcomer import is_empty, speaker_of
    from bot.terminal import Terminal

    with at_home(home) as place:
        if demo and is_empty(place.store):
            typer.echo(bring_in_demo(place).words().partition("\n")[0])
        Terminal(place, speaker_of(place.store, speaker or place.settings.me)).run()


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What to say.")] = "",
    home: HomeOption = None,
    speaker: AsOption = "",
    now: Annotated[str, typer.Option(help="The moment it is said, ISO 8601.")] = "",
    thread: Annotated[str, typer.Option(help="The conversation it belongs to.")] = "terminal",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Understand, but change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(help="A file of JSON lines to answer, or - for standard input."),
    ] = None,
) -> None:  # fmt: skip
    """Say one thing and get the answer, or answer a batch of JSON lines."""
    from bot.batch import Manner, read_moment
    from bot.newcomer import speaker_of

    if batch and str(batch) != "-" and not batch.is_file():
        raise typer.BadParameter(f"there is no file {batch}.", param_hint="--batch")
    try:
        at = read_moment(now) if now else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--now") from error
    with at_home(home) as place:
        manner = Manner(speaker_of(place.store, speaker or place.settings.me), at, thread, dry_run)
        _answer_batch(place, str(batch), manner) if batch else _answer(place, text, manner, as_json)
        if not dry_run:
            from bot.home import AT_ONCE

            place.learn(most=AT_ONCE)


def _answer(place: "Home", text: str, manner: "Manner", as_json: bool) -> None:
    from bot.batch import ask
    from skills.reply import File

    answer = ask(place.assistant, text, manner)
    typer.echo(_json(answer) if as_json else answer["reply"])
    for file in () if as_json or manner.dry_run else answer["files"]:
        typer.echo(f"Written to {place.save(File(**file))}")
    sys.stdout.flush()


def _answer_batch(place: "Home", source: str, manner: "Manner") -> None:
    from bot.batch import batch, read_lines

    for answer in batch(place.assistant, read_lines(source), manner):
        typer.echo(_json(answer))
        sys.stdout.flush()


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


@app.command()
def slack(home: HomeOption = None) -> None:
    """Connect to Slack, and stay."""
    from bot.slack.app import run_slack

    with at_home(home) as place:
        run_slack(place)


@app.command()
def skills(names: Annotated[bool, typer.Option("--names", help="Only the names, comma-separated.")] = False) -> None:
    """What Rapport can do."""
    from skills.skill import all_skills

    if names:
        typer.echo(",".join(all_skills()))
        return
    for skill in all_skills().values():
        typer.echo(f"{skill.name:20} {skill.summary}")


@app.command()
def learn(
    home: HomeOption = None,
    force: Annotated[bool, typer.Option("--force", help="Take it even if it reads packaged sentences worse.")] = False,
) -> None:
    """Learn from the sentences you have put right, into the home folder."""
    from bot.lessons import learn_lessons

    with at_home(home) as place:
        typer.echo(learn_lessons(place, force))


@app.command()
def migrate(home: HomeOption = None) -> None:
    """Create the database, or bring it to the form this version needs."""
    with at_home(home) as place:
        place.store.close()
        typer.echo(f"The records in {place.records} have the form that this version needs.")


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Check everything, and tell what to do."""
    from bot.doctor import examine

    findings = examine(read_settings(home))
    for finding in findings:
        typer.echo(finding.words())
    raise typer.Exit(any(finding.state == "problem" for finding in findings))


@index_app.command()
def verify(home: HomeOption = None) -> None:
    """Compare the index with the records; exit status 1 if they differ."""
    from bot.doctor import differences

    with at_home(home) as place:
        found = place.knowledge.verify(place.store)
    typer.echo(differences(found))
    raise typer.Exit(not found.is_sound)


@index_app.command()
def rebuild(home: HomeOption = None) -> None:
    """Write the index anew from the records."""
    from bot.doctor import differences
    from bot.importing import learn

    with at_home(home) as place:
        learn(place)
        place.knowledge.rebuild(place.store)
        typer.echo(differences(place.knowledge.verify(place.store)))


if __name__ == "__main__":
    main()
