"""E-mail addresses, phone numbers and websites are found as they were spoken."""

import pytest

from bot.understanding.amounts.addresses import find_addresses


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("mail dana@acme.example, please", "email", "dana@acme.example"),
        ("it is dana@acme.test.", "email", "dana@acme.test"),
        ("<mailto:dana@acme.local>", "email", "dana@acme.local"),
        ("sam.o'neil@mail.acme.co.uk's inbox", "email", "sam.o'neil@mail.acme.co.uk"),
        ("Dana@ACME.com", "email", "Dana@acme.com"),
        ("her site is www.acme.com/about.", "url", "www.acme.com/about"),
        ("see https://acme.io/x?y=1, ok", "url", "https://acme.io/x?y=1"),
        ("they moved to acme.com", "url", "acme.com"),
        ("phone +49 30 901820", "phone", "+49 30 901820"),
        ("reach her on (415) 555-0132", "phone", "(415) 555-0132"),
        ("her number is 030 1234567", "phone", "030 1234567"),
        ("phone: 555-0132", "phone", "555-0132"),
        ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("phone (+45) 12 34 56 78", "phone", "(+45) 12 34 56 78"),
        ("her desk is 415-555-0132 x123", "phone", "415-555-0132 x123"),
        ("chat @ (123) 456-7890", "phone", "(123) 456-7890"),
    ],
)
def test_an_address_is_found(text: str, kind: str, value: str) -> None:
    found = find_addresses(text)
    assert [(each.kind, each.value) for each in found] == [(kind, value)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    "text",
    [
        "@dana please",
        "Node.js and e.g. this",
        "order 1234567 units",
        "my card number is 12345678",
        "2026-12-11 15:00 and 12.11.2026",
        "a@b",
        "done.it",
    ],
)
def test_what_is_no_address_is_left_alone(text: str) -> None:
    assert find_addresses(text) == []


def test_addresses_come_in_order() -> None:
    text = "call +49 30 901820 or write dana@acme.com or see acme.com"
    assert [each.kind for each in find_addresses(text)] == ["phone", "email", "url"]
