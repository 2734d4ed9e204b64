"""Stop gives up what is waited for, whole or not at all."""

import threading
from typing import Any

import pytest
from sqlalchemy import select

from bot.workspace import Person
from storage.post import Outgoing
from tests.slack.conftest import ByHeart, House


class Slow(ByHeart):
    """A reader that takes its time, until it is let go."""

    slow = True

    def __init__(self) -> None:
        self.began, self.go = threading.Event(), threading.Event()

    def read(self, text: str, context: Any) -> Any:
        """The same, later."""
        self.began.set()
        assert self.go.wait(20)
        return super().read(text, context)


@pytest.fixture
def slow(house: House) -> Slow:
    """The reader of the house, which takes its time."""
    house.reader = reader = Slow()
    return reader


def statuses(house: House) -> list[str]:
    """What was said of sessions."""
    calls = [call for call in house.workspace.calls if call.method == "agents.sessions.setStatus"]
    return [str(call.arguments["status"]) for call in calls]


def to_wait(house: House) -> list[object]:
    """Until when posts were put off."""
    with house.store.read(house.now()) as crm:
        return list(crm.session.scalars(select(Outgoing.not_before).where(Outgoing.not_before.is_not(None))))


def test_what_is_stopped_is_not_done(house: House, slow: Slow, priya: Person) -> None:
    house.open()
    said = priya.says("add Globex as a customer")
    assert slow.began.wait(20)
    priya.says("add Initech as a customer", thread=said)
    house.workspace.wait_until(lambda: statuses(house) == ["processing"], within=20)
    priya.presses_stop(priya.dm, said.root)
    assert "Stopped. Nothing was changed." in house.hear(said).shown
    slow.go.set()
    house.workspace.wait_until(lambda: statuses(house)[-1] == "active", within=20)
    assert "Hooli North" in house.hear(priya.says("show Hooli North")).shown
    assert house.customers() == ["Acme Ltd", "Hooli North", "Hooli South"]
    assert not any("Globex" in reply.shown for reply in house.workspace.replies(said))


def test_what_was_done_before_the_stop_came_is_told(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("chat.postMessage", retry_after=600)
    said = priya.says("add Globex as a customer")
    house.workspace.wait_until(lambda: to_wait(house), within=20)
    priya.presses_stop(priya.dm, said.root)
    reply = house.hear(said)
    assert "Stopped, but this was written down before: customer Globex. Say “undo”" in reply.shown


def test_where_nothing_is_under_way_stop_says_so_once(house: House, priya: Person) -> None:
    house.open()
    said = priya.says("show Acme Ltd")
    house.hear(said)
    priya.presses_stop(priya.dm, said.root)
    _, told = house.workspace.wait_for_replies(said, 2, within=20)
    assert "nothing left to stop" in told.shown
    (event,) = [e.payload["event_id"] for e in house.workspace.deliveries if "stopped" in str(e.payload.get("event"))]
    assert house.workspace.redeliver(event).is_acknowledged
    house.workspace.settle(0.3)
    assert len(house.workspace.replies(said)) == 2
