"""What an app wants to say, checked as Slack checks it and completed as Slack keeps it."""

from __future__ import annotations

import json
from typing import Any

from bot.workspace.blocks import check_blocks, check_view
from bot.workspace.calls import Call
from bot.workspace.limits import MARKDOWN, MESSAGE_ATTACHMENTS, MESSAGE_BLOCKS_LENGTH, MESSAGE_TEXT
from bot.workspace.moments import Ids
from bot.workspace.wire import ApiError, Payload


def draft_of(call: Call, ids: Ids) -> Payload:
    """Text, blocks, attachments and metadata of a message, as keywords of `Message`.

    Stricter than Slack in one thing: blocks without a text beside them are refused with `no_text`, since
    notifications and screen readers have nothing else.
    """
    blocks, attachments = call.nested("blocks") or [], call.nested("attachments") or []
    markdown = call.maybe("markdown_text")
    if markdown:
        blocks = [markdown_block(markdown, blocks), *blocks]
    text = call.maybe("text") or markdown or ""
    if not text and not attachments:
        raise ApiError("no_text")
    if len(attachments) > MESSAGE_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    return {
        "text": text[:MESSAGE_TEXT],
        "blocks": kept_blocks(blocks, ids),
        "attachments": attachments,
        "metadata": checked_metadata(call.nested("metadata")),
    }


def markdown_block(markdown: str, blocks: list[Payload]) -> Payload:
    """The block that `markdown_text` becomes; it cannot go with blocks or text."""
    if blocks:
        raise ApiError("markdown_text_conflict")
    if len(markdown) > MARKDOWN:
        raise ApiError("msg_too_long")
    return {"type": "markdown", "text": markdown}


def kept_blocks(blocks: Any, ids: Ids) -> list[Payload]:
    """Checked blocks as Slack stores them."""
    refuse(check_blocks(blocks))
    if len(json.dumps(blocks, ensure_ascii=False)) > MESSAGE_BLOCKS_LENGTH:
        raise ApiError("msg_blocks_too_long")
    return completed_blocks(blocks, ids)


def kept_view(view: Any, ids: Ids, kind: str) -> Payload:
    """A checked view as Slack stores it; `kind` is the surface the method is for."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise invalid([f"must be of type {kind} [json-pointer:/view/type]"], "invalid_arguments")
    refuse(check_view(view), "invalid_arguments")
    return {**view, "blocks": completed_blocks(view["blocks"], ids)}


def refuse(complaints: list[str], code: str = "invalid_blocks") -> None:
    """Answer with Slack's error if there is anything to complain about."""
    if complaints:
        raise invalid(complaints, code)


def invalid(complaints: list[str], code: str) -> ApiError:
    """Slack's error with its complaints, each ending in a JSON pointer."""
    return ApiError(code, response_metadata={"messages": [f"[ERROR] {line}" for line in complaints]})


def completed_blocks(blocks: list[Payload], ids: Ids) -> list[Payload]:
    """Blocks with the ids and defaults Slack adds."""
    return [{"block_id": ids.next("b"), **completed(block, ids)} for block in blocks]


def completed(part: Any, ids: Ids) -> Any:
    """Any part of a block, with `action_id` on what can be acted on and the defaults of text objects."""
    if isinstance(part, list):
        return [completed(item, ids) for item in part]
    if not isinstance(part, dict):
        return part
    whole = {key: completed(value, ids) for key, value in part.items()}
    for key in {"child_blocks"} & set(whole) if whole.get("type") != "carousel" else {"elements"}:
        whole[key] = [{"block_id": ids.next("b"), **block} for block in whole[key]]
    if whole.get("type") == "plain_text":
        return {"emoji": True, **whole}
    if whole.get("type") == "mrkdwn":
        return {"verbatim": False, **whole}
    return {"action_id": ids.next("a"), **whole} if whole.get("type") in ACTIVE else whole


def checked_metadata(metadata: Any) -> Payload | None:
    """Message metadata: an event type and an object of values, or entities."""
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    is_event = "event_type" in metadata and isinstance(metadata.get("event_payload"), dict)
    if not is_event and "entities" not in metadata:
        raise ApiError("invalid_metadata_schema")
    return metadata


ACTIVE = frozenset(
    {
        "button",
        "checkboxes",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "radio_buttons",
        "overflow",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
        "feedback_buttons",
        "icon_button",
        "workflow_button",
    }
)
