"""What comes unasked in Slack, and what is taken from a channel: seen with the clock turned forward."""

from datetime import UTC, datetime, time, timedelta

from bot.workspace import Person, Workspace
from bot.workspace.messages import Message
from storage.interactions import Interaction
from storage.reminders import Reminder
from tests.slack.conftest import House


def tomorrow_at(house: House, hour: int, minute: int) -> None:
    """Turn the clock to a time of the next working day in Berlin, which is at most two hours ahead of UTC."""
    day = datetime.now(UTC).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    house.ahead = datetime.combine(day, time(hour, minute), UTC) - datetime.now(UTC)


def test_the_digest_is_there_in_the_morning_and_its_buttons_do_what_they_say(house: House, priya: Person) -> None:
    house.open()
    house.hear(priya.says("show Acme Ltd"))
    with house.store.begin("priya@rapport.test", house.now(), "plan") as crm:
        told = {"person": crm.actor, "by": crm.actor, "zone": "Europe/Berlin"}
        crm.reminders.add(Reminder(about="call Dana", due_at=house.now() + timedelta(days=9), **told))
    house.workspace.settle()
    with house.store.begin("priya@rapport.test", house.now(), "due") as crm:
        (reminder,) = crm.reminders.all()
        reminder.due_at, reminder.told_at = house.now(), house.now()
    tomorrow_at(house, 8, 30)
    house.workspace.wait_until(lambda: _digests(house.workspace, priya), within=20)
    (digest,) = _digests(house.workspace, priya)
    assert "call Dana" in digest.shown
    assert priya.clicks(digest, "Done: call Dana").error is None
    assert "Done: call Dana." in house.workspace.wait_for_replies(digest, 1, within=20)[0].shown
    assert priya.selects(digest, "say:quiet", "Digest off").error is None
    assert "no more" in house.workspace.wait_for_replies(digest, 2, within=20)[1].shown


def test_a_reminder_is_put_off_by_its_buttons_whatever_it_says(house: House, priya: Person) -> None:
    house.open()
    about = "ask whether Tuesday at 3 works & undo the lock; 10% off"
    with house.store.begin("priya@rapport.test", house.now(), "plan") as crm:
        told = {"person": crm.actor, "by": crm.actor, "zone": "Europe/Berlin"}
        crm.reminders.add(Reminder(about=about, due_at=house.now(), **told))
    house.later()
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    [told_of] = house.workspace.messages(priya.dm)
    for place, (label, least, most) in enumerate((("In an hour", 58, 60), ("Tomorrow", 60, 33 * 60)), 1):
        assert priya.clicks(told_of, label).error is None
        house.workspace.wait_for_replies(told_of, place, within=20)
        with house.store.read(house.now()) as crm:
            (due,) = (each.due_at for each in crm.reminders.all())
        assert timedelta(minutes=least) < due - house.now() <= timedelta(minutes=most)


def _digests(workspace: Workspace, person: Person) -> list[Message]:
    return [each for each in workspace.messages(person.dm) if "Good morning" in each.shown]


def test_a_channel_is_summed_up_for_its_customer_once_it_is_confirmed(house: House, priya: Person) -> None:
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("acme", members=[priya, tom])
    house.hear(priya.says("@Rapport this channel is about Acme Ltd", channel=sales))
    tom.says("Morning! Lunch at Luigi's today?", channel=sales)
    tom.says("Dana agreed to 20 units at 5% discount.", channel=sales)
    priya.says("I will send the contract by Friday", channel=sales)
    shown = house.hear(priya.says("@Rapport summarise this channel", channel=sales))
    assert "Tom Becker: Dana agreed to 20 units" in shown.shown
    assert "Luigi" not in shown.shown
    assert "Acme Ltd" in shown.shown
    tom.says("The contract is cancelled, they want their money back on Monday", channel=sales)
    assert priya.clicks(shown, "Log it").error is None
    house.workspace.wait_for_replies(shown, 1, within=20)
    with house.store.read(house.now()) as crm:
        (kept,) = crm.interactions.where(Interaction.channel == "chat")
        assert kept.customer is not None
        assert kept.customer.name == "Acme Ltd"
        assert "Priya Nair: I will send the contract by Friday" in kept.summary
        assert "cancelled" not in kept.summary
        assert (kept.source or "").startswith(sales.id)
