"""Links unfold as they do in Slack: only those that were posted, and only as well-formed work objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Manifest, Workspace
from bot.workspace.linking import links_in

DOMAINS = ("crm.example.com",)
DEAL = "https://crm.example.com/deal/7"


@pytest.fixture
def linked() -> Iterator[Workspace]:
    with Workspace(Manifest(domains=DOMAINS)) as workspace:
        yield workspace


def entity(**changes: Any) -> dict[str, Any]:
    """A work object, changed in some way."""
    payload = {"attributes": {"title": {"text": "Deal"}}, "custom_fields": []}
    whole = {"entity_type": "slack#/entities/item", "external_ref": {"id": "deal-7"}, "url": DEAL}
    return {**whole, "app_unfurl_url": DEAL, "entity_payload": payload, **changes}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"app_unfurl_url": "https://crm.example.com/deal/8"}, "cannot_unfurl_url"),
        ({"entity_type": "slack#/entities/deal"}, "invalid_metadata"),
        ({"external_ref": {}}, "invalid_metadata"),
        ({"entity_payload": {"attributes": {"title": {}}}}, "invalid_metadata"),
        ({"entity_payload": {"attributes": {"title": {"text": "x"}}, "custom_fields": [{"key": "a"}]}},
         "invalid_metadata"),
    ],
)  # fmt: skip
def test_only_well_formed_work_objects_of_posted_links_are_taken(
    linked: Workspace, changes: dict[str, Any], code: str
) -> None:
    client = WebClient(linked.bot_token, base_url=linked.url)
    anna = linked.user("Anna", email="anna@x.test")
    said = anna.says(f"look at {DEAL}")
    told: dict[str, Any] = {"channel": said.channel, "ts": said.ts, "metadata": {"entities": [entity(**changes)]}}
    if not code:
        assert client.chat_unfurl(**told)["ok"]
        assert said.wire()["entities"] == [entity()]
        return
    with pytest.raises(SlackApiError) as refused:
        client.chat_unfurl(**told)
    assert refused.value.response["error"] == code
    assert "entities" not in said.wire()


def test_links_are_told_of_the_domains_that_were_asked_for() -> None:
    text = f"<{DEAL}> <https://a.crm.example.com/x|x> <https://evil-crm.example.com/y> <{DEAL}>"
    assert [link["url"] for link in links_in(text, DOMAINS)] == [DEAL, "https://a.crm.example.com/x"]
    assert links_in(text, ()) == []
