"""Support by chat: what "it" means, who takes over, and names that differ by an accent alone."""

from bot.message import Attached
from tests.dialogues.talking import Talk


def test_it_means_none_of_many_that_an_undo_touched(talk: Talk) -> None:
    agent = talk.as_("bram")
    agent.says("open an urgent case for Kilbride Grocers: alarm in the night", r"Opened case (\d+)")
    agent.says("support works Monday to Friday 8 to 18", r"due at another time")
    agent.says("undo", r"due at is")
    agent.says("close it, relay replaced", r"Closed case \d+ of Kilbride Grocers")


def test_it_is_the_case_that_the_same_message_opens(talk: Talk) -> None:
    agent = talk.as_("ruth")
    for said in (", assign it to me", " and assign it to me", ". Assign it to me"):
        agent.says(
            f"open a case for Donauhof Hotels: lockers dead{said}", r"Case \d+ is now yours",
            changes=["created case", "updated case"],
        )  # fmt: skip
    agent.says("show case 41", "Harbourline")
    agent.says("case 41?", "Here is case 41")
    agent.says("open a case for Donauhof Hotels: lockers dead. set it to low", r"normal → low", lacks="Case 41")


def test_a_portfolio_goes_to_nobody_else_where_the_taker_is_unknown(talk: Talk) -> None:
    talk.says("hand Sofia's portfolio over to Zorro", r"no colleague called “Zorro”", changes=[])
    talk.says("hand everything of Sofia over to Jamal", r"Sofia Marchetti looks after over to Jamal", changes=[])


def test_a_case_that_is_not_there_is_no_name(talk: Talk) -> None:
    talk.says("assign case 9999 to Ruth", r"There is no case 9999", changes=[])


def test_an_accent_tells_two_names_apart(talk: Talk) -> None:
    talk.says("add contact Sean Hanratty at Kilbride Grocers, sean@kilbride.example")
    talk.says("yes")
    talk.says("Sean Hanratty and Seán Hanratty are not the same", r"not the same", lacks="Which")
    talk.says("show Seán Hanratty", r"Seán Hanratty \(contact\)", lacks="Which one")
    talk.says("merge Sean Hanratty into Seán Hanratty", r"Merge Sean Hanratty into Seán Hanratty\?")


def test_an_answer_that_asks_for_something_else_is_no_answer(talk: Talk) -> None:
    talk.says("add contact Sean Hanratty at Kilbride Grocers, sean@kilbride.example")
    talk.says("yes")
    talk.says("show Sean Hanratty", r"Which one do you mean", changes=[])
    talk.says("erase Seán Hanratty", r"Erase Seán Hanratty of Kilbride Grocers everywhere\?", changes=[])


def test_a_column_is_named_without_its_full_stop_and_nothing_inner_is_shown(talk: Talk) -> None:
    rows = Attached("customers.csv", b"name,Tel.,country\nKilbride Grocers,+353 1 555 0100,Eire\nQuell,,Deutschland\n")
    talk.shares("import customers.csv", rows)
    talk.says("column Tel. is the phone", r"Column “Tel\.” is the phone")
    talk.says("yes", r"Bring in customers\.csv", lacks="as_written")
