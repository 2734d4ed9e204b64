"""Buttons, menus, commands, modals and shortcuts reach a real Bolt app over both transports."""

from __future__ import annotations

import pytest
from slack_sdk.webhook import WebhookClient

from bot.workspace import Workspace
from bot.workspace.wire import ImpossibleError
from tests.workspace.greeter import Greeter


def test_a_button_is_pressed_on_the_stored_message(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    assert reply.buttons == ["Open"]
    assert anna.clicks(reply, "Open").error is None
    workspace.wait_until(lambda: reply.text == "pressed 1")
    pressed = next(heard for heard in greeter.heard if "actions" in heard)
    assert pressed["message"]["ts"] == pressed["container"]["message_ts"] == reply.ts
    assert pressed["message"]["text"] == "You said: hi"
    assert pressed["actions"][0]["value"] == "1"


def test_a_button_that_is_not_there_cannot_be_pressed(workspace: Workspace, greeter: Greeter) -> None:
    anna, bob = workspace.user("Anna"), workspace.user("Bob")
    reply = workspace.wait_for_reply(anna.says("hi"))
    with pytest.raises(ImpossibleError, match="nothing called 'Delete'"):
        anna.clicks(reply, "Delete")
    with pytest.raises(ImpossibleError, match="Bob does not see this"):
        bob.clicks(reply, "Open")


def test_a_menu_offers_what_the_app_suggests(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    assert [option["value"] for option in anna.suggestions(reply, "Customer", "Br")] == ["brightside"]
    deed = anna.selects(reply, "Customer", "Acme")
    answer = workspace.wait_for_reply(deed)
    assert (answer.text, answer.visible_to) == ("chose acme", anna.id)
    assert workspace.ephemerals(anna) == [answer]
    assert answer not in workspace.messages(anna.dm)


def test_a_menu_takes_only_what_it_offers(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    with pytest.raises(ImpossibleError, match="no option 'Zenith'"):
        anna.selects(reply, "Customer", "Zenith")


def test_a_command_is_acknowledged_and_answered(workspace: Workspace, greeter: Greeter) -> None:
    anna, bob = workspace.user("Anna"), workspace.user("Bob")
    sales = workspace.channel("sales", members=[anna, bob])
    deed = anna.slash("/echo", "hello", channel=sales)
    workspace.wait_for_replies(deed, 2)
    seen = {message.text: message.visible_to for message in workspace.replies(deed)}
    assert seen == {"at once: hello": anna.id, "later: hello": None}
    assert [message.text for message in workspace.messages(sales)] == ["later: hello"]


def test_a_command_nobody_answers_fails_before_the_person(workspace: Workspace, greeter: Greeter) -> None:
    workspace.deliveries.patience.ack = 0.2
    assert workspace.user("Anna").slash("/unknown").error == "operation_timeout"


def test_a_modal_shows_its_errors_until_they_are_mended(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    anna.slash("/note")
    workspace.wait_until(lambda: anna.modal is not None)
    modal = anna.modal
    assert modal
    anna.submits(modal, {"Words": "hi"})
    assert modal.errors == {"words": "Say a little more"}
    deed = anna.submits(modal, {"Words": "called Dana"})
    assert workspace.wait_for_reply(deed).text == "noted: called Dana"
    assert anna.modal is None


def test_a_required_field_must_be_filled(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    anna.slash("/note")
    workspace.wait_until(lambda: anna.modal is not None)
    assert anna.modal
    with pytest.raises(ImpossibleError, match="'Words' is required"):
        anna.submits(anna.modal)


def test_a_shortcut_on_a_message_carries_the_message(workspace: Workspace, greeter: Greeter) -> None:
    anna, bob = workspace.user("Anna"), workspace.user("Bob")
    sales = workspace.channel("sales", members=[anna, bob])
    said = bob.says("Acme wants a quote", channel=sales)
    assert anna.shortcut("log", said).error is None
    workspace.wait_until(lambda: anna.modal is not None)
    (carried,) = (heard["message"] for heard in greeter.heard if heard["type"] == "message_action")
    assert (carried["text"], carried["user"]) == ("Acme wants a quote", bob.id)


def test_a_shortcut_can_belong_to_no_message(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    anna.shortcut("log")
    workspace.wait_until(lambda: anna.modal is not None)
    assert greeter.heard[-1]["type"] == "shortcut"


def test_a_response_url_takes_five_answers(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    anna.clicks(reply, "Open")
    workspace.wait_until(lambda: reply.text == "pressed 1")
    pressed = next(heard for heard in greeter.heard if "actions" in heard)
    hook = WebhookClient(pressed["response_url"])
    assert [hook.send(text="more").status_code for _ in range(5)] == [200, 200, 200, 200, 404]
    assert len(workspace.ephemerals(anna)) == 4
