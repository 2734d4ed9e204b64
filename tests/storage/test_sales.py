"""Sales on both databases: the shelf, the buyers, the quotes that stand."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from storage.crm import Crm
from storage.customers import Customer
from storage.products import Order, Product, Quote
from storage.questions import Question, find
from storage.store import Store
from storage.undo import take_back
from tests.storage.exchange_files import NOW

TODAY = NOW.date()


def fill(store: Store) -> None:
    """Two customers, a pump of which there are ten, and a fan that is not counted."""
    with store.begin(None, NOW, "fill") as crm:
        for name in ("Mill", "Dock"):
            crm.customers.add(Customer(name=name))
        crm.products.add(Product(name="Pump P12", price=Decimal("19.99"), stock=10))
        crm.products.add(Product(name="Fan", price=Decimal(5)))


def order(crm: Crm, who: str, what: str, quantity: int, day: date = TODAY, taken: int = 0) -> Order:
    customer, product = crm.customers.named(who)[0], crm.products.named(what)[0]
    made = Order(customer=customer, ordered_on=day)
    made.add(product, quantity).taken = taken
    made.settle()
    return crm.orders.add(made)


def stock(store: Store, name: str = "Pump P12") -> int | None:
    with store.read(NOW) as crm:
        return crm.products.named(name)[0].stock


def test_orders_take_from_the_shelf_and_undo_puts_back_no_more_than_they_took(store: Store) -> None:
    fill(store)
    with store.begin(None, NOW, "one") as crm:
        order(crm, "Mill", "Pump P12", 3, taken=3)
        assert crm.products.named("Pump P12")[0].stock == 7
    with store.begin(None, NOW, "two") as crm:
        order(crm, "Dock", "Pump P12", 4, taken=4)
        order(crm, "Dock", "Fan", 4, taken=4)
    with store.begin(None, NOW, "undo") as crm:
        take_back(crm, "one")
    assert (stock(store), stock(store, "Fan")) == (6, None)


def test_an_order_of_another_product_takes_from_that_one(store: Store) -> None:
    fill(store)
    with store.begin(None, NOW, "one") as crm:
        crm.products.add(Product(name="Pump P24", stock=5))
        order(crm, "Mill", "Pump P12", 3, taken=3)
    with store.begin(None, NOW, "two") as crm:
        crm.orders.all()[0].product = crm.products.named("Pump P24")[0]
    assert (stock(store), stock(store, "Pump P24")) == (10, 2)


def test_the_buyers_are_counted_without_what_was_deleted(store: Store) -> None:
    fill(store)
    with store.begin(None, NOW, "orders") as crm:
        pump = crm.products.named("Pump P12")[0]
        order(crm, "Mill", "Pump P12", 2)
        order(crm, "Mill", "Pump P12", 1, TODAY - timedelta(days=200))
        order(crm, "Dock", "Pump P12", 5)
        crm.orders.remove(order(crm, "Dock", "Pump P12", 50))
        found = [
            (each.customer and each.customer.name, each.quantity, each.amount) for each in crm.products.buyers(pump)
        ]
        assert found == [("Dock", 5, Decimal("99.95")), ("Mill", 3, Decimal("59.97"))]
        everybody = crm.products.purchases(pump)
        assert (everybody.buyers, everybody.quantity, everybody.amount) == (2, 8, Decimal("159.92"))
        assert crm.products.days_left(pump, TODAY) == 10 * 90 // 7
        assert crm.products.days_left(crm.products.named("Fan")[0], TODAY) is None
        soon = find(crm, Question("product", [["days_left", "<=", 128]], "days_left"), ZoneInfo("UTC"))
        assert [each.name for each in soon.records] == ["Pump P12"]
        assert find(crm, Question("product", [["days_left", "<", 128]]), ZoneInfo("UTC")).total == 0


def test_a_quote_stands_until_its_day_or_its_order(store: Store) -> None:
    fill(store)
    with store.begin(None, NOW, "quote") as crm:
        mill, pump = crm.customers.named("Mill")[0], crm.products.named("Pump P12")[0]
        quote = Quote(number=crm.quotes.next_number(), customer=mill, valid_until=TODAY)
        quote.add(pump, 2)
        quote.rebate(Decimal("7.5"))
        crm.quotes.add(quote)
        assert (quote.number, quote.amount) == (1, Decimal("36.98"))
        assert crm.quotes.standing(mill, {pump: 2}, TODAY) == crm.quotes.standing(mill, {pump: None}, TODAY) == quote
        assert crm.quotes.standing(mill, {pump: 3}, TODAY) is None
        assert crm.quotes.standing(mill, {pump: 2}, TODAY + timedelta(days=1)) is None
        made = order(crm, "Mill", "Pump P12", 2)
        made.quote = quote
        crm.session.flush()
        assert crm.quotes.standing(mill, {pump: 2}, TODAY) is None
        assert crm.quotes.order_of(quote) == made
        crm.orders.remove(made)
        crm.quotes.remove(quote)
        assert crm.quotes.next_number() == 2


def test_products_are_alike_by_name_but_not_by_model_number(store: Store) -> None:
    fill(store)
    with store.read(NOW) as crm:
        assert [each.name for each in crm.products.alike("pumpp p12")] == ["Pump P12"]
        assert crm.products.alike("Pump P24") == []
