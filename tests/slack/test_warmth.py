"""In a thread where somebody just talked with Rapport they may go on without its name; others' talk is left alone."""

from datetime import timedelta

from sqlalchemy import select

from bot.workspace import Person
from storage.post import Incoming
from tests.slack.conftest import House


def kept(house: House) -> str:
    """All that the inbox holds."""
    with house.store.read(house.now()) as crm:
        return str(crm.session.scalars(select(Incoming.body)).all())


def test_a_warm_thread_goes_on_without_the_name(doors: House, priya: Person) -> None:
    house = doors
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, tom])
    said = priya.says("@Rapport show Acme Ltd", channel=sales)
    first = house.hear(said)
    assert "Hooli North" in house.hear(priya.says("show Hooli North", channel=sales, thread=first)).shown
    asked = house.hear(priya.says("show Hooli", channel=sales, thread=first))
    assert {"Hooli North", "Hooli South"} <= set(asked.buttons)
    for chatter in ("Nice, thanks!", "lunch?", f"{tom.mention} show Acme Ltd", "yes"):
        priya.says(chatter, channel=sales, thread=first)
    house.workspace.settle(0.1)
    assert "Hooli South" in house.hear(priya.says("Hooli South", channel=sales, thread=first)).shown
    tom.says("show Acme Ltd", channel=sales, thread=first)
    priya.says("show Acme Ltd", channel=sales)
    priya.writes("show Acme Ltd", sales, first, {"subtype": "me_message"})
    priya.writes("show Acme Ltd", sales, first, {"bot_id": "B1"})
    priya.edits(said, "@Rapport show Hooli North")
    both = priya.says("@Rapport show Hooli North", channel=sales, thread=first)
    house.hear(both)
    house.workspace.settle(0.3)
    assert [len(house.workspace.replies(each)) for each in (said, both)] == [5, 1]
    for unheard in ("lunch?", "Nice, thanks", tom.mention, "me_message", "B1"):
        assert unheard not in kept(house)


def test_a_thread_stays_warm_over_a_restart_and_cools_down(house: House, priya: Person) -> None:
    house.open()
    sales = house.workspace.channel("sales", members=[priya], private=True)
    first = house.hear(priya.says("@Rapport show Acme Ltd", channel=sales))
    house.close()
    house.open()
    again = priya.writes("show Hooli North", sales, first, {"subtype": "thread_broadcast"})
    assert "Hooli North" in house.hear(again).shown
    house.ahead += timedelta(minutes=31)
    late = priya.says("show Hooli South", channel=sales, thread=first)
    house.workspace.settle(0.3)
    assert not house.workspace.replies(late)
    assert "Hooli South" not in kept(house)


def test_a_guest_who_comes_into_a_warm_thread_is_shown_no_more(house: House, priya: Person) -> None:
    house.open()
    jo = house.workspace.user("Jo Guest", email="jo@guest.test", is_restricted=True)
    sales = house.workspace.channel("sales", members=[priya])
    first = house.hear(priya.says("@Rapport show Acme Ltd", channel=sales))
    jo.comes_into(sales)
    more = house.hear(priya.says("show Hooli North", channel=sales, thread=first))
    assert (more.visible_to, more.thread) == (priya.id, first.thread)
    asked = house.hear(priya.says("delete Acme Ltd", channel=sales, thread=first))
    assert asked.visible_to == priya.id
    house.hear(priya.says("yes", channel=sales, thread=first))
    assert "Acme Ltd" not in house.customers()
