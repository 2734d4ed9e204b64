"""Cases: opened, given out, followed and closed."""

import pytest

from skills.cases import close_case, comment_case, open_case, record_feedback, reopen_case, update_case
from skills.conversation import undo
from skills.customers import link_channel
from skills.history import log_interaction
from skills.marketing import draft_message
from skills.records import show_record
from skills.turn import Refused, Turn, Unclear
from storage.campaigns import Campaign
from storage.cases import Case
from storage.customers import Customer
from storage.feedback import Preference
from storage.responses import Response
from tests.skills.house import House


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def case(turn: Turn, number: int) -> Case:
    found = turn.crm.cases.first(Case.number == number)
    assert found is not None
    return found


def test_cases_are_numbered_and_given_to_whoever_has_the_fewest(house: House) -> None:
    with house.turn() as turn:
        first = open_case(turn, "Scanners lose wifi", globe(turn), "urgent")
        assert first.text == (
            "Opened case 1 for Globe Freight: Scanners lose wifi. Ines Cruz takes it, due today at 14:30 (urgent)."
        )
        assert "Opened case 2" in open_case(turn, "Labels are blank", globe(turn)).text
        assert [case(turn, number).assignee for number in (1, 2)] == [
            turn.crm.people.named("Ines Cruz")[0],
            turn.crm.people.named("Sam Ode")[0],
        ]


def test_the_customer_comes_from_the_contact_or_the_channel_or_is_asked_for(house: House) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        assert "for Globe Freight" in open_case(turn, "Scanners lose wifi", contact=lars).text
        with pytest.raises(Unclear, match="Which customer has the problem") as asked:
            open_case(turn, "Scanners lose wifi")
        assert asked.value.slot == "customer"
    with house.turn(channel="C1") as turn:
        link_channel(turn, globe(turn))
        assert "for Globe Freight" in open_case(turn, "Labels are blank").text


def test_how_a_similar_case_was_solved_is_shown(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Label printer jams on every page", globe(turn))
        close_case(turn, case(turn, 1), "cleaned the feed roller")
        open_case(turn, "Door is stuck", globe(turn))
        close_case(turn, case(turn, 2), "oiled the hinge")
        reply = open_case(turn, "printer jams with thick labels", globe(turn))
        assert "Case 1, Label printer jams on every page: cleaned the feed roller" in reply.plain()
        assert "hinge" not in reply.plain()


def test_a_priority_brings_its_due_time_and_lateness_is_said(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
    house.later(hours=6)
    with house.turn() as turn:
        reply = update_case(turn, case(turn, 1), "working", "urgent")
        assert reply.text == ("Case 1: new → working, priority normal → urgent. It is overdue since today at 14:30.")
        assert "It was overdue." in close_case(turn, case(turn, 1), "new antenna").text


def test_a_closed_case_is_reopened_before_it_changes(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
        assert "Tell me how" in close_case(turn, case(turn, 1)).note
        with pytest.raises(Refused, match="reopen case 1"):
            update_case(turn, case(turn, 1), "waiting")
        with pytest.raises(Refused, match="closed already"):
            close_case(turn, case(turn, 1))
        assert reopen_case(turn, case(turn, 1), "same error").text.startswith("Reopened case 1")
        assert case(turn, 1).is_open
        with pytest.raises(Refused, match="nothing to reopen"):
            reopen_case(turn, case(turn, 1))


def test_a_comment_is_kept_with_the_case(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
        comment_case(turn, case(turn, 1), "router swapped")
        (comment,) = turn.crm.cases.comments(case(turn, 1))
        assert (comment.text, comment.by) == ("router swapped", turn.speaker)


@pytest.mark.parametrize(
    ("score", "scale", "said"), [(4, None, "CSAT 4 of 5"), (9, None, "NPS 9 of 10"), (3, "nps", "NPS 3")]
)
def test_a_score_is_recorded_on_its_scale(house: House, score: int, scale: None, said: str) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        assert said in record_feedback(turn, score, scale, contact=lars, comment="friendly").text


def test_a_score_outside_its_scale_is_refused_and_without_a_giver_asked_about(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Refused, match="CSAT goes from 1 to 5; 9 is not in it"):
            record_feedback(turn, 9, "csat", globe(turn))
        with pytest.raises(Unclear, match="Who gave it"):
            record_feedback(turn, 4)


def test_urgent_cases_weigh_more_when_a_new_one_is_given_out(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn), "urgent")
        for subject in ("Labels are blank", "Door squeaks", "Lamp flickers"):
            open_case(turn, subject, globe(turn), "low")
        assert [each.assignee.name for each in turn.crm.cases.all() if each.assignee] == [
            "Ines Cruz", "Sam Ode", "Sam Ode", "Sam Ode",
        ]  # fmt: skip


def test_the_team_that_served_a_customer_last_takes_its_next_case(house: House) -> None:
    with house.turn() as turn:
        sam, ines = (turn.crm.people.named(name)[0] for name in ("Sam Ode", "Ines Cruz"))
        sam.team, ines.team = "hardware", "software"
        for subject in ("Scanners lose wifi", "Labels are blank"):
            open_case(turn, subject, globe(turn))
        assert [each.assignee for each in turn.crm.cases.all()] == [ines, ines]


def test_a_case_that_means_the_same_in_other_words_is_shown_and_no_other(house: House) -> None:
    with house.turn() as turn:
        for subject, how in (("Alarm was not heard", "voice call added"), ("Invoice has the wrong address", "resent")):
            open_case(turn, subject, globe(turn))
            close_case(turn, turn.crm.cases.where(newest=Case.id)[0], how)
    house.knowledge.catch_up(house.store)
    with house.turn() as turn:
        assert "voice call added" in open_case(turn, "Nobody noticed the alarm", globe(turn)).plain()
        assert "Solved before" not in open_case(turn, "Terminal shows no text", globe(turn)).plain()


def test_the_assignees_first_comment_is_the_first_reply(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
        comment_case(turn, case(turn, 1), "they sound upset")
        assert case(turn, 1).first_replied_at is None
    house.later(minutes=20)
    with house.turn("ines@rapport.test") as turn:
        comment_case(turn, case(turn, 1), "asked for the log")
        assert case(turn, 1).first_replied_at == house.now
    house.later(minutes=20)
    with house.turn("ines@rapport.test") as turn:
        comment_case(turn, case(turn, 1), "log came")
        shown = show_record(turn, case(turn, 1)).plain()
        assert "first reply: today at 10:50" in shown
        assert "time: 40 minutes used, 71 hours 20 minutes left" in shown
        assert "today, Ines Cruz: log came" in shown


def test_a_talk_that_names_the_case_is_its_first_reply_and_a_note_is_none(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
        log_interaction(turn, globe(turn), summary="wonder what case 1 is", channel="note")
        log_interaction(turn, globe(turn), summary="rang about the invoice", channel="call")
        assert case(turn, 1).first_replied_at is None
        log_interaction(turn, globe(turn), summary="rang them about case 1, a new antenna comes", channel="call")
        assert case(turn, 1).first_replied_at == house.now


def test_closing_offers_to_draft_a_question_for_a_score_that_comes_back_to_the_case(house: House) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        open_case(turn, "Scanners lose wifi", contact=lars)
        offer = close_case(turn, case(turn, 1), "new antenna").offer
        assert offer is not None
        assert offer.question == "Shall I draft a message that asks Lars Berg how satisfied they are? I send nothing."
        draft = draft_message(turn, contact=lars, purpose=offer.slots["purpose"]).plain()
        assert "from 1 (not at all) to 5 (very)?" in draft
        assert "Scanners lose wifi" in draft
    house.later(days=2)
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        assert "from Lars Berg at Globe Freight for case 1." in record_feedback(turn, 5, contact=lars).text
        assert "for case" not in record_feedback(turn, 4, contact=lars).text
        assert "for case" not in record_feedback(turn, 9, contact=lars).text


@pytest.mark.parametrize("wish", ["no emails please", "doesn't want surveys", "leave alone"])
def test_nobody_is_asked_for_a_score_who_wants_no_messages(house: House, wish: str) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        turn.crm.preferences.add(Preference(contact=lars, customer=lars.customer, text=wish))
        open_case(turn, "Scanners lose wifi", contact=lars)
        assert close_case(turn, case(turn, 1), "new antenna").offer is None


def test_nobody_is_asked_for_a_score_who_unsubscribed(house: House) -> None:
    with house.turn() as turn:
        lars = turn.crm.contacts.named("Lars Berg")[0]
        mailing = turn.crm.campaigns.add(Campaign(name="Spring", channel="email"))
        turn.crm.responses.add(Response(campaign=mailing, contact=lars, response="unsubscribed", at=turn.now))
        open_case(turn, "Scanners lose wifi", contact=lars)
        assert close_case(turn, case(turn, 1), "new antenna").offer is None


def test_undoing_a_comment_takes_the_first_reply_back_and_speaks_of_the_comment_alone(house: House) -> None:
    with house.turn() as turn:
        open_case(turn, "Scanners lose wifi", globe(turn))
    with house.turn("ines@rapport.test") as turn:
        comment_case(turn, case(turn, 1), "asked for the log")
    with house.turn("ines@rapport.test") as turn:
        assert undo(turn).text == "Undone: the comment on case 1 is deleted again."
        assert case(turn, 1).first_replied_at is None
        assert turn.crm.comments.all() == []
