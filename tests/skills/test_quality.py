"""The records are checked, and what is safe to mend is mended after it was shown, and undone whole."""

from datetime import date

import pytest

from skills.conversation import undo
from skills.quality import check_data, fix_data
from skills.turn import Refused, Unconfirmed
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from tests.skills.house import House


@pytest.fixture
def messy(house: House) -> House:
    """The house with records that came in before anybody looked at the door."""
    with house.turn() as turn:
        crm = turn.crm
        plum = crm.customers.add(Customer(name="Plum Bakery", country="Deutschland", phone="0228 5550107"))
        crm.customers.add(Customer(name="Fjord Ferries", phone="+47 55 59 01 07", city="BERGEN", owner=turn.speaker))
        crm.customers.add(Customer(name="Quill & Co", website="https://quill.fr"))
        crm.contacts.add(Contact(name="ANNA DE VRIES", customer=plum, email="anna(at)plum", phone="+49 1"))
        for _ in range(2):
            crm.contacts.add(Contact(name="Ole Moe", customer=plum, email="ole@plum.test", title="Chef"))
        crm.deals.add(Deal(name="Ovens", customer=plum, close_on=date(2026, 3, 1)))
    return house


def test_each_problem_is_told_with_count_share_examples_and_fix(messy: House) -> None:
    with messy.turn() as turn:
        said = check_data(turn, "customer").plain()
    assert (
        "1 of 4 customers (25 %) has a country that is written otherwise than by its English name: Plum Bakery." in said
    )
    assert "Fix: bring countries into one form (1)." in said
    assert "3 of 4 customers (75 %) have no country: Globe Freight, Fjord Ferries, Quill & Co. Fix: fill in" in said
    with messy.turn() as turn:
        said = check_data(turn, "contact").plain()
    assert "1 of 5 contacts (20 %) has an e-mail address that cannot be right: ANNA DE VRIES." in said
    assert "1 pair of contacts may be the same: Ole Moe. Fix: merge (1)." in said
    with messy.turn() as turn:
        assert "1 of 1 deal (100 %) is open past its close date" not in check_data(turn, "contact").plain()
        assert "are open past" in check_data(turn, "deal").plain().replace("is open past", "are open past")


def test_only_the_owners_records_are_looked_at(messy: House) -> None:
    with messy.turn() as turn:
        reply = check_data(turn, "customer", turn.speaker)
        assert "customers of yours" in reply.text
        assert "Plum Bakery" not in reply.plain()
        with pytest.raises(Refused, match="not products"):
            check_data(turn, "product")


def test_what_nobody_has_touched_for_a_year_is_stale(house: House) -> None:
    house.later(days=400)
    with house.turn() as turn:
        assert "1 of 1 customer (100 %) was not contacted for 12 months" in check_data(turn, "customer").plain()


def test_countries_are_brought_into_one_form_after_before_and_after_was_shown(messy: House) -> None:
    with pytest.raises(Unconfirmed) as asked, messy.turn() as turn:
        fix_data(turn, "countries")
    assert asked.value.facts == (("Plum Bakery", "Deutschland → Germany"),)
    with messy.turn(confirmed=True) as turn:
        assert fix_data(turn, "countries").text == "Done: 1 record changed."
        assert turn.crm.customers.named("Plum Bakery")[0].written("country") == "Deutschland"
    with messy.turn(confirmed=True) as turn:
        assert "nothing left" in fix_data(turn, "countries").text
        undo(turn)
    with messy.records() as crm:
        assert crm.customers.named("Plum Bakery")[0].country == "Deutschland"


def test_phones_spelling_and_missing_countries_are_mended_and_one_undo_takes_all_back(messy: House) -> None:
    with messy.turn(confirmed=True) as turn:
        fix_data(turn, "phones")
        fix_data(turn, "spelling")
        fix_data(turn, "missing_countries")
    with messy.records() as crm:
        found = [(each.name, each.country, each.phone, each.city) for each in crm.customers.all()[1:]]
        assert found == [
            ("Plum Bakery", "Deutschland", "+49 228 5550107", None),
            ("Fjord Ferries", "Norway", "+47 55 59 01 07", "Bergen"),
            ("Quill & Co", "France", None, None),
        ]
        assert [each.name for each in crm.contacts.all()][2] == "Anna de Vries"
    with messy.turn() as turn:
        undo(turn)
    with messy.records() as crm:
        assert [each.country for each in crm.customers.all()[1:]] == ["Deutschland", None, None]
        assert [each.name for each in crm.contacts.all()][2] == "ANNA DE VRIES"


def test_sure_duplicates_are_merged_and_parted_again_by_one_undo(messy: House) -> None:
    with messy.turn(confirmed=True) as turn:
        assert fix_data(turn, "duplicates").text == "Merged 1 pair."
    with messy.records() as crm:
        assert len(crm.contacts.named("Ole Moe")) == 1
    with messy.turn() as turn:
        undo(turn)
    with messy.records() as crm:
        assert len(crm.contacts.named("Ole Moe")) == 2


def test_what_only_people_know_is_not_fixed(messy: House) -> None:
    with pytest.raises(Refused, match="takes somebody who knows"), messy.turn() as turn:
        fix_data(turn, entity="customer")
