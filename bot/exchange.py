"""The commands that bring records in, take imports back and write records out."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.options import HomeOption, at_home
from bot.settings import SettingTrouble

if TYPE_CHECKING:
    from bot.home import Home
    from bot.importing import Source

Preset = Literal["csv", "maven", "salesforce", "zoho", "hubspot", "pipedrive"]


def import_(
    folder: Annotated[str, typer.Argument(help="A folder of files or a file; with --undo, which import.")] = "",
    home: HomeOption = None,
    form: Annotated[
        Preset | None, typer.Option("--preset", "--from", help="Whose files these are, where that is not seen.")
    ] = None,
    mapping: Annotated[Path | None, typer.Option(help="A TOML or JSON file that says what columns mean.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show first what would change, then ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would come in.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back, or that number.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:  # fmt: skip
    """Bring files in. Doing it again changes nothing; --undo takes it back whole."""
    from bot.importing import Source

    with at_home(home) as place:
        if undo:
            _undo_import(place, folder, yes)
        elif not folder:
            raise typer.BadParameter("which folder or file?", param_hint="FOLDER")
        else:
            source = Source(Path(folder), form, mapping)
            if not preview or _wants(place, source, yes):
                _import(place, source, dry_run)


def _wants(place: "Home", source: "Source", yes: bool) -> bool:
    """Show what an import would do, and whether it shall."""
    from bot.importing import bring_in

    report = bring_in(place, source, dry_run=True)
    typer.echo(f"{report.mapped()}\n\n{report.words()}")
    return yes or _agreed("Import this?")


def _agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes; without one nobody does."""
    if sys.stdin.isatty():
        return typer.confirm(question)
    typer.echo(f"{question} Nothing is done without a terminal to ask on; add --yes.")
    return False


def _import(place: "Home", source: "Source", dry_run: bool) -> None:
    from bot.importing import bring_in, still_to_learn

    report = bring_in(place, source, dry_run)
    typer.echo(report.words())
    if not dry_run and (waiting := still_to_learn(place)):
        typer.echo(waiting)
    if report.total("refused") == report.total("rows"):
        raise typer.Exit(1)


def _undo_import(place: "Home", number: str, yes: bool) -> None:
    from bot.imports import SHOWN, standing, taken_back

    if number and not number.isdigit():
        raise typer.BadParameter("name the import by its number.", param_hint="--undo")
    found = standing(place, int(number) if number else None)
    typer.echo(found.words)
    if found.since:
        typer.echo("Changed since, and lost if it is taken back:")
        for line in found.since[:SHOWN]:
            typer.echo(f"  {line}")
        if len(found.since) > SHOWN:
            typer.echo(f"  … and {len(found.since) - SHOWN:,} more")
    if yes or _agreed("Take it back?"):
        typer.echo(taken_back(place, found.number))


def imports(home: HomeOption = None) -> None:
    """List what was imported: when, by whom, from where and how much."""
    from bot.imports import listed

    with at_home(home) as place:
        typer.echo(listed(place))


def export(
    folder: Annotated[Path, typer.Argument(help="Where to write one CSV file a noun.", file_okay=False)],
    home: HomeOption = None,
) -> None:
    """Write every record into CSV files that can be imported again."""
    from storage.exchange.exporting import export_folder

    with at_home(home) as place:
        try:
            counts = export_folder(place.store, folder, datetime.now(UTC))
        except OSError as error:
            raise SettingTrouble(f"{folder} cannot be written: {error.strerror}. Name another folder.") from error
    typer.echo(f"Exported to {folder}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items() if count))
