"""Products: taken in, shown, quoted, ordered, and counted on the shelf."""

from decimal import Decimal

import pytest

from skills.conversation import undo
from skills.orders import record_order
from skills.products import add_product, show_product
from skills.quotes import make_quote
from skills.records import delete_record, update_record
from skills.slots import When
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.customers import Customer
from storage.products import Order, Product, Quote
from tests.skills.house import House


@pytest.fixture
def shop(house: House) -> House:
    """The house with a pump for 249.99, thirty of them on the shelf, and a service that is not counted."""
    with house.turn() as turn:
        pump = Product(name="Pump P12", price=Decimal("249.99"), stock=30, vendor="Graf", currency="EUR")
        turn.crm.products.add(pump)
        turn.crm.products.add(Product(name="Training Day", price=Decimal(780)))
        turn.crm.products.add(Product(name="Bare Thing", stock=4))
    return house


def product(turn: Turn, name: str = "Pump P12") -> Product:
    return turn.crm.products.named(name)[0]


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def stock(house: House) -> int | None:
    with house.records() as crm:
        return crm.products.named("Pump P12")[0].stock


def amount(house: House) -> Decimal | None:
    with house.records() as crm:
        return crm.orders.all()[-1].amount


def test_a_product_is_added_with_what_is_known_of_it(house: House) -> None:
    with house.turn() as turn:
        said = add_product(turn, "Keg Tracker", Decimal("19.90"), 75, "Osprey", "trackers", "a tag for kegs")
        assert said.text == "Added the product Keg Tracker, 19.90 each, 75 in stock, vendor Osprey."
        assert "trackers" in said.plain()
        assert "Tell me what it costs" in add_product(turn, "Starter Bundle").note


def test_the_same_product_is_noticed_but_another_model_is_not(shop: House) -> None:
    with shop.turn() as turn:
        with pytest.raises(Unconfirmed, match="already Pump P12"):
            add_product(turn, "pumpp P12")
        assert "Added" in add_product(turn, "Pump P24").text
    with shop.turn(confirmed=True) as turn:
        assert "Added" in add_product(turn, "Pump P12").text


def test_a_product_is_shown_with_its_buyers(shop: House) -> None:
    with shop.turn() as turn:
        assert "Nobody has ordered it yet" in show_product(turn, product(turn)).text
        other = turn.crm.customers.add(Customer(name="Mill Ltd"))
        record_order(turn, product(turn), globe(turn), 2)
        record_order(turn, product(turn), other, 5)
        shown = show_product(turn, product(turn))
        assert shown.text == (
            "Pump P12, 249.99 EUR each, 23 in stock, vendor Graf. "
            "2 customers bought 7 of it for 1,749.93 EUR, Mill Ltd the most."
        )
        assert "Mill Ltd | 5 | 1,249.95 EUR | today" in shown.plain()


def test_a_quote_is_priced_to_the_cent_and_holds_for_thirty_days(shop: House) -> None:
    with shop.turn() as turn:
        said = make_quote(turn, product(turn), globe(turn), 7, Decimal("7.5"))
        assert said.text == (
            "Quote 1 for Globe Freight: 7 × Pump P12 less 7.5 % is 1,618.69 EUR, valid until Wed 23 Dec."
        )
        assert "Discount 7.5 % |  |  | -131.24" in said.plain()
        assert said.offer
        assert said.offer.skill == "record_order"
        assert "Quote 2" in make_quote(turn, product(turn), globe(turn)).text
    with shop.records() as crm:
        first = crm.quotes.all()[0]
        assert (first.amount, first.discount) == (Decimal("1618.69"), Decimal("7.5"))


def test_what_a_quote_lacks_is_asked_back_or_refused(shop: House) -> None:
    with shop.turn() as turn:
        with pytest.raises(Unclear, match="For which customer"):
            make_quote(turn, product(turn))
        with pytest.raises(Unclear, match="at least one"):
            make_quote(turn, product(turn), globe(turn), 0)
        with pytest.raises(Refused, match="between 0 and 100"):
            make_quote(turn, product(turn), globe(turn), 1, Decimal(120))
        with pytest.raises(Refused, match="the price of Bare Thing is"):
            make_quote(turn, product(turn, "Bare Thing"), globe(turn))
        assert turn.crm.quotes.count() == 0
        assert make_quote(turn, product(turn), globe(turn), 40).note == "Only 30 of Pump P12 are in stock."


def test_an_order_takes_from_stock_and_undo_puts_it_back(shop: House) -> None:
    with shop.turn() as turn:
        said = record_order(turn, product(turn), globe(turn), 12)
        assert said.text == "Recorded the order of Globe Freight: 12 × Pump P12 for 2,999.88 EUR. 18 left in stock."
    assert stock(shop) == 18
    with shop.turn("tom@rapport.test") as turn:
        record_order(turn, product(turn), globe(turn), 3)
    with shop.turn() as turn:
        assert undo(turn).text == "Undone: the order 12 × Pump P12 is deleted again."
    assert stock(shop) == 27


def test_stock_goes_with_the_order_when_it_is_deleted_restored_or_changed(shop: House) -> None:
    with shop.turn() as turn:
        record_order(turn, product(turn), globe(turn), 12)
    with shop.turn(confirmed=True) as turn:
        delete_record(turn, turn.crm.orders.all()[0])
    assert stock(shop) == 30
    with shop.turn() as turn:
        undo(turn)
    assert stock(shop) == 18
    with shop.turn() as turn:
        said = update_record(turn, turn.crm.orders.all()[0], "quantity", 10)
        assert said.note == "It comes to 2,499.90 EUR now."
    assert (stock(shop), amount(shop)) == (20, Decimal("2499.90"))


def test_an_order_that_was_imported_moves_no_stock(shop: House) -> None:
    with shop.turn() as turn:
        order = turn.crm.orders.add(Order(customer=globe(turn), product=product(turn), quantity=5))
    with shop.turn(confirmed=True) as turn:
        delete_record(turn, turn.crm.orders.get(order.id))
    assert stock(shop) == 30


def test_it_warns_before_the_shelf_is_empty_and_after(shop: House) -> None:
    with shop.turn() as turn:
        assert record_order(turn, product(turn), globe(turn), 5).note == ""
        low = record_order(turn, product(turn), globe(turn), 17).note
        assert low == (
            "Only 8 of Pump P12 left; at the pace of the last 90 days that lasts 32 days. Order more from Graf."
        )
        assert "out of stock. Order more from Graf" in record_order(turn, product(turn), globe(turn), 8).note
        with pytest.raises(Unconfirmed, match=r"out of stock\. Shall I write the order down all the same"):
            record_order(turn, product(turn), globe(turn), 4)
    with shop.turn(confirmed=True) as turn:
        over = record_order(turn, product(turn), globe(turn), 4)
        assert over.note.startswith("That is 4 more than there are of Pump P12.")
        assert "left in stock" not in over.text
        assert record_order(turn, product(turn, "Training Day"), globe(turn), 99).note == ""


def test_what_was_told_of_the_price_and_the_day_counts(shop: House) -> None:
    with shop.turn(text="2 pumps for 480") as turn:
        record_order(turn, product(turn), globe(turn), 2, Decimal(480), When.of("2026-11-19"))
    assert amount(shop) == Decimal(480)
    with shop.turn(text="2 pumps at 240 each") as turn:
        record_order(turn, product(turn), globe(turn), 2, Decimal(240))
    assert amount(shop) == Decimal(480)
    with shop.records() as crm:
        assert [str(order.ordered_on) for order in crm.orders.all()] == ["2026-11-19", "2026-11-23"]
    with shop.turn() as turn:
        with pytest.raises(Refused, match="still to come"):
            record_order(turn, product(turn), globe(turn), 2, None, When.of("2026-12-19"))
        with pytest.raises(Unclear, match="What does the order come to"):
            record_order(turn, product(turn, "Bare Thing"), globe(turn))
        with pytest.raises(Unclear, match="Who ordered it"):
            record_order(turn, product(turn))
        with pytest.raises(Unclear, match="Which product"):
            record_order(turn, None, globe(turn))


def test_a_quote_becomes_an_order_once_and_again_after_undo(shop: House) -> None:
    with shop.turn() as turn:
        make_quote(turn, product(turn), globe(turn), 10, Decimal(10))
    with shop.turn() as turn:
        said = record_order(turn, quote=turn.crm.quotes.all()[0])
        assert "10 × Pump P12 for 2,249.91 EUR, as in quote 1. 20 left in stock." in said.text
    with shop.turn() as turn:
        with pytest.raises(Refused, match="Quote 1 was turned into an order already today"):
            record_order(turn, quote=turn.crm.quotes.all()[0])
        undo(turn)
        assert "as in quote 1" in record_order(turn, quote=turn.crm.quotes.all()[0]).text
    assert stock(shop) == 20


def test_an_order_for_what_was_quoted_takes_the_price_of_the_quote_while_it_holds(shop: House) -> None:
    with shop.turn() as turn:
        make_quote(turn, product(turn), globe(turn), 10, Decimal(10))
        assert "as in quote" not in record_order(turn, product(turn), globe(turn), 3).text
        assert "as in quote 1" in record_order(turn, product(turn), globe(turn), 10).text
        assert "as in quote" not in record_order(turn, product(turn), globe(turn), 10).text
        make_quote(turn, product(turn), globe(turn), 1, Decimal(10))
    shop.later(days=31)
    with shop.turn() as turn:
        assert "as in quote" not in record_order(turn, product(turn), globe(turn), 1).text


def test_a_changed_quote_is_priced_anew(shop: House) -> None:
    with shop.turn() as turn:
        make_quote(turn, product(turn), globe(turn), 10)
        quote = turn.crm.quotes.all()[0]
        said = update_record(turn, quote, "discount", 12.5)
        assert said.text == "Noted: the discount of quote 1 is 12.5 %."
        assert said.note == "It comes to 2,187.41 EUR now."
        update_record(turn, quote, "quantity", 4)
        assert quote.amount == Decimal("874.96")
    with shop.turn() as turn:
        undo(turn)
        assert turn.crm.quotes.count(Quote.number == 1) == 0


def test_undoing_a_count_of_the_stock_keeps_what_was_ordered_since(shop: House) -> None:
    with shop.turn() as turn:
        update_record(turn, product(turn), "stock", 40)
    with shop.turn("tom@rapport.test") as turn:
        record_order(turn, product(turn), globe(turn), 3)
    with shop.turn() as turn:
        assert undo(turn).text == "Undone: the product Pump P12: stock 30 → 40 is taken back."
    assert stock(shop) == 27


def test_an_order_at_a_discount_is_not_recorded_at_the_list_price(shop: House) -> None:
    with shop.turn(text="order 5 pumps for Globe at 10% off") as turn:
        with pytest.raises(Unclear, match="What does the order come to") as asked:
            record_order(turn, product(turn), globe(turn), 5)
        assert asked.value.slot == "amount"
        make_quote(turn, product(turn), globe(turn), 5, Decimal(10))
        assert "1,124.96 EUR, as in quote 1" in record_order(turn, product(turn), globe(turn), 5).text
