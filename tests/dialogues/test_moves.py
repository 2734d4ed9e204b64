"""The moves of a conversation: yes and no, corrections, places in a list, digressions, two people, what fades."""

import pytest

from bot.understanding.dialogue.assent import Answer, answer_of
from tests.dialogues.talking import Talk, slots

PROMISE = "had a call with Imogen Sayle, promised her the quote by Friday"

# ---- yes, no, never mind


@pytest.mark.parametrize(
    "text",
    [
        "yep go ahead",
        "sure why not",
        "do it",
        "YES!!",
        "yesss please",
        "ok",
        "oh well, fine",
        "no problem, go ahead",
        "of course",
    ],
)
def test_a_yes_in_many_forms(text: str) -> None:
    assert answer_of(text) == Answer("yes")


@pytest.mark.parametrize(
    "text",
    [
        "absolutely not",
        "nah leave it",
        "please don't",
        "nooo",
        "hell no",
        "i don't think so",
        "yes no wait",
        "of course not",
        "not yet",
    ],
)
def test_a_no_in_many_forms_and_of_both_the_no_counts(text: str) -> None:
    assert answer_of(text) == Answer("no")


@pytest.mark.parametrize(
    "text", ["nvm", "ok stop, cancel this please", "forget about it", "actually, scratch that", "neither"]
)
def test_cancelling_in_many_forms(text: str) -> None:
    assert answer_of(text) == Answer("cancel")


@pytest.mark.parametrize(
    "text",
    [
        "please list open cases", "right, how many open cases?", "don't forget to call Hanna", "stop reminding me",
        "cancel my 3pm reminder", "do we have open cases?", "good morning", "keep it short",
    ],
)  # fmt: skip
def test_what_only_begins_like_an_answer_is_none(text: str) -> None:
    assert answer_of(text).said is None


def test_what_follows_the_answer_is_heard_too() -> None:
    assert answer_of("yes, and remind me tomorrow") == Answer("yes", "remind me tomorrow")
    assert answer_of("no make it Thursday") == Answer("no", "make it Thursday")


def test_cancelling_where_nothing_is_open_does_nothing(talk: Talk) -> None:
    for text in ("nvm", "never mind", "nothing"):
        talk.says(text, "^All right", changes=[])


@pytest.mark.parametrize("text", ["absolutely not", "please don't delete it", "don't delete it", "nah"])
def test_a_no_deletes_nothing(talk: Talk, text: str) -> None:
    talk.says("delete case 41", "yes", changes=[])
    talk.says(text, "leave it", changes=[])
    talk.says("yes", "nothing is open", changes=[])


def test_a_request_said_again_in_short_is_a_yes_and_one_repeated_is_not(talk: Talk) -> None:
    talk.says("delete case 41", "yes", changes=[])
    talk.says("delete case 41", "yes", changes=[])
    talk.says("delete it", "deleted case 41", changes=["deleted case"])


def test_yes_and_something_more_does_both(talk: Talk) -> None:
    talk.says("delete case 41", "yes", changes=[])
    talk.says("yes and delete case 40", "deleted case 41", "delete case 40", changes=["deleted case"])
    talk.says("no, show me case 39 instead", "leave it", "case 39", changes=[])


def test_what_waits_for_a_yes_is_told_otherwise(talk: Talk) -> None:
    talk.says(PROMISE, "remind you", "Fri", changes=["created interaction"])
    talk.says("yes but on Monday at 2pm", "Mon 23 Nov at 14:00", changes=["created reminder"])
    talk.says("delete case 41", "case 41", changes=[])
    talk.says("no, case 40", "delete case 40", changes=[])
    talk.says("do it", "deleted case 40", changes=["deleted case"])


# ---- corrections


def test_one_correction_after_the_other(talk: Talk) -> None:
    talk.says("remind me on Wednesday at 3pm to send the offer", "Wed 25 Nov at 15:00", changes=["created reminder"])
    talk.says("no, make it Thursday", "Thu 26 Nov at 15:00", changes=["updated reminder"])
    talk.says("actually 4pm", "Thu 26 Nov at 16:00", changes=["updated reminder"])
    talk.says("sorry i meant monday", "Mon 23 Nov at 16:00", changes=["updated reminder"])


def test_not_this_but_that(talk: Talk) -> None:
    talk.says("change the revenue of Slaney Coachways to 5k", "5,000", changes=["updated customer"])
    talk.says("not 5k, 50k", "50,000", changes=["updated customer"])
    talk.says("oops, 55k", "55,000", changes=["updated customer"])
    talk.says("log a call with Hanna Jabłońska about invoices", changes=["created interaction"])
    talk.says("actually a meeting not a call", "call → meeting", changes=["updated interaction"])
    talk.says("and it was yesterday", "yesterday", changes=["updated interaction"])


def test_another_person_brings_their_company(talk: Talk) -> None:
    talk.says("had a call with Fiona McBride, she likes it", "Harrowgate", changes=["created interaction"])
    talk.says("sorry, I meant the other Fiona", "Fiona Castell", "Thistledown")
    talk.says(
        "wrong customer, it was Kilbride Grocers", "Thistledown Hotels → Kilbride", changes=["updated interaction"]
    )


def test_another_record_has_the_first_one_as_it_was(talk: Talk) -> None:
    talk.says("close case 42, solved by phone", "case 42", changes=["updated case"])
    talk.says("no sorry, case 40", "undone", "case 42", "closed case 40", changes=["updated case", "updated case"])
    talk.says("assign case 39 to Bram", "Bram")
    talk.says("no, to Jamal", "case 39 is now Jamal", changes=["updated case"])


def test_a_field_by_its_name(talk: Talk) -> None:
    talk.says("add a customer Kestrl Marine in Cork", "Kestrl", changes=["created customer"])
    talk.says("sorry, Kestrel Marine", "Kestrel Marine", changes=["updated customer"])
    talk.says("the city is Dublin not Cork", "Cork → Dublin", changes=["updated customer"])


def test_a_question_asked_otherwise(talk: Talk) -> None:
    talk.says("list customers in Germany", "7 customers")
    talk.says("no, in Austria", "1 customer")
    talk.says("what about Klinikum Seeblick", "here is Klinikum Seeblick")


# ---- places in a list, and the list again


def test_a_place_in_the_list_shown_is_a_record(talk: Talk) -> None:
    talk.says("list open cases", "14 cases")
    talk.says("open the first", "case 42", changes=[])
    talk.says("number 3", "case 40", changes=[])
    talk.says("last one", "case 33", changes=[])
    talk.says("close the second one", "closed case 41", changes=["updated case"])
    talk.says("remind me about the last one tomorrow", "case 33: Late fees", changes=["created reminder"])


def test_a_place_in_no_list_changes_nothing(talk: Talk) -> None:
    talk.says("log a call with Hanna Jabłońska about invoices", changes=["created interaction"])
    talk.says("the second one", "no list", changes=[])
    talk.says("the other one", "no list", changes=[])


def test_a_list_is_narrowed_turned_sorted_counted(talk: Talk) -> None:
    talk.says("list my deals", "13 deals")
    talk.says("only the ones over 20k", "6 deals")
    talk.says("the rest", "7 deals", "at most 20,000")
    sorted_by = talk.says("sort them by amount", "7 deals")
    assert slots(sorted_by)["sort"] == "amount"
    talk.says("how many are there?", ": 7")
    talk.says("which ones are in proposal", "1 deal")


def test_a_figure_is_asked_of_others_and_by_a_field(talk: Talk) -> None:
    talk.says("how many open deals does Chloe have?", ": 13")
    talk.says("same for Lena", "Lena Hartwig: 10")
    talk.says("by stage", "negotiation", "proposal")
    talk.says("any open cases at Kilbride Grocers?", "1 case")
    assert ["customer", "=", "Kilbride Grocers"] in slots(talk.says("and deals?", "2 deals"))["filters"]


def test_who_and_what_was_just_spoken_of_need_no_name(talk: Talk) -> None:
    talk.says("who is Dario Zanetti", "Belfiore")
    talk.says("and phone?", r"phone \+39")
    talk.says("show me case 37", "Kilbride")
    talk.says("comment: insurer called again", "case 37", changes=["created comment"])
    talk.says("remind me about that tomorrow", "tomorrow", changes=["created reminder"])


# ---- digressions, two people, time


def test_a_question_in_between_keeps_what_waits_for_a_yes(talk: Talk) -> None:
    talk.says("delete Lagan Valley Libraries", "yes", changes=[])
    talk.says("who is Orla Gilmartin?", "Branch Services", "still open: delete Lagan", changes=[])
    talk.says("yes", "deleted", changes=["deleted customer"])


def test_after_much_else_a_yes_means_nothing_any_more(talk: Talk) -> None:
    talk.says("delete case 41", "yes", changes=[])
    talk.says("show me case 40", "still open")
    talk.says("list my deals", "13 deals", lacks="still open")
    talk.says("yes", "nothing is open", changes=[])


def test_whom_a_message_names_is_she_even_inside_what_is_to_be_done(talk: Talk) -> None:
    talk.says("remind me to call Imogen Sayle", "when", changes=[])
    talk.says("who is she?", "Wrenfield", changes=[])
    talk.says("tomorrow at 10", "call Imogen Sayle", changes=["created reminder"])


def test_something_else_asked_for_is_no_answer(talk: Talk) -> None:
    talk.says("show me Fiona", "McBride", "Castell")
    talk.says("show me Kilbride Grocers", "here is Kilbride Grocers")
    talk.says("number 2", "Fiona")


def test_in_one_thread_each_has_a_question_of_their_own(talk: Talk) -> None:
    marcus = talk.as_("marcus")
    talk.says("delete case 41", "yes", changes=[])
    marcus.says("yes", "asked Lena Hartwig", changes=[])
    marcus.says("remind me to call Hanna", "when", changes=[])
    talk.says("no", "leave it", changes=[])
    marcus.says("monday", "Mon 23 Nov", "call Hanna", changes=["created reminder"])


def test_after_a_day_she_is_nobody(talk: Talk) -> None:
    talk.says("show me Niamh Corrigan", "Kilbride")
    talk.says("and her open cases?", "1 case")
    talk.later(days=2)
    talk.says("and her open cases?", "whom do you mean by “her”", changes=[])
