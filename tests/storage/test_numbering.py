"""Numbers of cases and quotes: two who open one at the same time get two."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest

from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.products import Quote
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def case(crm: Crm) -> int:
    """A new case."""
    return crm.cases.add(Case(number=crm.cases.next_number(), subject="Door", opened_at=NOW, status="new")).number


def quote(crm: Crm) -> int:
    """A new quote."""
    customer = crm.customers.add(Customer(name="Acme"))
    return crm.quotes.add(Quote(number=crm.quotes.next_number(), customer=customer)).number


@pytest.mark.parametrize("opened", [case, quote])
def test_two_at_the_same_time_get_two_numbers(store: Store, opened: Callable[[Crm], int]) -> None:
    under_way, looked = Event(), Event()

    def first() -> int:
        with store.begin(None, NOW, "first") as crm:
            number = opened(crm)
            under_way.set()
            looked.wait(0.3)
        return number

    def second() -> int:
        under_way.wait(5)
        with store.begin(None, NOW, "second") as crm:
            return opened(crm)

    with ThreadPoolExecutor(2) as pool:
        numbers = [each.result() for each in (pool.submit(first), pool.submit(second))]
    assert numbers == [1, 2]
