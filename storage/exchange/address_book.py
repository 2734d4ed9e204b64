"""Address books: the cards of a vCard file as contacts, and the organisations they work at as customers."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from storage.exchange.encodings import encoding_of
from storage.exchange.report import CannotImport, ImportReport, Problem
from storage.exchange.tables import SAMPLE, Row, Table
from storage.exchange.vcards import Card, Property, cards

SILENT = {"VERSION", "X-ABLABEL", "FN", "N"}
"""Properties that are told by others: the form of the file, labels, and the name."""
PLAIN_KINDS = {"voice", "internet", "pref", "text", "video", "x400", "parcel", "postal", "dom", "intl", "type"}
COLUMNS = {
    "TEL": "phone", "EMAIL": "email", "ADR": "address", "URL": "website", "NOTE": "note", "ROLE": "role",
    "NICKNAME": "nickname", "CATEGORIES": "tags", "LANG": "language", "TZ": "time zone", "IMPP": "chat",
    "X-ABDATE": "date", "X-ABRELATEDNAMES": "related", "REV": "revision", "UID": "vcard id",
    "BDAY": "birthday as written", "ORG": "organisation", "TITLE": "other title",
}  # fmt: skip
"""What a property that fills no field of ours is called."""
PREFERRED = ("pref", "work", "cell", "mobile", "home")
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def card_tables(path: Path, report: ImportReport) -> list[Table]:
    """The customers and the contacts of a vCard file. Raises CannotImport where it has no card."""
    try:
        text = path.read_text(encoding=encoding_of(path).name)
    except (OSError, UnicodeError) as error:
        raise CannotImport(f"{path.name} cannot be read: {error}.") from error
    found = [(card, _cells(card, path.name, report)) for card in cards(text)]
    if not found:
        raise CannotImport(f"There is no card in {path.name}. Export the contacts as vCard again.")
    homes = {cells["customer"]: card.line for card, cells in reversed(found) if "customer" in cells}
    customers = [Row(line, [name]) for name, line in sorted(homes.items(), key=lambda home: home[1])]
    header = list(dict.fromkeys(column for _, cells in found for column in cells))
    contacts = [Row(card.line, [cells.get(column, "") for column in header]) for card, cells in found]
    tables = [_table(path, "customer", ["name"], customers)] if customers else []
    return [*tables, _table(path, "contact", header, contacts)]


def _table(path: Path, kind: str, header: list[str], rows: list[Row]) -> Table:
    return Table(path.name, kind, header, iter(rows), len(rows), sample=[row.cells for row in rows[:SAMPLE]])


def _cells(card: Card, file: str, report: ImportReport) -> dict[str, str]:
    """The columns of a card: fields of ours first, then everything else under the names of `COLUMNS`."""
    used, cells = _fields(card)
    cells = {"name": _name(card, cells)} | cells
    for one in card.properties:
        if one in used or one.name in SILENT or not one.value.strip():
            continue
        if one.is_binary:
            size = f"{len(one.value) * 3 // 4096} kB"
            problem = Problem(file, card.line, one.name.casefold(), size, "is no text; left out")
            report.warnings.append(problem)
            continue
        label = _free(_label(card, one), cells)
        cells[label] = _text(one)
    return cells


def _fields(card: Card) -> tuple[list[Property], dict[str, str]]:
    """What fills a field of a contact, and the cells that it makes."""
    used: list[Property] = []
    cells: dict[str, str] = {}
    for name, column in (("ORG", "customer"), ("TITLE", "title"), ("EMAIL", "email"), ("TEL", "phone")):
        if best := _best([each for each in card.all(name) if "fax" not in each.kinds]):
            used += [] if name == "ORG" and len(best.parts()) > 1 else [best]
            cells[column] = best.parts()[0] if name == "ORG" else _text(best)
    for born in card.all("BDAY")[:1]:
        with suppress(ValueError):
            if found := DAY.match(born.words()):
                cells["birthday"] = date(int(found[1]), int(found[2]), int(found[3])).isoformat()
                used.append(born)
    return used, {column: text for column, text in cells.items() if text}


def _best(found: list[Property]) -> Property | None:
    """The preferred one, else that of the office, else the first."""
    return min(found, key=_rank, default=None)


def _rank(one: Property) -> int:
    return next((place for place, kind in enumerate(PREFERRED) if kind in one.kinds), len(PREFERRED))


def _name(card: Card, cells: dict[str, str]) -> str:
    """The name that is shown, else its parts in the order they are said, else whatever else tells who it is."""
    shown = next((each.words() for each in card.all("FN") if each.words()), "")
    parts = next((_spoken(each.parts()) for each in card.all("N")), "")
    nick = next((each.words() for each in card.all("NICKNAME")), "")
    told = (shown, parts, nick, *(cells.get(column, "") for column in ("email", "customer", "phone")))
    return " ".join(next((each for each in told if each), "").split())


def _spoken(parts: list[str]) -> str:
    family, given, other, before, after = (parts + [""] * 5)[:5]
    return " ".join(part for part in (before, given, other, family, after) if part)


def _label(card: Card, one: Property) -> str:
    """What the column is called: `phone (home)`, `anniversary`, `address (work)`."""
    told = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", card.label(one)).casefold()
    plain = one.name.casefold().removeprefix("x-").replace("-", " ")
    name = COLUMNS.get(one.name, plain)
    if told and name in ("date", "related"):
        return told
    kinds = [kind for kind in dict.fromkeys(one.kinds) if kind not in PLAIN_KINDS]
    inside = told or " ".join(kinds)
    return f"{name} ({inside})" if inside else name


def _free(label: str, cells: dict[str, str]) -> str:
    """The label, or with a number where it is taken; the names of fields are, for those hold one value."""
    names: Iterator[str] = (label if number == 1 else f"{label} {number}" for number in range(1, 1000))
    fields = ("name", "customer", "title", "email", "phone", "birthday")
    return next(name for name in names if name not in cells and name not in fields)


def _text(one: Property) -> str:
    """The value in words: parts with commas, a telephone link as its number."""
    if one.name in ("ADR", "ORG", "N"):
        return ", ".join(part.replace("\n", ", ") for part in one.parts() if part)
    words = one.words()
    if words.casefold().startswith("tel:"):
        return re.sub(r";ext=", " ext. ", words[4:], flags=re.IGNORECASE)
    return re.sub(r"^mailto:", "", words, flags=re.IGNORECASE)
