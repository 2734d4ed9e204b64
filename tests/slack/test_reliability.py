"""Nothing acknowledged is lost, and nothing is done or said twice."""

import sqlite3
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event, select, text

from bot.sender import GRACE
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.slack.trouble import SlackTrouble
from bot.workspace import Person
from skills.reply import Button, Reply
from storage.cases import Case
from storage.mailroom import MOST_ATTEMPTS, queue, receive, waiting
from storage.post import Incoming, Outgoing
from storage.reminders import Reminder
from tests.slack.conftest import House


def posts(house: House, person: Person) -> list[str]:
    """What Rapport has said to somebody in private."""
    return [message.shown for message in house.workspace.messages(person.dm) if message.is_from_bot]


def test_a_redelivered_event_does_nothing_twice(doors: House, priya: Person) -> None:
    doors.open()
    said = priya.says("add Globex as a customer")
    doors.hear(said)
    body = next(sent.payload for sent in doors.workspace.deliveries if sent.kind == "events_api")
    assert doors.workspace.redeliver(body["event_id"]).is_acknowledged
    tick_over(doors)
    assert len(doors.workspace.replies(said)) == 1
    assert doors.customers().count("Globex") == 1


def test_what_nobody_can_read_keeps_nobody_waiting(house: House, priya: Person) -> None:
    receive(house.store, "press:odd", "press", {"actions": [{"value": "no JSON"}]}, house.now())
    house.open()
    assert "Berlin" in house.hear(priya.says("show Acme Ltd")).shown
    for _ in range(MOST_ATTEMPTS):
        house.apps[0].working.wake()
        house.workspace.settle(0.1)
    assert waiting(house.store, house.now()) == []


def test_a_double_click_is_one_press(house: House, priya: Person) -> None:
    house.open()
    intent = {"skill": "remind_me", "slots": {"about": "call Dana", "due_at": "2099-01-01T09:00"}}
    with house.store.begin(None, house.now(), "test") as crm:
        reply = Reply("Shall I?", buttons=(Button("Remind me", "remind me to call Dana", intent=intent),))
        queue(crm, "test", priya.id, reply.to_json())
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    [asked] = house.workspace.messages(priya.dm)
    assert [priya.clicks(asked, "Remind me").error for _ in range(2)] == [None, None]
    house.workspace.wait_for_replies(asked, 1, within=20)
    house.workspace.settle(0.3)
    with house.store.read(house.now()) as crm:
        assert len(crm.reminders.all()) == 1


def test_a_post_in_doubt_is_looked_up_and_not_repeated(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("chat.postMessage", after_effect=True)
    said = priya.says("show Acme Ltd")
    house.hear(said)
    house.workspace.wait_until(lambda: is_in_doubt(house), within=20)
    house.later(GRACE)
    house.workspace.wait_until(lambda: house.called("conversations.replies"), within=20)
    house.workspace.wait_until(lambda: states(house) == ["sent"], within=20)
    assert len(house.workspace.replies(said)) == 1


def test_a_post_that_did_not_arrive_is_made_again(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("chat.postMessage", status=503)
    said = priya.says("show Acme Ltd")
    house.workspace.wait_until(lambda: is_in_doubt(house), within=20)
    assert house.called("chat.postMessage") == 1
    house.later(GRACE)
    house.hear(said)
    house.workspace.wait_until(lambda: states(house) == ["sent"], within=20)
    assert len(house.workspace.replies(said)) == 1


def test_too_many_posts_wait_in_order(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("chat.postMessage", retry_after=600)
    first = priya.says("add One as a customer")
    house.workspace.wait_until(lambda: house.called("chat.postMessage") == 1, within=20)
    priya.says("add Two as a customer")
    house.workspace.wait_until(lambda: "Two" in house.customers(), within=20)
    tick_over(house)
    assert house.called("chat.postMessage") == 1
    house.later(timedelta(seconds=600))
    one, two = house.workspace.wait_for_replies(first, 2, within=20)
    assert "One" in one.shown
    assert "Two" in two.shown


def test_blocks_that_are_refused_are_said_in_plain_text(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("chat.postMessage", times=2, error="invalid_blocks")
    reply = house.hear(priya.says("show Acme Ltd"))
    assert reply.blocks == []
    assert "Berlin" in reply.text


def test_a_reminder_is_told_once(house: House, priya: Person) -> None:
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        assert crm.actor
        due = house.now() + timedelta(hours=1)
        crm.reminders.add(Reminder(about="call Dana", due_at=due, person_id=crm.actor.id, zone="UTC", occurrence=0))
    house.open()
    tick_over(house)
    assert posts(house, priya) == []
    house.later(timedelta(hours=1))
    house.workspace.wait_until(lambda: posts(house, priya), within=20)
    tick_over(house)
    assert len(posts(house, priya)) == 1
    assert "call Dana" in posts(house, priya)[0]


def test_a_case_warns_once_before_its_time_is_over(house: House, priya: Person) -> None:
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        case = Case(number=1, subject="Jam", priority="urgent", status="new", opened_at=house.now(), assignee=crm.actor)
        crm.case_clock.start(case)
        crm.cases.add(case)
    house.open()
    tick_over(house)
    assert posts(house, priya) == []
    house.later(timedelta(minutes=50))
    house.workspace.wait_until(lambda: posts(house, priya), within=20)
    house.close()
    house.open()
    tick_over(house)
    assert len(posts(house, priya)) == 1
    assert "its first reply is due" in posts(house, priya)[0]


def test_what_came_in_before_a_stop_is_answered_after_the_start(house: House, priya: Person) -> None:
    app = house.open()
    app.working.stop()
    said = priya.says("add Globex as a customer")
    house.workspace.wait_until(lambda: house.workspace.deliveries.sent[-1].is_acknowledged, within=20)
    house.close()
    assert "Globex" not in house.customers()
    house.open()
    house.hear(said)
    assert "Globex" in house.customers()


def test_what_cannot_be_kept_is_not_acknowledged(house: House, priya: Person) -> None:
    if not house.store.is_sqlite:
        pytest.skip("PostgreSQL has no lock over the whole database")
    house.open()
    patience = house.workspace.deliveries.patience
    patience.ack, enough = 1.0, patience.ack
    house.store.engine.dispose()
    event.listen(house.store.engine, "connect", lambda opened, _: opened.execute("PRAGMA busy_timeout=100"))
    other = sqlite3.connect(str(house.store.url.database), isolation_level=None)
    other.execute("begin immediate")
    said = priya.says("add Globex as a customer")
    house.workspace.wait_until(lambda: house.workspace.deliveries.sent[-1].failures, within=30)
    patience.ack = enough
    other.execute("rollback")
    other.close()
    house.workspace.wait_until(lambda: house.workspace.deliveries.sent[-1].is_acknowledged, within=30)
    house.hear(said)
    tick_over(house)
    assert house.customers().count("Globex") == 1


def test_a_command_that_cannot_be_kept_is_refused_at_once(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "test") as crm:
        crm.session.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
    deed = priya.slash("/rapport", "show Acme Ltd")
    assert deed.error is None
    assert "I could not take that in" in deed.answer["text"]


def test_a_message_that_fails_every_time_is_apologised_for(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "test") as crm:
        body = {"event": {"type": "message", "user": priya.id, "text": 7, "channel": priya.dm.id, "ts": "1.2"}}
        crm.session.add(Incoming(id="event:bad", form="message", body=body, received_at=house.now()))
    for tried in range(1, MOST_ATTEMPTS + 1):
        house.workspace.wait_until(partial(was_tried, house, "event:bad", tried), within=20)
        house.later(timedelta(minutes=2))
    house.workspace.wait_until(lambda: states(house), within=20)
    with house.store.read(house.now()) as crm:
        row = crm.session.get(Incoming, "event:bad")
        assert row
        assert row.status == "dead"


def test_wrong_tokens_are_told(house: House) -> None:
    told = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": house.workspace.url}
    with pytest.raises(SlackTrouble, match="SLACK_BOT_TOKEN"):
        SlackApp(Settings.model_validate(told), house.assistant(), house.now)


def test_a_wrong_app_token_is_told(house: House) -> None:
    house.workspace.faults.add("apps.connections.open", times=9, error="invalid_auth")
    with pytest.raises(SlackTrouble, match="token"):
        house.open()


def tick_over(house: House) -> None:
    """Let every part look twice for something to do, and whatever it does come to an end."""
    for _ in range(2):
        house.later()
        house.workspace.settle(0.2)


def is_in_doubt(house: House) -> bool:
    """Whether a post was tried and nobody knows whether it arrived."""
    with house.store.read(house.now()) as crm:
        tried = crm.session.execute(select(Outgoing.first_try, Outgoing.last_try)).all()
    return any(first and last and last > first for first, last in tried)


def was_tried(house: House, id: str, times: int) -> bool:
    """Whether something that came in was worked on so often, in vain."""
    with house.store.read(house.now()) as crm:
        row = crm.session.get(Incoming, id)
        return row is not None and row.attempts == times


def states(house: House) -> list[str]:
    """The state of each post; a digest that was not due any more is noted without a place."""
    with house.store.read(house.now()) as crm:
        return list(crm.session.scalars(select(Outgoing.status).where(Outgoing.channel != "")))
