"""Whoever imports may say what a file is about and what its columns mean."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport
from storage.store import Store
from tests.storage.exchange_files import NOW, folder

KUNDEN = "Nr;Firma;Ort;Umsatz;Seit\n7;Möwe;Kiel;1.500,50;03.04.2026\n8;Deich;Husum;;\n"
ANRUFE = "Wann,Firma,Text\n04/03/2026 10:00,7,Will ein Boot\n"
MAPPING = """
[files."kunden.csv"]
kind = "customer"
id = "Nr"
[files."kunden.csv".columns]
Firma = "name"
Ort = "city"
Umsatz = "revenue"
[files."kunden.csv".constants]
country = "Germany"
[files."anrufe.csv"]
kind = "interaction"
zone = "Europe/Berlin"
date_order = "day"
columns = { Wann = "happened_at", Text = "summary", Firma = "customer" }
constants = { channel = "call" }
"""


def german(path: Path, mapping: str = MAPPING) -> Path:
    files = folder(path / "in", kunden=KUNDEN, anrufe=ANRUFE.replace(",7,", ",Möwe,"))
    (files / "mapping.toml").write_text(mapping, encoding="utf-8")
    return files


def test_a_mapping_says_what_columns_mean(store: Store, tmp_path: Path) -> None:
    report = import_folder(store, german(tmp_path), NOW)
    assert (report.total("created"), report.total("refused")) == (3, 0)
    with store.read(NOW) as crm:
        gull, dike = crm.customers.all()
        assert (gull.name, gull.city, gull.revenue, gull.country) == ("Möwe", "Kiel", Decimal("1500.5"), "Germany")
        assert (gull.custom, dike.custom) == ({"Nr": 7, "Seit": "03.04.2026"}, {"Nr": 8})
        [call] = crm.interactions.all()
        assert (call.customer, call.channel, call.happened_at) == (gull, "call", datetime(2026, 3, 4, 9, tzinfo=UTC))


def test_a_mapped_id_keeps_a_record_that_is_called_otherwise_now(store: Store, tmp_path: Path) -> None:
    import_folder(store, german(tmp_path), NOW)
    files = folder(tmp_path / "in", kunden=KUNDEN.replace("Möwe", "Möwe AG"))
    (files / "anrufe.csv").unlink()
    assert import_folder(store, files, NOW).total("created") == 0
    with store.read(NOW) as crm:
        assert [each.name for each in crm.customers.all()] == ["Möwe AG", "Deich"]


def test_a_mapping_stands_over_a_preset(store: Store, tmp_path: Path) -> None:
    files = folder(tmp_path / "in", Accounts="ACCOUNTID,Account Name,Account Type,Since\n1,North,Customer,3/4/2026\n")
    said = '{"files": {"accounts.csv": {"columns": {"Account Type": "tag", "Account Name": "name"}, "zone": "UTC"}}}'
    (files / "own.json").write_text(said, encoding="utf-8")
    assert import_folder(store, files, NOW, mapping=files / "own.json").source == "Zoho CRM"
    with store.read(NOW) as crm:
        [north] = crm.customers.all()
        assert (north.tag, north.segment, north.custom["Since"]) == ("Customer", None, "3/4/2026")


def test_days_come_in_the_order_that_is_said_and_money_in_the_currency(store: Store, tmp_path: Path) -> None:
    files = folder(tmp_path / "in", deals="name,close_on,amount\nBoat,03/04/2026,12\n")
    said = '[files."deals.csv"]\ndate_order = "day"\ncurrency = "EUR"\n'
    (files / "mapping.toml").write_text(said, encoding="utf-8")
    import_folder(store, files, NOW)
    with store.read(NOW) as crm:
        [deal] = crm.deals.all()
        assert (deal.close_on, deal.currency) == (date(2026, 4, 3), "EUR")


def test_a_separator_can_be_said(store: Store, tmp_path: Path) -> None:
    files = folder(tmp_path / "in", customers="name!city,town\nTarn, Ltd!Oslo\n")
    (files / "mapping.toml").write_text('[files."customers.csv"]\nseparator = "!"\n', encoding="utf-8")
    import_folder(store, files, NOW)
    with store.read(NOW) as crm:
        assert [each.name for each in crm.customers.all()] == ["Tarn, Ltd"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('[files."kunden.csv"]\nkind = "boat"', "“boat”, which I do not keep"),
        ('[files."kunden.csv"]\nsort = "customer"', "kunden.csv cannot have sort; only"),
        ('[files."kunden.csv"]\nid = "Nr"', "does not say what kunden.csv is about"),
        ('[files."kunden.csv"]\nkind = "customer"\ncolumns = { Firma = "title" }', "a customer has no field title"),
        ('[files."kunden.csv"]\nkind = "customer"\ncolumns = { Name = "name" }', "kunden.csv has no column name"),
        ('[files."kunden.csv"]\nkind = "customer"\nzone = "Berlin"', "“Berlin” is no time zone"),
        ('[files."kunden.csv"]\nkind = "customer"\ndate_order = "year"', "Write day"),
        ('[kunden]\nFirma = "name"', "“kunden” means nothing here"),
        ("[files", r"mapping\.toml cannot be read"),
    ],
)
def test_a_mapping_that_cannot_be_is_said_kindly(store: Store, tmp_path: Path, mapping: str, said: str) -> None:
    with pytest.raises(CannotImport, match=said):
        import_folder(store, german(tmp_path, mapping), NOW)
