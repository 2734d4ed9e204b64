"""Files shared in a conversation: what is said of one never brings in another."""

from bot.message import Attached
from tests.dialogues.talking import Talk

ONE = Attached("customers.csv", b"name,city\nQuell Imbiss,Berlin\n")
OTHER = Attached("contacts.csv", b"name,email\nTrudi Quell,trudi@quell.example\n")
GONE = Attached("gone.csv", b"", "There is no file gone.csv. Check its name, then say it again.")


def test_importing_another_file_is_no_yes_to_the_first(talk: Talk) -> None:
    assert "Bring in customers.csv: 1 new customer?" in talk.shares("import customers.csv", ONE)
    assert "Bring in contacts.csv: 1 new contact?" in talk.shares("import contacts.csv", OTHER)
    talk.says("yes", r"Imported contacts.csv: 1 new contact", lacks="customers.csv")
    talk.says("show Quell Imbiss", lacks="Berlin")


def test_a_file_that_is_not_there_brings_in_no_older_one(talk: Talk) -> None:
    talk.shares("import customers.csv", ONE)
    assert talk.shares("import gone.csv", GONE) == GONE.trouble


def test_what_is_said_beside_a_file_that_cannot_be_had_is_heard(talk: Talk) -> None:
    said = talk.shares("open a case for Kilbride Grocers: door stuck", GONE)
    assert "Opened case" in said
    assert GONE.trouble in said
