"""People talk to a real Bolt app over both transports."""

from __future__ import annotations

from bot.workspace import Workspace
from tests.workspace.greeter import Greeter


def test_a_direct_message_is_answered(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna", email="anna@x.test")
    said = anna.says("I spoke with Dana")
    assert workspace.wait_for_reply(said).text == "You said: I spoke with Dana"


def test_a_mention_is_answered_in_its_thread(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    sales = workspace.channel("sales", members=[anna])
    said = anna.says("@Rapport who is Dana?", channel=sales)
    reply = workspace.wait_for_reply(said)
    assert (reply.text, reply.thread) == (f"Hello {anna.mention}", said.ts)


def test_a_button_is_pressed_on_the_stored_message(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hi"))
    deed = anna.clicks(reply, "Open")
    assert deed.error is None
    workspace.wait_until(lambda: reply.text == "pressed 1")


def test_a_command_is_acknowledged_and_answered(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    deed = anna.slash("/echo", "hello")
    workspace.wait_for_replies(deed, 2)
    assert {message.text for message in workspace.replies(deed)} == {"at once: hello", "later: hello"}
