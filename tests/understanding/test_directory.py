"""The directory knows what the store holds, however it got there."""

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.understanding.names.directory import FOLLOWED, Directory
from storage.changes import Change
from storage.contacts import Contact
from storage.customers import Customer
from storage.leads import Lead
from storage.store import Store

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


def test_a_lead_is_known_by_its_own_name_and_by_its_company(store: Store) -> None:
    directory = Directory()
    with store.begin(None, NOW, "first") as crm:
        crm.leads.add(Lead(name="Ottilie Brandvold", company="Skagen Timber"))
        crm.session.flush()
        directory.refresh(crm)
    _knows(directory, "Ottilie Brandvold", "Skagen Timber")
    with store.begin(None, NOW, "second") as crm:
        crm.leads.all()[0].company = "Lofoten Timber"
        crm.session.flush()
        directory.refresh(crm)
    _knows(directory, "Ottilie Brandvold", "Lofoten Timber")
    assert directory.find("Skagen called") == []


def test_a_value_that_comes_later_is_known_beside_the_earlier_ones(store: Store) -> None:
    directory = Directory()
    with store.begin(None, NOW, "first") as crm:
        crm.customers.add(Customer(name="Kestrel", city="Tromsø", country="Norway"))
        crm.session.flush()
        directory.refresh(crm)
        directory.vocabulary(crm)
    with store.begin(None, NOW, "second") as crm:
        crm.customers.add(Customer(name="Novarra", city="New Ulm", custom={"Fleet size": "large"}))
        crm.session.flush()
        directory.refresh(crm)
        words = directory.vocabulary(crm)
    assert [words.named(each)[0].field for each in ("tromso", "new ulm", "large")] == ["city", "city", "Fleet size"]
    assert words.named("norwegian")[0].text == "Norway"
    assert {"tromso", "new", "large", "norwegian"} <= words.beginnings


def test_after_very_many_changes_everything_is_known(store: Store) -> None:
    directory = Directory()
    with store.read(NOW) as crm:
        directory.refresh(crm)
    told = {"turn": "import", "at": NOW, "action": "created", "kind": "contact", "label": ""}
    rows = [{"name": f"Wilhelmine Zweig{number}", "name_fold": "", "created_at": NOW, "custom": {}}
            for number in range(FOLLOWED + 1)]  # fmt: skip
    with store.engine.begin() as connection:
        connection.execute(insert(Contact), rows)
        connection.execute(insert(Change), [told | {"record_id": id + 1} for id in range(FOLLOWED + 1)])
    with store.read(NOW) as crm:
        directory.refresh(crm)
    _knows(directory, f"Wilhelmine Zweig{FOLLOWED}")


def _knows(directory: Directory, *names: str) -> None:
    for name in names:
        assert [mention.text for mention in directory.find(f"{name} called")] == [name]
