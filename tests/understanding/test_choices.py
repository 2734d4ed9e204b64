"""Choices: what people write for a stage, an outcome, a source or a status."""

import pytest

from bot.understanding.slots.choices import read_choice


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [
        ("status", "not qualified", "unqualified"),
        ("status", "qualified", "qualified"),
        ("status", "unqualfied", "unqualified"),
        ("status", "in touch with", "contacted"),
        ("status", "waiting", "waiting"),
        ("source", "the trade fair", "event"),
        ("source", "a Google ad", "campaign"),
        ("source", "our contact form", "website"),
        ("source", "word of mouth", "referral"),
        ("stage", "negotiations", "negotiation"),
        ("stage", "the engagement", "engaging"),
        ("outcome", "signed", "won"),
        ("outcome", "went with somebody else", "lost"),
        ("outcome", "they did not sign", "lost"),
        ("outcome", "fell through", "lost"),
        ("outcome", "thinking about it", None),
    ],
)
def test_words_tell_a_choice(slot: str, said: str, value: str | None) -> None:
    assert read_choice(slot, said) == value
