"""What people in Slack see of Rapport, over both transports and on both databases."""

from bot.workspace import Person, Workspace
from tests.slack.conftest import House


def test_a_direct_message_is_answered_in_its_thread(doors: House, priya: Person) -> None:
    doors.open()
    said = priya.says("show Acme Ltd")
    reply = doors.hear(said)
    assert reply.thread == said.ts
    assert "Acme Ltd" in reply.shown
    assert "Berlin" in reply.shown
    assert reply.blocks


def test_a_mention_is_answered_in_the_channel(doors: House, priya: Person) -> None:
    doors.open()
    sales = doors.workspace.channel("sales", members=[priya])
    said = priya.says("@Rapport show Acme Ltd", channel=sales)
    assert doors.hear(said).thread == said.ts


def test_a_command_is_answered_in_private(doors: House, priya: Person) -> None:
    doors.open()
    sales = doors.workspace.channel("sales", members=[priya], with_app=False)
    deed = priya.slash("/rapport", "add Globex as a customer", channel=sales)
    assert deed.error is None
    doors.workspace.wait_until(lambda: doors.workspace.messages(priya.dm), within=20)
    assert "Globex" in doors.workspace.messages(priya.dm)[0].shown
    assert "Globex" in doors.customers()


def test_a_choice_is_made_by_button(doors: House, priya: Person) -> None:
    doors.open()
    asked = doors.hear(priya.says("show Hooli"))
    assert {"Hooli North", "Hooli South"} <= set(asked.buttons)
    assert priya.clicks(asked, "Hooli South").error is None
    answer = doors.workspace.wait_for_replies(asked, 1, within=20)[0]
    assert "Hooli South" in answer.shown
    assert answer.thread == asked.thread
    doors.workspace.wait_until(lambda: "Chosen: Hooli South" in asked.shown, within=20)
    assert not {"Hooli North", "Hooli South"} & set(asked.buttons)


def test_a_deletion_waits_for_a_yes_and_happens_once(doors: House, priya: Person) -> None:
    doors.open()
    asked = doors.hear(priya.says("delete Acme Ltd"))
    assert "Acme Ltd" in doors.customers()
    doors.workspace.faults.add("chat.update", error="cant_update_message")
    first = priya.clicks(asked, "Yes")
    doors.workspace.wait_for_replies(asked, 1, within=20)
    assert first.error is None
    assert "Acme Ltd" not in doors.customers()
    second = priya.clicks(asked, "No")
    assert "settled already" in doors.workspace.wait_for_replies(second, 1, within=20)[0].shown


def test_a_button_for_somebody_else_is_refused_in_private(house: House, priya: Person) -> None:
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, tom])
    asked = house.hear(priya.says("@Rapport delete Acme Ltd", channel=sales))
    tom.clicks(asked, "Yes")
    house.workspace.wait_until(lambda: house.workspace.messages(tom.dm), within=20)
    assert "somebody else" in house.workspace.messages(tom.dm)[0].shown
    assert "Acme Ltd" in house.customers()
    priya.clicks(asked, "Yes")
    house.workspace.wait_until(lambda: "Acme Ltd" not in house.customers(), within=20)


def test_an_answer_to_a_command_can_be_followed_up(house: House, priya: Person) -> None:
    house.open()
    priya.slash("/rapport", "delete Acme Ltd")
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    asked = house.workspace.messages(priya.dm)[0]
    house.hear(priya.says("yes", thread=asked))
    assert "Acme Ltd" not in house.customers()


def test_edits_deletions_and_bots_are_not_answered(house: House, priya: Person) -> None:
    house.open()
    said = priya.says("add Globex as a customer")
    house.hear(said)
    priya.edits(said, "add Initech as a customer")
    priya.deletes(said)
    house.workspace.settle(0.3)
    house.later()
    house.workspace.settle(0.3)
    assert len(house.workspace.replies(said)) == 1
    assert "Initech" not in house.customers()


def test_people_are_called_by_name(house: House, priya: Person) -> None:
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    house.hear(priya.says(f"add {tom.mention} & Sons as a customer"))
    assert "Tom Becker & Sons" in house.customers()


def test_prompts_are_suggested_when_the_conversation_is_opened(house: House, priya: Person) -> None:
    house.open()
    priya.opens_home("messages")
    house.workspace.wait_until(lambda: house.called("assistant.threads.setSuggestedPrompts"), within=20)
    assert not [call.answer for call in house.workspace.calls if not call.answer.get("ok", True)]
    assert house.workspace.messages(priya.dm) == []


def test_a_status_is_shown_meanwhile(house: House, priya: Person) -> None:
    house.open()
    house.hear(priya.says("show Acme Ltd"))
    house.workspace.wait_until(lambda: house.called("assistant.threads.setStatus"), within=20)


def test_nothing_is_posted_that_slack_would_refuse(workspace: Workspace, house: House, priya: Person) -> None:
    house.open()
    name = "<!channel> <https://evil.test|click> @here " + "x" * 90
    house.hear(priya.says(f"add {name} as a customer".replace("<", "&lt;").replace(">", "&gt;")))
    workspace.wait_until(lambda: house.called("chat.postMessage"))
    [post] = [call for call in workspace.calls if call.method == "chat.postMessage"]
    assert post.answer["ok"]
    assert "<" not in post.arguments["text"]


def test_the_reading_is_shown_and_put_right_by_button(house: House, priya: Person) -> None:
    house.open()
    done = house.hear(priya.says("add Globex as a customer"))
    assert "How I read this" not in done.buttons
    assert priya.selects(done, "say:quiet", "How I read this").error is None
    told = house.workspace.wait_for_replies(done, 1, within=20)[0]
    assert "taken for" in told.shown
    assert told.buttons == ["Rather: show one record at a glance", "Right as it is"]
    priya.clicks(told, "Rather: show one record at a glance")
    house.workspace.wait_until(lambda: "Globex" not in house.customers(), within=20)
