"""What is suggested fits the moment, is shown in the right place, and is always understood."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.prompts import MOST, OF_DAY, OF_ROLE, Prompt, prompts_for
from bot.slack.sessions import doing_words
from bot.slack.talk import OLDER
from bot.understanding.intents import Intent, Reading
from bot.workspace import Person
from storage.customers import Customer
from storage.people import ROLES
from storage.people import Person as Colleague
from storage.threads import ChannelLink
from tests.slack.conftest import ByHeart, House

FRIDAY_EVENING, MONDAY_MORNING = datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
ACME = {"kind": "customer", "id": 1, "name": "Acme Ltd"}


def colleague(role: str, zone: str = "Europe/Berlin") -> Colleague:
    """Somebody of that role."""
    return Colleague(name="Mo", email="mo@rapport.test", role=role, time_zone=zone)


def messages(prompts: list[Prompt]) -> list[str]:
    """What is said by each."""
    return [prompt.message for prompt in prompts]


@pytest.mark.parametrize("role", ROLES)
def test_the_moment_and_the_role_decide(role: str) -> None:
    morning = messages(prompts_for(colleague(role), MONDAY_MORNING))
    evening = messages(prompts_for(colleague(role), FRIDAY_EVENING))
    assert morning != evening
    assert all(1 <= len(each) <= MOST and each[-1] == "help" for each in (morning, evening))
    assert (role == "rep") == ("Which of my deals close this week?" in morning)


def test_the_persons_own_clock_counts() -> None:
    early, late = (prompts_for(colleague("rep", zone), MONDAY_MORNING) for zone in ("America/New_York", "Asia/Tokyo"))
    assert "What should I do today?" in messages(early)
    assert "Who should I call next?" in messages(late)


def test_what_was_just_done_decides() -> None:
    logged = prompts_for(colleague("rep"), MONDAY_MORNING, [Intent("log_interaction", {"customer": ACME})])
    assert messages(logged)[:2] == ["Remind me tomorrow at 9 to call Acme Ltd", "Open a case for Acme Ltd"]
    assert prompts_for(colleague("rep"), MONDAY_MORNING, [Intent("undo")]) == []
    doubtful = Intent("log_interaction", {"customer": {"several": [ACME], "spoken": "Acme"}})
    assert prompts_for(colleague("rep"), MONDAY_MORNING, [doubtful]) == []


class Knowing(ByHeart):
    """A reader that takes everything for a question about Acme Ltd."""

    def read(self, text: str, context: Any) -> Reading:
        """What is known of Acme Ltd."""
        return Reading((Intent("show_record", {"record": ACME}, text=text),))


def test_prompts_are_shown_on_opening_and_after_an_answer(house: House, priya: Person) -> None:
    house.reader = Knowing()
    house.open()
    priya.opens_home("messages")
    house.workspace.wait_until(lambda: house.workspace.state.prompts, within=20)
    assert house.workspace.state.prompts[priya.dm.id, ""]["prompts"][-1]["message"] == "help"
    said = priya.says("show Acme Ltd")
    house.workspace.wait_until(lambda: (priya.dm.id, said.ts) in house.workspace.state.prompts, within=20)
    offered = house.workspace.state.prompts[priya.dm.id, said.ts]["prompts"]
    assert offered[0] == {"title": "Brief me on Acme Ltd", "message": "Brief me on Acme Ltd"}


def all_prompts(customer: str) -> list[Prompt]:
    """Every one that there is."""
    opening = [prompt for halves in OF_ROLE.values() for half in halves for prompt in half] + [*OF_DAY.values()]
    about = {"customer": {"kind": "customer", "id": 1, "name": customer}}
    skills = "log_interaction open_case brief_customer show_record show_timeline add_customer add_deal report".split()
    nobody = [*prompts_for(None, MONDAY_MORNING), *prompts_for(colleague("rep"), MONDAY_MORNING, customer=customer)]
    after = [prompt for skill in skills for prompt in prompts_for(None, MONDAY_MORNING, [Intent(skill, about)])]
    return list(dict.fromkeys([*opening, *nobody, *after]))


def test_the_older_view_is_served_too(house: House, priya: Person) -> None:
    manifest = house.workspace.state.manifest
    manifest.events = (*manifest.events, *OLDER)
    house.open()
    acme = house.workspace.channel("acme", members=[priya])
    with house.store.begin(None, house.now(), "test") as crm:
        crm.links.add(ChannelLink(channel=acme.id, customer=crm.customers.where(Customer.city == "Berlin")[0]))
    house.hear(priya.says("show Acme Ltd"))
    for name, context in zip(OLDER, ({}, {"channel_id": acme.id}), strict=True):
        thread = {"user_id": priya.id, "context": context, "channel_id": priya.dm.id, "thread_ts": "1.5"}
        house.workspace.announce({"type": name, "assistant_thread": thread, "event_ts": "1.5"})
        house.workspace.settle(0.1)
    calls = [call for call in house.workspace.calls if call.method == "assistant.threads.setSuggestedPrompts"]
    assert all(call.arguments["thread_ts"] == "1.5" for call in calls)
    first, second = (call.arguments["prompts"] for call in calls)
    assert "Brief me on Acme Ltd" not in str(first)
    assert second[0]["message"] == "Brief me on Acme Ltd"


def test_the_status_tells_what_is_done() -> None:
    told = [doing_words([Intent(skill)]) for skill in ("log_interaction", "report", "show_record")]
    assert told == ["is writing that down…", "is counting…", "is looking that up…"]
