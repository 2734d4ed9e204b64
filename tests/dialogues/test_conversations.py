"""Conversations: said, written down, found again, answered, taken back."""

from bot.understanding.text import LONGEST
from tests.dialogues.talking import Talk, slots


def test_a_call_is_written_down_found_again_and_taken_back(talk: Talk) -> None:
    talk.says(
        "had a call with Hanna Jabłońska, she wants the invoices in Polish from January on",
        "Hanna Jabłońska", "invoices in Polish", changes=["created interaction"],
    )  # fmt: skip
    talk.says("what did Hanna Jablonska say about the invoices?", r"invoices in Polish", r"\[1\]")
    talk.says("undo", "undone|taken back|deleted", changes=["deleted interaction"])
    talk.says("show me the timeline of Biblioteka Nadrzeczna", "Hanna", lacks="in Polish")


def test_a_missing_customer_is_asked_for(talk: Talk) -> None:
    heard = talk.says("open a case, the touch screen stays black", "which|who", changes=[])
    assert [ask["slot"] for ask in heard.asks] == ["customer"]
    talk.says("Pennant & Rowe", "Pennant & Rowe", "touch screen", changes=["created case"])


def test_of_several_people_one_is_chosen_by_words_by_place_or_by_button(talk: Talk) -> None:
    asked = talk.says("show me Fiona", "Fiona McBride", "1\\)", "2\\)", changes=[])
    assert len(asked.asks[0]["options"]) == 2
    talk.says("the first one", "Fiona")
    asked = talk.says("show me Fiona")
    assert "Fiona McBride" in talk.presses(asked, "McBride").reply.plain()


def test_a_button_pressed_late_or_by_somebody_else_does_nothing(talk: Talk) -> None:
    asked = talk.says("delete the case 42", "yes", changes=[])
    assert "somebody else" in talk.as_("marcus").presses(asked, "Yes").reply.text
    talk.says("no", changes=[])
    late = talk.presses(asked, "Yes")
    assert "settled" in late.reply.text
    assert late.changes == ()


def test_deleting_asks_first_and_can_be_undone(talk: Talk) -> None:
    talk.says("delete Lagan Valley Libraries", "Lagan Valley", "yes", changes=[])
    talk.says("yes", "Lagan Valley", changes=["deleted customer"])
    talk.says("take that back", "Lagan Valley", changes=["restored customer"])


def test_never_mind_drops_what_was_asked(talk: Talk) -> None:
    talk.says("remind me to call Imogen Sayle", "when", changes=[])
    talk.says("never mind", changes=[])
    talk.says("which reminders do I have?", lacks="call Imogen")


def test_a_question_in_between_leaves_the_open_one_open(talk: Talk) -> None:
    talk.says("remind me to send the contract to Imogen Sayle", "when", changes=[])
    talk.says("who is Imogen Sayle?", "Wrenfield", changes=[])
    talk.says("on Monday then", "Mon|23", "contract", changes=["created reminder"])


def test_no_make_it_thursday_changes_what_was_just_written(talk: Talk) -> None:
    talk.says("remind me on Wednesday to send Wrenfield University the offer", "Wed|25", changes=["created reminder"])
    talk.says("no, make it Thursday", "Thu|26", changes=["updated reminder"])


def test_two_things_in_one_message_are_done_and_undone_together(talk: Talk) -> None:
    talk.says(
        "log a call with Will Carver about the new doors and remind me on Monday to send the drawings",
        "Will Carver", "Mon|23", changes=["created interaction", "created reminder"],
    )  # fmt: skip
    talk.says("undo", changes=["deleted interaction", "deleted reminder"])


def test_pronouns_and_what_about_carry_on(talk: Talk) -> None:
    talk.says("show me Imogen Sayle", "Wrenfield")
    talk.says("what did she say about the price increase?", "price increase|6 percent")
    first = talk.says("how many open cases does Pennant & Rowe have?", r"\d")
    second = talk.says("what about Harrowgate Estates?", "Harrowgate")
    assert slots(first)["filters"] != slots(second)["filters"]


def test_a_list_is_narrowed_and_added_up(talk: Talk) -> None:
    talk.says("list my open deals", "deals?")
    narrowed = talk.says("only the ones over 20k", "over 20,000")
    assert ["owner", "=", "Lena Hartwig"] in slots(narrowed)["filters"]
    total = talk.says("what are they worth in total?", "sum of amount")
    assert slots(total)["filters"] == slots(narrowed)["filters"]


def test_what_no_skill_serves_is_said_to_be_so(talk: Talk) -> None:
    heard = talk.says("book me a flight to Lisbon on Monday", "nothing I can do", changes=[])
    assert heard.intents == ()
    talk.says("thanks a lot!", "welcome", changes=[])
    talk.says("", "listening", changes=[])
    talk.says("🎉🎉🎉", "listening", changes=[])
    talk.says("x" * (LONGEST + 1), "characters", changes=[])


def test_somebody_unknown_gets_nothing(talk: Talk) -> None:
    stranger = Talk(talk.assistant, talk.now, "eve@elsewhere.test")
    stranger.says("list all customers", "do not know", lacks="Harrowgate", changes=[])


def test_a_reminder_in_the_past_or_on_no_day_is_refused_kindly(talk: Talk) -> None:
    talk.says("remind me yesterday to call Imogen Sayle", "has passed", changes=[])
    talk.says("never mind")
    talk.says("remind me on 31 February to call Imogen Sayle", "February", changes=[])


def test_memory_fades_after_a_day(talk: Talk) -> None:
    talk.says("open a case, the touch screen stays black", "which|who", changes=[])
    talk.later(days=2)
    talk.says("Pennant & Rowe", changes=[])


def test_a_preference_and_a_field_are_kept(talk: Talk) -> None:
    talk.says("Rajesh Bhandari prefers email", "prefers email", changes=["created preference"])
    talk.says("Rajesh Bhandari's phone is now +44 20 7946 0999", "0999", changes=["updated contact"])
    talk.says("what's Rajesh Bhandari's phone number?", "0999")


def test_hidden_characters_and_slack_markup_do_no_harm(talk: Talk) -> None:
    talk.says(
        "<@U123> \u202elog\x00 a call with *Imogen Sayle*: the <https://x.test|brochure> is fine &amp; dandy :tada:",
        "Imogen Sayle", "brochure", "fine & dandy", changes=["created interaction"],
    )  # fmt: skip
