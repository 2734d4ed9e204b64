"""Processes are killed and paused on both databases; what was acknowledged is done once, and told once."""

from pathlib import Path

from storage.customers import Customer
from storage.people import Person
from storage.store import Store
from tests.chaos.harness import Run, faults
from tests.chaos.parts import SPEAKER
from tests.skills.house import NOW

KILLS = 6


def test_nothing_acknowledged_is_lost_or_done_twice_when_processes_are_killed(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "setup") as crm:
        crm.people.add(Person(name="Ada", email=SPEAKER, time_zone="UTC"))
        crm.customers.add(Customer(name="Globe"))
    told = Run(store.url.render_as_string(hide_password=False), tmp_path / "home", KILLS).verdict()
    assert faults(told) == {}
    assert told["killed"] == KILLS
    assert told["acknowledged"] >= KILLS
    assert told["events"] >= told["acknowledged"]
    assert told["posts"] == 2 * told["events"]
