"""A workspace is there again after a restart, a sudden end, and with a file that nobody can read."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.workspace import Workspace
from bot.workspace.keeping import Keeping
from bot.workspace.site import Site
from bot.workspace.turning import Turning
from tests.workspace.greeter import Greeter, over_socket


class Kept:
    """A workspace that is kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.turning = Turning()
        self.workspace = Workspace(clock=self.turning)
        self.site = Site(self.workspace, self.turning)
        self.keeping = Keeping(folder, self.workspace, self.turning)
        self.found = self.keeping.load()
        self.workspace.start()
        self.keeping.start()

    def written(self, words: str) -> None:
        """Wait until something is on disk."""
        deadline = time.monotonic() + 5
        while words not in "".join(path.read_text() for path in self.keeping.folder.glob("*.json*")):
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def stop(self) -> None:
        """End in order."""
        self.keeping.stop()
        self.workspace.stop()


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    first = Kept(tmp_path / "workspace")
    workspace = first.workspace
    anna, bob = workspace.user("Anna", email="anna@rapport.test", title="Sales"), workspace.user("Bob")
    team = workspace.channel("team", [anna, bob])
    with over_socket(Greeter(workspace), workspace):
        answer = workspace.wait_for_reply(anna.says("hi"))
        anna.opens_home()
        workspace.wait_until(lambda: anna.home)
        anna.slash("/note")
        workspace.wait_until(lambda: anna.modal)
    said = bob.says("in the thread", team, bob.says("look", team))
    gone = bob.says("forget this", team)
    bob.deletes(gone)
    anna.reacts(said, "memo")
    anna.reads(team, said.ts)
    shared = anna.shares("people.csv", b"name\n", channel=team)
    first.site.turn("in an hour", anna.id)
    shown = [view and (view.id, view.blocks) for view in (anna.home, anna.modal)]
    event = workspace.deliveries.events[-1]["event_ts"]
    first.stop()

    second = Kept(tmp_path / "workspace")
    state = second.workspace.state
    assert second.found
    again = second.workspace.person(anna.id)
    assert (again.account.name, again.account.email, again.account.title) == ("Anna", "anna@rapport.test", "Sales")
    assert [m.text for m in second.workspace.messages(team)] == ["look", "in the thread", ""]
    assert state.messages.find(team.id, said.ts).reactions == [{"name": "memo", "users": [anna.id], "count": 1}]
    assert state.messages.find(answer.channel, answer.ts).wire(True) == answer.wire(True)
    assert state.files.find(shared.extras["files"][0]["id"]).content == b"name\n"
    assert [view and (view.id, view.blocks) for view in (again.home, again.modal)] == shown
    assert state.reads == {anna.id: {team.id: said.ts}}
    assert second.turning.ahead.total_seconds() == 3600
    assert again.dm.id == anna.dm.id
    later = again.says("after the restart")
    assert later.ts > event
    made = second.workspace.user("Cleo")
    assert made.id > bob.id
    second.stop()


def test_a_sudden_end_loses_at_most_the_last_moment(tmp_path: Path) -> None:
    first = Kept(tmp_path / "workspace")
    anna = first.workspace.user("Anna")
    anna.says("kept")
    event = first.workspace.state.ids.last["Ev"]
    first.written('"text": "kept"')
    with (tmp_path / "workspace" / "messages.jsonl").open("a") as file:
        file.write('{"channel": "D1", "ts": "17')
    second = Kept(tmp_path / "workspace")
    assert [message.text for message in second.workspace.messages(second.workspace.person(anna.id).dm)] == ["kept"]
    assert second.workspace.state.ids.last["Ev"] > event + 100
    second.stop()
    first.workspace.stop()


def test_what_the_app_had_not_heard_of_is_told_after_the_restart(tmp_path: Path) -> None:
    first = Kept(tmp_path / "workspace")
    said = first.workspace.user("Anna").says("is anybody there?")
    first.stop()
    second = Kept(tmp_path / "workspace")
    with over_socket(Greeter(second.workspace), second.workspace):
        assert second.workspace.wait_for_reply(said).text == "You said: is anybody there?"
    second.stop()


@pytest.mark.parametrize("harm", ["{", '{"form": 999}', '{"form": 1}'])
def test_what_cannot_be_read_is_set_aside(tmp_path: Path, harm: str, caplog: pytest.LogCaptureFixture) -> None:
    first = Kept(tmp_path / "workspace")
    first.workspace.user("Anna").says("hello")
    first.stop()
    (tmp_path / "workspace" / "state.json").write_text(harm)
    second = Kept(tmp_path / "workspace")
    assert not second.found
    assert [account.name for account in second.workspace.state.accounts] == ["Rapport"]
    assert "the records are not touched" in caplog.text
    (aside,) = tmp_path.glob("workspace-unreadable-*")
    assert json.loads((aside / "messages.jsonl").read_text())["text"] == "hello"
    second.stop()
