"""The stand-in refuses the blocks Slack refuses, and says where."""

from __future__ import annotations

from typing import Any

import pytest

from bot.workspace.blocks import check_blocks, check_view

Payload = dict[str, Any]


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Payload:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> Payload:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Go", **more: Any) -> Payload:
    return {"type": "button", "text": plain(label), **more}


def actions(*elements: Payload) -> Payload:
    return {"type": "actions", "elements": list(elements)}


def options(count: int) -> list[Payload]:
    return [{"text": plain(f"option {place}"), "value": str(place)} for place in range(count)]


def menu(**more: Any) -> Payload:
    return {"type": "static_select", "options": options(2), **more}


def field(element: Payload) -> Payload:
    return {"type": "input", "label": plain("Name"), "element": element}


def cell(text: str) -> Payload:
    return {"type": "raw_text", "text": text}


def chart(**more: Any) -> Payload:
    pie = {"type": "pie", "segments": [{"label": "won", "value": 3}]}
    return {"type": "data_visualization", "title": "Deals", "chart": pie, **more}


def card(**more: Any) -> Payload:
    return {"type": "card", "title": mrkdwn("Acme"), "actions": [button()], **more}


def task(status: str) -> Payload:
    return {"type": "task_card", "task_id": "1", "title": "Search", "status": status}


LINE = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
PARAGRAPH = {"type": "rich_text", "elements": [LINE]}
BARS = {
    "type": "bar",
    "series": [{"name": "2025", "data": [{"label": "Q1", "value": 2}]}],
    "axis_config": {"categories": ["Q1"], "x_label": "Quarter"},
}
ACCEPTED: list[Payload] = [
    section(),
    section(accessory=button()),
    {"type": "section", "fields": [mrkdwn("a"), plain("b")]},
    section(accessory={"type": "image", "image_url": "https://x.test/a.png", "alt_text": "a"}),
    {"type": "divider"},
    {"type": "header", "text": plain("Title")},
    {"type": "context", "elements": [mrkdwn("a")]},
    actions(button(value="1", style="primary", url="https://x.test"), menu(initial_option=options(1)[0])),
    actions({"type": "datepicker", "initial_date": "2026-11-22"}, {"type": "overflow", "options": options(5)}),
    field({"type": "plain_text_input", "multiline": True}),
    field({"type": "checkboxes", "options": options(2)}),
    {"type": "markdown", "text": "**bold**"},
    PARAGRAPH,
    chart(),
    chart(chart=BARS),
    card(),
    task("complete"),
    {"type": "table", "rows": [[cell("a"), cell("b")], [cell("c"), {"type": "raw_number", "value": 4}]]},
    {"type": "data_table", "caption": "Deals", "rows": [[cell("Name")], [cell("Acme")]], "page_size": 5},
    {"type": "carousel", "elements": [card(), card()]},
    {"type": "plan", "title": "Steps", "tasks": [task("pending")]},
    {"type": "container", "title": plain("More"), "child_blocks": [section(), actions(button())]},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            }
        ],
    },
]
REFUSED: list[tuple[Payload, str]] = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "one of text, fields is required [json-pointer:/blocks/0]"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ({"type": "section", "fields": [mrkdwn("x")] * 11}, "more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (section(accessory={"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    ({"type": "header", "text": mrkdwn("Title")}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "chapter"}, "unsupported type: chapter [json-pointer:/blocks/0/type]"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "no more than 10 items allowed"),
    (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(*[button()] * 26), "no more than 25 items allowed"),
    (actions(button("x" * 76)), "less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
    (actions(button(value="x" * 2001)), "less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
    (actions(button(style="green")), "must be one of primary, danger"),
    (actions(button(url="example")), "must be a valid URL"),
    (actions(button(action_id="a"), button(action_id="a")), "`action_id` already exists: a [json-pointer:/blocks/0]"),
    (actions({"type": "button"}), "missing required field: text [json-pointer:/blocks/0/elements/0]"),
    (actions({"type": "overflow", "options": options(6)}), "no more than 5 items allowed"),
    (actions(menu(options=options(101))), "no more than 100 items allowed"),
    (actions(menu(initial_option=options(9)[8])), "the initial option must be one of the options"),
    (actions(menu(option_groups=[])), "no fewer than 1 items allowed"),
    (actions({"type": "datepicker", "initial_date": "22.11.2026"}), "must be a date"),
    (field({"type": "radio_buttons", "options": options(11)}), "no more than 10 items allowed"),
    (field(button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    ({"type": "table", "rows": [[cell("a")]] * 101}, "no more than 100 items allowed"),
    ({"type": "table", "rows": [[cell("a")], []]}, "no fewer than 1 items allowed"),
    ({"type": "table", "rows": [[cell("a")], [cell("b")] * 2]}, "all rows must have the same number of cells"),
    ({"type": "data_table", "caption": "x", "rows": [[PARAGRAPH]]}, "unsupported type: rich_text"),
    (chart(title="x" * 51), "must be less than 51 characters"),
    (chart(chart={**BARS, "axis_config": {"categories": ["Q2"]}}), "labels must be among the categories"),
    (card(body=mrkdwn("x" * 201)), "must be less than 201 characters"),
    ({"type": "card", "icon": {"type": "image", "alt_text": ""}}, "exactly one of image_url, slack_file is required"),
    (task("pending"), "must be one of in_progress, complete, error"),
    ({"type": "alert", "text": mrkdwn("x")}, "unsupported type: alert"),
    ({"type": "container", "title": plain("x"), "child_blocks": [section()] * 11}, "no more than 10 items allowed"),
]


@pytest.mark.parametrize("block", ACCEPTED, ids=lambda block: str(block["type"]))
def test_sound_blocks_are_accepted(block: Payload) -> None:
    assert check_blocks([block]) == []


@pytest.mark.parametrize(("block", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_unsound_blocks_are_refused_with_a_pointer(block: Payload, words: str) -> None:
    complaints = check_blocks([block])
    assert any(words in complaint for complaint in complaints), complaints
    assert all("[json-pointer:/blocks/0" in complaint for complaint in complaints)


def test_each_surface_takes_its_own_blocks() -> None:
    assert check_blocks([{"type": "markdown", "text": "a"}], "home") != []
    assert check_blocks([{"type": "table", "rows": [[cell("a")]]}], "home") == []
    assert check_blocks([{"type": "table", "rows": [[cell("a")]]}], "modal") != []
    assert check_blocks([{"type": "alert", "text": mrkdwn("a")}], "modal") == []


def test_a_message_takes_fifty_blocks_and_a_view_a_hundred() -> None:
    assert check_blocks([section()] * 50) == []
    assert check_blocks([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert check_blocks([section()] * 100, "home") == []


def test_markdown_blocks_share_one_budget() -> None:
    assert check_blocks([{"type": "markdown", "text": "x" * 7000}] * 2) != []


def test_a_message_takes_two_charts() -> None:
    assert check_blocks([chart(), chart()]) == []
    assert check_blocks([chart(), chart(), chart()]) != []


def test_a_block_id_is_used_once() -> None:
    complaints = check_blocks([section(block_id="a"), section(block_id="a")])
    assert complaints == ["`block_id` already exists: a [json-pointer:/blocks/1/block_id]"]


def test_a_modal_with_fields_needs_a_submit_button_and_every_modal_a_title() -> None:
    view = {"type": "modal", "title": plain("New"), "blocks": [field({"type": "plain_text_input"})]}
    assert check_view(view) == ["missing required field: submit [json-pointer:]"]
    assert check_view({**view, "submit": plain("Save")}) == []
    assert check_view({"type": "modal", "blocks": []}) == ["missing required field: title [json-pointer:]"]
    assert check_view({"type": "home", "blocks": [section()]}) == []
