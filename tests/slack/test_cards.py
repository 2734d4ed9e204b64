"""Cards, charts and thumbs in Slack: what a workspace does not take is left out, and nothing is lost by it."""

import json

from bot.workspace import Person
from bot.workspace.messages import Message
from skills.reply import Chart, Reply, Table
from storage.mailroom import queue
from tests.slack.conftest import House

ROWS = tuple((f"Team {place}", str(place)) for place in range(12))
REPORT = Reply("12 teams.", (Table(("Team", "Won"), ROWS), Chart("Won by team", ("North", "South"), (3.0, 5.0))))


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def told(house: House, person: Person, key: str) -> list[Message]:
    """What Rapport says to somebody of its own accord, with the files that go with it."""
    before = len(house.workspace.messages(person.dm))
    with house.store.begin(None, house.now(), key) as crm:
        queue(crm, key, person.id, REPORT.to_json(), None)
    house.apps[0].sending.wake()
    house.workspace.wait_until(lambda: len(house.workspace.messages(person.dm)) > before, within=20)
    return house.workspace.messages(person.dm)[before:]


def pictures(house: House, person: Person, message: Message) -> list[str]:
    """The names of the files in the thread of a message."""
    return [file["name"] for each in house.workspace.messages(person.dm, message) for file in each.files]


def test_a_workspace_without_charts_gets_them_as_images(house: House, priya: Person) -> None:
    house.open()
    [drawn] = told(house, priya, "report:1")
    assert kinds(drawn) == ["section", "data_table", "data_visualization"]

    house.workspace.faults.add("chat.postMessage", error="invalid_blocks")
    [plain] = told(house, priya, "report:2")
    assert kinds(plain) == ["section", "table", "context"]
    house.workspace.wait_until(lambda: pictures(house, priya, plain), within=20)
    assert pictures(house, priya, plain) == ["chart.png"]
    [asked] = [call for call in house.workspace.calls if call.method == "files.getUploadURLExternal"]
    assert asked.arguments["alt_txt"] == "Won by team: North 3, South 5"

    house.workspace.faults.add("files.getUploadURLExternal", error="fatal_error")
    posts = house.called("chat.postMessage")
    again = told(house, priya, "report:3")[0]
    assert kinds(again) == kinds(plain)
    house.workspace.wait_until(lambda: house.called("chat.postMessage") == posts + 2, within=20)
    assert "█" in house.workspace.messages(priya.dm, again)[-1].shown


def test_a_card_offers_what_can_be_done_and_an_answer_can_be_rated(house: House, priya: Person) -> None:
    house.open()
    card = house.hear(priya.says("show Acme Ltd"))
    assert card.buttons[:4] == ["Edit", "Timeline", "Remind me", "Open a case"]
    edit = next(
        each for block in card.blocks for each in block.get("elements", []) if each.get("action_id") == "open:edit"
    )
    assert json.loads(edit["value"])["name"] == "Acme Ltd"
    [thumbs] = [block for block in card.blocks if block["type"] == "context_actions"]
    assert thumbs["elements"][0]["positive_button"]["value"].startswith("good:event:")

    assert priya.clicks(card, "Timeline").error is None
    [timeline] = house.workspace.wait_for_replies(card, 1, within=20)
    assert "Acme Ltd: no entries" in timeline.shown

    asked = house.hear(priya.says("show Hooli"))
    assert "context_actions" not in kinds(asked)
