"""Tables in the form of Maven's CRM become customers, products, colleagues and deals."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storage.exchange.importing import import_folder
from storage.exchange.report import CannotImport
from storage.store import Store
from tests.storage.exchange_files import NOW, folder

FILES = {
    "accounts": """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Glimmerworks,technolgy,1999,251.41,495,Philipines,
Oakrow,retail,1986,0.5,12,Kenya,Glimmerworks
""",
    "products": "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n",
    "sales_teams": "sales_agent,manager,regional_office\nTess O'Hara,Rolf Vane,Central\n",
    "sales_pipeline": """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
AAA1,Tess O'Hara,GTXPro,Oakrow,Won,2016-10-20,2017-03-01,1054
AAA2,Tess O'Hara,MG Special,,Engaging,2016-10-25,,
AAA3,Tess O'Hara,MG Special,Glimmerworks,Prospecting,,,
AAA4,Nobody Known,GTX Pro,Oakrow,Lost,2016-10-25,2017-03-09,0
AAA5,Tess O'Hara,GTX Max,Oakrow,Lost,2016-10-25,2017-03-09,0
""",
    "data_dictionary": "Table,Field,Description\naccounts,account,Company name\n",
}


def test_every_row_is_counted_and_put_in_our_words(store: Store, tmp_path: Path) -> None:
    report = import_folder(store, folder(tmp_path / "in", **FILES), NOW, preset="maven")
    assert [(file.file, file.rows, file.created, file.refused) for file in report.files] == [
        ("sales_teams.csv", 1, 1, 0),
        ("accounts.csv", 2, 2, 0),
        ("products.csv", 2, 2, 0),
        ("sales_pipeline.csv", 5, 4, 1),
    ]
    assert report.ignored == ["data_dictionary.csv"]
    assert [(each.line, each.value) for each in report.problems] == [(6, "GTX Max")]
    assert [(each.line, each.reason) for each in report.warnings] == [
        (3, "is missing; the deal has no customer"),
        (5, "nobody is called so; left empty"),
    ]


def test_accounts_agents_and_products_keep_all_they_say(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "in", **FILES), NOW, preset="maven")
    with store.read(NOW) as crm:
        glimmerworks, oakrow = crm.customers.all()
        assert (glimmerworks.industry, glimmerworks.country) == ("technology", "Philippines")
        assert (glimmerworks.revenue, oakrow.revenue) == (Decimal(251_410_000), Decimal(500_000))
        assert oakrow.custom == {"year_established": 1986, "subsidiary_of": "Glimmerworks"}
        [agent] = crm.people.all()
        assert (agent.email, agent.team, agent.custom) == (
            "tess.ohara@maven.invalid",
            "Central",
            {"manager": "Rolf Vane"},
        )
        assert [(each.name, each.category, each.price) for each in crm.products.all()] == [
            ("GTX Pro", "GTX", Decimal(4821)),
            ("MG Special", "MG", Decimal(55)),
        ]


def test_opportunities_become_deals(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "in", **FILES), NOW, preset="maven")
    with store.read(NOW) as crm:
        won, engaging, prospect, lost = crm.deals.all()
        assert (won.name, won.stage, won.amount) == ("Oakrow AAA1", "won", Decimal(1054))
        assert won.custom == {"opportunity_id": "AAA1"}
        assert won.product is not None
        assert (won.product.name, won.close_on) == ("GTX Pro", date(2017, 3, 1))
        assert won.created_at == datetime(2016, 10, 20, tzinfo=UTC)
        assert won.closed_at == datetime(2017, 3, 1, tzinfo=UTC)
        assert (engaging.name, engaging.customer, engaging.amount) == ("MG Special AAA2", None, None)
        assert (prospect.stage, prospect.created_at, lost.owner) == ("prospecting", NOW, None)


def test_an_opportunity_that_gets_its_account_is_still_the_same_deal(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "in", **FILES), NOW, preset="maven")
    known = FILES["sales_pipeline"].replace("MG Special,,Engaging", "MG Special,Oakrow,Engaging")
    files = folder(tmp_path / "in", sales_pipeline=known)
    report = import_folder(store, files, NOW, preset="maven")
    assert (report.total("created"), report.total("updated"), report.total("unchanged")) == (0, 1, 8)
    with store.read(NOW) as crm:
        assert crm.deals.named("Oakrow AAA2")[0].customer is not None


def test_a_folder_of_something_else_is_not_mavens(store: Store, tmp_path: Path) -> None:
    some = folder(tmp_path / "some", accounts=FILES["accounts"])
    with pytest.raises(CannotImport, match=r"is not Maven's CRM: there is no sales_teams\.csv, products\.csv"):
        import_folder(store, some, NOW, preset="maven")
    odd = folder(tmp_path / "odd", **{**FILES, "accounts": "account,city\nOakrow,Rome\n"})
    with pytest.raises(CannotImport, match=r"accounts\.csv is not Maven's: it has no office_location, revenue, sector"):
        import_folder(store, odd, NOW, preset="maven")
