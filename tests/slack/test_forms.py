"""Forms from the button to the record, and back by saying undo."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient
from sqlalchemy import text

from bot.workspace import Person
from bot.workspace.messages import Message
from bot.workspace.views import View
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.people import Person as Colleague
from storage.post import Incoming
from storage.products import Product
from storage.reminders import Reminder
from tests.slack.conftest import House
from tests.slack.filling import kept, modal, words

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""For what is the same on every database."""


def ids_of(house: House) -> dict[str, int]:
    """The customers by name."""
    with house.store.read(house.now()) as crm:
        return {each.name: each.id for each in crm.customers.all()}


def day(house: House, ahead: int) -> str:
    """So many days from today on Priya's calendar."""
    return (house.now().astimezone(ZoneInfo("Europe/Berlin")) + timedelta(days=ahead)).date().isoformat()


def rename(house: House, table: str, name: str) -> None:
    """Let a table go by another name, so that nothing can be kept in it."""
    with house.store.begin(None, house.now(), "test") as crm:
        crm.session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def button(house: House, person: Person, form: str, record: dict[str, Any] | None = None) -> Message:
    """A message of ours in the direct messages with a button that opens a form."""
    client = WebClient(house.workspace.bot_token, base_url=house.workspace.url)
    element = {
        "type": "button", "action_id": f"open:{form}:1", "text": {"type": "plain_text", "text": "Open"},
        "value": json.dumps(record or {}),
    }  # fmt: skip
    blocks = [{"type": "actions", "elements": [element]}]
    ts = client.chat_postMessage(channel=person.dm.id, text="Press it", blocks=blocks)["ts"]
    return next(each for each in house.workspace.messages(person.dm) if each.ts == ts)


def opened(house: House, person: Person, form: str, title: str, record: dict[str, Any] | None = None) -> View:
    """The modal that a button opens."""
    assert person.clicks(button(house, person, form, record), "Open").error is None
    return modal(house, person, title)


def test_an_interaction_is_logged_by_a_form_and_taken_back(doors: House, priya: Person) -> None:
    doors.open()
    acme = {"kind": "customer", "id": ids_of(doors)["Acme Ltd"], "name": "Acme Ltd"}
    view = opened(doors, priya, "log", "Log an interaction", acme)
    deed = priya.submits(view, {"happened_at": day(doors, 1), "What happened": "Wants a quote by Friday."})
    assert deed.error is None
    assert list(view.errors) == ["happened_at"]
    assert "still to come" in view.errors["happened_at"]
    deed = priya.submits(view, {"happened_at": day(doors, -1), "happened_at:time": "15:30", "Mood": "positive"})
    assert priya.modal is None
    answer = doors.workspace.wait_for_replies(deed, 1, within=20)[0]
    assert "Logged the call with Acme Ltd, yesterday" in answer.shown
    assert answer.thread
    [(*logged, said)] = kept(doors, Interaction, "customer", "channel", "sentiment", "summary", "said")
    assert logged == ["Acme Ltd", "call", "positive", "Wants a quote by Friday."]
    assert "Customer: Acme Ltd. How: Call" in said
    doors.hear(priya.says("undo"))
    assert kept(doors, Interaction) == []


def test_a_case_is_opened_by_command_with_a_customer_by_type_ahead(house: House, priya: Person) -> None:
    house.open()
    assert priya.slash("/rapport", "case").error is None
    view = modal(house, priya, "Open a case")
    offered = priya.suggestions(view, "Customer", "hool sou")
    assert [each["text"]["text"] for each in offered] == ["Hooli South"]
    assert [each["text"]["text"] for each in priya.suggestions(view, "Customer", "HOOL")] == [
        "Hooli North",
        "Hooli South",
    ]
    assert priya.suggestions(view, "Customer", "Hooly North")[0]["text"]["text"] == "Hooli North"
    with house.store.begin(None, house.now(), "rename") as crm:
        crm.customers.add(Customer(name="Société Générale")).owner = crm.people.first()
        crm.customers.named("Hooli North")[0].name = "Northern Hooli & Sons"
    [found] = priya.suggestions(view, "Customer", "gener")
    assert (found["text"]["text"], found["description"]["text"]) == ("Société Générale", "Priya Nair")
    assert [each["text"]["text"] for each in priya.suggestions(view, "Customer", "sons hooli")] == [
        "Northern Hooli & Sons"
    ]
    assert priya.suggestions(view, "Customer", "%") != priya.suggestions(view, "Customer", "zzz") == []
    priya.selects(view, "Customer", "Hooli South")
    deed = priya.submits(view, {"What is the problem": "The printer <!channel> burns", "Priority": "urgent"})
    house.workspace.wait_until(lambda: kept(house, Case), within=20)
    [case] = kept(house, Case, "customer", "priority", "subject")
    assert case == ("Hooli South", "urgent", "The printer <!channel> burns")
    house.workspace.wait_until(lambda: house.workspace.replies(deed), within=20)
    assert "<!channel>" not in house.workspace.replies(deed)[0].text


@on_sqlite
def test_a_form_is_kept_before_it_closes_and_done_once(house: House, priya: Person) -> None:
    house.open()
    view = opened(house, priya, "case", "Open a case", {"kind": "customer", "id": ids_of(house)["Acme Ltd"]})
    rename(house, "inbox", "elsewhere")
    priya.submits(view, {"What is the problem": "It leaks"})
    assert "What you filled in is still here" in view.errors["customer"]
    rename(house, "elsewhere", "inbox")
    priya.submits(view)
    assert priya.modal is None
    view.closed = False
    assert priya.submits(view).error is None
    house.workspace.wait_until(lambda: kept(house, Case), within=20)
    house.workspace.settle()
    assert len(kept(house, Case)) == 1


def test_a_deal_wants_an_amount_that_is_one(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "test") as crm:
        crm.products.add(Product(name="Care Plan"))
    assert priya.shortcut("new_deal").error is None
    view = modal(house, priya, "New deal")
    priya.submits(view, {"Customer": "Acme Ltd", "Amount": "lots", "To close on": "2026-02-31", "Product": "Care Plan"})
    assert view.errors == {
        "amount": "Say how much, such as 12,500.",
        "close_on": "31 February does not exist.",
    }
    deed = priya.submits(view, {"Amount": "12,500.5", "To close on": "2031-02-28", "Name": "Big one"})
    house.workspace.wait_until(lambda: kept(house, Deal), within=20)
    [deal] = kept(house, Deal, "name", "amount", "close_on", "product")
    assert deal == ("Big one", Decimal("12500.50"), date(2031, 2, 28), "Care Plan")
    house.workspace.wait_until(lambda: house.workspace.replies(deed), within=20)
    first = house.workspace.messages(priya.dm)[0]
    assert "Opened the deal Big one" in first.shown
    priya.slash("/rapport", "deal Acme Ltd")
    priya.submits(modal(house, priya, "New deal"), {"Name": "Big one"})
    house.workspace.wait_until(lambda: len(house.workspace.messages(priya.dm)) == 2, within=20)
    asked = house.workspace.messages(priya.dm)[1]
    assert "already the open deal Big one" in asked.shown
    priya.clicks(asked, "Yes")
    house.workspace.wait_until(lambda: len(kept(house, Deal)) == 2, within=20)


def test_only_what_was_touched_is_changed_in_a_record(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "test") as crm:
        tom = crm.people.add(Colleague(name="Tom Becker", email="tom@rapport.test", role="rep"))
        acme = crm.customers.named("Acme Ltd")[0]
        acme.owner, acme.website, acme.employees = tom, "x" * 4000, 12
    record = {"kind": "customer", "id": acme.id, "name": acme.name}
    view = opened(house, priya, "edit", "Edit", record)
    assert "Too long for a form" in words(view)
    priya.submits(view, {})
    assert list(view.errors.values()) == ["Nothing is changed yet. Change something, or close the form."]
    with house.store.begin(None, house.now(), "test") as crm:
        crm.customers.named("Acme Ltd")[0].industry = "Energy"
    deed = priya.submits(view, {"City": "Hamburg", "Employees": "", "Owner": "Priya Nair"})
    answer = house.workspace.wait_for_replies(deed, 1, within=20)[0]
    assert "Berlin → Hamburg" in answer.shown
    assert "are now yours" in answer.shown or "is now yours" in answer.shown
    fields = ("city", "industry", "employees", "owner", "website")
    assert kept(house, Customer, *fields)[0] == ("Hamburg", "Energy", None, "Priya Nair", "x" * 4000)
    house.hear(priya.says("undo"))
    assert kept(house, Customer, *fields)[0] == ("Berlin", "Energy", 12, "Tom Becker", "x" * 4000)


def test_a_reminder_is_for_a_colleague_and_for_later(house: House, priya: Person) -> None:
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    with house.store.begin(None, house.now(), "test") as crm:
        crm.people.add(Colleague(name="Tom Becker", email="tom@rapport.test", role="rep"))
    guest = house.workspace.user("Greta Gast", email="greta@else.test", is_restricted=True)
    view = opened(house, priya, "remind", "Remind", {"kind": "customer", "id": ids_of(house)["Acme Ltd"]})
    priya.submits(view, {"Of what": "Ask about the renewal", "due_at": "2020-01-01", "Whom": guest.id})
    assert "as a colleague" in view.errors["person"]
    priya.submits(view, {"Whom": tom.id})
    assert "has passed" in view.errors["due_at"]
    deed = priya.submits(view, {"due_at": day(house, 3), "due_at:time": "14:15"})
    assert "I will remind Tom Becker" in house.workspace.wait_for_replies(deed, 1, within=20)[0].shown
    assert kept(house, Reminder, "person", "customer") == [("Tom Becker", "Acme Ltd")]


@on_sqlite
def test_settings_become_one_intent_of_what_was_changed(house: House, priya: Person) -> None:
    house.open()
    house.apps[0].working.stop()
    sales = house.workspace.channel("sales", members=[priya])
    priya.slash("/rapport", "settings", channel=sales)
    view = modal(house, priya, "Settings")
    priya.submits(view, {"Quiet from": "19:00", "Working days": []})
    assert set(view.errors) == {"quiet_to", "working_days"}
    values = {"Quiet until": "07:00", "Working days": ["MO", "WE"], "notices": ["digest"], "channel_privacy": "asker"}
    priya.submits(view, values)
    assert priya.modal is None
    with house.store.read(house.now()) as crm:
        [body] = [row.body["filled"] for row in crm.session.query(Incoming) if row.form == "submit"]
    assert (body["channel"], body["answer_in"]) == (sales.id, priya.dm.id)
    [intent] = body["intents"]
    assert intent["skill"] == "change_settings"
    assert intent["slots"] == {
        "quiet_from": "19:00", "quiet_to": "07:00", "working_days": "MO,WE", "off": ["weekly", "warnings"],
        "channel_privacy": "asker",
    }  # fmt: skip


@on_sqlite
def test_a_command_with_a_customer_fills_it_in_and_other_words_are_said(house: House, priya: Person) -> None:
    house.open()
    priya.slash("/rapport", "log acme")
    view = modal(house, priya, "Log an interaction")
    assert view.state["customer"]["find:customer"]["selected_option"]["text"]["text"] == "Acme Ltd"
    priya.closes(view)
    priya.slash("/rapport", "log a call with nobody we know")
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    assert priya.modal is None


@on_sqlite
def test_strangers_and_guests_see_no_name_of_a_record(house: House, priya: Person) -> None:
    house.open()
    guest = house.workspace.user("Greta Gast", email="greta@else.test", is_restricted=True)
    guest.slash("/rapport", "case Acme Ltd")
    view = modal(house, guest, "Rapport")
    assert "I do not know you" in words(view)
    assert "Acme" not in words(view)
    guest.closes(view)
    guest.slash("/rapport", "case Nobody Ltd")
    assert "I do not know you" in words(modal(house, guest, "Rapport"))
    seen = opened(house, priya, "case", "Open a case")
    seen.owner = guest.id
    assert guest.suggestions(seen, "Customer", "Acme") == []
    assert priya.modal is None


@on_sqlite
def test_what_is_gone_is_said_and_what_is_slow_is_waited_for(house: House, priya: Person) -> None:
    house.open()
    house.workspace.faults.add("users.info", latency=1.6)
    view = opened(house, priya, "edit", "Edit", {"kind": "customer", "id": ids_of(house)["Acme Ltd"]})
    assert house.called("views.update")
    with house.store.begin(None, house.now(), "test") as crm:
        crm.customers.remove(crm.customers.named("Acme Ltd")[0])
    priya.submits(view, {"City": "Hamburg"})
    assert "no longer there" in words(view)
    priya.closes(view)
    gone = opened(house, priya, "edit", "Rapport", {"kind": "customer", "id": 99_999})
    house.workspace.wait_until(lambda: "no longer there" in words(gone), within=20)


def test_contacts_of_the_chosen_customer_come_first(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "test") as crm:
        for name, customer in (("Dana Abel", "Acme Ltd"), ("Dana Petrova", "Hooli South")):
            crm.contacts.add(Contact(name=name, customer=crm.customers.named(customer)[0], title="Buyer"))
    view = opened(house, priya, "log", "Log an interaction")
    assert [each["text"]["text"] for each in priya.suggestions(view, "Person", "dan")] == ["Dana Abel", "Dana Petrova"]
    priya.submits(view, {"What happened": "Lunch"})
    assert list(view.errors) == ["customer"]
    priya.selects(view, "Customer", "Hooli South")
    first = priya.suggestions(view, "Person", "dan")[0]
    assert (first["text"]["text"], first["description"]["text"]) == ("Dana Petrova", "Buyer · Hooli South")
