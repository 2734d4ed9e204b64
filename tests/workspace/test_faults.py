"""Calls fail the ways Slack and the network can fail, and an app can find out what happened."""

from __future__ import annotations

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Workspace
from tests.workspace.greeter import Greeter


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    """A client that tries once and waits a second."""
    return WebClient(workspace.bot_token, base_url=workspace.url, retry_handlers=[], timeout=1)


def test_an_error_comes_as_an_answer(workspace: Workspace, client: WebClient) -> None:
    workspace.faults.add("chat.postMessage", error="internal_error")
    anna = workspace.user("Anna")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=anna.id, text="hello")
    assert (refused.value.response.status_code, refused.value.response["error"]) == (200, "internal_error")
    assert client.chat_postMessage(channel=anna.id, text="hello")["ok"]
    assert len(workspace.messages(anna.dm)) == 1


def test_too_many_calls_are_told_when_to_come_back(workspace: Workspace, client: WebClient) -> None:
    workspace.faults.add("chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=workspace.user("Anna").id, text="hello")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "30"


def test_a_broken_server_posts_nothing(workspace: Workspace, client: WebClient) -> None:
    workspace.faults.add("chat.postMessage", times=2, status=503)
    anna = workspace.user("Anna")
    for _ in range(2):
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel=anna.id, text="hello")
    assert workspace.messages(anna.dm) == []


def test_silence_ends_with_the_patience_of_the_caller(workspace: Workspace, client: WebClient) -> None:
    workspace.faults.add("chat.postMessage", timeout=True)
    with pytest.raises(TimeoutError):
        client.chat_postMessage(channel=workspace.user("Anna").id, text="hello")


def test_a_post_in_doubt_is_found_by_its_metadata(workspace: Workspace, client: WebClient) -> None:
    workspace.faults.add("chat.postMessage", after_effect=True)
    anna = workspace.user("Anna")
    letter = {"event_type": "reminder", "event_payload": {"id": "7"}}
    with pytest.raises((RemoteDisconnected, URLError, ConnectionError)):
        client.chat_postMessage(channel=anna.dm.id, text="call Dana", metadata=letter)
    found = client.conversations_history(channel=anna.dm.id, include_all_metadata=True)["messages"]
    assert [message["metadata"] for message in found] == [letter]


def test_the_client_of_slack_itself_repeats_a_post_in_doubt(workspace: Workspace) -> None:
    workspace.faults.add("chat.postMessage", after_effect=True)
    anna = workspace.user("Anna")
    WebClient(workspace.bot_token, base_url=workspace.url).chat_postMessage(channel=anna.dm.id, text="call Dana")
    assert [message.text for message in workspace.messages(anna.dm)] == ["call Dana", "call Dana"]


def test_a_lost_answer_to_a_response_url_has_happened(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    workspace.faults.add("response_url", error="internal_error")
    anna.clicks(reply, "Open")
    workspace.wait_until(lambda: any(call.method == "response_url" for call in workspace.calls))
    assert reply.text == "You said: hi"


def test_a_revoked_token_opens_nothing(workspace: Workspace, client: WebClient) -> None:
    workspace.api.revoked = True
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()
