"""A person's data in Slack: handed over to the asker alone, and not kept in what was said about an erasure."""

from sqlalchemy import select

from bot.workspace import Person
from storage.contacts import Contact
from storage.customers import Customer
from storage.post import Incoming, Outgoing
from storage.ratings import Rating
from storage.threads import Thread
from tests.slack.conftest import House


def with_zelda(house: House) -> None:
    with house.store.begin(None, house.now(), "zelda") as crm:
        acme = crm.customers.where(Customer.city == "Berlin")[0]
        crm.contacts.add(Contact(name="Zelda Fitz", customer=acme, title="Buyer"))
    house.open()


def test_a_file_goes_to_the_asker_alone(house: House, priya: Person) -> None:
    with_zelda(house)
    sales = house.workspace.channel("sales", members=[priya])
    priya.says("@Rapport export Zelda Fitz", channel=sales)
    house.workspace.wait_until(lambda: house.called("files.completeUploadExternal"), within=20)
    (file,) = house.workspace.state.files.by_id.values()
    assert file.name == "zelda-fitz.json"
    assert b'"title": "Buyer"' in file.content
    posted = [call for call in house.workspace.calls if call.method == "files.completeUploadExternal"]
    assert [call.arguments["channel_id"][0] for call in posted] == ["D"]


def test_what_was_said_of_an_erasure_does_not_name_who_was_erased(house: House, priya: Person) -> None:
    with_zelda(house)
    with house.store.begin("priya@rapport.test", house.now(), "test") as crm:
        assert crm.actor
        rating = Rating(turn="1", by_id=crm.actor.id, good=True, text="ring Zelda Fitz", skill="", at=house.now())
        crm.ratings.keep(rating)
    asked = house.hear(priya.says("erase Zelda Fitz"))
    assert "Zelda Fitz" in asked.shown
    told = house.hear(priya.says("yes"))
    assert "Erased that contact of Acme Ltd for good" in told.shown
    house.close()
    with house.store.read(house.now()) as crm:
        assert "zelda" not in str([rating.text for rating in crm.ratings.all()]).casefold()
        for kept in (Thread.memory, Incoming.body, Outgoing.reply):
            assert "zelda" not in str(crm.session.scalars(select(kept)).all()).casefold()
