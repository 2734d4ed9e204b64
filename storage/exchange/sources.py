"""Sources: whose files a folder holds, and the tables that they are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from storage.exchange.hubspot import HUBSPOT
from storage.exchange.mapping import Said
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
MAPPED = Preset("csv", "", (), lambda tables: False)
"""Whose files they are where only a mapping says what is in them."""

ORDER = list(FILES.values())
READERS: dict[str, Callable[[Path, str, ImportReport, str], Table]] = {".csv": read_table}
"""How to read a file by its ending: path, kind, report and separator make a Table. Other formats join here."""


class Part(NamedTuple):
    """A file, or the rows of one that a sheet picks; `sheet` is None where it is one of ours."""

    path: Path
    kind: str
    sheet: Sheet | None
    place: int


def tables_of(folder: Path, report: ImportReport, preset: str | None, mapping: Path | None) -> list[Table]:
    """The tables of a folder, those that others point to first. Raises CannotImport."""
    files = paths(folder, tuple(READERS))
    said = Said(folder, mapping)
    preset = preset or said.preset
    if preset == "maven" or (preset is None and is_maven(folder)):
        report.source = "Maven's CRM"
        return maven_tables(folder, report)
    heads = {path: _read(path, "", ImportReport(""), said) for path in files}
    chosen = PRESETS.get(preset or "") or (None if preset else known(list(heads.values())))
    report.source = chosen.title if chosen else ""
    parts = list(_foreign(heads, chosen, said) if chosen else _own(heads, said))
    report.ignored += [path.name for path in files if path not in {part.path for part in parts}]
    if not parts:
        raise CannotImport(_nothing(report.ignored, chosen))
    return list(_tables(sorted(parts, key=lambda part: part.place), chosen or MAPPED, said, report))


def known(tables: list[Table]) -> Preset | None:
    """The program whose files they are, by their columns and ids; None where they may be anybody's."""
    return next((preset for preset in PRESETS.values() if preset.knows(tables)), None)


def _foreign(heads: dict[Path, Table], preset: Preset, said: Said) -> Iterator[Part]:
    """The files by the sheets of the preset, in its order; one that several sheets share comes once for each."""
    place = {id(sheet): number for number, sheet in enumerate(preset.sheets)}
    for path, head in heads.items():
        if {fold(title) for title in head.header} - {"", "id"}:
            for sheet in preset.sheets_of(head):
                meant = said.sheet(head, sheet) or sheet
                yield Part(path, meant.kind, meant, place.get(id(sheet), len(place)))


def _own(heads: dict[Path, Table], said: Said) -> Iterator[Part]:
    """The files that are named after a noun, or mapped."""
    for path, head in heads.items():
        sheet = said.sheet(head, None)
        kind = sheet.kind if sheet else kind_of(path.stem)
        if kind:
            yield Part(path, kind, sheet, ORDER.index(kind))


def _tables(parts: list[Part], preset: Preset, said: Said, report: ImportReport) -> Iterator[Table]:
    told: set[Path] = set()
    for part in parts:
        table = _read(part.path, part.kind, report if part.path not in told else ImportReport(""), said)
        told.add(part.path)
        yield as_sheet(table, part.sheet, preset) if part.sheet else table


def _read(path: Path, kind: str, report: ImportReport, said: Said) -> Table:
    return READERS[path.suffix.lower()](path, kind, report, said.separator(path.name))


def _nothing(files: list[str], preset: Preset | None) -> str:
    if preset:
        return f"{', '.join(files)}: nothing but ids, and no words about any record."
    return (
        f"None of {', '.join(files)} is about what I keep: {', '.join(FILES)}. Rename them after what is in them, "
        "or say it in mapping.toml or with --preset."
    )
