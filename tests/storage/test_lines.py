"""Lines on both databases: totals to the cent, questions that count by line, changes that come back whole."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.exchange.exporting import export_folder
from storage.exchange.importing import import_folder
from storage.lines import Line
from storage.products import Order, Product, Quote
from storage.questions import Question, find
from storage.reports import Inquiry, report
from storage.store import Store
from storage.undo import take_back
from tests.storage.exchange_files import NOW

ZONE = ZoneInfo("Europe/Berlin")
TODAY = NOW.date()
TURNS = count()
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

prices = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
discounts = st.none() | st.integers(0, 10_000).map(lambda share: Decimal(share) / 100)
lines = st.lists(st.tuples(st.integers(0, 2), prices, st.integers(1, 999), discounts), min_size=1, max_size=6)


def products(crm: Crm) -> list[Product]:
    """Two trackers and a card."""
    names = (("GPS Mini", "trackers"), ("GPS Maxi", "trackers"), ("Fleet Card", "cards"))
    return [crm.products.add(Product(name=n, category=c, price=Decimal(10), stock=100)) for n, c in names]


def filled(crm: Crm, record: Order | Quote, wanted: list[tuple[int, Decimal, int, Decimal | None]]) -> None:
    for product, price, quantity, discount in wanted:
        line = record.add(crm.products.all()[product], quantity)
        line.price = price
        line.rebate(discount)
    record.settle()
    crm.of(record.kind).add(record)


def cents(price: Decimal, quantity: int, discount: Decimal | None) -> Decimal:
    """What a line must come to, worked out in another way: in whole parts of a hundredth of a cent."""
    exact = int(price * 100) * quantity * (10_000 - int((discount or 0) * 100))
    return (Decimal(exact) / 10_000).quantize(Decimal(1), ROUND_HALF_UP) / 100


def figures(crm: Crm, measure: str, by: str, entity: str = "order") -> dict[str, Decimal]:
    rows = report(crm, Inquiry(measure, entity, by), ZONE).rows
    return {row.label: row.figure or Decimal() for row in rows}


@MANY
@given(orders=st.lists(lines, min_size=1, max_size=4))
@pytest.mark.parametrize("kind", ["order", "quote"])
def test_totals_are_the_sums_of_lines_rounded_to_the_cent_and_questions_split_them(
    store: Store, kind: str, orders: list[list[tuple[int, Decimal, int, Decimal | None]]]
) -> None:
    turn = f"turn {next(TURNS)}"
    with store.begin(None, NOW, turn) as crm:
        crm.of(kind).remove(*crm.of(kind).all())
        named = crm.products.all() or products(crm)
        money: dict[str, Decimal] = defaultdict(Decimal)
        pieces: dict[str, int] = defaultdict(int)
        within: dict[str, set[int]] = defaultdict(set)
        for number, wanted in enumerate(orders):
            record = Order(ordered_on=TODAY) if kind == "order" else Quote(number=crm.quotes.next_number())
            filled(crm, record, wanted)
            assert record.amount == sum(cents(*line[1:]) for line in wanted)
            assert record.quantity == sum(line[2] for line in wanted)
            for product, *line in wanted:
                money[named[product].name] += cents(*line)  # type: ignore[arg-type]
                pieces[named[product].name] += line[1]  # type: ignore[operator]
                within[named[product].name].add(number)
        assert figures(crm, "sum:amount", "product", kind) == money
        assert figures(crm, "sum:quantity", "product", kind) == pieces
        assert figures(crm, "count", "product", kind) == {name: len(found) for name, found in within.items()}
        together = report(crm, Inquiry("count", kind, "product"), ZONE).figure
        assert [together, report(crm, Inquiry("count", kind), ZONE).figure] == [Decimal(len(orders))] * 2
        for name, found in within.items():
            mine = report(crm, Inquiry("sum:amount", kind, filters=[["product", "=", name]]), ZONE).figure
            listed = find(crm, Question(kind, [["product", "=", name]]), ZONE)
            others = find(crm, Question(kind, [["product", "!=", name]], "-amount"), ZONE)
            assert (mine, listed.total, others.total) == (money[name], len(found), len(orders) - len(found))


def mixed(crm: Crm) -> Order:
    """Twenty trackers at ten percent off and five cards, of Mill."""
    mill = crm.customers.add(Customer(name="Mill"))
    products(crm)
    order = Order(customer=mill, ordered_on=TODAY)
    filled(crm, order, [(0, Decimal("59.99"), 20, Decimal(10)), (2, Decimal("5.01"), 5, None)])
    return order


def test_an_order_is_found_and_counted_by_what_each_of_its_lines_says(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        order = mixed(crm)
        assert (order.amount, order.quantity, order.product) == (Decimal("1104.87"), 25, None)
        assert order.label == "20 × GPS Mini and 5 × Fleet Card"
        crm.orders.add(Order(customer=order.customer, product=crm.products.all()[0], quantity=1, amount=Decimal(50),
                             ordered_on=date(2026, 1, 5)))  # fmt: skip
        assert figures(crm, "sum:amount", "category") == {"trackers": Decimal("1129.82"), "cards": Decimal("25.05")}
        assert figures(crm, "sum:amount", "year") == {"2026": Decimal("1154.87")}
        assert report(crm, Inquiry("average:amount", "order", "product"), ZONE).figure == Decimal("577.44")
        found = find(crm, Question("order", [["category", "=", "cards"], ["amount", ">", 1000]], "customer"), ZONE)
        assert (found.records, found.total) == ([order], 1)
        sold = find(crm, Question("product", [["orders", ">", 0]], "-orders"), ZONE).records
        assert [each.name for each in sold] == ["GPS Mini", "Fleet Card"]
        buyers = find(crm, Question("customer", [["orders", "filled", [["product", "=", "Fleet Card"]]]]), ZONE)
        assert [each.name for each in buyers.records] == ["Mill"]


def test_what_is_set_on_an_order_of_several_lines_is_spread_to_the_cent(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        order = mixed(crm)
    with store.begin(None, NOW, "two") as crm:
        crm.orders.all()[0].amount = Decimal(1000)
    with store.read(NOW) as crm:
        order = crm.orders.all()[0]
        assert [line.amount for line in order.standing] == [Decimal("977.33"), Decimal("22.67")]
    with store.begin(None, NOW, "three") as crm:
        take_back(crm, "two")
    with store.read(NOW) as crm:
        order = crm.orders.all()[0]
        assert (order.amount, [line.amount for line in order.standing]) == (
            Decimal("1104.87"),
            [Decimal("1079.82"), Decimal("25.05")],
        )


def test_a_deal_is_found_by_any_of_its_products(store: Store) -> None:
    with store.begin(None, NOW, "one") as crm:
        mini, maxi, card = products(crm)
        deal = Deal(name="Fleet", stage="proposal")
        deal.add(mini, 20)
        deal.add(card, 5, Decimal(50))
        deal.settle()
        assert deal.follow(None)
        crm.deals.add(deal)
        crm.deals.add(Deal(name="Plain", stage="proposal", product=maxi))
        assert (deal.amount, deal.product) == (Decimal("225.00"), mini)
        for name, expected in (("Fleet Card", ["Fleet"]), ("GPS Mini", ["Fleet"]), ("GPS Maxi", ["Plain"])):
            found = find(crm, Question("deal", [["product", "=", name]]), ZONE).records
            assert [each.name for each in found] == expected


def test_lines_go_out_and_come_in_with_what_they_belong_to(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "one") as crm:
        order = mixed(crm)
        crm.orders.add(Order(customer=order.customer, quantity=2, amount=Decimal(9), ordered_on=TODAY))
        quote = Quote(number=4, customer=order.customer, valid_until=TODAY)
        filled(crm, quote, [(1, Decimal("0.05"), 3, Decimal("33.33")), (2, Decimal(5), 1, None)])
        deal = Deal(name="Fleet", stage="proposal", customer=order.customer)
        deal.add(crm.products.all()[0], 2)
        crm.deals.add(deal)
    counted = export_folder(store, tmp_path / "out", NOW)
    assert (counted["orders"], counted["quotes"], counted["deals"], counted["lines"]) == (2, 1, 1, 6)
    same = import_folder(store, tmp_path / "out", NOW)
    assert (same.problems, same.total("unchanged")) == ([], sum(counted.values()))
    with store.begin(None, NOW, "gone") as crm:
        for kind in ("order", "quote", "deal", "customer", "product", "line"):
            crm.of(kind).remove(*crm.of(kind).all())
    report = import_folder(store, tmp_path / "out", NOW)
    assert report.problems == []
    assert export_folder(store, tmp_path / "again", NOW) == counted
    names = ("orders.csv", "lines.csv", "quotes.csv")
    assert all((tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in names)


def test_an_order_that_comes_in_as_one_product_has_one_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("name,price\nOven,10\n")
    (tmp_path / "orders.csv").write_text("product,quantity,amount\nOven,3,29.99\nOven,1,\n")
    assert import_folder(store, tmp_path, NOW).problems == []
    with store.read(NOW) as crm:
        kept = [(line.label, line.amount) for order in crm.orders.all() for line in order.lines]
        assert kept == [("3 × Oven", Decimal("29.99")), ("1 × Oven", None)]
        assert [order.number for order in crm.orders.all()] == [1, 2]
        assert crm.of("line").count(Line.taken > 0) == 0
