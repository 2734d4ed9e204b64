"""Shortcuts: a message becomes an interaction or a case, with its words, its author, its time and its link."""

from bot.workspace import Person
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.interactions import Interaction
from storage.threads import ChannelLink
from tests.slack.conftest import House
from tests.slack.filling import kept, modal, words


def test_a_message_is_logged_with_whoever_wrote_it(doors: House, priya: Person) -> None:
    doors.open()
    dana = doors.workspace.user("Dana Petrova", email="dana@hooli.test", is_restricted=True)
    room = doors.workspace.channel("support", members=[priya, dana])
    with doors.store.begin(None, doors.now(), "test") as crm:
        hooli = crm.customers.named("Hooli South")[0]
        crm.contacts.add(Contact(name="Dana Petrova", customer=hooli, email="dana@hooli.test"))
    said = dana.says("We would like *30* of them <before> May & soon", channel=room)
    assert priya.shortcut("log_message", said).error is None
    view = modal(doors, priya, "Log an interaction")
    assert "Dana Petrova wrote this" in words(view)
    assert f"/archives/{room.id}/p" in words(view)
    assert "Hooli South" in words(view)
    deed = priya.submits(view, {"Mood": "positive"})
    assert "Logged the chat with Dana Petrova at Hooli South" in doors.workspace.wait_for_replies(deed, 1, 20)[0].shown
    assert doors.workspace.messages(room) == [said]
    [(source, by, summary, channel, at)] = kept(doors, Interaction, "source", "by", "summary", "channel", "happened_at")
    assert (source, by, channel) == (f"{room.id}:{said.ts}", "Priya Nair", "chat")
    assert summary == "Dana Petrova wrote: We would like 30 of them <before> May & soon"
    assert abs(at.timestamp() - float(said.ts)) < 60


def test_a_case_is_opened_from_a_message_about_the_customer_of_its_channel(house: House, priya: Person) -> None:
    house.open()
    room = house.workspace.channel("acme", members=[priya], with_app=False)
    with house.store.begin(None, house.now(), "test") as crm:
        acme = crm.customers.named("Acme Ltd")[0]
        crm.links.add(ChannelLink(channel=room.id, customer=acme))
    said = priya.says("The export of Hooli North hangs\nsince Monday, again", channel=room)
    priya.shortcut("case_message", said)
    view = modal(house, priya, "Open a case")
    assert view.state["customer"]["find:customer"]["selected_option"]["text"]["text"] == "Acme Ltd"
    assert "You wrote this" in words(view)
    deed = priya.submits(view, {"Priority": "high"})
    house.workspace.wait_for_replies(deed, 1, 20)
    assert kept(house, Case, "customer", "subject") == [("Acme Ltd", "The export of Hooli North hangs")]
    [logged] = kept(house, Interaction, "customer", "summary", "source")
    assert logged == ("Acme Ltd", "The export of Hooli North hangs\nsince Monday, again", f"{room.id}:{said.ts}")


def test_the_customer_is_taken_from_the_words_where_they_name_one(house: House, priya: Person) -> None:
    house.open()
    room = house.workspace.channel("sales", members=[priya])
    with house.store.begin(None, house.now(), "test") as crm:
        crm.customers.add(Customer(name="Brightside Energy"))
    long = priya.says("Brightside Energy asks again. " + "so " * 1500, channel=room)
    priya.shortcut("log_message", long)
    view = modal(house, priya, "Log an interaction")
    assert view.state["customer"]["find:customer"]["selected_option"]["text"]["text"] == "Brightside Energy"
    assert len(view.state["summary"]["entry"]["value"]) == 3000
    priya.closes(view)
    priya.shortcut("log_message", priya.says("Hello there", channel=room))
    house.workspace.wait_until(lambda: priya.modal and "Hello" in words(priya.modal), within=20)
    assert priya.modal
    assert priya.modal.state["customer"]["find:customer"]["selected_option"] is None
