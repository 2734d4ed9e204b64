"""Processes are killed and paused on both databases; what was acknowledged is done once, and told once."""

from pathlib import Path

from storage.store import Store
from tests.chaos.harness import Run, faults, furnish

KILLS = 6


def test_nothing_acknowledged_is_lost_or_done_twice_when_processes_are_killed(store: Store, tmp_path: Path) -> None:
    furnish(store)
    told = Run(store.url.render_as_string(hide_password=False), tmp_path / "home", KILLS).verdict()
    assert faults(told) == {}
    assert told["killed"] == KILLS
    assert told["acknowledged"] >= KILLS
    assert told["events"] >= told["acknowledged"]
    assert told["posts"] == 2 * told["events"]
