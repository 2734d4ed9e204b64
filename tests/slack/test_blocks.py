"""Any reply becomes blocks that Slack takes, and in which nothing stored is a mention or a link."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import blocks, fallback
from bot.workspace.blocks import check_blocks
from bot.workspace.limits import MESSAGE_BLOCKS_LENGTH
from skills.reply import Button, Chart, Citation, Facts, Lines, Reply, Table

HOSTILE = (
    "<!channel>",
    "<@U1>",
    "<#C1|x>",
    "<https://evil.test|here>",
    "<mailto:a@b.c>",
    '"\\' * 50,
    "&",
    "\u202e",
    "\0",
)
words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    st.builds(
        lambda text, times: text * times,
        st.sampled_from(["x", '"', "ä\n", "😀", "<!here> "]),
        st.sampled_from([0, 3, 80, 9000]),
    ),
)
row = st.lists(words, max_size=25).map(tuple)
many = st.builds(lambda some, times: tuple(some * times), st.lists(words, max_size=4), st.sampled_from([0, 1, 150]))
tables = st.builds(lambda rows, times: tuple(rows * times), st.lists(row, max_size=3), st.sampled_from([0, 1, 90]))
parts = st.one_of(
    st.builds(Table, row, tables, words),
    st.builds(lambda title, some: Facts(title, tuple(zip(some, some[::-1], strict=True))), words, many),
    st.builds(Lines, words, many),
    st.builds(lambda title, pairs: Chart(title, tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)), words,
              st.lists(st.tuples(words, st.floats()), max_size=60)),
)  # fmt: skip
replies = st.builds(
    Reply,
    words,
    st.builds(lambda some, times: tuple(some * times), st.lists(parts, max_size=3), st.sampled_from([0, 1, 1, 40])),
    st.lists(st.builds(Button, words, words, words, words), max_size=40).map(tuple),
    st.lists(st.builds(Citation, st.integers(0, 99), words, st.integers(0, 9), words), max_size=40).map(tuple),
    words,
)


def every_text(part: Any) -> list[str]:
    """Each string shown in blocks."""
    if isinstance(part, list):
        return [text for item in part for text in every_text(item)]
    if isinstance(part, dict):
        return [text for key, item in part.items() if key not in ("value", "type") for text in every_text(item)]
    return [part] if isinstance(part, str) else []


@settings(max_examples=40, deadline=None)
@given(replies)
def test_any_reply_is_taken(reply: Reply) -> None:
    made = blocks(reply)
    assert check_blocks(made) == []
    assert 0 < len(json.dumps(made, ensure_ascii=False)) <= MESSAGE_BLOCKS_LENGTH
    assert sum(block["type"] == "table" for block in made) <= 1
    assert all(block["type"] not in ("markdown", "header") for block in made)
    for text in every_text(made):
        assert not any(mark in text for mark in ("<!", "<@", "<#", "<http", "<mailto"))
    assert 0 < len(fallback(reply)) <= 4000
    assert "<" not in fallback(reply)


def test_a_reply_is_read_from_top_to_bottom() -> None:
    reply = Reply(
        "Two deals are open.",
        (Facts("Acme", (("City", "Berlin"),)), Table(("Deal", "Amount"), (("Fleet", "1,200"), ("Depot", "90")))),
        (Button("Show the first", "show the first one", "q1", "primary"),),
        (Citation(1, "interaction", 4, "Call on Monday"),),
        "As of today.",
    )
    made = blocks(reply)
    assert [block["type"] for block in made] == ["section", "rich_text", "table", "context", "actions", "context"]
    assert made[2]["column_settings"] == [{"align": "left"}, {"align": "right"}]
    button = made[4]["elements"][0]
    assert json.loads(button["value"]) == {"says": "show the first one", "question": "q1"}
    assert (button["text"]["text"], button["style"]) == ("Show the first", "primary")


@pytest.mark.parametrize(
    ("part", "left_out"),
    [
        (Lines("", tuple(f"line {n}" for n in range(500))), "more line"),
        (Table(("A", "B"), tuple((str(n), "x" * 90) for n in range(300))), "more row"),
        (Table(tuple(map(str, range(30))), ()), "10 more columns"),
        (Facts("", tuple((str(n), "y" * 100) for n in range(300))), "more value"),
        (Chart("", tuple(map(str, range(900))), tuple(map(float, range(900)))), "more row"),
    ],
)
def test_what_is_left_out_is_said(part: Any, left_out: str) -> None:
    assert any(left_out in text for text in every_text(blocks(Reply("Here:", (part,)))))


def test_choices_without_a_button_are_said() -> None:
    made = blocks(Reply("Which?", buttons=tuple(Button(str(n), str(n)) for n in range(30))))
    assert "5 more choices: say it in words" in made[-1]["elements"][0]["text"]


def test_the_same_bytes_come_back_from_the_outbox() -> None:
    reply = Reply("Hi", (Chart("c", ("a",), (1.0,)),), (Button("b", "b"),))
    assert blocks(Reply.from_json(json.loads(json.dumps(reply.to_json())))) == blocks(reply)
