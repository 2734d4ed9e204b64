"""Masks hide names and keep everything else; training sees what the assistant will see."""

import pytest

from bot.understanding.learning.masks import mask
from bot.understanding.learning.seen import recognised, with_seen
from bot.understanding.learning.sentences import parse


def test_recognised_names_are_hidden_and_dates_stay() -> None:
    text = "call Dana of Acme on Friday"
    spans = [(5, 9, "contact"), (13, 17, "customer"), (18, 27, "date")]
    assert mask(text, spans) == "call contactname of customername on Friday"


def test_of_overlapping_names_the_longer_counts() -> None:
    assert mask("Acme Berlin GmbH", [(0, 4, "customer"), (0, 16, "customer")]) == "customername"


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("put off the reminder about the crane in hall 3, please", "put off the reminder about this, please"),
        ("my reminder send Otto the plan can wait", "my reminder this can wait"),
        ("reminder 12 can be closed", "reminder 12 can be closed"),
        ("set a reminder for noon", "set a reminder for this"),
        ('note in case 17: "we close the gate at night and open it at six"', 'note in case 17: "this"'),
        ('call "Order & Chaos"', 'call "Order & Chaos"'),
    ],
)
def test_what_a_reminder_is_about_and_what_is_quoted_is_hidden(said: str, seen: str) -> None:
    assert mask(said, []) == seen


def test_what_a_reminder_is_about_ends_before_its_day() -> None:
    text = "move the reminder about the fair to Friday"
    assert mask(text, [(33, 42, "date")]) == "move the reminder about this to Friday"


def test_training_sentences_are_seen_as_in_use() -> None:
    sentence = with_seen(
        parse("open_case", "open a case for {customer:Kestrel}, tell ann@kestrel.com {due_at:tomorrow}")
    )
    seen = {(sentence.text[start:end], kind) for start, end, kind in recognised(sentence)}
    assert seen == {("Kestrel", "customer"), ("ann@kestrel.com", "email"), ("tomorrow", "date")}


def test_names_of_new_things_and_pronouns_are_not_seen() -> None:
    new = with_seen(parse("add_customer", "add {name:Kestrel Freight} as a customer"))
    pronoun = with_seen(parse("delete_record", "delete {record:it}"))
    assert recognised(new) == recognised(pronoun) == []
