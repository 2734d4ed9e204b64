"""What a customer can be told: from their history and from how others were helped, each sentence with its source."""

import pytest

from skills.answers import answer_customer
from skills.cases import close_case, open_case
from skills.history import log_interaction
from skills.turn import Unclear
from storage.cases import Case
from storage.customers import Customer
from tests.skills.house import House

QUESTION = "what can I tell Globe Freight about late deliveries?"


def told(house: House, *talks: str, solved: tuple[str, str] | None = None) -> None:
    """What was logged with Globe Freight, and a case of another customer that was solved."""
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        for talk in talks:
            log_interaction(turn, globe, channel="call", summary=talk)
        if solved:
            other = turn.crm.customers.add(Customer(name="Oyster Foods"))
            open_case(turn, solved[0], other)
            close_case(turn, turn.crm.cases.where(newest=Case.id)[0], solved[1])
    while house.knowledge.catch_up(house.store):
        pass


def answer(house: House, question: str = QUESTION) -> str:
    with house.turn() as turn:
        return answer_customer(turn, question, turn.crm.customers.named("Globe Freight")[0]).plain()


def test_history_and_solved_cases_answer_each_sentence_cited(house: House) -> None:
    told(
        house, "Late deliveries again, they want a call before the truck leaves", "Lunch was fine",
        solved=("Deliveries come too late", "Moved to the early tour. The driver rings an hour before."),
    )  # fmt: skip
    words = answer(house)
    assert "This is what I know for Globe Freight about late deliveries." in words
    assert "“Late deliveries again, they want a call before the truck leaves” [1]" in words
    assert "Deliveries come too late: Moved to the early tour. [2] The driver rings an hour before. [2]" in words
    assert "[2] case 1, Deliveries come too late" in words
    assert "not for whom" in words
    assert "Lunch" not in words
    assert "Oyster" not in words


def test_it_says_so_when_nothing_is_known(house: House) -> None:
    told(house, "Lunch was fine", solved=("Invoice has the wrong address", "resent"))
    assert answer(house, "what can we tell Globe Freight about customs papers?").startswith(
        "I know nothing about customs papers: nothing was logged about it with Globe Freight, and no solved case"
    )


def test_the_customer_is_asked_for(house: House) -> None:
    with house.turn() as turn, pytest.raises(Unclear, match="Which customer"):
        answer_customer(turn, "what can I tell them about delays?")
