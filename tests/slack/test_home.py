"""The App Home: what a person sees there, and that things are done in place, once, and can be taken back."""

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.home.page import Page
from bot.slack.home.view import home_view
from bot.workspace import Person
from bot.workspace.blocks import check_view
from bot.workspace.messages import words_of
from skills.day import Day, Entry
from skills.numbers import Aim, Numbers
from skills.reply import Button, Chart, Reply
from skills.wards import Ward
from storage.campaigns import Goal
from storage.cases import Case
from storage.deals import Deal
from storage.people import Person as Colleague
from storage.reminders import Reminder
from tests.slack.conftest import House
from tests.slack.looking import every_text, words


def seen(person: Person) -> str:
    """All that can be read on the App Home."""
    return "\n".join(words_of(person.home.blocks)) if person.home else ""


def published(house: House) -> int:
    """How often an App Home was shown."""
    return sum(call.method == "views.publish" and bool(call.answer.get("ok")) for call in house.workspace.calls)


def visit(house: House, person: Person) -> str:
    """Open the App Home and read it."""
    before = published(house)
    person.opens_home()
    house.workspace.wait_until(lambda: published(house) > before, within=30)
    return seen(person)


def furnish(house: House) -> None:
    """A reminder that is overdue, a deal that slips, a case that is late and a goal, all of Priya's."""
    now = house.now()
    with house.store.begin(None, now, "furnish") as crm:
        priya = crm.people.first(Colleague.email == "priya@rapport.test")
        acme = crm.customers.named("Acme Ltd")[0]
        acme.owner = priya
        due = now - timedelta(days=1)
        crm.reminders.add(
            Reminder(about="send the quote", due_at=due, person=priya, by=priya, customer=acme, told_at=now)
        )
        deal = Deal(name="Acme trucks", customer=acme, owner=priya, amount=45000, close_on=due.date())
        crm.deals.add(deal)
        case = Case(number=7, subject="Door stuck", customer=acme, assignee=priya, opened_at=due, due_at=due)
        crm.cases.add(case)
        goal = Goal(metric="sum:amount", entity="deal", target=60000, owner=priya, filters=[["stage", "=", "won"]])
        goal.starts_on, goal.ends_on = now.date() - timedelta(days=9), now.date() + timedelta(days=9)
        crm.goals.add(goal)


def statuses(house: House) -> list[str]:
    """The state of every reminder."""
    with house.store.read(house.now()) as crm:
        return [each.status for each in crm.reminders.all()]


def test_a_visit_shows_the_day_the_numbers_and_what_can_be_done(doors: House, priya: Person) -> None:
    furnish(doors)
    doors.open()
    shown = visit(doors, priya)
    for told in ("send the quote", "Acme trucks, 45,000", "was to close", "Case 7 of Acme Ltd", "0 of 60,000"):
        assert told in shown
    assert priya.home
    kinds = [block["type"] for block in priya.home.blocks]
    assert kinds.count("data_visualization") == 1
    forms = [each["action_id"] for each in priya.home.blocks[2]["elements"]]
    assert forms == ["open:log", "open:case", "open:deal", "open:settings"]
    with doors.store.begin(None, doors.now(), "meanwhile") as crm:
        crm.reminders.all()[0].about = "send the better quote"
    assert "send the better quote" in visit(doors, priya)


def test_a_reminder_is_ticked_off_and_brought_back_in_place(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    visit(house, priya)
    assert priya.home
    assert priya.clicks(priya.home, "Done").error is None
    house.workspace.wait_until(lambda: "Done: send the quote" in seen(priya), within=20)
    assert statuses(house) == ["done"]
    assert "Reminders" not in seen(priya)
    priya.clicks(priya.home, "Undo")
    house.workspace.wait_until(lambda: statuses(house) == ["open"], within=20)
    house.workspace.wait_until(lambda: "Reminders" in seen(priya), within=20)
    assert house.workspace.messages(priya.dm) == []
    assert "Done: send the quote" not in visit(house, priya)


def test_what_is_put_off_there_is_told_in_the_direct_messages(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    visit(house, priya)
    assert priya.home
    label = next(label for label in labels(priya) if label.startswith("Remind me"))
    priya.clicks(priya.home, label)
    house.workspace.wait_until(lambda: "I will remind you" in seen(priya), within=20)
    with house.store.read(house.now()) as crm:
        [set_there] = [each for each in crm.reminders.all() if each.about != "send the quote"]
        assert (set_there.channel, set_there.customer and set_there.customer.name) == (None, "Acme Ltd")


def labels(person: Person) -> list[str]:
    """What stands on the buttons of the App Home."""
    assert person.home
    return [
        each["text"]["text"] for block in person.home.blocks for each in block.get("elements", []) if "value" in each
    ]


def test_a_case_is_closed_there_and_what_is_asked_back_is_answered_there(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    visit(house, priya)
    assert priya.home
    priya.clicks(priya.home, "Solved")
    house.workspace.wait_until(lambda: "Closed case 7" in seen(priya), within=20)
    priya.clicks(priya.home, "No")
    house.workspace.wait_until(lambda: "Closed case 7" not in seen(priya), within=20)
    assert house.workspace.messages(priya.dm) == []


def test_a_question_that_no_button_answers_is_asked_in_the_direct_messages(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    visit(house, priya)
    assert priya.home
    for control in priya.home.blocks:
        for element in control.get("elements", []):
            if element.get("action_id") == "say:0":
                told = {"says": "lost", "question": "", "intent": {"skill": "close_deal", "slots": lost(house)}}
                element["value"] = json.dumps(told)
    priya.clicks(priya.home, "Done")
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    [asked] = house.workspace.messages(priya.dm)
    assert "Why was Acme trucks lost?" in asked.shown
    house.workspace.settle()
    assert "Answer in the thread" in asked.shown


def lost(house: House) -> dict[str, Any]:
    """The slots of a deal that is lost for a reason not told."""
    with house.store.read(house.now()) as crm:
        deal = crm.deals.all()[0]
        return {"deal": {"kind": "deal", "id": deal.id, "name": deal.name}, "outcome": "lost"}


def test_guests_and_unknown_people_see_no_records(house: House, priya: Person) -> None:
    furnish(house)
    house.join = False
    house.open()
    guest = house.workspace.user("Gil Guest", email="priya@rapport.test", is_restricted=True)
    stranger = house.workspace.user("Nora New", email="nora@rapport.test")
    assert "full members of this workspace" in visit(house, guest)
    assert "Ask whoever runs Rapport to add you" in visit(house, stranger)
    assert "nora@rapport.test" in seen(stranger)
    for person in (guest, stranger):
        assert "Acme" not in seen(person)


def test_agents_see_cases_first_and_managers_their_numbers(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    order = ("Case 7 of Acme", "send the quote", "My numbers")
    for role, first in (("agent", order[0]), ("rep", order[1]), ("manager", "My numbers")):
        with house.store.begin(None, house.now(), role) as crm:
            priya_known = crm.people.first(Colleague.email == "priya@rapport.test")
            assert priya_known
            priya_known.role = role
        shown = visit(house, priya)
        assert min(order, key=shown.index) == first


def test_where_charts_are_refused_their_figures_are_told(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    house.workspace.faults.add("views.publish", error="invalid_blocks")
    shown = visit(house, priya)
    assert priya.home
    assert "0 of 60,000" in shown
    assert not any(block["type"] == "data_visualization" for block in priya.home.blocks)


def test_what_is_done_is_told_in_a_message_where_the_home_cannot_be_shown(house: House, priya: Person) -> None:
    furnish(house)
    house.open()
    visit(house, priya)
    assert priya.home
    house.workspace.faults.add("views.publish", error="not_enabled")
    priya.clicks(priya.home, "Done")
    house.workspace.wait_until(lambda: house.workspace.messages(priya.dm), within=20)
    assert "Done: send the quote" in house.workspace.messages(priya.dm)[0].shown


record = st.builds(lambda name: {"kind": "customer", "id": 1, "name": name}, words)
buttons = st.lists(st.builds(Button, words, words, words, words), max_size=3).map(tuple)
entry = st.builds(Entry, words, words, record, st.none() | record, buttons)
entries = st.builds(lambda some, times: tuple(some * times), st.lists(entry, max_size=2), st.sampled_from([0, 1, 30]))
days = st.builds(Day, st.just(date(2026, 11, 29)), entries, entries, entries, entries, entries)
aims = st.lists(st.builds(Aim, words, words, words, st.none() | st.floats(), st.floats(0, 100)), max_size=6)
charts = st.builds(
    lambda title, pairs: Chart(title, tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)),
    words,
    st.lists(st.tuples(words, st.floats()), min_size=2, max_size=12),
)
figures = st.lists(st.tuples(words, words), max_size=6).map(tuple)
numbers = st.builds(Numbers, words, figures, aims.map(tuple), st.none() | charts)
wards = st.lists(st.builds(Ward, record, st.integers(0, 100), words), max_size=5).map(tuple)
pages = st.builds(Page, words, st.sampled_from(["rep", "agent", "manager", "admin"]), days, numbers, wards)
replies = st.builds(lambda text, chart, some: Reply(text, (chart,) * 3, some), words, charts, buttons)


@settings(max_examples=15, deadline=None)
@given(pages, st.none() | replies, st.booleans())
def test_any_home_is_taken(page: Page, reply: Reply | None, drawn: bool) -> None:
    made = home_view(page, reply, drawn)
    assert check_view(made) == []
    for text in every_text(made):
        assert not any(mark in text for mark in ("<!", "<@", "<#", "<http", "<mailto"))
