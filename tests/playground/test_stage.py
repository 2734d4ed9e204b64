"""A Slack of one's own: Rapport, its records and the workspace in one process, at home in one folder."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.playground.place import Place, free_port
from bot.playground.scenes import SCENES
from bot.playground.stage import Stage
from bot.settings import Settings, read_settings
from storage.demo import copy_demo, last_friday
from storage.exchange.importing import import_folder
from storage.migrate import migrate
from storage.store import Store
from tests.workspace.visitor import OURS, Visitor

KEPT = ("people", "customers", "contacts", "products", "deals", "stays", "reminders")
Opened = Callable[[], Stage]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as it was brought in before, with little of its history, so that it is soon learnt."""
    folder, today = tmp_path_factory.mktemp("demo"), datetime.now(UTC).date()
    copy_demo(folder / "csv", today)
    for path in (folder / "csv").iterdir():
        if path.stem not in KEPT:
            path.unlink()
    store = Store(folder / f"demo-{last_friday(today)}.db")
    migrate(store)
    import_folder(store, folder / "csv", datetime.now(UTC))
    store.close()
    return folder / f"demo-{last_friday(today)}.db"


@pytest.fixture
def home(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for the demo company."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    home = tmp_path / "my home"
    home.mkdir()
    shutil.copy(demo, home)
    return home


@pytest.fixture
def settings(home: Path) -> Settings:
    """The settings with that home."""
    return read_settings(home)


@pytest.fixture
def opened(settings: Settings) -> Iterator[Opened]:
    """Opens the workspace of that home, again and again."""
    stages: list[Stage] = []

    def open_one() -> Stage:
        stages.append(Stage(settings, 0))
        stages[-1].open(lambda words: None)
        stages[-1].begin()
        return stages[-1]

    yield open_one
    for stage in stages:
        if stage.app:
            ended(stage)


def ended(stage: Stage) -> None:
    """End with all that is under way."""
    stage.end()
    stage.close()


def test_a_visitor_lives_in_the_demo_and_begins_it_anew(opened: Opened) -> None:
    first = opened()
    assert len(list(first.workspace.state.messages)) == sum(len(scene.said) for scene in SCENES)
    with Visitor(first.address) as lena:
        assert lena.all["me"]["name"] == "Lena Hartwig"
        assert {"Tom Albrecht", "Marcus Adeyemi"} <= {person["name"] for person in lena.all["people"]}
        place, bot = lena.place("Rapport"), lena.all["bot"]["id"]
        says = [prompt["message"] for prompt in lena.all["guide"]]
        assert lena.do("says", channel=place, text=says[0])["ok"]
        assert lena.answer()["text"].startswith("Logged the call with ")
        general = lena.place("general")
        assert lena.do("says", channel=general, text=f"<@{bot}> {says[1]}")["ok"]
        assert lena.answer()["channel"] == general
        assert lena.post("/page/clock", {"as": lena.user, "to": "tomorrow morning"})["ok"]
        assert lena.answer()["text"].startswith("Reminder: ")
    ended(first)

    second = opened()
    with Visitor(second.address, lena.user) as again:
        told = [message["text"] for message in again.all["messages"][place]]
        assert told[0] == says[0]
        assert again.all["clock"]["ahead_seconds"] > 0
        assert again.do("says", channel=place, text=says[2])["ok"]
        assert again.answer()["channel"] == place
        assert again.post("/page/reset", {}) == {"ok": True}
        again.until(lambda frame: frame["type"] == "reload")
    is_begun_anew(second, lena.user, says[0])


def is_begun_anew(stage: Stage, user: str, says: str) -> None:
    """Everything is as at first, and what was there before is put aside."""
    with Visitor(stage.address, user) as fresh:
        assert fresh.all["me"]["name"] == "Lena Hartwig"
        assert fresh.all["messages"][fresh.place("Rapport")] == []
        assert fresh.all["clock"]["ahead_seconds"] == 0
        assert fresh.do("says", channel=fresh.place("Rapport"), text=says)["ok"]
        assert fresh.answer()["text"].startswith("Logged the call with ")
        names = [path.name for path in (stage.settings.home / "before-reset").iterdir()]
        assert "rapport.db" in names


def test_the_records_of_others_are_not_begun_anew(settings: Settings, demo: Path) -> None:
    shutil.copy(demo, settings.database)
    store = Store(settings.database)
    with store.begin(None, datetime.now(UTC), "test") as crm:
        for person in crm.people.all():
            person.email = person.email.replace("@rapport.test", "@fernbox.example")
    store.close()
    stage = Stage(settings, 0)
    stage.open(lambda words: None)
    try:
        with Visitor(stage.address) as lena:
            answer = lena.post("/page/reset", {})
            assert answer["error"].startswith("These are your own records")
            assert [channel["name"] for channel in lena.all["channels"]] == ["general", "Rapport"]
    finally:
        stage.close()


def test_a_second_start_says_where_the_first_one_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(home)
    assert place.take()
    place.announce("http://127.0.0.1:8321")
    with pytest.raises(SystemExit) as left:
        main(["workspace", "--home", str(home)])
    place.leave()
    assert (left.value.code or 0, capsys.readouterr().out) == (
        0,
        "Rapport runs here already: it is at http://127.0.0.1:8321\n",
    )


def test_ctrl_c_ends_it_at_once(home: Path) -> None:
    command = [sys.executable, "-m", "bot", "start", "--home", str(home)]
    surroundings = {
        **os.environ,
        "RAPPORT_WORKSPACE_PORT": "0",
        "SLACK_BOT_TOKEN": "",
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        told = iter(running.stdout.readline, "")
        address = next(line for line in told if line.startswith("Rapport is at ")).split()[-1]
        assert next(told) == "Ctrl-C ends it; everything is kept.\n"
        with Visitor(address) as lena:
            assert lena.get("/", headers=OURS)[0].status in (200, 404)
            lena.do("says", channel=lena.place("Rapport"), text="help")
            assert lena.answer()
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0
        assert time.monotonic() - begun < 2
    assert not (home / "workspace.address").exists()


def test_a_port_that_is_taken_is_passed_over(opened: Opened) -> None:
    taken = int(opened().address.rpartition(":")[2])
    assert free_port(taken) != taken
