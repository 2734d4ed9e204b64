"""At the door: numbers, addresses, countries and currencies come in many forms and are kept in one."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storage.contacts import Contact
from storage.countries import country_code, country_named, currency_code
from storage.customers import Customer
from storage.door import at_the_door, country_of_phone
from storage.exchange.importing import import_folder
from storage.exchange.report import ImportReport
from storage.questions import Question, find
from storage.store import Store

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Deutschland", "Germany"), ("DE", "Germany"), ("deu", "Germany"), ("Federal Republic of Germany", "Germany"),
        ("U.S.A.", "United States"), ("the Netherlands", "Netherlands"), ("Holland", "Netherlands"),
        ("uk", "United Kingdom"), ("England", "United Kingdom"), ("Österreich", "Austria"), ("Turkey", "Türkiye"),
        ("Côte d'Ivoire", "Côte d’Ivoire"), ("Czech Republic", "Czechia"), ("Atlantis", "Atlantis"),
    ],
)  # fmt: skip
def test_a_country_is_kept_by_its_english_name(said: str, kept: str) -> None:
    assert at_the_door("country", said) == kept


def test_every_country_is_its_own_name_and_code() -> None:
    for code in ("DE", "GB", "US", "GE", "XK", "CD", "CG"):
        name = country_named(code)
        assert name
        assert country_code(name) == code


@pytest.mark.parametrize(
    ("said", "country", "kept"),
    [
        ("030 5550112", "Deutschland", "+49 30 5550112"),
        ("(020) 7946 0123", "UK", "+44 20 7946 0123"),
        ("0049 30 5550112", None, "+49 30 5550112"),
        ("+49 (0)30 5550112", None, "+49 (0)30 5550112"),
        ("+49  30 55 50 112", "France", "+49  30 55 50 112"),
        ("030 5550112", None, "030 5550112"),
        ("12", "Germany", "12"),
        ("call Dana", "Germany", "call Dana"),
    ],
)
def test_a_number_is_kept_internationally_where_it_can_be_read(said: str, country: str | None, kept: str) -> None:
    assert at_the_door("phone", said, country) == kept


@pytest.mark.parametrize(
    ("said", "code"),
    [("€", "EUR"), ("eur", "EUR"), ("US dollars", "USD"), ("Swiss Franc", "CHF"), ("zł", "PLN"), ("shells", None)],
)
def test_a_currency_is_known_by_its_sign_code_or_name(said: str, code: str | None) -> None:
    assert currency_code(said) == code


def test_an_international_number_tells_its_country() -> None:
    assert country_of_phone("+49 30 5550112") == "Germany"
    assert country_of_phone("+1 514 555 0100") == "Canada"
    assert country_of_phone("+1 22") is None
    assert country_of_phone("030 5550112") is None


def imported(store: Store, folder: Path, **files: str) -> ImportReport:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return import_folder(store, folder, NOW)


CUSTOMERS = "name,country,phone\nAcme,Deutschland,030 5550112\nBolt,FR,+33 4 72 10 00 01\nCane,,06 1234\n"
CONTACTS = "name,customer,email,phone\nDana,Acme,mailto:dana@ACME.Test,0171/2345678\nEve,Cane,<eve@cane.test>,+49 1\n"


def test_an_import_keeps_one_form_and_what_was_written(store: Store, tmp_path: Path) -> None:
    report = imported(store, tmp_path, customers=CUSTOMERS, contacts=CONTACTS)
    with store.read(NOW) as crm:
        acme, bolt, cane = crm.customers.all()
        assert [(each.country, each.phone) for each in (acme, bolt, cane)] == [
            ("Germany", "+49 30 5550112"), ("France", "+33 4 72 10 00 01"), (None, "06 1234"),
        ]  # fmt: skip
        assert (acme.written("country"), acme.written("phone")) == ("Deutschland", "030 5550112")
        assert (bolt.written("country"), bolt.written("phone"), cane.as_written) == ("FR", None, {})
        dana, eve = crm.contacts.all()
        assert (dana.email, dana.phone, eve.email) == ("dana@acme.test", "+49 171 2345678", "eve@cane.test")
        assert eve.phone == "+49 1"
    assert [problem.value for problem in report.warnings] == ["+49 1"]


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, customers=CUSTOMERS, contacts=CONTACTS)
    again = import_folder(store, tmp_path, NOW)
    assert (again.total("unchanged"), again.total("created"), again.total("updated")) == (5, 0, 0)


def test_a_country_or_a_number_is_found_however_it_is_asked_for(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, customers=CUSTOMERS)
    with store.begin(None, NOW, "old") as crm:
        crm.customers.add(Customer(name="Dune", country="Deutschland"))
    with store.read(NOW) as crm:
        for said in ("Germany", "de", "Allemagne"):
            found = find(crm, Question("customer", [["country", "=", said]]), BERLIN).records
            assert [each.name for each in found] == ["Acme", "Dune"]
        others = find(crm, Question("customer", [["country", "!=", "DE"]]), BERLIN).records
        assert [each.name for each in others] == ["Bolt", "Cane"]
        (acme,) = find(crm, Question("customer", [["phone", "=", "+49305550112"]]), BERLIN).records
        assert acme.name == "Acme"


def test_the_house_tells_the_country_of_numbers_that_tell_none(store: Store) -> None:
    store.country = "DE"
    with store.begin(None, NOW, "t") as crm:
        contact = Contact(name="Dana")
        contact.welcome("phone", "0171 2345678", crm.country)
        crm.contacts.add(contact)
        found = find(crm, Question("contact", [["phone", "=", "0171/2345678"]]), BERLIN).records
        assert [(each.phone, each.written("phone")) for each in found] == [("+49 171 2345678", "0171 2345678")]
