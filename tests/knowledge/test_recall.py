"""Recall: the same answers with an index, without one, and over few passages as over many."""

from datetime import timedelta

import pytest

from knowledge.encoder import Encoder
from knowledge.index import Index
from knowledge.indexing import catch_up
from knowledge.question import Question
from knowledge.recall import Found, Recall
from storage.customers import Customer
from storage.extracts import Passages, Scope
from storage.store import Store
from tests.knowledge.conftest import NOW, STORY, log

EVERYONE = Scope()


def find(store: Store, encoder: Encoder, question: str, scope: Scope = EVERYONE) -> list[str]:
    """The summaries that answer."""
    with store.read(NOW) as crm:
        return [_summary(each) for each in Recall(crm, encoder, None).find(Question(question), scope, 6)]


def find_among_many(store: Store, encoder: Encoder, question: str, index: Index | None) -> list[str]:
    """The same, where two passages are taken for few."""
    with store.read(NOW) as crm:
        return [_summary(each) for each in Recall(crm, encoder, index, few=2).find(Question(question), EVERYONE, 6)]


def _summary(found: Found) -> str:
    return found.text.split(": ")[-1]


def test_fresh_words_are_found_before_they_have_vectors(told: Store, encoder: Encoder) -> None:
    assert find(told, encoder, "was anything damaged?")[0] == "Two pallets arrived damaged."


def test_many_passages_are_searched_by_index_and_words(told: Store, encoder: Encoder, index: Index) -> None:
    catch_up(told, encoder, index)
    assert find_among_many(told, encoder, "whose goods arrived broken?", index)[0] == STORY["Globe Freight"][2]


def test_many_passages_are_searched_without_an_index(told: Store, encoder: Encoder) -> None:
    catch_up(told, encoder, None)
    assert find_among_many(told, encoder, "who moves the warehouse", None)[0] == STORY["Globe Freight"][1]


def test_a_broken_index_costs_no_answer(told: Store, encoder: Encoder, index: Index) -> None:
    catch_up(told, encoder, index)
    index.close()
    (database,) = index.folder.glob("*/chroma.sqlite3")
    database.write_bytes(b"broken")
    assert find_among_many(told, encoder, "who moves the warehouse", index)[0] == STORY["Globe Freight"][1]


def test_what_is_stale_in_the_index_is_not_told(told: Store, encoder: Encoder, index: Index) -> None:
    catch_up(told, encoder, index)
    with told.begin(None, NOW, "gone") as crm:
        crm.interactions.remove(crm.interactions.all()[2])
    assert STORY["Globe Freight"][2] not in find_among_many(told, encoder, "pallets arrived damaged", index)


def test_a_deleted_customer_is_not_spoken_of(told: Store, encoder: Encoder) -> None:
    with told.begin(None, NOW, "gone") as crm:
        crm.customers.remove(crm.customers.named("Globe Freight")[0])
    assert find(told, encoder, "pallets arrived damaged") == []


def test_a_question_stays_with_its_customer(told: Store, encoder: Encoder) -> None:
    with told.read(NOW) as crm:
        scope = Scope(crm.customers.named("Plum & Parsley")[0].id)
    assert find(told, encoder, "pallets arrived damaged", scope) == []
    assert find(told, encoder, "vegetarian menus", scope) == [STORY["Plum & Parsley"][0]]


def test_a_question_stays_within_its_time(told: Store, encoder: Encoder) -> None:
    last = NOW - timedelta(days=9, hours=12)
    assert find(told, encoder, "vegetarian menus", Scope(last=last)) == [STORY["Plum & Parsley"][0]]
    assert find(told, encoder, "vegetarian menus", Scope(first=last)) == []


def test_the_latest_of_like_words_comes_first_where_it_is_asked_for(told: Store, encoder: Encoder) -> None:
    with told.begin(None, NOW, "more") as crm:
        customer = crm.customers.add(Customer(name="Tern Aviation"))
        for days, price in ((30, 40), (20, 50), (1, 60)):
            log(crm, customer, f"Quoted {price} a seat for headsets.", NOW - timedelta(days=days))
        scope = Scope(customer.id)
    assert "60" in find(told, encoder, "what was the last price that we quoted a seat, most recently", scope)[0]


HOSTILE = ('"', "pallets' OR '1", "NEAR(", "x* AND -y", "pallets & !broken | (", "ключ 鍵 😀", "\\'")


@pytest.mark.parametrize("said", HOSTILE)
def test_any_signs_may_stand_in_a_question(told: Store, encoder: Encoder, said: str) -> None:
    with told.read(NOW) as crm:
        passages = Passages(crm.session, encoder.model)
        matched = passages.matching([said], EVERYONE, 10)
        assert len(matched) == ("pallets" in said)
    find(told, encoder, said)


def test_words_match_in_any_form(told: Store, encoder: Encoder) -> None:
    with told.read(NOW) as crm:
        assert len(Passages(crm.session, encoder.model).matching(["damaging", "pallet"], EVERYONE, 10)) == 1


@pytest.mark.parametrize(
    ("text", "topic", "latest"),
    [
        ("when did we last talk to Dana", [], True),
        ("what did Dana say about the price?", ["price"], False),
        ("what happened last week with the pallets", ["week", "pallets"], False),
        ("the latest on Dana's renewal", ["renewal"], True),
    ],
)
def test_a_question_is_read_for_what_it_asks(text: str, topic: list[str], latest: bool) -> None:
    question = Question(text, ["Dana Reyes"])
    assert (question.topic, question.wants_latest) == (topic, latest)
