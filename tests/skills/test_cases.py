"""Cases: opened, given out, followed and closed."""

import pytest

from skills.cases import close_case, comment_case, open_case, record_feedback, reopen_case, update_case
from skills.customers import link_channel
from skills.turn import Refused, Turn, Unclear
from storage.cases import Case
from storage.customers import Customer
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
