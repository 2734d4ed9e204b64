"""A person's data: handed over whole, and erased for good."""

import json
from typing import Any

import pytest

from skills.cases import comment_case, open_case
from skills.conversation import erase_person, export_person, show_changes, undo
from skills.customers import note_preference
from skills.history import log_interaction, recall_history
from skills.records import update_record
from skills.turn import Turn, Unconfirmed
from storage.cases import Case
from storage.contacts import Contact
from storage.leads import Lead
from tests.skills.house import House


def lars(turn: Turn) -> Contact:
    return turn.crm.contacts.named("Lars Berg")[0]


def spoken_of(house: House) -> None:
    """Lars gets a new number, is spoken to, has a case and a wish, and came as a lead."""
    with house.turn() as turn:
        update_record(turn, lars(turn), "phone", "+49 228 555 0101")
    with house.turn(text="call with Lars, he wants the pallets relabelled") as turn:
        log_interaction(turn, contact=lars(turn), channel="call")
        note_preference(turn, "never before ten", lars(turn))
        open_case(turn, "Scanner of Lars is dead", contact=lars(turn))
        comment_case(turn, turn.crm.cases.where(Case.number == 1)[0], "Lars tries a new battery")
        turn.crm.leads.add(Lead(name="Lars B.", email="LARS@globefreight.test", source="event"))
        lars(turn).custom = {"favourite colour": "ochre"}


def exported(house: House) -> dict[str, Any]:
    with house.turn() as turn:
        (file,) = export_person(turn, lars(turn)).files
        assert file.name == "lars-berg.json"
        return dict(json.loads(file.content))


def test_all_that_is_held_of_a_person_is_in_the_file(house: House) -> None:
    spoken_of(house)
    told = exported(house)
    assert told["person"]["phone"] == "+49 228 555 0101"
    assert told["person"]["custom"] == {"favourite colour": "ochre"}
    assert {kind: len(found) for kind, found in told["records"].items()} == {
        "lead": 1, "case": 1, "comment": 1, "interaction": 1, "preference": 1,
    }  # fmt: skip
    words = json.dumps(told)
    assert all(part in words for part in ("relabelled", "never before ten", "new battery", "is dead", "LARS@globe"))
    assert any(each["before"] == {"phone": None} for each in told["changes"])


def test_others_are_not_in_the_file(house: House) -> None:
    spoken_of(house)
    with house.turn() as turn:
        note_preference(turn, "likes tea", turn.crm.contacts.named("Dana Weber")[0])
    words = json.dumps(exported(house))
    assert "Dana" not in words
    assert "tea" not in words


def erased(house: House) -> str:
    with (
        pytest.raises(Unconfirmed, match=r"Erase Lars Berg of Globe Freight everywhere.*for good"),
        house.turn() as turn,
    ):
        erase_person(turn, lars(turn))
    with house.turn(confirmed=True) as turn:
        return erase_person(turn, lars(turn)).plain()


def test_what_goes_and_what_stays_is_said_without_the_name(house: House) -> None:
    spoken_of(house)
    said = erased(house)
    assert "Gone: the record with its changes, 1 lead, 1 preference." in said
    assert "“somebody” for the name: 1 case, 1 comment, 1 interaction." in said
    assert "Slack" in said
    assert "Lars" not in said


def test_nothing_brings_an_erased_person_back(house: House) -> None:
    spoken_of(house)
    erased(house)
    with house.turn() as turn:
        assert turn.crm.contacts.named("Lars Berg") == []
        assert "Lars" not in recall_history(turn, "who wants the pallets relabelled?").plain()
        assert "Lars" not in show_changes(turn).plain()
    with (
        pytest.raises(Unconfirmed, match=r"gone for good\. Shall I take back what you did before"),
        house.turn() as turn,
    ):
        undo(turn)
    for _ in range(4):
        with house.turn(confirmed=True) as turn:
            assert "Lars" not in undo(turn).plain()
    with house.turn() as turn:
        assert turn.crm.contacts.named("Lars Berg") == []
        assert "Lars" not in show_changes(turn).plain()


def test_undo_says_so_where_nothing_else_was_done(house: House) -> None:
    with house.turn("tom@rapport.test", confirmed=True) as turn:
        erase_person(turn, lars(turn))
    with house.turn("tom@rapport.test") as turn:
        assert undo(turn).text == "Whom you erased is gone for good. There is nothing else of yours to take back."
