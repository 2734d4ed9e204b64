"""Records as Slack's work objects: a case is a task, whatever else an item with fields of its own."""

import json
from collections.abc import Sequence
from typing import Any

from bot.slack.blocks.buttons import OPENS, named
from bot.slack.blocks.fitting import clean, paragraph, shortened
from skills.reply import Facts
from skills.turn import ref
from storage.cases import Case
from storage.record import Record

SHOWN, MOST = 6, 50
"""Fields in a message, and in the pane beside it."""
TITLE, LABEL, VALUE = 150, 80, 500
TOLD = ("subject", "status", "priority", "assignee", "due at")
"""What the title and the usual fields of a task tell of a case."""
MOMENT, USER = "slack#/types/timestamp", "slack#/types/user"


def work_object(record: Record, card: Facts, urls: tuple[str, str], most: int = SHOWN) -> dict[str, Any]:
    """A record as an entity; `urls` are its own address and the link that was posted."""
    url, shared = urls
    is_case = isinstance(record, Case)
    payload: dict[str, Any] = {
        "attributes": {
            "title": {"text": _title(record)},
            "display_type": record.kind.capitalize(),
            "product_name": "Rapport",
        },
        "custom_fields": _own(card, most, TOLD if is_case else ()),
        "actions": {"primary_actions": _actions(record)},
    }
    if isinstance(record, Case):
        payload["attributes"]["display_id"] = str(record.number)
        payload["fields"] = _task(record)
    kind = "task" if is_case else "item"
    return {
        "app_unfurl_url": shared,
        "url": url,
        "external_ref": {"id": f"{record.kind}-{record.id}", "type": record.kind},
        "entity_type": f"slack#/entities/{kind}",
        "entity_payload": payload,
    }


def attachment(record: Record, card: Facts) -> dict[str, Any]:
    """A record as an ordinary unfolded link, where a workspace has no work objects."""
    lines = [f"{shortened(name, LABEL)}: {shortened(told, VALUE)}" for name, told in card.pairs[:SHOWN]]
    texts = [f"{_title(record)} ({record.kind})", *lines]
    return {"blocks": [paragraph("\n".join(texts)[:2900])], "fallback": _title(record)}


def _title(record: Record) -> str:
    label = record.subject if isinstance(record, Case) else record.label
    return shortened(str(label), TITLE)


def _task(case: Case) -> dict[str, Any]:
    """The fields that every task has."""
    fields: dict[str, Any] = {"status": {"value": case.status}, "priority": {"value": case.priority}}
    if case.assignee:
        fields["assignee"] = {"type": USER, "user": {"text": clean(case.assignee.name)}}
    if case.due_at:
        fields["due_date"] = {"type": MOMENT, "value": int(case.due_at.timestamp())}
    return fields


def _own(card: Facts, most: int, known: Sequence[str]) -> list[dict[str, Any]]:
    """The facts of the card but those known already."""
    pairs = [(name, value) for name, value in card.pairs if value.strip() and name not in known]
    told = [(f"{name[:1].upper()}{name[1:]}", value) for name, value in pairs][:most]
    return [
        {"key": f"field_{place}", "label": shortened(name, LABEL), "type": "string", "value": shortened(value, VALUE)}
        for place, (name, value) in enumerate(told, 1)
    ]


def _actions(record: Record) -> Sequence[dict[str, Any]]:
    """What can be done with it: log a talk, and open a case, with whom it is about."""
    customer: Any = record if record.kind == "customer" else getattr(record, "customer", None)
    if customer is None:
        return []
    value = json.dumps(named(ref(customer)), ensure_ascii=False)
    forms = [("Log a call", "log"), *([] if record.kind == "case" else [("New case", "case")])]
    return [{"text": label, "action_id": f"{OPENS}{form}", "value": value} for label, form in forms]
