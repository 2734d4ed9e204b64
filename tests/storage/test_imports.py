"""Every import is kept by its number, and taken back whole: what it made and what it changed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage.changes import Change
from storage.crm import NOUNS, Crm
from storage.erasure import erase
from storage.exchange.importing import import_folder
from storage.imports import Origin, all_imports, is_undone, standing_import
from storage.passages import IndexTask, Passage
from storage.products import Order, Product
from storage.store import Store
from storage.undo import take_back
from storage.unwinding import unwind, written_over
from tests.storage.exchange_files import CUSTOMERS, NOW, folder, house
from tests.storage.preset_files import FILES

LATER = NOW + timedelta(hours=1)
INTERACTIONS = "customer,happened_at,summary\nQuarry Lane Bakers,2026-11-19,Likes the oven\n"


def shape(crm: Crm) -> dict[str, list[dict[str, Any]]]:
    """Every record that is there, whole."""
    return {
        kind: [{column.name: getattr(each, column.key) for column in noun.__table__.columns} for each in found]
        for kind, noun in NOUNS.items()
        if (found := crm.of(kind).all())
    }


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read(NOW) as crm:
        return shape(crm)


def test_an_import_that_updated_is_taken_back_whole(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in", interactions=INTERACTIONS), NOW)
    before = everything(store)
    newer = CUSTOMERS.replace("Leeds", "York").replace("30 days", "60 days") + "Tarn,food,Oslo,,,9\n"
    said = INTERACTIONS + "Tarn,2026-11-20,Wants two\n"
    report = import_folder(store, folder(tmp_path / "new", customers=newer, interactions=said), LATER)
    assert (report.total("created"), report.total("updated")) == (2, 1)
    with store.begin(None, LATER, "undo") as crm:
        assert unwind(crm, report.turn) == {"created": 2, "updated": 1}
    assert everything(store) == before
    with store.read(LATER) as crm:
        live = crm.session.scalars(select(Passage).where(Passage.live)).all()
        assert [each.text[-14:] for each in live] == ["Likes the oven"]
        assert sorted(crm.session.scalars(select(IndexTask.revision))) == [1, 2]


def test_taking_back_by_queries_writes_the_changes_that_records_write(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", interactions=INTERACTIONS)
    first = import_folder(store, files, NOW)
    with store.begin(None, LATER, "one by one") as crm:
        take_back(crm, first.turn)
    second = import_folder(store, house(tmp_path / "in", interactions=INTERACTIONS), LATER)
    with store.begin(None, LATER, "at once") as crm:
        unwind(crm, second.turn)
    with store.read(LATER) as crm:
        assert written(crm, "at once", second.turn) == written(crm, "one by one", first.turn)


def written(crm: Crm, turn: str, undoes: str) -> list[str]:
    """The changes of a turn but for the ids."""
    changes = crm.session.scalars(select(Change).where(Change.turn == turn, Change.undoes == undoes)).all()
    people = [each for each in changes if each.kind != "person"]
    return sorted(str((each.at, each.action, each.kind, each.label, each.before, each.after)) for each in people)


def test_imports_are_kept_by_number_until_they_are_undone(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in")
    first = import_folder(store, files, NOW)
    second = import_folder(store, files, LATER, actor="ida@house.test")
    import_folder(store, files, LATER, dry_run=True)
    assert (first.number, second.number) == (1, 2)
    with store.begin("ida@house.test", LATER, "undo") as crm:
        newest, oldest = all_imports(crm)
        assert (newest.by.name if newest.by else "", oldest.by, oldest.source) == ("Ida Brandt", None, "CSV files")
        assert (newest.unchanged, oldest.created, oldest.folder) == (6, 6, "in")
        assert [file["created"] for file in oldest.files] == [2, 2, 2]
        unwind(crm, oldest.turn)
        assert (is_undone(crm, oldest), is_undone(crm, newest)) == (True, False)
        assert standing_import(crm, None) is newest
        assert standing_import(crm, 1) is None


def test_who_imports_is_known_even_if_they_come_with_the_files(store: Store, tmp_path: Path) -> None:
    import_folder(store, house(tmp_path / "in"), NOW, actor="ida@house.test")
    with store.read(NOW) as crm:
        [found] = all_imports(crm)
        assert found.by
        assert found.by.name == "Ida Brandt"


def test_what_was_written_over_an_import_is_known(store: Store, tmp_path: Path) -> None:
    report = import_folder(store, house(tmp_path / "in"), NOW)
    with store.read(NOW) as crm:
        assert written_over(crm, report.turn) == []
    with store.begin("ida@house.test", LATER, "by hand") as crm:
        crm.customers.named("Fjordline Ferries")[0].city = "Oslo"
    with store.begin("ida@house.test", LATER, "and back") as crm:
        [over] = written_over(crm, report.turn)
        assert (over.label, over.after) == ("Fjordline Ferries", {"city": "Oslo"})
        take_back(crm, "by hand")
        assert written_over(crm, report.turn) == []


def test_orders_that_took_from_stock_give_it_back(store: Store, tmp_path: Path) -> None:
    files = house(tmp_path / "in", products="name,stock\nOven,5\n", orders="product,quantity\nOven,2\n")
    report = import_folder(store, files, NOW)
    with store.begin(None, LATER, "by hand") as crm:
        crm.session.scalars(select(Order)).one().lines[0].taken = 2
    with store.begin(None, LATER, "undo") as crm:
        assert crm.session.scalars(select(Product)).one().stock == 3
        unwind(crm, report.turn)
    with store.read(LATER) as crm:
        gone = crm.session.scalars(select(Product), execution_options={"deleted_too": True}).one()
        assert gone.stock == 5


def test_a_whole_export_is_taken_back_and_can_come_again(store: Store, tmp_path: Path) -> None:
    files, before = folder(tmp_path / "in", **FILES["zoho"]), everything(store)
    report = import_folder(store, files, NOW)
    made = {kind: len(records) for kind, records in everything(store).items()}
    with store.begin(None, LATER, "undo") as crm:
        assert unwind(crm, report.turn)["created"] == report.total("rows")
    assert everything(store) == before
    assert import_folder(store, files, LATER).total("refused") == 0
    assert {kind: len(records) for kind, records in everything(store).items()} == made


def test_who_was_erased_has_no_origin_any_more(store: Store, tmp_path: Path) -> None:
    import_folder(store, folder(tmp_path / "in", **FILES["zoho"]), NOW)
    with store.begin(None, LATER, "erase") as crm:
        contact = crm.contacts.named("Lind")[0]
        erase(crm, contact)
        kept = crm.session.scalars(select(Origin).where(Origin.kind == "contact")).all()
        assert [each.external_id for each in kept] == ["61"]
