"""Lines: quotes, orders and deals over several products, changed, ordered, printed and taken back whole."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from skills.advice import suggest_action
from skills.conversation import undo
from skills.lines import add_line
from skills.orders import record_order
from skills.products import show_product
from skills.questions import find_records, report
from skills.quotes import make_quote, quote_document
from skills.records import show_record, update_record
from skills.slots import Wanted
from skills.turn import Refused, Seller, Turn, Unclear, Unconfirmed
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.products import Order, Product, Quote
from tests.skills.house import House


@pytest.fixture
def shop(house: House) -> House:
    """The house with trackers at 59.99, cards at 5.01, and days of training that nobody counts."""
    with house.turn() as turn:
        turn.crm.products.add(Product(name="GPS Mini", price=Decimal("59.99"), stock=100, vendor="Graf"))
        turn.crm.products.add(Product(name="Fleet Card", price=Decimal("5.01"), stock=12, category="cards"))
        turn.crm.products.add(Product(name="Training Day", price=Decimal(780)))
        turn.crm.products.add(Product(name="Bare Thing"))
    return house


def product(turn: Turn, name: str) -> Product:
    return turn.crm.products.named(name)[0]


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def both(turn: Turn, discount: int | None = None) -> list[Wanted]:
    share = None if discount is None else Decimal(discount)
    return [Wanted(product(turn, "GPS Mini"), 20), Wanted(product(turn, "Fleet Card"), 5, share)]


def quoted(turn: Turn, discount: Decimal | None = Decimal(10)) -> Quote:
    make_quote(turn, product(turn, "GPS Mini"), globe(turn), 20, discount, lines=both(turn))
    return turn.crm.quotes.all()[-1]


def stock(house: House) -> list[int | None]:
    with house.records() as crm:
        return [each.stock for each in crm.products.all()[:2]]


def test_a_quote_over_two_products_is_priced_by_line(shop: House) -> None:
    with shop.turn() as turn:
        said = make_quote(turn, product(turn, "GPS Mini"), globe(turn), 20, Decimal(10), lines=both(turn))
        assert said.text == (
            "Quote 1 for Globe Freight: 20 × GPS Mini and 5 × Fleet Card less 10 % is 1,102.37, valid until Wed 23 Dec."
        )
        assert (
            "GPS Mini | 20 | 59.99 | 1,199.80\nFleet Card | 5 | 5.01 | 25.05\nDiscount 10 % |  |  | -122.48"
            in said.plain()
        )
        mixed = make_quote(turn, product(turn, "GPS Mini"), globe(turn), lines=both(turn, 50))
        assert "GPS Mini | 20 | 59.99 |  | 1,199.80\nFleet Card | 5 | 5.01 | 50 % | 12.53" in mixed.plain()
        with pytest.raises(Refused, match="Bare Thing has no price yet"):
            make_quote(
                turn, product(turn, "GPS Mini"), globe(turn), lines=[*both(turn), Wanted(product(turn, "Bare Thing"))]
            )
        shown = show_record(turn, turn.crm.quotes.all()[1]).plain()
        assert "line 2: 5 × Fleet Card less 50 % is 12.53" in shown


def test_a_quote_becomes_an_order_with_all_its_lines_and_undo_takes_all_of_it_back(shop: House) -> None:
    with shop.turn() as turn:
        quoted(turn)
    with shop.turn() as turn:
        said = record_order(turn, quote=turn.crm.quotes.all()[0])
        assert said.text == (
            "Recorded the order of Globe Freight: 20 × GPS Mini and 5 × Fleet Card for 1,102.37, as in quote 1. "
            "80 of GPS Mini left in stock."
        )
        assert said.note.startswith("Only 7 of Fleet Card left")
        listed = find_records(turn, "order", [["product", "=", "Fleet Card"]]).plain()
        assert "20 × GPS Mini and 5 × Fleet Card | 25 | 1,102.37" in listed
        split = report(turn, "sum:amount", "order", "product").plain()
        assert "1,079.82" in split
        assert "22.55" in split
    assert stock(shop) == [80, 7]
    with shop.turn() as turn:
        assert undo(turn).text == "Undone: the order 20 × GPS Mini and 5 × Fleet Card is deleted again."
    assert stock(shop) == [100, 12]


def test_an_order_of_what_was_quoted_together_takes_the_prices_of_the_quote(shop: House) -> None:
    with shop.turn() as turn:
        quoted(turn)
        assert "as in quote 1" not in record_order(turn, product(turn, "GPS Mini"), globe(turn), 20).text
        assert "as in quote 1" in record_order(turn, product(turn, "GPS Mini"), globe(turn), 20, lines=both(turn)).text


def test_an_order_takes_a_discount_and_prices_that_were_told(shop: House) -> None:
    with shop.turn(text="20 GPS Mini at 10% off") as turn:
        said = record_order(turn, product(turn, "GPS Mini"), globe(turn), 20, discount=Decimal(10))
        assert "20 × GPS Mini less 10 % for 1,079.82." in said.text
    with shop.turn() as turn:
        told = [Wanted(product(turn, "GPS Mini"), 2, price=Decimal(50)), Wanted(product(turn, "Training Day"), 1)]
        assert "for 880." in record_order(turn, customer=globe(turn), lines=told).text
        spread = record_order(turn, customer=globe(turn), amount=Decimal(1000), lines=both(turn))
        assert "for 1,000." in spread.text
        assert sum(line.amount or 0 for line in turn.crm.orders.all()[-1].lines) == 1000


def test_more_than_there_is_and_expired_quotes_are_asked_about_first(shop: House) -> None:
    with shop.turn() as turn:
        with pytest.raises(Unconfirmed, match=r"Only 12 of Fleet Card are in stock\. Shall I write the order down"):
            record_order(turn, product(turn, "Fleet Card"), globe(turn), 13)
        assert turn.crm.orders.count() == 0
        quoted(turn)
    shop.later(days=33)
    with shop.turn() as turn, pytest.raises(Unconfirmed, match="Quote 1 ran out 3 days ago"):
        record_order(turn, quote=turn.crm.quotes.all()[0])
    with shop.turn(confirmed=True) as turn:
        assert "as in quote 1" in record_order(turn, quote=turn.crm.quotes.all()[0]).text


def test_lines_are_added_set_and_taken_off_a_quote(shop: House) -> None:
    with shop.turn() as turn:
        make_quote(turn, product(turn, "GPS Mini"), globe(turn), 20)
    with shop.turn() as turn:
        quote = turn.crm.quotes.all()[0]
        said = add_line(turn, product(turn, "Fleet Card"), 5, Decimal(10), quote=quote)
        assert said.text == "Quote 1: added 5 × Fleet Card less 10 % is 22.55. It comes to 1,222.35."
        assert (quote.product, quote.discount, quote.quantity) == (None, None, 25)
    with shop.turn() as turn:
        said = add_line(turn, product(turn, "Fleet Card"), 3, quote=turn.crm.quotes.all()[0])
        assert "added 3, so 8 × Fleet Card less 10 % is 36.08" in said.text
        assert (
            "now 4 × GPS Mini is 239.96"
            in add_line(turn, product(turn, "GPS Mini"), 4, customer=globe(turn), how="set").text
        )
        assert (
            "took 2 off, so 2 × GPS Mini"
            in add_line(turn, product(turn, "GPS Mini"), 2, customer=globe(turn), how="remove").text
        )
        rebated = add_line(turn, product(turn, "Fleet Card"), discount=Decimal(50), customer=globe(turn))
        assert "now 8 × Fleet Card less 50 % is 20.04" in rebated.text
        gone = add_line(turn, product(turn, "Fleet Card"), customer=globe(turn), how="remove")
        assert gone.text == "Quote 1: took 8 × Fleet Card off. It comes to 119.98."
        with pytest.raises(Refused, match="There is no Fleet Card on quote 1; it has 2 × GPS Mini"):
            add_line(turn, product(turn, "Fleet Card"), customer=globe(turn), how="remove")
        with pytest.raises(Refused, match="Say “delete quote 1”"):
            add_line(turn, product(turn, "GPS Mini"), customer=globe(turn), how="remove")
    with shop.turn() as turn:
        assert "amount is 1,222.35 again" in undo(turn).plain()
    with shop.turn() as turn:
        assert [line.label for line in turn.crm.quotes.all()[0].standing] == ["20 × GPS Mini", "5 × Fleet Card"]
        undo(turn)
    with shop.records() as crm:
        assert [line.label for line in crm.quotes.all()[0].standing] == ["20 × GPS Mini"]
        assert crm.quotes.all()[0].amount == Decimal("1199.80")


def test_lines_of_an_order_move_the_stock_and_undo_moves_it_back(shop: House) -> None:
    with shop.turn() as turn:
        record_order(turn, product(turn, "GPS Mini"), globe(turn), 20)
    with shop.turn() as turn:
        said = add_line(turn, product(turn, "Fleet Card"), 5, order=turn.crm.orders.all()[0])
        assert said.text == "Order 1: added 5 × Fleet Card is 25.05. It comes to 1,224.85."
    assert stock(shop) == [80, 7]
    with shop.turn() as turn:
        add_line(turn, product(turn, "GPS Mini"), order=turn.crm.orders.all()[0], how="remove")
    assert stock(shop) == [100, 7]
    with shop.turn() as turn:
        undo(turn)
    assert stock(shop) == [80, 7]
    with shop.turn() as turn:
        undo(turn)
        order = turn.crm.orders.all()[0]
        with pytest.raises(Unconfirmed, match="Only 12 of Fleet Card"):
            add_line(turn, product(turn, "Fleet Card"), 30, order=order)
    assert stock(shop) == [80, 12]


def test_a_deal_follows_its_lines_until_it_has_an_amount_of_its_own(shop: House) -> None:
    with shop.turn() as turn:
        deal = turn.crm.deals.add(Deal(name="Fleet", customer=globe(turn), stage="proposal"))
        said = add_line(turn, deal=deal, lines=both(turn))
        assert "Its amount follows: 1,224.85" in said.text
        assert "line 1: 20 × GPS Mini is 1,199.80" in show_record(turn, deal).plain()
        assert (
            "Its amount follows: 1,199.80" in add_line(turn, product(turn, "Fleet Card"), deal=deal, how="remove").text
        )
    with shop.turn() as turn:
        deal = turn.crm.deals.all()[0]
        update_record(turn, deal, "amount", 900)
        said = add_line(turn, product(turn, "Fleet Card"), 1, deal=deal)
        assert "Its amount stays 900, though its products come to 1,204.81." in said.text
        assert "Fleet" in find_records(turn, "deal", [["product", "=", "Fleet Card"]]).plain()
    with shop.turn() as turn:
        undo(turn)
        deal = turn.crm.deals.all()[0]
        assert (deal.amount, [line.label for line in deal.standing]) == (Decimal("1199.80"), ["20 × GPS Mini"])


def test_what_lines_lack_is_asked_back_or_refused(shop: House) -> None:
    with shop.turn() as turn:
        with pytest.raises(Unclear, match="To which quote, order or deal"):
            add_line(turn, product(turn, "GPS Mini"), 5)
        with pytest.raises(Refused, match="no open quote or deal"):
            add_line(turn, product(turn, "GPS Mini"), 5, customer=globe(turn))
        quote = quoted(turn)
        quoted(turn)
        with pytest.raises(Unclear, match="Which quote of Globe Freight") as asked:
            add_line(turn, product(turn, "GPS Mini"), 5, customer=globe(turn))
        assert [option.label for option in asked.value.options] == ["quote 2", "quote 1"]
        with pytest.raises(Unclear, match="Which product"):
            add_line(turn, quote=quote)
        with pytest.raises(Refused, match="has several products"):
            update_record(turn, quote, "quantity", 3)
        record_order(turn, quote=quote)
        with pytest.raises(Refused, match="Quote 1 was ordered already"):
            add_line(turn, product(turn, "GPS Mini"), 5, quote=quote)


def text_of(said: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(said)).pages]


def test_a_quote_is_handed_over_as_a_document(shop: House) -> None:
    with shop.turn() as turn:
        turn.seller = Seller("Łódź Trackers & Söhne", ("Ελληνικά 5", "Київ"))
        quote = quoted(turn)
        quote.contact = turn.crm.contacts.add(Contact(name="Đặng Thị Hương", customer=globe(turn)))
        said = quote_document(turn, quote)
        assert said.text == "Quote 1 for Globe Freight over 1,102.37 is in quote-1.pdf."
        (page,) = text_of(said.files[0].octets)
        for words in (
            "Łódź Trackers & Söhne", "Ελληνικά 5", "Київ", "No. 1", "Globe Freight", "Đặng Thị Hương",
            "23 November 2026",
            "23 December 2026", "GPS Mini", "1,199.80", "Discount 10 %", "–122.48", "1,102.37", "Page 1 of 1",
        ):  # fmt: skip
            assert words in page
        assert said.files[0].octets == quote_document(turn, customer=globe(turn)).files[0].octets


def test_a_long_quote_runs_over_pages_that_are_numbered(shop: House) -> None:
    with shop.turn() as turn:
        things = [turn.crm.products.add(Product(name=f"検査機 {n} <&>", price=Decimal(n + 1))) for n in range(60)]
        make_quote(turn, things[0], globe(turn), lines=[Wanted(each, 2) for each in things])
        said = quote_document(turn, turn.crm.quotes.all()[0])
        pages = text_of(said.files[0].octets)
        assert len(pages) > 1
        assert f"Page 2 of {len(pages)}" in pages[1]
        assert all("Amount" in page for page in pages[:2])
        assert "検査機 59 <&>" in "".join(pages)
        assert "RAPPORT_COMPANY" in said.note


def test_stock_and_quotes_that_run_out_are_told_in_time(shop: House) -> None:
    with shop.turn() as turn:
        cards = product(turn, "Fleet Card")
        turn.crm.orders.add(
            Order(customer=globe(turn), product=cards, quantity=60, ordered_on=turn.now.date() - timedelta(9))
        )
        assert "lasts 18 days" in show_product(turn, cards).note
        assert "Fleet Card" in find_records(turn, "product", [["days_left", "<", 30]]).plain()
        assert "Order more Fleet Card" not in suggest_action(turn).plain()
        record_order(turn, cards, globe(turn), 6)
        quoted(turn).valid_until = turn.now.date() + timedelta(2)
        said = suggest_action(turn).plain()
        assert "Order more Fleet Card. 6 left, which lasts 8 days: 66 were ordered in the last 90 days." in said
        assert "Quote 1 over 1,102 runs out in 2 days, and has not been ordered." in said
        open_ones = [["ordered", "=", "false"], ["valid_until", "<=", date(2026, 11, 30).isoformat()]]
        assert "20 × GPS Mini and 5 × Fleet Card" in find_records(turn, "quote", open_ones).plain()
