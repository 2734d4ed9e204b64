"""In a channel an answer shows only what everybody there may see; else only the asker sees it, and is told why."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.workspace import Person
from bot.workspace.channels import Channel as Place
from bot.workspace.messages import Message
from storage.channels import Channel
from storage.customers import Customer
from storage.post import Outgoing
from storage.reminders import Reminder
from storage.threads import ChannelLink
from tests.slack.conftest import House


def openly(house: House, channel: Place) -> str:
    """All that everybody in the channel has been shown by us."""
    return "\n".join(message.shown for message in house.workspace.messages(channel) if message.is_from_bot)


def asks(house: House, person: Person, text: str, channel: Place, thread: Message | None = None) -> Message:
    """The answer to a mention."""
    return house.hear(person.says(f"@Rapport {text}", channel=channel, thread=thread))


def test_a_guest_in_the_channel_makes_answers_private(house: House, priya: Person) -> None:
    house.open()
    jo = house.workspace.user("Jo Guest", email="jo@guest.test", is_restricted=True)
    acme = house.workspace.channel("acme", members=[priya])
    first = asks(house, priya, "show Acme Ltd", acme)
    assert first.visible_to is None
    jo.comes_into(acme)
    alone = asks(house, priya, "show Acme Ltd", acme, first)
    assert alone.visible_to == priya.id
    assert alone.thread == first.thread
    assert "Berlin" in alone.shown
    assert "Only you see this: Jo Guest in #acme may not see our records." in alone.shown
    asked = asks(house, priya, "delete Acme Ltd", acme, first)
    assert asked.visible_to == priya.id
    pressed = priya.clicks(asked, "Yes")
    done = house.workspace.wait_for_replies(pressed, 1, within=20)[0]
    assert "Acme Ltd" not in house.customers()
    assert (done.visible_to, done.thread) == (priya.id, first.thread)
    assert asks(house, priya, "help", acme).visible_to is None
    which = asks(house, priya, "show Hooli", acme, first)
    assert asks(house, priya, "help", acme, first).shown.startswith("I did not get that.")
    assert which.visible_to == priya.id
    refused = asks(house, jo, "show Hooli North", acme)
    assert (refused.visible_to, refused.thread) == (jo.id, None)
    assert "do not know you" in refused.shown
    jo.leaves(acme)
    assert asks(house, priya, "show Hooli North", acme).visible_to is None
    assert openly(house, acme).count("Berlin") == first.shown.count("Berlin")
    assert "I did not get that" not in openly(house, acme)


def test_strangers_and_wishes_make_answers_private_and_apps_do_not(house: House, priya: Person) -> None:
    house.open()
    stranger = house.workspace.user("Sam Else", team_id="T_OTHER", is_stranger=True)
    robot = house.workspace.user("Robot", is_bot=True)
    shared = house.workspace.channel("shared", members=[priya, stranger])
    busy = house.workspace.channel("busy", members=[priya, robot])
    quiet = house.workspace.channel("quiet", members=[priya], private=True)
    with house.store.begin(None, house.now(), "test") as crm:
        crm.session.add(Channel(id=quiet.id, name="quiet", privacy="asker"))
    assert asks(house, priya, "show Acme Ltd", busy).visible_to is None
    for channel, why in ((shared, "another company"), (quiet, "whoever asks alone")):
        answer = asks(house, priya, "show Acme Ltd", channel)
        assert answer.visible_to == priya.id
        assert why in answer.shown
    said = stranger.says("@Rapport show Acme Ltd", channel=shared)
    house.hear(priya.says("@Rapport help", channel=quiet))
    assert not house.workspace.replies(said)
    assert [openly(house, channel) for channel in (shared, quiet)] == ["", ""]


def test_who_is_not_in_the_records_counts_where_nobody_may_join(house: House, priya: Person) -> None:
    house.join = False
    house.open()
    lena = house.workspace.user("Lena Vogt", email="lena@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, lena])
    assert "Lena Vogt in #sales may not see" in asks(house, priya, "show Acme Ltd", sales).shown
    house.workspace.faults.add("conversations.members", error="ratelimited")
    house.ahead += timedelta(minutes=2)
    assert "I cannot see who else" in asks(house, priya, "show Acme Ltd", sales).shown
    assert openly(house, sales) == ""


def test_whoever_is_deactivated_or_becomes_a_guest_is_shown_nothing_from_then_on(house: House, priya: Person) -> None:
    house.open()
    assert "Berlin" in house.hear(priya.says("show Acme Ltd")).shown
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, tom])
    assert asks(house, priya, "show Acme Ltd", sales).visible_to is None
    tom.becomes(is_restricted=True)
    assert asks(house, priya, "show Acme Ltd", sales).visible_to == priya.id
    priya.becomes(deleted=True)
    assert "Berlin" not in house.hear(priya.says("show Acme Ltd")).shown


def test_in_a_crowd_profiles_are_read_in_pages(house: House, priya: Person) -> None:
    house.open()
    crowd = [house.workspace.user(f"Member {n}", email=f"m{n}@rapport.test") for n in range(30)]
    everybody = house.workspace.channel("everybody", members=[priya, *crowd])
    assert asks(house, priya, "show Acme Ltd", everybody).visible_to is None
    assert house.called("users.list") == 1
    assert house.called("users.info") < 5


@pytest.mark.parametrize("guest", [False, True])
def test_a_reminder_is_told_in_its_channel_only_where_all_may_hear_it(house: House, priya: Person, guest: bool) -> None:
    jo = house.workspace.user("Jo Guest", email="jo@guest.test", is_restricted=True)
    sales = house.workspace.channel("sales", members=[priya, jo] if guest else [priya])
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        assert crm.actor
        due, me = house.now(), crm.actor.id
        crm.reminders.add(Reminder(about="call Dana", due_at=due, person_id=me, zone="UTC", channel=sales.id))
    house.open()
    place = priya.dm if guest else sales
    house.workspace.wait_until(lambda: "call Dana" in openly(house, place), within=20)
    assert openly(house, sales if guest else priya.dm) == ""


def test_a_reminder_is_told_in_private_where_it_was_set_so_or_its_channel_is_closed(
    house: House, priya: Person
) -> None:
    sales, closed = (
        house.workspace.channel(name, members=[priya], with_app=name == "sales") for name in ("sales", "old")
    )
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        told = {"person": crm.actor, "due_at": house.now(), "zone": "UTC"}
        by_command, lost = f"{sales.id}:{priya.id}", f"{closed.id}:1700000000.000100"
        crm.reminders.add(Reminder(about="call Dana", channel=sales.id, thread=by_command, **told))
        crm.reminders.add(Reminder(about="call Omar", channel=closed.id, thread=lost, **told))
    house.open()
    house.workspace.wait_until(lambda: {"Dana", "Omar"} <= set(openly(house, priya.dm).replace(".", " ").split()), 20)
    assert openly(house, sales) == ""


def test_whoever_left_the_channel_is_told_in_private(house: House, priya: Person) -> None:
    house.open()
    jo = house.workspace.user("Jo Guest", email="jo@guest.test", is_restricted=True)
    acme = house.workspace.channel("acme", members=[priya, jo])
    house.workspace.faults.add("chat.postEphemeral", error="user_not_in_channel")
    priya.says("@Rapport show Acme Ltd", channel=acme)
    house.workspace.wait_until(lambda: "Berlin" in openly(house, priya.dm), within=20)
    assert openly(house, acme) == ""


def test_this_channel_means_the_customer_it_is_about(house: House, priya: Person) -> None:
    house.open()
    acme = house.workspace.channel("acme", members=[priya])
    with house.store.begin(None, house.now(), "test") as crm:
        customer = crm.customers.where(Customer.city == "Berlin")[0]
        crm.links.add(ChannelLink(channel=acme.id, customer=customer))
    context = {"entities": [{"type": "slack#/types/channel_id", "value": acme.id}]}
    said = priya.writes("show this channel", priya.dm, None, {"app_context": context})
    assert "Berlin" in house.hear(said).shown


def test_an_answer_that_had_to_wait_is_not_shown_to_whoever_came_meanwhile(house: House, priya: Person) -> None:
    house.open()
    jo = house.workspace.user("Jo Guest", email="jo@guest.test", is_restricted=True)
    acme = house.workspace.channel("acme", members=[priya])
    house.workspace.faults.add("chat.postMessage", retry_after=600)
    priya.says("@Rapport show Acme Ltd", channel=acme)
    house.workspace.wait_until(lambda: house.called("chat.postMessage") == 1, within=20)
    jo.comes_into(acme)
    house.workspace.settle(0.3)
    house.later(timedelta(seconds=600))
    house.workspace.wait_until(lambda: "Berlin" in openly(house, priya.dm), within=20)
    assert "Only you see this: Jo Guest in #acme may not see our records." in openly(house, priya.dm)
    assert openly(house, acme) == ""


def test_whoever_became_a_guest_is_told_nothing_that_comes_by_itself(house: House, priya: Person) -> None:
    house.open()
    assert "Berlin" in house.hear(priya.says("show Acme Ltd")).shown
    priya.becomes(is_restricted=True)
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        told = {"person": crm.actor, "by": crm.actor, "zone": "UTC"}
        crm.reminders.add(Reminder(about="call Dana", due_at=house.now(), **told))
    house.later()
    house.workspace.wait_until(lambda: _given_up(house), within=20)
    assert "call Dana" not in openly(house, priya.dm)


def _given_up(house: House) -> list[str]:
    """What will never be posted."""
    with house.store.read(house.now()) as crm:
        return [each.key for each in crm.session.scalars(select(Outgoing).where(Outgoing.status == "dead"))]
