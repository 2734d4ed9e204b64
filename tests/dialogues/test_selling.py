"""Selling by chat: leads and deals from the first word to the last, with the demo company."""

from tests.dialogues.talking import Talk, slots


def test_a_lead_is_taken_in_followed_converted_and_all_of_it_undone(talk: Talk) -> None:
    talk.says(
        "new lead: Ida Holm from Holm Kayaks, ida@holm-kayaks.example, met at the trade fair",
        "Added the lead Ida Holm of Holm Kayaks, from event",
        "Shall I remind you on Mon 23 Nov to get in touch with Ida Holm",
        changes=["created lead"],
    )
    talk.says("yes", "I will remind you Mon 23 Nov", changes=["created reminder"])
    talk.says("Ida Holm is qualified, she has the budget", "open → qualified", changes=["updated lead"])
    talk.says(
        "convert Ida Holm, 12k",
        "Holm Kayaks is a customer now",
        changes=["created customer", "created contact", "created deal", "updated lead"],
    )
    talk.says("undo", changes=["deleted customer", "deleted contact", "deleted deal", "updated lead"])
    talk.says("show me Ida Holm", "status: qualified")


def test_a_lead_who_is_there_already_is_not_made_twice(talk: Talk) -> None:
    talk.says("add lead Radek Novotny, source referral", "already the lead Radek Novotný", changes=[])
    talk.says("no", changes=[])


def test_a_deal_is_moved_and_lost_by_the_name_of_its_customer(talk: Talk) -> None:
    assert slots(talk.says("move Alpwerk to proposal", "negotiation → proposal", changes=["updated deal"])) == {
        "deal": "Alpwerk Bergamo",
        "stage": "proposal",
    }
    talk.says("we lost the Alpwerk deal", "Why was Alpwerk Bergamo lost", changes=[])
    talk.says("they build it themselves", "Lost: Alpwerk Bergamo", "build it themselves", changes=["updated deal"])
    talk.says("undo", changes=["updated deal"])


def test_the_deal_is_that_of_the_customer_just_spoken_of(talk: Talk) -> None:
    talk.says("had a call with Alpwerk Maschinenbau, they like the Bergamo plan", changes=["created interaction"])
    talk.says("move the deal to proposal", "Alpwerk Bergamo: negotiation → proposal", changes=["updated deal"])
    talk.says("they signed at 26k", "Won: Alpwerk Bergamo, 26,000", changes=["updated deal"])


def test_many_leads_get_a_status_once_confirmed(talk: Talk) -> None:
    talk.says("set all the contacted leads to qualified", r"Set to qualified: \d contacted leads\?", changes=[])
    heard = talk.says("yes", r"leads are qualified now")
    assert {change["action"] for change in heard.changes} == {"updated"}


def test_the_forecast_tells_what_is_at_risk_and_why(talk: Talk) -> None:
    heard = talk.says("what is my forecast for this quarter?", "of yours: 175,452", "Donauhof", "was to close")
    assert slots(heard) == {"period": {"from": "2026-10-01", "to": "2026-12-31"}, "owner": "Lena Hartwig"}
