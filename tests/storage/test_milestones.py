"""The days that matter: birthdays, 29 February too, years with the house, and contracts that end."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.milestones import anniversaries, birthdays, endings, next_time
from storage.products import Order
from storage.questions import Question, find
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("born", "today", "comes"),
    [
        (date(1980, 2, 29), date(2027, 2, 1), date(2027, 3, 1)),
        (date(1980, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (date(1980, 2, 29), date(2027, 3, 2), date(2028, 2, 29)),
        (date(1980, 1, 1), date(2026, 12, 31), date(2027, 1, 1)),
        (date(1980, 5, 5), date(2026, 5, 5), date(2026, 5, 5)),
    ],
)
def test_a_day_returns_every_year(born: date, today: date, comes: date) -> None:
    assert next_time(born, today) == comes


def test_birthdays_of_a_time_are_found_in_their_order_whatever_the_year(store: Store) -> None:
    random = Random(5)
    born = [date(1960, 1, 1) + timedelta(random.randrange(15000)) for _ in range(60)]
    born += [date(1984, 2, 29), date(1990, 12, 31), date(1990, 1, 1)]
    with store.begin(None, NOW, "one") as crm:
        for number, each in enumerate(born):
            crm.contacts.add(Contact(name=f"P{number}", birthday=each))
        for first, days in ((date(2027, 2, 25), 10), (date(2028, 2, 25), 5), (date(2026, 12, 20), 30)):
            last = first + timedelta(days)
            expected = sorted((on, at) for at, each in enumerate(born) if (on := next_time(each, first)) <= last)
            asked = [["birthday", ">=", first.isoformat()], ["birthday", "<=", last.isoformat()]]
            found = find(crm, Question("contact", asked), BERLIN).records
            assert [next_time(each.birthday, first) for each in found] == [on for on, _ in expected]
            assert {each.name for each in found} == {f"P{at}" for _, at in expected}
            assert [on for _, on in birthdays(crm, first, last, None)] == [on for on, _ in expected]


def test_years_with_the_house_count_from_the_first_order_or_the_day_it_was_added(store: Store) -> None:
    week = (date(2026, 11, 24), date(2026, 11, 30))
    with store.begin(None, NOW, "one") as crm:
        old, new, added = (crm.customers.add(Customer(name=name)) for name in ("Old", "New", "Added"))
        added.created_at = datetime(2022, 11, 30, tzinfo=UTC)
        crm.orders.add(Order(customer=old, ordered_on=date(2023, 11, 27)))
        crm.orders.add(Order(customer=old, ordered_on=date(2025, 11, 28)))
        crm.orders.add(Order(customer=new, ordered_on=date(2026, 11, 24)))
        found = [(customer.name, on.year - since.year, on) for customer, since, on in anniversaries(crm, *week, None)]
        assert found == [("Old", 3, date(2026, 11, 27)), ("Added", 4, date(2026, 11, 30))]
        assert list(anniversaries(crm, *week, new)) == []


def test_contracts_end_where_a_field_of_the_house_says_so(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        mill = crm.customers.add(
            Customer(name="Mill", custom={"contract end": "24.12.2026", "payment terms": "30 days"})
        )
        crm.customers.add(Customer(name="Kiln", custom={"Renewal date": "soon", "expires": "2026-12-01"}))
        crm.deals.add(Deal(name="Rent", customer=mill, custom={"expiry": "2026-12-10"}))
        month = (date(2026, 11, 24), date(2026, 12, 24))
        found = [(each.customer.name, each.name, each.day) for each in endings(crm, *month, None)]
        assert found == [
            ("Kiln", "expires", date(2026, 12, 1)),
            ("Mill", "expiry", date(2026, 12, 10)),
            ("Mill", "contract end", date(2026, 12, 24)),
        ]
        assert [each.name for each in endings(crm, *month, mill)] == ["expiry", "contract end"]
