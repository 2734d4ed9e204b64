"""chat.unfurl and entity.presentDetails: links that unfold in messages, and what is known behind them."""

from __future__ import annotations

from typing import Any

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.drafts import kept_blocks
from bot.workspace.linking import links_in
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload

TYPES = {f"slack#/entities/{kind}" for kind in ("task", "file", "item", "incident", "content_item")}
VALUES = ("value", "user", "entity_ref", "boolean", "image_url", "slack_file")


def unfurl(state: State, call: Call) -> Payload:
    """Unfold links of a message, as work objects or as attachments."""
    state.require_scope("links:write")
    message = state.messages.find(state.channels.find(call.text("channel")).id, call.text("ts"))
    links = {link["url"] for link in links_in(message.text, state.manifest.domains)}
    entities = checked((call.nested("metadata") or {}).get("entities") or [])
    unfurls = call.nested("unfurls") or {}
    if not entities and not unfurls:
        raise ApiError("missing_unfurls")
    if ({entity["app_unfurl_url"] for entity in entities} | set(unfurls)) - links:
        raise ApiError("cannot_unfurl_url")
    for url, attachment in unfurls.items():
        blocks = kept_blocks(attachment.get("blocks") or [], state.ids)
        message.attachments.append({**attachment, "blocks": blocks, "from_url": url, "is_app_unfurl": True})
    message.extras["entities"] = [*message.extras.get("entities", []), *entities]
    state.changed.notify_all()
    return {}


def present(state: State, call: Call) -> Payload:
    """Show what is known of a record to the person who opened it."""
    state.require_scope("links:write", "links:read")
    entity, error = call.nested("metadata"), call.nested("error")
    if not entity and not error:
        raise ApiError("invalid_arguments")
    told = checked([entity])[0] if entity else {"error": error}
    trigger_id = call.text("trigger_id")
    state.triggers.spend(trigger_id)
    state.details[trigger_id] = told
    state.changed.notify_all()
    return {}


def checked(entities: list[Payload]) -> list[Payload]:
    """The entities, or `invalid_metadata` with what is wrong."""
    for entity in entities:
        for complaint in complaints(entity):
            raise ApiError("invalid_metadata", response_metadata={"messages": [f"[ERROR] {complaint}"]})
    return entities


def complaints(entity: Payload) -> list[str]:
    """What Slack would not take in an entity."""
    payload = entity.get("entity_payload") or {}
    title = (payload.get("attributes") or {}).get("title") or {}
    ref = entity.get("external_ref") or {}
    found = [] if entity.get("entity_type") in TYPES else [f"unknown entity_type: {entity.get('entity_type')}"]
    found += [] if title.get("text") else ["missing required field: entity_payload.attributes.title.text"]
    found += [] if ref.get("id") else ["missing required field: external_ref.id"]
    found += [] if str(entity.get("url", "")).startswith("http") else ["missing required field: url"]
    for field in payload.get("custom_fields") or []:
        found += [] if {"key", "label", "type"} <= set(field) and is_told(field) else [f"not a field: {field}"]
    for field in (payload.get("fields") or {}).values():
        found += [] if is_told(field) else [f"not a field: {field}"]
    for button in [each for some in (payload.get("actions") or {}).values() for each in some]:
        found += [] if button.get("text") and button.get("action_id") else [f"not a button: {button}"]
    return found


def is_told(field: Any) -> bool:
    """Whether a field has a value."""
    return isinstance(field, dict) and any(field.get(name) not in (None, "") for name in VALUES)


METHODS: dict[str, Method] = {"chat.unfurl": unfurl, "entity.presentDetails": present}
