"""People talk to a real Bolt app over both transports."""

from __future__ import annotations

import pytest

from bot.workspace import Workspace
from bot.workspace.wire import ImpossibleError
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
    again = anna.says("@Rapport and Bob?", channel=sales, thread=reply)
    assert workspace.wait_for_reply(again).thread == said.ts
    assert [message.author for message in workspace.messages(sales, said)][-1] == workspace.state.bot.id


def test_a_mention_arrives_as_mention_and_as_channel_message(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    sales = workspace.channel("sales", members=[anna])
    anna.says("@Rapport hello", channel=sales)
    workspace.settle()
    mine = [event for event in greeter.heard if event["user"] == anna.id]
    assert sorted(event["type"] for event in mine) == ["app_mention", "message"]


def test_nothing_reaches_the_app_from_channels_it_is_not_in(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    secret = workspace.channel("secret", members=[anna], private=True, with_app=False)
    anna.says("@Rapport hello", channel=secret)
    workspace.settle()
    assert greeter.heard == []
    anna.invites_app(secret)
    anna.says("@Rapport hello", channel=secret)
    workspace.wait_until(lambda: len(greeter.heard) == 2)
    assert {event["type"] for event in greeter.heard} == {"member_joined_channel", "app_mention"}


def test_nobody_speaks_where_they_are_not(workspace: Workspace) -> None:
    anna, bob = workspace.user("Anna"), workspace.user("Bob")
    with pytest.raises(ImpossibleError):
        anna.says("hello", channel=workspace.channel("sales", members=[bob]))


def test_words_of_another_company_say_so(workspace: Workspace, greeter: Greeter) -> None:
    eve = workspace.user("Eve", is_stranger=True, team_id="T0000000009")
    eve.says("@Rapport hello", channel=workspace.channel("shared", members=[eve]))
    workspace.wait_until(lambda: greeter.heard)
    assert (greeter.heard[0]["user_team"], greeter.heard[0]["team"]) == ("T0000000009", "T0000000009")
    assert next(iter(workspace.deliveries)).payload["is_ext_shared_channel"]


def test_typed_addresses_arrive_as_slack_markup(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    bob = workspace.user("Bob")
    said = anna.says("ask @Bob <soon> at dana@acme.test or +49 30 1234567, see https://acme.test/x.")
    assert said.text == (
        f"ask {bob.mention} &lt;soon&gt; at <mailto:dana@acme.test|dana@acme.test> or "
        "<tel:+49301234567|+49 30 1234567>, see <https://acme.test/x>."
    )


def test_an_edit_is_told_with_what_stood_before(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    said = anna.says("hello")
    workspace.wait_for_reply(said)
    anna.edits(said, "goodbye")
    workspace.wait_until(lambda: any(event.get("subtype") == "message_changed" for event in greeter.heard))
    change = greeter.heard[-1]
    assert (change["previous_message"]["text"], change["message"]["text"]) == ("hello", "goodbye")
    assert change["message"]["edited"]["user"] == anna.id


def test_an_edited_mention_is_told_once_more(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    sales = workspace.channel("sales", members=[anna])
    said = anna.says("@Rapport hello", channel=sales)
    workspace.wait_for_reply(said)
    anna.edits(said, "@Rapport hello there")
    workspace.wait_for_replies(said, 2)
    mentions = [event for event in greeter.heard if event["type"] == "app_mention"]
    assert ["edited" in event for event in mentions] == [False, True]
    assert len({event["ts"] for event in mentions}) == 1


def test_a_deletion_is_told(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    said = anna.says("hello")
    workspace.wait_for_reply(said)
    anna.deletes(said)
    workspace.wait_until(lambda: greeter.heard[-1].get("subtype") == "message_deleted")
    assert greeter.heard[-1]["deleted_ts"] == said.ts
    assert said not in workspace.messages(anna.dm)


def test_a_reaction_is_told(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    reply = workspace.wait_for_reply(anna.says("hello"))
    anna.reacts(reply, "eyes")
    workspace.wait_until(lambda: greeter.heard[-1]["type"] == "reaction_added")
    assert greeter.heard[-1]["item"] == {"type": "message", "channel": anna.dm.id, "ts": reply.ts}


def test_the_status_line_ends_with_the_answer(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    said = anna.says("hello")
    workspace.wait_for_reply(said)
    workspace.settle()
    shown = [call.arguments["status"] for call in workspace.calls if call.method == "assistant.threads.setStatus"]
    assert (shown, workspace.state.statuses) == (["is thinking"], {})


def test_opening_the_home_tab_shows_what_the_app_publishes(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    anna.opens_home()
    workspace.wait_until(lambda: anna.home is not None)
    assert anna.home
    assert anna.clicks(anna.home, "Open").error is None
    workspace.wait_until(lambda: greeter.heard[-1]["type"] == "block_actions")
    pressed = greeter.heard[-1]
    assert (pressed["container"]["type"], pressed["view"]["id"]) == ("view", anna.home.id)
    anna.opens_home()
    workspace.wait_until(lambda: "view" in greeter.heard[-1] and greeter.heard[-1]["type"] == "app_home_opened")
