"""Messages that ask for two things are cut in two, and those that tell a story or lead up to a request are not."""

import pytest

from bot.understanding.breaks import find_breaks
from bot.understanding.learning.training import local_reader
from bot.understanding.local import LocalReader
from knowledge.encoder import Encoder


@pytest.fixture(scope="module")
def reader() -> LocalReader:
    return local_reader(Encoder())


def skills(reader: LocalReader, text: str) -> list[str]:
    pieces = reader.splitter.split(text, (), lambda spans: reader.router.rank([text[a:b] for a, b in spans]))
    return [piece.skill for piece in pieces]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "log a call with contactname about pricing and remind me on Friday to send the quote",
            ["log_interaction", "remind_me"],
        ),
        ("close case 17. then open a new one for customername, the scanner is broken", ["close_case", "open_case"]),
        ("show my reminders and tell me what to do next with customername", ["list_reminders", "suggest_action"]),
    ],
)
def test_two_requests_are_cut_apart(reader: LocalReader, text: str, wanted: list[str]) -> None:
    assert skills(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I am seeing customername in an hour. Could you brief me on them?", "brief_customer"),
        ("met contactname at the fair, she liked the demo and wants a trial in May", "log_interaction"),
        ("Visited customername. They moved the warehouse. I promised to call again on Monday.", "log_interaction"),
    ],
)
def test_one_request_stays_whole(reader: LocalReader, text: str, wanted: str) -> None:
    assert skills(reader, text) == [wanted]


def test_a_break_within_a_name_is_none() -> None:
    class Name:
        start, end = 9, 22

    assert find_breaks("call with Order and Chaos about it", [Name()], frozenset(("chaos",))) == []
    assert [cut.kind for cut in find_breaks("call them and remind me later", (), frozenset(("remind",)))] == ["joint"]
