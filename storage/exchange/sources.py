"""Sources: whose files a folder holds, and the tables that they are."""

from collections.abc import Iterator
from pathlib import Path

from storage.exchange.hubspot import HUBSPOT
from storage.exchange.maven import is_maven, maven_tables
from storage.exchange.nouns import FILES, kind_of
from storage.exchange.pipedrive import PIPEDRIVE
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.salesforce import SALESFORCE
from storage.exchange.sheets import Preset, Sheet, as_sheet
from storage.exchange.tables import Table, paths, read_table
from storage.exchange.zoho import ZOHO
from storage.folding import fold

PRESETS: dict[str, Preset] = {preset.name: preset for preset in (SALESFORCE, ZOHO, HUBSPOT, PIPEDRIVE)}
ORDER = list(FILES.values())


def tables_of(folder: Path, report: ImportReport, preset: str | None, mapping: Path | None) -> list[Table]:
    """The tables of a folder, those that others point to first. Raises CannotImport."""
    if preset == "maven" or (preset is None and is_maven(folder)):
        report.source = "Maven's CRM"
        return maven_tables(folder, report)
    files = paths(folder)
    seen = [read_table(path, "", ImportReport("")) for path in files] if preset != "csv" else []
    chosen = PRESETS[preset] if preset in PRESETS else known(seen)
    if chosen is None:
        return _own(files, report)
    report.source = chosen.title
    return list(_foreign(files, chosen, report))


def known(tables: list[Table]) -> Preset | None:
    """The program whose files they are, by their columns and ids; None where they may be anybody's."""
    return next((preset for preset in PRESETS.values() if preset.knows(tables)), None)


def _foreign(files: list[Path], preset: Preset, report: ImportReport) -> Iterator[Table]:
    """The files as sheets of the preset, in its order; one that several sheets share is read once for each."""
    found: list[tuple[Sheet, Path]] = []
    for path in files:
        head = read_table(path, "", ImportReport(""))
        says = {fold(title) for title in head.header} - {"", "id"}
        found += [(sheet, path) for sheet in preset.sheets_of(head)] if says else []
        report.ignored += [] if says else [path.name]
    if not found:
        raise CannotImport(f"{', '.join(report.ignored)}: nothing but ids, and no words about any record.")
    place = {id(sheet): number for number, sheet in enumerate(preset.sheets)}
    told: set[Path] = set()
    for sheet, path in sorted(found, key=lambda each: place.get(id(each[0]), len(place))):
        of_file = report if path not in told else ImportReport("")
        told.add(path)
        yield as_sheet(read_table(path, sheet.kind, of_file), sheet, preset)


def _own(files: list[Path], report: ImportReport) -> list[Table]:
    """The files that are named after a noun."""
    kinds = {path: kind for path in files if (kind := kind_of(path.stem))}
    report.ignored += [path.name for path in files if path not in kinds]
    if not kinds:
        raise CannotImport(
            f"None of {', '.join(report.ignored)} is about what I keep: {', '.join(FILES)}. Rename them after what is "
            "in them, or say it in mapping.toml or with --preset."
        )
    return [read_table(path, kinds[path], report) for path in sorted(kinds, key=lambda path: ORDER.index(kinds[path]))]
