"""The Web API answers slack_sdk as Slack does."""

from __future__ import annotations

from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Manifest, Workspace
from tests.workspace.greeter import NOTE, Payload, button, section


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.bot_token, base_url=workspace.url)


def refusal(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    """The code a call was refused with."""
    return str(error.value.response["error"])


def test_the_token_belongs_to_the_bot(workspace: Workspace, client: WebClient) -> None:
    bot = client.auth_test()
    assert (bot["user_id"], bot["bot_id"]) == (workspace.state.bot.id, workspace.state.bot.bot_id)


WRONG_TOKENS = [("xoxb-other", "invalid_auth"), ("xapp-workspace", "not_allowed_token_type")]


@pytest.mark.parametrize(("token", "code"), WRONG_TOKENS)
def test_a_wrong_token_is_refused(workspace: Workspace, token: str, code: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        WebClient(token, base_url=workspace.url).auth_test()
    assert refusal(refused) == code


def test_a_missing_scope_is_named() -> None:
    with Workspace(Manifest(scopes=("users:read",))) as workspace:
        client = WebClient(workspace.bot_token, base_url=workspace.url)
        anna = workspace.user("Anna", email="anna@x.test")
        assert "email" not in client.users_info(user=anna.id)["user"]["profile"]
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel=anna.id, text="hello")
        assert (refusal(refused), refused.value.response["needed"]) == ("missing_scope", "chat:write")


def test_people_are_told_with_what_they_are(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna Berg", email="anna@x.test", tz="Europe/Lisbon")
    guest = workspace.user("Guest", is_restricted=True)
    stranger = workspace.user("Stranger", is_stranger=True, team_id="T0000000009")
    told = client.users_info(user=anna.id)["user"]
    assert (told["real_name"], told["profile"]["email"], told["tz"]) == ("Anna Berg", "anna@x.test", "Europe/Lisbon")
    assert client.users_info(user=guest.id)["user"]["is_restricted"]
    assert client.users_info(user=stranger.id)["user"]["team_id"] == "T0000000009"
    assert client.users_lookupByEmail(email="ANNA@x.test")["user"]["id"] == anna.id
    with pytest.raises(SlackApiError, match="users_not_found"):
        client.users_lookupByEmail(email="nobody@x.test")


def test_lists_come_in_pages(workspace: Workspace, client: WebClient) -> None:
    people = {workspace.user(f"Person {count}").id for count in range(5)}
    pages = [[member["id"] for member in page["members"]] for page in client.users_list(limit=2)]
    assert [len(page) for page in pages] == [2, 2, 2]
    assert people < {member for page in pages for member in page}


def test_posting_needs_a_place_in_the_channel(workspace: Workspace, client: WebClient) -> None:
    public = workspace.channel("public", with_app=False)
    private = workspace.channel("private", private=True, with_app=False)
    refused_as = {public.id: "not_in_channel", private.id: "channel_not_found", "C9": "channel_not_found"}
    for channel, code in refused_as.items():
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel=channel, text="hello")
        assert refusal(refused) == code
    client.conversations_join(channel=public.id)
    assert client.chat_postMessage(channel=public.id, text="hello")["ok"]


def test_a_message_needs_text_and_sound_blocks(workspace: Workspace, client: WebClient) -> None:
    sales = workspace.channel("sales")
    with pytest.raises(SlackApiError, match="no_text"):
        client.api_call("chat.postMessage", json={"channel": sales.id, "blocks": [section("a")]})
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=sales.id, text="a", blocks=[section("x" * 3001)])
    assert refusal(refused) == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        client.chat_postMessage(channel=sales.id, text="a", blocks=[section("x" * 2900)] * 5)
    with pytest.raises(SlackApiError) as refused:
        client.blocks_validate(blocks=[{"type": "divider", "colour": "red"}])
    assert refused.value.response["errors"][0]["pointer"] == "/blocks/0"


def test_an_update_keeps_what_it_does_not_name(workspace: Workspace, client: WebClient) -> None:
    sales = workspace.channel("sales")
    posted = client.chat_postMessage(channel=sales.id, text="a", blocks=[section("a")])
    message = workspace.messages(sales)[0]
    client.chat_update(channel=sales.id, ts=posted["ts"], text="b")
    assert (message.text, len(message.blocks)) == ("b", 1)
    client.chat_update(channel=sales.id, ts=posted["ts"], text="b", blocks=[])
    assert (message.blocks, bool(message.edited)) == ([], True)


def test_only_own_messages_are_changed(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    said = anna.says("hello")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        client.chat_update(channel=anna.dm.id, ts=said.ts, text="b")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        client.chat_delete(channel=anna.dm.id, ts=said.ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel=anna.dm.id, ts="1.000000", text="b")


def test_history_hides_metadata_threads_and_private_words(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    sales = workspace.channel("sales", members=[anna])
    said = anna.says("one", channel=sales)
    client.chat_postMessage(channel=sales.id, text="in thread", thread_ts=said.ts)
    client.chat_postEphemeral(channel=sales.id, user=anna.id, text="for you")
    metadata = {"event_type": "note", "event_payload": {"id": "1"}}
    client.chat_postMessage(channel=sales.id, text="two", metadata=metadata)
    told = client.conversations_history(channel=sales.id)["messages"]
    assert [message["text"] for message in told] == ["two", "one"]
    assert ("metadata" in told[0], told[1]["reply_count"], told[0]["blocks"]) == (False, 1, [])
    thread = client.conversations_replies(channel=sales.id, ts=said.ts)["messages"]
    assert [message["text"] for message in thread] == ["one", "in thread"]
    full = client.conversations_history(channel=sales.id, include_all_metadata=True, limit=1)["messages"]
    assert full[0]["metadata"] == metadata


def test_history_can_be_bounded_and_paged(workspace: Workspace, client: WebClient) -> None:
    sales = workspace.channel("sales")
    stamps = [client.chat_postMessage(channel=sales.id, text=str(count))["ts"] for count in range(5)]

    def told(**bounds: Any) -> list[str]:
        pages = client.conversations_history(channel=sales.id, limit=2, **bounds)
        return [message["text"] for page in pages for message in page["messages"]]

    assert told() == ["4", "3", "2", "1", "0"]
    assert told(oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert told(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]


def test_views_are_pushed_updated_and_guarded(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=NOTE)
    trigger = workspace.state.triggers.make(anna.id)
    view = client.views_open(trigger_id=trigger, view=NOTE)["view"]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger, view=NOTE)
    changed = {**NOTE, "title": {"type": "plain_text", "text": "Other"}}
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view["id"], hash=view["hash"], view=NOTE)
    for _ in range(2):
        top = anna.modal
        assert top
        client.views_push(trigger_id=workspace.state.triggers.make(anna.id, top.id), view=NOTE)
    assert anna.modal
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=workspace.state.triggers.make(anna.id, anna.modal.id), view=NOTE)


def test_a_home_tab_is_published_and_guarded(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    home: Payload = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Go", "1")]}]}
    view = client.views_publish(user_id=anna.id, view=home)["view"]
    client.views_publish(user_id=anna.id, view=home)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=anna.id, view=home, hash=view["hash"])
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.views_publish(user_id=anna.id, view=NOTE)


def test_files_travel_both_ways(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    client.files_upload_v2(channel=anna.dm.id, content="a,b", filename="customers.csv", initial_comment="the list")
    uploaded = workspace.messages(anna.dm)[0]
    assert (uploaded.text, uploaded.files[0]["name"], uploaded.files[0]["size"]) == ("the list", "customers.csv", 3)
    shared = anna.shares("leads.csv", b"name\nAcme\n", "import this")
    request = Request(shared.extras["files"][0]["url_private"], headers={"Authorization": f"Bearer {client.token}"})
    with urlopen(request) as answer:
        assert answer.read() == b"name\nAcme\n"


def test_prompts_and_reactions_are_kept(workspace: Workspace, client: WebClient) -> None:
    anna = workspace.user("Anna")
    prompts = [{"title": "Today", "message": "what now"}]
    client.assistant_threads_setSuggestedPrompts(channel_id=anna.dm.id, prompts=prompts)
    assert workspace.state.prompts[(anna.dm.id, "")]["prompts"][0]["message"] == "what now"
    said = anna.says("hello")
    client.reactions_add(channel=anna.dm.id, timestamp=said.ts, name="eyes")
    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(channel=anna.dm.id, timestamp=said.ts, name="eyes")
    client.reactions_remove(channel=anna.dm.id, timestamp=said.ts, name="eyes")
    assert said.reactions == []


def test_a_streamed_answer_grows_until_it_is_stopped(workspace: Workspace, client: WebClient) -> None:
    said = workspace.user("Anna").says("hello")
    stream = client.chat_stream(channel=said.channel, thread_ts=said.ts, buffer_size=1)
    stream.append(markdown_text="one ")
    message = workspace.messages(workspace.state.channels.find(said.channel))[-1]
    assert (message.text, message.extras["streaming_state"]) == ("one ", "in_progress")
    stream.append(markdown_text="two")
    stream.stop(blocks=[section("done")])
    assert (message.text, message.thread, message.blocks[0]["type"]) == ("one two", said.ts, "section")
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        client.chat_appendStream(channel=said.channel, ts=message.ts, markdown_text="three")


def test_an_unknown_method_is_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        client.api_call("crm.everything")
