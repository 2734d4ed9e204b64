"""Mapping: what the columns of a file mean, said by whoever imports it, in TOML or JSON."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from storage.crm import NOUNS
from storage.exchange.headers import columns
from storage.exchange.nouns import columns_of, kind_of
from storage.exchange.report import CannotImport
from storage.exchange.sheets import Sheet
from storage.exchange.tables import Table
from storage.folding import fold

NAMES = ("mapping.toml", "mapping.json")
KNOWN = {"kind", "id", "zone", "currency", "date_order", "separator", "columns", "constants"}
FORM = 'Say what a file means under its full name, as in [files."{}.csv"].'
CUSTOM = ("", "custom")
ORDERS = {"day": True, "month": False}


class Said:
    """What a mapping says of each file, by its name in small letters. Raises CannotImport where it cannot be so."""

    def __init__(self, folder: Path, path: Path | None) -> None:
        found = path or next((folder / name for name in NAMES if (folder / name).is_file()), None)
        self.name = found.name if found else ""
        said = _read(found) if found else {}
        if odd := sorted(set(said) - {"files", "preset"}):
            raise CannotImport(f"{self.name}: “{odd[0]}” means nothing here. {FORM.format(odd[0])}")
        self.preset: str | None = said.get("preset")
        self.files = {name.casefold(): _checked(name, file, self.name) for name, file in said.get("files", {}).items()}

    def of(self, file: str) -> Mapping[str, Any] | None:
        """What is said of a file, or None."""
        return self.files.get(file.casefold())

    def separator(self, file: str) -> str:
        """What stands between its cells, empty where nothing is said."""
        return str((self.of(file) or {}).get("separator", ""))

    def sheet(self, table: Table, base: Sheet | None) -> Sheet | None:
        """The sheet that a file is read by: what is said over what is known or found out; None where nothing is."""
        said = self.of(table.file)
        if said is None:
            return base
        kind = said.get("kind") or (base.kind if base else kind_of(table.stem))
        if kind is None:
            raise CannotImport(f"{self.name} does not say what {table.file} is about. Give it a kind.")
        base = base if base and base.kind == kind else _found_out(table, kind)
        mapped = {fold(title): name for title, name in said.get("columns", {}).items()}
        self._check(table, kind, mapped, said.get("constants", {}))
        kept = {title: name for title, name in base.columns.items() if title not in mapped}
        own = {title: name for title, name in mapped.items() if name not in CUSTOM}
        return replace(
            base,
            columns={**own, **kept},
            constants={**base.constants, **{name: str(value) for name, value in said.get("constants", {}).items()}},
            made={name: make for name, make in base.made.items() if name not in said.get("constants", {})},
            ids=(fold(said["id"]),) if "id" in said else base.ids,
            zone=said.get("zone", base.zone),
            currency=said.get("currency", base.currency),
            day_first=ORDERS.get(said.get("date_order", ""), base.day_first),
        )

    def _check(self, table: Table, kind: str, mapped: Mapping[str, str], constants: Mapping[str, Any]) -> None:
        fields = [field.name for field in columns_of(kind)]
        titles = set(map(fold, table.header))
        if odd := [title for title in mapped if title not in titles]:
            raise CannotImport(f"{self.name}: {table.file} has no column {', '.join(odd)}.")
        if odd := [name for name in (*mapped.values(), *constants) if name not in fields and name not in CUSTOM]:
            raise CannotImport(f"{self.name}: a {kind} has no field {', '.join(odd)}. It has {', '.join(fields)}.")


def _found_out(table: Table, kind: str) -> Sheet:
    """What the columns of a file mean by their names."""
    found = {fold(column_title): field for column_title, field in _fields(table, kind)}
    return Sheet(sheet=table.stem, kind=kind, columns=found)


def _fields(table: Table, kind: str) -> list[tuple[str, str]]:
    return [(table.header[each.place], each.field.name) for each in columns(kind, table.header) if each.field]


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CannotImport(f"{path.name} cannot be read: {reason}.") from error


def _checked(name: str, said: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(said, dict) or (odd := set(said) - KNOWN):
        what = ", ".join(sorted(odd)) if isinstance(said, dict) else "that"
        raise CannotImport(f"{where}: {name} cannot have {what}; only {', '.join(sorted(KNOWN))}.")
    if (kind := said.get("kind")) and kind not in NOUNS:
        raise CannotImport(f"{where}: {name} is about “{kind}”, which I do not keep. I keep {', '.join(NOUNS)}.")
    if (zone := said.get("zone")) and zone not in available_timezones():
        raise CannotImport(f"{where}: “{zone}” is no time zone. Write it as Europe/Berlin.")
    if (order := said.get("date_order")) and order not in ORDERS:
        raise CannotImport(f"{where}: date_order is “{order}”. Write day (24/11/2026) or month (11/24/2026).")
    return said
