"""Several products in one sentence, on quotes, orders and deals; quotes on paper."""

from io import BytesIO

from pypdf import PdfReader

from tests.dialogues.talking import Talk


def stock(talk: Talk, name: str) -> int | None:
    with talk.assistant.store.read(talk.now) as crm:
        return crm.products.named(name)[0].stock


def test_a_quote_over_two_products_grows_shrinks_and_is_ordered(talk: Talk) -> None:
    heard = talk.says(
        "quote Alpwerk for 20 Fernbox Desks and 5 Courier Connect with 10% off",
        "20 × Fernbox Desk and 5 × Courier Connect less 10 % is 12,915", changes=["created quote"],
    )  # fmt: skip
    lines = [(line["product"]["name"], line["quantity"]) for line in heard.intents[0].slots["lines"]]
    assert lines == [("Fernbox Desk", 20), ("Courier Connect", 5)]
    talk.says(
        "add 2 canopies to the quote",
        r"added 2 × Outdoor Canopy is 1,700\. It comes to 14,615",
        changes=["updated quote"],
    )
    talk.says("take the canopies off again", "took 2 × Outdoor Canopy off", changes=["updated quote"])
    talk.says("undo", "14,615 again", changes=["updated quote"])
    talk.says("make it 3 canopies", "now 3 × Outdoor Canopy is 2,550", changes=["updated quote"])
    talk.says("order it", "as in quote 1", "23 of Outdoor Canopy left in stock", changes=["created order"])
    talk.says("how much did we sell of Courier Connect to Alpwerk?", "4,275")
    talk.says("undo", "deleted again", changes=["deleted order"])
    assert stock(talk, "Outdoor Canopy") == 26


def test_a_quote_comes_as_a_pdf(talk: Talk) -> None:
    talk.says("make a quote for Kallang Fresh: 7 Fernbox Desks and 2 Installation Days", changes=["created quote"])
    for words in ("send me that as a pdf", "pdf of quote 1"):
        (file,) = talk.says(words, "quote-1.pdf", changes=[]).reply.files
        page = PdfReader(BytesIO(file.octets)).pages[0].extract_text()
        assert all(each in page for each in ("Kallang Fresh", "Fernbox Desk", "3,360.00", "1,560.00", "4,920.00"))


def test_an_order_of_two_products_takes_both_from_stock(talk: Talk) -> None:
    talk.says(
        "Alpwerk ordered 3 P24 and 2 outdoor canopies yesterday",
        "3 × Parcel Locker P24 and 2 × Outdoor Canopy for 14,300, yesterday", changes=["created order"],
    )  # fmt: skip
    assert (stock(talk, "Parcel Locker P24"), stock(talk, "Outdoor Canopy")) == (18, 24)
    talk.says("add 1 Care Plan to the order", "added 1 × Care Plan is 640", changes=["updated order"])
    talk.says("order 5 P24 for Fjellheim Sport at 10% off", "less 10 % for 18,900", changes=["created order"])
    talk.says("Kallang Fresh ordered 2.5 Care Plans", "whole pieces", changes=[])
    talk.says("Kallang Fresh ordered 5 F8", "Only 3 of Fridge Locker F8 are in stock", changes=[])
    talk.says("yes", "5 × Fridge Locker F8", changes=["created order"])


def test_a_deal_has_products(talk: Talk) -> None:
    talk.says("new deal for Alpwerk called Alp rollout", changes=["created deal"])
    talk.says("products on the Alp rollout deal: 20 P12 and 5 Care Plans", "follows: 51,200", changes=["updated deal"])
    talk.says("show me Alp rollout", "line 2: 5 × Care Plan is 3,200", changes=[])


def test_an_accepted_quote_is_ordered_and_an_expired_one_asked_about(talk: Talk) -> None:
    talk.says("quote Alpwerk 2 P24", changes=["created quote"])
    talk.says("no thanks", changes=[])
    talk.says("Alpwerk accepted the quote", "as in quote 1", changes=["created order"])
    talk.says("quote Alpwerk 1 P24", changes=["created quote"])
    talk.says("no", changes=[])
    talk.later(days=40)
    talk.says("turn quote 2 into an order", "ran out 10 days ago", changes=[])
    talk.says("yes", "as in quote 2", changes=["created order"])


def test_what_was_bought_and_what_runs_out_are_lists(talk: Talk) -> None:
    assert talk.says("what did Northpine Energy buy?", "Tool Locker T16").intents[0].skill == "find_records"
    assert talk.says("what runs out soon?", "Spare Lock Set").intents[0].slots["entity"] == "product"


def test_a_deal_is_opened_with_all_its_products(talk: Talk) -> None:
    talk.says(
        "open a deal with Donauhof Hotels for 4 P24 and 2 outdoor canopies",
        "Opened the deal", "Its amount follows: 18,500", lacks="Tell me what it is worth",
    )  # fmt: skip
    talk.says("add 3 care plans", "20,420")
    talk.says("we won Donauhof Hotels: Parcel Locker P24", "Won: Donauhof Hotels: Parcel Locker P24, 20,420")
    for _ in range(2):
        talk.says("undo")
    talk.says("undo", "Undone: the deal Donauhof Hotels: Parcel Locker P24 is deleted again", lacks="2 changes")


def test_a_number_of_pieces_is_no_amount_of_a_deal(talk: Talk) -> None:
    talk.says("new deal with Kilbride for 3 fridge lockers", "amount follows: 20,700", lacks="worth 3,")
    talk.says("undo", "deleted again")
    talk.says("new deal with Kilbride for 3 fridge lockers, 20k", "worth 20,000", changes=["created deal"])


def test_the_order_of_a_won_deal_is_what_the_deal_was_over(talk: Talk) -> None:
    talk.says("open a deal with Donauhof Hotels for 4 P24 and 2 outdoor canopies")
    won = talk.says("won Donauhof Hotels: Parcel Locker P24 for 17,000", "Won", "17,000")
    ordered = talk.presses(won, "Record the order").reply.text
    assert "4 × Parcel Locker P24 and 2 × Outdoor Canopy for 17,000" in ordered


def test_a_share_beside_nothing_to_share_is_no_stumble(talk: Talk) -> None:
    talk.says("quote Kallang Fresh 2 Care Plans", changes=["created quote"])
    talk.says("set stages: foo 200%, bar 50%", lacks="stumbled", changes=[])


def test_products_taken_back_are_told_by_name(talk: Talk) -> None:
    talk.says("quote Kallang Fresh 2 spare lock sets and 5 care plans", changes=["created quote"])
    talk.says("remove the spare lock sets", "took 2 × Spare Lock Set off")
    talk.says("undo", "2 × Spare Lock Set is on it again, amount is 3,560 again", lacks="nothing again")
    talk.says("add 3 outdoor canopies to it", "added 3 × Outdoor Canopy")
    talk.says("undo", "3 × Outdoor Canopy is off it again")


def test_what_was_just_added_is_gone_on_with_in_one_breath(talk: Talk) -> None:
    talk.says("add lead Petra Silver of Silver Gyms and convert her, worth 5k", "Converted Petra Silver", "5,000")
    talk.says("undo", "lead Petra Silver is deleted again", "customer Silver Gyms is deleted again")


def test_it_means_the_deal_just_opened_and_not_the_one_before(talk: Talk) -> None:
    talk.says("show the Alpwerk Bergamo deal", "Alpwerk Bergamo")
    talk.says("new deal for Kilbride worth 5k and move it to proposal", "prospecting → proposal", lacks="Alpwerk")
