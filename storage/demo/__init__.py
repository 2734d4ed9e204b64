"""The demo company, Fernbox: a year with its customers, told as files that can be imported."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from storage.demo.days import ANCHOR

FRIDAY = ANCHOR.weekday()


def copy_demo(folder: Path, today: date) -> None:
    """Write the demo's files into a folder, moved by whole weeks so that they end on the last Friday by `today`."""
    friday = last_friday(today)
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(Path(__file__).parent.glob("*.csv")):
        _copy(source, folder / source.name, friday - ANCHOR)


def last_friday(today: date) -> date:
    """The last day of the demo company's year as it is told by `today`."""
    return today - timedelta(days=(today.weekday() - FRIDAY) % 7)


def _copy(source: Path, target: Path, distance: timedelta) -> None:
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8", newline="") as to:
        rows = csv.DictReader(read)
        writer = csv.DictWriter(to, rows.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows({field: _moved(field, value, distance) for field, value in row.items()} for row in rows)


def _moved(field: str, value: str, distance: timedelta) -> str:
    if not value or not field.endswith(("_at", "_on", "_day", "birthday", "since", "until")):
        return value
    moved = datetime.fromisoformat(value) + distance
    return moved.isoformat() if "T" in value else moved.date().isoformat()
