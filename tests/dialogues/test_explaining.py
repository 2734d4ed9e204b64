"""How a message was read is told on asking, put right in one tap, and kept to learn from."""

import pytest

from bot.understanding.dialogue.wondering import forgets, speaks_of_learning, wonders
from bot.understanding.intents import Reading
from bot.understanding.learning.lessons import sentence_of
from bot.understanding.reader import Context, Reader
from skills.reply import QUIET
from tests.dialogues.talking import Talk

CALL = "had a call with Hanna Jabłońska, she wants Polish invoices"


def lessons(talk: Talk) -> list[tuple[str, str, str]]:
    """The text, the skill and the skill read before of each."""
    with talk.assistant.store.read(talk.now) as crm:
        return [(lesson.text, lesson.skill, lesson.read_as) for lesson in crm.lessons.all()]


@pytest.mark.parametrize(
    "said",
    ["why did you do that?", "How did you read that", "how did you get that?", "why?", "what made you think that",
     "wait, why are you asking me that?", "explain yourself", "can you explain that please", "why'd you log that?",
     "what did you understand?", "how did you come up with that", "what did you take that for"],
)  # fmt: skip
def test_many_wordings_ask_how_it_was_read(said: str) -> None:
    assert wonders(said)


@pytest.mark.parametrize(
    "said",
    ["why did they churn?", "why is case 17 still open?", "how did the call with Dana go?", "how do you know Dana?",
     "explain the price increase to Dana", "what happened at Acme?", "why did we lose the deal with Hooli?"],
)  # fmt: skip
def test_questions_about_customers_are_none_of_them(said: str) -> None:
    assert not wonders(said)


def test_forgetting_a_record_is_not_forgetting_a_lesson() -> None:
    assert forgets("forget that")
    assert not speaks_of_learning("forget that")
    assert speaks_of_learning("don't learn that sentence")
    assert not forgets("delete that")


def test_the_reading_shows_skill_slots_confidence_and_what_came_next(talk: Talk) -> None:
    talk.says("remind me on Wednesday to send Imogen Sayle the offer", changes=["created reminder"])
    asked = talk.says(
        "why did you do that?",
        "“remind me on Wednesday to send Imogen Sayle the offer”", "taken for: remind you",
        "due at: Wed 25 Nov", r"about: “.*offer”", r"how sure: \d+ %", r"next nearest: .*\(.*%\)", "Right as it is",
        changes=[],
    )  # fmt: skip
    assert sum(button.label.startswith("Rather: ") for button in asked.reply.buttons) == 3
    talk.says("right", "Good", changes=[])


def test_each_clause_is_explained(talk: Talk) -> None:
    talk.says("log a call with Will Carver about the new doors and remind me on Monday to send the drawings")
    asked = talk.says("how did you read that?")
    assert len(asked.reply.parts) == 2
    assert "Monday" in asked.reply.plain()


def test_a_small_button_stands_last_and_only_under_what_was_done(talk: Talk) -> None:
    done = talk.says(CALL)
    assert [button.label for button in done.reply.buttons if button.style == QUIET] == ["How I read this"]
    assert done.reply.buttons[-1].style == QUIET
    assert "How I read this" not in done.reply.plain()
    for said in ("remind me to call Imogen Sayle", "never mind", "show me Fiona", "help", "thanks", "undo"):
        assert not [button for button in talk.says(said).reply.buttons if button.style == QUIET], said


def test_the_button_explains_its_own_message_even_later(talk: Talk) -> None:
    done = talk.says(CALL)
    talk.says("how many open cases does Pennant & Rowe have?")
    assert "Polish invoices" in talk.presses(done, "How I read this").reply.plain()


def test_one_tap_undoes_does_what_was_meant_and_keeps_the_sentence(talk: Talk) -> None:
    done = talk.says(CALL, changes=["created interaction"])
    asked = talk.presses(done, "How I read this")
    meant = talk.presses(asked, "Rather: note what to know")
    assert [(change["action"], change["record"].split()[0]) for change in meant.changes] == [
        ("deleted", "interaction"),
        ("created", "preference"),
    ]
    assert [intent.skill for intent in meant.intents] == ["note_preference"]
    assert "forget that" in meant.reply.note
    kept = ("had a call with contactname, she wants Polish invoices", "note_preference", "log_interaction")
    assert lessons(talk) == [kept]
    talk.says("undo", changes=["deleted preference"])


def test_forget_that_drops_what_was_kept_and_leaves_what_was_done(talk: Talk) -> None:
    talk.says(CALL)
    talk.presses(talk.says("how did you read that?"), "Rather: note")
    talk.says("forget that", "not learn", changes=[])
    assert lessons(talk) == []
    talk.says("what should I know of Hanna Jabłońska?", "Polish invoices")


def test_the_button_drops_it_too_but_not_for_others(talk: Talk) -> None:
    talk.says(CALL)
    meant = talk.presses(talk.says("how did you read that?"), "Rather: note")
    talk.as_("marcus").presses(meant, "Forget that sentence")
    assert len(lessons(talk)) == 1
    talk.presses(meant, "Forget that sentence")
    assert lessons(talk) == []


def test_nothing_is_kept_where_that_is_not_allowed(talk: Talk) -> None:
    talk.assistant.learns = False
    talk.says(CALL)
    meant = talk.presses(talk.says("how did you read that?"), "Rather: note")
    assert "learn" not in meant.reply.plain()
    assert lessons(talk) == []


def test_what_was_changed_after_is_not_taken_back(talk: Talk) -> None:
    done = talk.says(CALL)
    talk.says("remind me on Monday to call Imogen Sayle", changes=["created reminder"])
    asked = talk.presses(done, "How I read this")
    refused = talk.presses(asked, "Rather: note")
    assert "more since" in refused.reply.text
    assert refused.changes == ()
    assert lessons(talk) == []


def test_a_message_that_nothing_served_can_be_put_right(talk: Talk) -> None:
    talk.says("book me a flight to Lisbon on Monday", "nothing I can do")
    asked = talk.says("why?", "taken for: nothing")
    assert not any("Right as it is" in button.label for button in asked.reply.buttons)
    assert talk.presses(asked, "Rather: remind you").intents
    assert [read_as for _, _, read_as in lessons(talk)] == [""]


def test_the_open_question_waits_behind_the_explanation(talk: Talk) -> None:
    talk.says("remind me to call Imogen Sayle", "When", changes=[])
    talk.says("why do you ask?", "taken for: remind you", changes=[])
    talk.says("right as it is", "When should I remind you", changes=[])
    talk.says("why do you ask?", changes=[])
    talk.says("tomorrow at 9", "09:00", changes=["created reminder"])


def test_somebody_else_sees_the_reading_but_cannot_change_it(talk: Talk) -> None:
    talk.says(CALL)
    seen = talk.as_("marcus").says("how did you read that?", "Polish invoices", changes=[])
    assert not [button for button in seen.reply.buttons if "Rather" in button.label]


def test_a_customer_added_by_mistake_does_not_stand_in_the_way(talk: Talk) -> None:
    talk.says("add customer Pinefold Mills", changes=["created customer"])
    asked = talk.says("how did you read that?")
    options = [button.label for button in asked.reply.buttons if button.label.startswith("Rather: ")]
    meant = talk.presses(asked, options[0])
    assert ("deleted", "customer Pinefold Mills") in {(each["action"], each["record"]) for each in meant.changes}
    talk.says("find customer Pinefold Mills", lacks="Here is")


class Doubting:
    """The local reader, but always in doubt between three skills."""

    slow = False

    def __init__(self, local: Reader) -> None:
        self.near, self.read_as, self.read_answer = local.near, local.read_as, local.read_answer

    def read(self, text: str, context: Context) -> Reading:
        """The same three for any text."""
        skills = ("recall_history", "show_timeline", "brief_customer")
        return Reading(tuple(self.read_as(skill, text, context) for skill in skills), skills, doubtful=True)


def test_a_choice_among_what_was_near_is_learned_from_with_its_marks(talk: Talk) -> None:
    talk.assistant.reader = Doubting(talk.assistant.reader)
    asked = talk.says("so what was it with Biblioteka Nadrzeczna", "Did you mean one of these")
    chosen = talk.presses(asked, "newest first")
    assert [intent.skill for intent in chosen.intents] == ["show_timeline"]
    assert lessons(talk) == [("so what was it with customername", "show_timeline", "recall_history")]
    with talk.assistant.store.read(talk.now) as crm:
        [sentence] = map(sentence_of, crm.lessons.all())
    assert [(span.slot, sentence.words(span)) for span in sentence.spans] == [("customer", "customername")]
    assert [(span.slot, sentence.words(span)) for span in sentence.seen] == [("customer", "customername")]
    talk.presses(chosen, "Forget that sentence")
    assert lessons(talk) == []


def test_doubt_can_be_explained_and_still_be_settled(talk: Talk) -> None:
    talk.assistant.reader = Doubting(talk.assistant.reader)
    asked = talk.says("so what was it with Biblioteka Nadrzeczna")
    talk.says("why?", "taken for: nothing that I was sure of")
    assert talk.presses(asked, "newest first").intents


def test_a_request_that_shares_a_word_with_a_choice_is_heard_as_itself(talk: Talk) -> None:
    local = talk.assistant.reader
    talk.assistant.reader = Doubting(local)
    talk.says("so what was it with Biblioteka Nadrzeczna", "Did you mean one of these")
    talk.assistant.reader = local
    talk.says("show customer Alpwerk", "Here is Alpwerk Maschinenbau", lacks="Biblioteka")
