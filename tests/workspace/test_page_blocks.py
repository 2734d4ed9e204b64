"""The page shows every block with all it holds, and what others wrote stays words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from bot.workspace.layouts import BLOCKS
from tests.workspace.pages import Stand, button, field, mrkdwn, option, plain, rich

PAGE = Path(__file__).parents[2] / "bot" / "workspace" / "page"
HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=2</script>'
JS = "javascript:window.hurt=3"
SPOKEN = "&lt;img src=x onerror=&quot;window.hurt=4&quot;&gt;"
FEEDBACK = {"text": plain(f"good {HOSTILE[:40]}"), "value": "up"}


def bad(words: str) -> str:
    """A few words that hold markup, told apart by the first of them."""
    return f"{words} {HOSTILE}"


def cell(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def card(name: str) -> dict[str, Any]:
    return {"type": "card", "title": mrkdwn(bad(name)), "body": mrkdwn("body <script>"), "actions": [button("Go <b>")]}


def task(name: str, status: str) -> dict[str, Any]:
    return {"type": "task_card", "task_id": name, "title": bad(name), "status": status, "details": rich(text(bad("t")))}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def series(kind: str) -> dict[str, Any]:
    points = [{"label": "Jan <b>", "value": 3}, {"label": "Feb", "value": -1}]
    axes = {"categories": ["Jan <b>", "Feb"], "x_label": "x <i>", "y_label": "y <i>"}
    return {"type": kind, "series": [{"name": "won <img>", "data": points}], "axis_config": axes}


def chart(kind: str) -> dict[str, Any]:
    pie = {"type": "pie", "segments": [{"label": "won <b>", "value": 3}, {"label": "lost", "value": 1}]}
    drawn = pie if kind == "pie" else series(kind)
    return {"type": "data_visualization", "title": f"{kind} <img src=x>", "chart": drawn}


SHOWN: dict[str, list[dict[str, Any]]] = {
    "section": [
        {"type": "section", "text": mrkdwn(bad("section *bold*")), "fields": [mrkdwn(bad("field")), plain("<b>")]},
        {"type": "section", "text": mrkdwn(f"links <{JS}|press me> <https://a.test/?q=1&amp;r=2|{SPOKEN}>")},
        {"type": "section", "text": plain("menu"), "accessory": {"type": "static_select", "options": [option("<u>")]}},
    ],
    "divider": [{"type": "divider"}],
    "header": [{"type": "header", "text": plain(bad("header"))}],
    "context": [{"type": "context", "elements": [mrkdwn(bad("context")), plain(bad("small"))]}],
    "actions": [{"type": "actions", "elements": [button("press <script>"), button("away", url="https://a.test/")]}],
    "context_actions": [
        {
            "type": "context_actions",
            "elements": [{"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK}],
        }
    ],
    "input": [field("input <b>", {"type": "plain_text_input", "initial_value": HOSTILE})],
    "image": [
        {"type": "image", "alt_text": "a", "image_url": "https://a.test/x.png", "title": plain(bad("image"))},
    ],
    "video": [
        {"type": "video", "alt_text": "v", "title": plain(bad("video")), "thumbnail_url": JS, "video_url": JS},
    ],
    "file": [{"type": "file", "external_id": "file <b>", "source": "remote"}],
    "markdown": [
        {"type": "markdown", "text": f"# {bad('markdown')}\n\n[press]({JS}) **bold**\n\n| a |\n|---|\n| {bad('td')} |"},
    ],
    "rich_text": [
        rich(text(bad("rich"), bold=True), {"type": "link", "url": JS, "text": "press"}),
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [text(bad("pre"))]}]},
    ],
    "table": [{"type": "table", "rows": [[cell(bad("th"))], [rich(text(bad("table")))]]}],
    "data_table": [
        {
            "type": "data_table",
            "caption": bad("caption"),
            "page_size": 2,
            "rows": [[cell("N")], *([cell(f"row {n}")] for n in range(5))],
        }
    ],
    "data_visualization": [chart("pie"), chart("bar"), chart("line"), chart("area")],
    "card": [card("card")],
    "carousel": [{"type": "carousel", "elements": [card("first"), card("second")]}],
    "container": [
        {"type": "container", "title": plain(bad("container")), "is_collapsible": True, "child_blocks": [card("inner")]}
    ],
    "task_card": [task("task", "in_progress")],
    "plan": [{"type": "plan", "title": bad("plan"), "tasks": [task("todo", "pending"), task("done", "complete")]}],
}
PLAIN = (
    "field", "header", "context", "small", "image", "video", "markdown", "td", "rich", "pre", "th", "table", "caption",
    "card", "first", "container", "inner", "task", "todo", "plan",
)  # fmt: skip
ONLY_ELSEWHERE = {"alert", "auth_provider"}
"""`alert` belongs into modals, where the test of forms has it; an account is connected in Slack alone."""


def test_every_block_is_shown_whole_and_none_of_it_is_ever_run(browser: Browser, stand: Stand) -> None:
    assert set(SHOWN) | ONLY_ELSEWHERE == set(BLOCKS)
    for blocks in SHOWN.values():
        for start in range(0, len(blocks), 2):
            stand.posts(*blocks[start : start + 2])
    stand.maya.says(f"{HOSTILE} <{JS}|press> &amp; `{HOSTILE}`")
    page = stand.seen_in(browser)
    log = page.get_by_role("log", name="Rapport")
    expect(log.get_by_role("article")).to_have_count(sum(-(-len(blocks) // 2) for blocks in SHOWN.values()) + 1)
    shown = log.evaluate("node => node.textContent")
    assert [word for word in ("section bold", *PLAIN) if f"{word} {HOSTILE}" not in shown] == []
    hurt = "() => [window.hurt, document.querySelectorAll('.log script, .log img, .unknown').length]"
    assert page.evaluate(hurt) == [None, 0]
    addresses = log.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert addresses
    assert all(address.startswith(("https://", "/page/file/")) for address in addresses)
    assert stand.troubles == []


def test_charts_tell_their_values_in_words_and_tables_have_pages(browser: Browser, stand: Stand) -> None:
    stand.posts(chart("bar"))
    stand.posts(*SHOWN["data_table"])
    page = stand.seen_in(browser)
    drawing = page.get_by_role("img", name="bar <img src=x>")
    assert "Jan <b>: 3; Feb: -1" in drawing.evaluate("node => node.querySelector('desc').textContent")
    page.get_by_text("Values").click()
    assert page.get_by_role("table", name="bar <img src=x>, values").evaluate("table => table.rows.length") == 3
    assert page.locator("rect.bar").count() == 2
    table = page.get_by_role("region", name=bad("caption"))
    expect(table).not_to_contain_text("row 2")
    page.get_by_role("button", name="Further rows").click()
    expect(table).to_contain_text("row 2")


def test_a_record_opens_beside_the_conversation(browser: Browser, stand: Stand) -> None:
    entity = {
        "entity_type": "slack#/entities/item",
        "external_ref": {"id": "customer-1"},
        "url": "https://rapport.test/customers/1",
        "app_unfurl_url": "https://rapport.test/customers/1",
        "entity_payload": {
            "attributes": {"title": {"text": "Acme <b>Ltd</b>"}, "display_type": "Customer", "product_name": "Rapport"},
            "custom_fields": [{"key": "city", "label": "City", "type": "string", "value": "Hamburg <i>"}],
        },
    }
    stand.posts({"type": "divider"}, extras={"entities": [entity]})
    page = stand.seen_in(browser)
    page.get_by_role("button", name="Customer Acme <b>Ltd</b>, open details").click()
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", name="Acme <b>Ltd</b>")).to_be_visible()
    expect(details.get_by_role("definition")).to_have_text(["Hamburg <i>"])
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)


def test_a_changed_message_keeps_what_did_not_change(browser: Browser, stand: Stand) -> None:
    said = stand.posts({"type": "section", "block_id": "a", "text": plain("before")}, SHOWN["data_table"][0])
    page = stand.seen_in(browser)
    page.get_by_role("button", name="Further rows").click()
    with stand.state.changed:
        said.blocks = [{**said.blocks[0], "text": plain("after")}, *said.blocks[1:]]
        said.touch()
        stand.state.changed.notify_all()
    expect(page.get_by_text("after", exact=True)).to_be_visible()
    expect(page.get_by_text("row 2")).to_be_visible()
    expect(page.get_by_text("before", exact=True)).to_have_count(0)


def test_all_scripts_are_asked_for_at_once() -> None:
    told = (PAGE / "index.html").read_text(encoding="utf-8")
    missing = [path.name for path in PAGE.glob("*.js") if f'"/page/{path.name}"' not in told]
    assert missing == []
    assert [path.name for path in PAGE.glob("*.css") if f'"/page/{path.name}"' not in told] == []
