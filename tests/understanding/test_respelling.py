"""What is typed in a hurry is put right for reading, and found again as it was typed."""

import pytest

from bot.understanding.respelling import Speller

OFTEN = dict.fromkeys("second about orders customers quote number source remind germany what did say the".split(), 9)
ENGLISH = frozenset("site send show of in to me call from with at ticket word rest".split())


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(OFTEN, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("secnd time: waht is it abuot", "second time: what is it about"),
        ("nubmer of ordres", "number of orders"),
        ("remidn me to send the qoute tmrw", "remind me to send the quote tomorrow"),
        ("custmers in Germnay", "customers in Germany"),
        ("call w/ Dana @ Kestrel", "call with Dana at Kestrel"),
        ("show me teh tkt", "show me the ticket"),
    ],
)
def test_slips_and_shorthand_are_put_right(speller: Speller, typed: str, meant: str) -> None:
    assert speller.respell(typed).text == meant


@pytest.mark.parametrize(
    "typed", ["Krzyzewski called from Zwolle", "bo@ordres.test", "see ordres.com/qoute", "the words rested", "QOUTE"]
)
def test_names_addresses_and_words_with_endings_stay(speller: Speller, typed: str) -> None:
    assert speller.respell(typed).text == typed


def test_names_that_were_recognised_stay(speller: Speller) -> None:
    assert speller.respell("ordres from Qoute", [(12, 17)]).text == "orders from Qoute"
    assert speller.respell("ordres", [(0, 6)]).edits == ()


def test_what_was_typed_is_found_again(speller: Speller) -> None:
    told = speller.respell("Ada asks waht is wrong abuot teh site")
    start = told.text.index("about")
    assert told.said(start, start + len("about the")) == "abuot teh"
    assert told.place(told.typed.index("teh")) == told.text.index("the site")
    part = told.part(start, len(told.text))
    assert (part.text, part.typed) == ("about the site", "abuot teh site")
    assert part.said(0, 5) == "abuot"
