"""Any reply becomes blocks that Slack takes, and in which nothing stored is a mention or a link."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks.look import NEW, USUAL, Look
from bot.slack.blocks.reply import blocks, fallback
from skills.reply import Button, Change, Chart, Citation, Facts, Hint, Lines, Reply, Table
from tests.slack.looking import every_text, links, troubles, words

TEAM = "https://acme.slack.com/"
row = st.lists(words, max_size=25).map(tuple)
many = st.builds(lambda some, times: tuple(some * times), st.lists(words, max_size=4), st.sampled_from([0, 1, 150]))
tables = st.builds(lambda rows, times: tuple(rows * times), st.lists(row, max_size=3), st.sampled_from([0, 1, 90]))
some_buttons = st.lists(
    st.builds(
        Button, words, words, words, st.sampled_from(["", "primary", "danger", "quiet"]),
        st.one_of(st.none(), words.map(lambda name: {"skill": "find_records", "slots": {"entity": name, "start": 10}})),
    ),
    max_size=40,
).map(tuple)  # fmt: skip
records = st.builds(
    lambda kind, name: {"kind": kind, "id": 7, "name": name}, st.sampled_from(["customer", "deal", "person"]), words
)
sources = st.sampled_from(["", "C1:1700000000.000100", "C1:1700000000.000100:1690000000.000001", "<!here>", "C1:x"])
parts = st.one_of(
    st.builds(lambda title, some: Change(title, tuple(zip(some, some[::-1], some, strict=True))), words, many),
    st.builds(Hint, words, words, words, some_buttons),
    st.builds(
        lambda title, some, of: Facts(title, tuple(zip(some, some, strict=True)), of), words, many, records
    ),
    st.builds(Table, row, tables, words, st.sampled_from([0, 0, 3, 10]), st.integers(0, 5)),
    st.builds(lambda title, some: Facts(title, tuple(zip(some, some[::-1], strict=True))), words, many),
    st.builds(Lines, words, many),
    st.builds(
        lambda title, pairs, shape: Chart(title, tuple(p[0] for p in pairs), tuple(p[1] for p in pairs), shape),
        words, st.lists(st.tuples(words, st.one_of(st.floats(), st.floats(1, 1e6))), max_size=60),
        st.sampled_from(["bar", "line", "pie"]),
    ),
)  # fmt: skip
replies = st.builds(
    Reply,
    words,
    st.builds(lambda some, times: tuple(some * times), st.lists(parts, max_size=3), st.sampled_from([0, 1, 1, 40])),
    some_buttons,
    st.lists(st.builds(Citation, st.integers(0, 99), words, st.integers(0, 9), words, sources), max_size=40).map(tuple),
    words,
)
looks = st.builds(
    Look, st.sampled_from(["", TEAM, "javascript:"]), st.frozensets(st.sampled_from(sorted(NEW))), st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(replies, st.sampled_from(["", "event:Ev1"]), looks)
def test_any_reply_is_taken(reply: Reply, turn: str, look: Look) -> None:
    made = blocks(reply, turn, look)
    assert troubles(made, "message" if turn else "home") == []
    assert not look.refused & {block["type"] for block in made}
    assert all(link.startswith(f"{TEAM}archives/C1/p1700000000000100") for link in links(made))
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


def test_the_number_of_a_source_leads_to_the_message_in_slack() -> None:
    said, replied = "C024BE91L:1355517523.000008", "C024BE91L:1355517536.000001:1355517523.000008"
    cited = (Citation(1, "interaction", 4, "Call <https://evil.test|here>", said), Citation(2, "deal", 5, "Fleet", ""),
             Citation(3, "interaction", 6, "Chat", replied))  # fmt: skip
    made = blocks(Reply("She waits [1].", citations=cited), look=Look("https://acme.slack.com/"))
    assert links(made) == [
        "https://acme.slack.com/archives/C024BE91L/p1355517523000008",
        "https://acme.slack.com/archives/C024BE91L/p1355517536000001?thread_ts=1355517523.000008&cid=C024BE91L",
    ]
    assert links(blocks(Reply("She waits [1].", citations=cited))) == []


def test_a_suggestion_has_its_own_buttons_and_they_are_not_repeated_below() -> None:
    later = Button("Later", "later: call", intent={"skill": "settle_suggestion", "slots": {"suggestion": 3}})
    hint = Hint("1. Call Dana", "She waits.", "[1]", (Button("Do it: remind me", "remind me to call Dana"), later))
    reply = Reply("Next: call Dana.", (hint,), (Button("1: Remind me", "remind me to call Dana"),))
    made = blocks(reply, "event:1")
    assert [block["type"] for block in made] == ["section", "rich_text", "actions", "context_actions"]
    assert [each["text"]["text"] for each in made[2]["elements"]] == ["Do it: remind me", "Later"]
    assert json.loads(made[2]["elements"][1]["value"])["intent"]["slots"] == {"suggestion": 3}
    assert reply.plain() == "Next: call Dana.\n1. Call Dana. She waits. [1]"


def test_charts_take_the_shape_they_tell_and_the_third_is_drawn_with_letters() -> None:
    months = Chart("Won by month", tuple(f"2026-{n:02}" for n in range(1, 26)), tuple(map(float, range(25))), "line")
    shares = Chart("Cases", ("a name longer than twenty characters",) * 8, tuple(map(float, range(1, 9))), "pie")
    made = blocks(Reply("", (months, shares, months)))
    line, pie = (block["chart"] for block in made if block["type"] == "data_visualization")
    assert (line["type"], len(line["series"][0]["data"]), line["axis_config"]["categories"][-1]) == (
        "line",
        20,
        "2026-25",
    )
    assert (pie["type"], len(pie["segments"]), pie["segments"][-1]) == ("pie", 6, {"label": "Others", "value": 6.0})
    assert "5 more earlier rows" in made[1]["elements"][0]["text"]
    assert "█" in str(made[-1])


def test_a_list_goes_on_where_the_table_in_the_message_ends() -> None:
    rows = tuple((f"Deal {n}", str(n)) for n in range(30))
    intent = {"skill": "find_records", "slots": {"entity": "deal", "start": 10}}

    def after(beyond: int, rows: tuple[tuple[str, ...], ...] = rows, look: Look = USUAL) -> list[tuple[str, int]]:
        table = Table(("Deal", "Amount"), rows, page=10, beyond=beyond)
        made = blocks(
            Reply("Many deals.", (table,), (Button("Next 10", "show the next ones", intent=intent),)), look=look
        )
        buttons = [each for block in made if block["type"] == "actions" for each in block["elements"]]
        return [(each["text"]["text"], json.loads(each["value"])["intent"]["slots"]["start"]) for each in buttons]

    assert after(24) == [("From row 31 on", 30)]
    assert after(3) == [("From row 31 on", 30)]
    assert after(0) == []
    assert after(24, look=Look(refused=NEW)) == [("Next 10", 10)]
    [(_, start)] = after(24, tuple(("x" * 300, "y" * 300) for _ in range(30)))
    assert 10 < start < 30


def test_long_tables_turn_their_pages_and_what_changes_stands_side_by_side() -> None:
    rows = tuple((f"Deal {n}", str(n)) for n in range(12))
    [paged] = blocks(Reply("", (Table(("Deal", "Amount"), rows, "Deals"),)))
    assert (paged["type"], paged["caption"], paged["page_size"], len(paged["rows"])) == ("data_table", "Deals", 10, 13)
    [change] = blocks(Reply("", (Change("", (("Acme", "Tom", "Priya"),)),)))
    assert [[cell["text"] for cell in row] for row in change["rows"]] == [
        ["What", "Before", "After"],
        ["Acme", "Tom", "Priya"],
    ]
