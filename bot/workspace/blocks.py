"""Whether blocks are what Slack accepts: each by its own rules, and all of them together on their surface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.workspace import limits
from bot.workspace.controls import own_controls
from bot.workspace.layouts import BLOCKS
from bot.workspace.shapes import Complaints, also, anything, by_type, complaint, flag, items, part, string
from bot.workspace.surfaces import MOST_BLOCKS, SURFACES
from bot.workspace.texts import plain
from bot.workspace.wire import Payload

VIEW_KEYS = {
    "private_metadata": string(limits.PRIVATE_METADATA, 0),
    "callback_id": string(limits.ID, 0),
    "external_id": string(limits.ID, 0),
}
MODAL_KEYS = {
    "close": plain(limits.VIEW_TITLE),
    "submit": plain(limits.VIEW_TITLE),
    "clear_on_close": flag,
    "notify_on_close": flag,
    "submit_disabled": flag,
}


def check_blocks(blocks: Any, surface: str = "message") -> list[str]:
    """What Slack would complain about, each with its JSON pointer; nothing means accepted.

    `surface` is message, home or modal.
    """
    allowed = by_type({kind: BLOCKS[kind] for kind in SURFACES[surface]})
    whole = also(items(allowed, MOST_BLOCKS[surface], 0), distinct, frugal)
    return list(whole(blocks, "/blocks"))


def check_view(view: Payload) -> list[str]:
    """What Slack would complain about in a view."""
    home = part({"blocks": anything}, VIEW_KEYS)
    required = {"title": plain(limits.VIEW_TITLE), "blocks": anything}
    modal = also(part(required, {**VIEW_KEYS, **MODAL_KEYS}), submittable)
    found = list(by_type({"home": home, "modal": modal})(view, ""))
    return found + (check_blocks(view["blocks"], view["type"]) if "blocks" in view and not found else [])


def submittable(view: Any, pointer: str) -> Complaints:
    """A modal with fields needs a button to submit them."""
    if not view.get("submit") and any(block.get("type") == "input" for block in view["blocks"]):
        yield complaint("missing required field: submit", pointer)


def distinct(blocks: list[Payload], pointer: str) -> Complaints:
    """No `block_id` twice, and no `action_id` twice in a block."""
    seen: set[str] = set()
    for place, block in every_block(blocks, pointer):
        if block.get("block_id") in seen:
            yield complaint(f"`block_id` already exists: {block['block_id']}", f"{place}/block_id")
        seen |= {block["block_id"]} if "block_id" in block else set()
        actions = [control.element["action_id"] for control in own_controls({"block_id": "", **block})]
        for twice in sorted({action for action in actions if actions.count(action) > 1}):
            yield complaint(f"`action_id` already exists: {twice}", place)


def frugal(blocks: list[Payload], pointer: str) -> Complaints:
    """One budget of markdown, two charts, and no task standing alone that has not begun."""
    found = list(every_block(blocks, pointer))
    if sum(len(block["text"]) for _, block in found if block["type"] == "markdown") > limits.MARKDOWN:
        yield complaint(f"markdown must be less than {limits.MARKDOWN + 1} characters in all", pointer)
    if sum(block["type"] == "data_visualization" for _, block in found) > limits.CHARTS:
        yield complaint(f"no more than {limits.CHARTS} data_visualization blocks allowed", pointer)
    for place, block in found:
        if block["type"] == "task_card" and block["status"] == "pending":
            yield complaint("must be one of in_progress, complete, error", f"{place}/status")


def every_block(blocks: list[Payload], pointer: str) -> Iterator[tuple[str, Payload]]:
    """Each block with its pointer, those in containers too."""
    for place, block in enumerate(blocks):
        yield f"{pointer}/{place}", block
        yield from every_block(block.get("child_blocks", []), f"{pointer}/{place}/child_blocks")
        if block["type"] == "carousel":
            yield from every_block(block["elements"], f"{pointer}/{place}/elements")
