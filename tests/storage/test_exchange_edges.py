"""What other programs do to CSV files: marks, encodings, separators, zones, empty cells; with bytes of our own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.exchange.days import moment
from storage.exchange.figures import Unreadable, figure
from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport
from storage.store import Store
from tests.storage.exchange_files import NOW, folder

TEXT = 'name,city,note\n"Mörk & Co",Bergen,"says ""yes"""\nLind,,x\n'
MARKS = {
    "utf-8-sig": b"",
    "utf-16": b"",
    "utf-32": b"",
    "utf-16-le": b"",
    "utf-32-be": b"\xfe\xff",
    "utf-32-le": b"\xfe\xff",
}


@pytest.mark.parametrize("encoding", MARKS)
def test_a_file_is_read_whatever_its_encoding_and_its_mark(store: Store, tmp_path: Path, encoding: str) -> None:
    path = folder(tmp_path / "in") / "customers.csv"
    path.write_bytes(MARKS[encoding] + TEXT.encode(encoding))
    report = import_folder(store, path.parent, NOW)
    assert (report.total("created"), report.warnings) == (2, [])
    with store.read(NOW) as crm:
        first, second = crm.customers.all()
        assert (first.name, first.city, first.custom) == ("Mörk & Co", "Bergen", {"note": 'says "yes"'})
        assert (second.name, second.city) == ("Lind", None)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2010-10-14T12:00:00.000Z", 12),
        ("2010-10-14T12:00:00.000Z-0300", 15),
        ("2010-10-14T12:00:00.000GMT", 12),
        ("10/14/2010 12:00:45+0800", 4),
        ("10/14/2010T12:00:45-0800", 20),
        ("2010-10-14 12:00:45+0200", 10),
        ("2010-10-14 12:00 UTC+2", 10),
        ("14 Oct, 2010 12:00:00", 12),
        ("10/14/2010 12:00", 12),
    ],
)
def test_a_moment_is_in_its_zone_however_it_is_written(text: str, hour: int) -> None:
    assert moment(text, False).replace(minute=0, second=0) == datetime(2010, 10, 14, hour, tzinfo=UTC)


def test_a_moment_without_a_zone_is_of_the_zone_that_is_named() -> None:
    assert moment("2010-07-14T12:00:00.000", False, "Europe/Oslo") == datetime(2010, 7, 14, 10, tzinfo=UTC)
    assert moment("2010-07-14T12:00:00Z", False, "Europe/Oslo") == datetime(2010, 7, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2009\\7\\14 22:14:45+0800", "wrongdate", "31 Feb, 2026", "31/31/2026"])
def test_what_is_no_moment_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a"):
        moment(text, False)


def test_figures_may_be_short_or_scientific() -> None:
    assert figure("$342.09K", False) == 342_090
    assert figure("6.0E7", False) == 60_000_000
    assert figure("1.5 M", False) == 1_500_000


def test_a_list_of_ids_to_delete_is_refused_kindly(store: Store, tmp_path: Path) -> None:
    ids = folder(tmp_path / "in", delete="ID\n001x0000002aBcDAAU\n")
    with pytest.raises(CannotImport, match="nothing but ids"):
        import_folder(store, ids, NOW)
    empty = folder(tmp_path / "none", extract='"ID"')
    with pytest.raises(CannotImport, match=r"None of extract\.csv"):
        import_folder(store, empty, NOW)


def test_wide_blanks_around_a_value_are_no_part_of_it(store: Store, tmp_path: Path) -> None:
    rows = 'NAME,ANNUALREVENUE,ORACLE_ID__C\nFell,1,"\u3000 1-00\u3000"\n'
    assert import_folder(store, folder(tmp_path / "one", x=rows), NOW).total("created") == 1
    again = folder(tmp_path / "two", x="NAME,ANNUALREVENUE,ORACLE_ID__C\nFell & Co,,1-00\n")
    report = import_folder(store, again, NOW)
    assert (report.total("updated"), report.total("created")) == (1, 0)


def test_an_empty_cell_in_the_first_row_leaves_what_is_known(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "a", x="ID,NAME,WEBSITE\n001x0000002aBcD,Fell,fell.test\n"), NOW)
    rows = "ID,NAME,WEBSITE\n001x0000002aBcDAAU,Fell Works,\n001x0000002aBcEAAU,Tarn,tarn.test\n"
    import_folder(store, folder(tmp_path / "b", x=rows), NOW)
    with store.read(NOW) as crm:
        assert [(each.name, each.website) for each in crm.customers.all()] == [
            ("Fell Works", "fell.test"),
            ("Tarn", "tarn.test"),
        ]
