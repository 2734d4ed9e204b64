"""Selling: quotes put right and turned into orders, orders that take from stock, products taken in."""

from tests.dialogues.talking import Talk, slots


def stock(talk: Talk, name: str) -> int | None:
    with talk.assistant.store.read(talk.now) as crm:
        return crm.products.named(name)[0].stock


def test_a_quote_is_turned_into_an_order_by_one_word(talk: Talk) -> None:
    heard = talk.says(
        "could you quote Donauhof Hotels for four P24 at 12.5% off",
        "4 × Parcel Locker P24 less 12.5 % is 14,700", "Shall I turn it into an order", changes=["created quote"],
    )  # fmt: skip
    assert slots(heard) == {
        "product": "Parcel Locker P24", "customer": "Donauhof Hotels", "quantity": 4, "discount": 12.5,
    }  # fmt: skip
    talk.says("order it", "as in quote 1", "17 left in stock", changes=["created order"])
    assert stock(talk, "Parcel Locker P24") == 17
    talk.says("undo", "deleted again", changes=["deleted order"])
    assert stock(talk, "Parcel Locker P24") == 21


def test_the_button_and_other_words_order_it_too(talk: Talk) -> None:
    heard = talk.says("make a quote for Alpwerk, 3 outdoor canopies", changes=["created quote"])
    assert "as in quote 1" in talk.presses(heard, "Order it").reply.text
    talk.says("make a quote for Alpwerk, 2 outdoor canopies", changes=["created quote"])
    talk.says("yes", "as in quote 2", changes=["created order"])
    talk.says("make a quote for Alpwerk, 5 outdoor canopies", changes=["created quote"])
    talk.says("no thanks", "leave it", changes=[])
    talk.says("turn quote 3 into an order", "as in quote 3", changes=["created order"])
    talk.says("turn quote 3 into an order", "already", changes=[])
    talk.says("turn quote 77 into an order", "no quote called", changes=[])


def test_what_is_said_anew_puts_the_quote_right_and_not_the_order(talk: Talk) -> None:
    talk.says("prepare an offer for Kilbride Grocers over 6 Care Plans", "is 3,840", changes=["created quote"])
    talk.says("make it 8", "6 → 8", "comes to 5,120", "Still open", changes=["updated quote"])
    talk.says("make it 25%", "discount of quote 1 is 25 %", "comes to 3,840", changes=["updated quote"])
    talk.says("turn it into an order", "8 × Care Plan for 3,840", changes=["created order"])
    talk.says("quote Kilbride Grocers 2 Care Plans", changes=["created quote"])
    talk.says("yes but make it 3", "3 × Care Plan for 1,920", changes=["created order", "updated quote"])
    talk.says("undo", "quantity is 2 again", changes=["deleted order", "updated quote"])
    talk.says("quote Kilbride Grocers 4 Care Plans", changes=["created quote"])
    talk.says("no, make it 5", "4 → 5", changes=["updated quote"], lacks="leave it")


def test_a_quote_is_called_by_its_number(talk: Talk) -> None:
    talk.says("make a quote for Kallang Fresh: 7 Fernbox Desks", changes=["created quote"])
    talk.says("show me quote 1", "quantity: 7", changes=[])
    talk.says("set the discount of quote 1 to 5%", "comes to 3,192", changes=["updated quote"])
    talk.says("delete quote 1", r"Delete quote 1\?", changes=[])
    talk.says("yes", changes=["deleted quote"])
    talk.says("quote 1 Fridge Locker for Kallang Fresh", "Quote 2 for Kallang Fresh: 1 ×", changes=["created quote"])


def test_an_order_is_priced_and_warned_about(talk: Talk) -> None:
    talk.says(
        "Kallang Fresh ordered 2 F8 yesterday", "for 13,800, yesterday", "Only 1 of Fridge", changes=["created order"]
    )
    talk.says("no, it was 5", "2 → 5", "comes to 34,500", changes=["updated order"])
    assert stock(talk, "Fridge Locker F8") == -2
    talk.says(
        "note an order of 10 Fernbox Desks by Bluewater Freight at 450 each", "for 4,500", changes=["created order"]
    )
    talk.says("order 5 P24 for Fjellheim Sport at 10% off", "less 10 % for 18,900", changes=["created order"])


def test_a_product_is_taken_in_and_the_same_one_noticed(talk: Talk) -> None:
    talk.says(
        "add a product: Wheel Set, 140, 60 in stock, vendor Hollin Metalworks, category accessories",
        "140 each, 60 in stock, vendor Hollin", "category: accessories", changes=["created product"],
    )  # fmt: skip
    talk.says("no, the price is 150", "140 → 150", changes=["updated product"])
    talk.says("new product Wheel Set", "already Wheel Set", changes=[])
    talk.says("the same one", changes=[])
    talk.says("how many Wheel Sets do we have?", "60 in stock", "Nobody has ordered", changes=[])


def test_an_answer_may_tell_how_many_beside_what(talk: Talk) -> None:
    talk.says("make a quote for Koivula Rakennus", "Which product")
    talk.says("3 Touch Terminal 15", r"3 × Touch Terminal 15", changes=["created quote"])


def test_a_question_about_what_was_undone_is_open_no_longer(talk: Talk) -> None:
    talk.says("quote Kallang Fresh 2 Care Plans", "Shall I turn it into an order", changes=["created quote"])
    talk.says("undo", "quote 1 is deleted again", changes=["deleted quote"], lacks="Still open")
    talk.says("yes", "Nothing is open", changes=[])
