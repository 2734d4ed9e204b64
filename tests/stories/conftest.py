"""One browser, one reader and one home with the demo company for all stories; each story has a copy of that home."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.playground.place import go_direct
from bot.playground.stage import Stage
from bot.settings import Settings
from bot.understanding.reader import Reader
from tests.stories.by_hand import ByHand
from tests.stories.house import House, SignedStage
from tests.stories.in_browser import InBrowser
from tests.stories.visitor import Visitor
from tests.workspace.pages import browsing

PICTURES = Path("build/screenshots")


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the stories are kept: RAPPORT_SCREENSHOTS, or build/screenshots."""
    folder = Path(os.environ.get("RAPPORT_SCREENSHOTS") or PICTURES).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser; stories in it are skipped where none is installed. While it is open no other loop may run here."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reader]:
    """A home as it is after a first start, to copy, and the reader that reads in it."""
    folder = tmp_path_factory.mktemp("furnished") / "home"
    stage = Stage(Settings.model_validate({"RAPPORT_HOME": folder}), 0)
    stage.open(lambda words: None)
    reader = stage.home.reader
    stage.begin()
    assert stage.app
    stage.app.clock.tick()
    stage.close()
    return folder, reader


@pytest.fixture(params=["browser", "hand"])
def visitor(request: pytest.FixtureRequest, furnished: tuple[Path, Reader], tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who sells, before the page or without one; without one everything goes over signed HTTP."""
    go_direct()
    folder, reader = furnished
    home = shutil.copytree(folder, tmp_path / "home")
    house = House(home, reader, Stage if request.param == "browser" else SignedStage)
    try:
        if request.param == "hand":
            yield ByHand(house)
        else:
            yield from _before_the_page(request, house)
    finally:
        house.shut()


def _before_the_page(request: pytest.FixtureRequest, house: House) -> Iterator[Visitor]:
    somebody = InBrowser(house, request.getfixturevalue("browser"), request.getfixturevalue("pictures"))
    yield somebody
    if request.node.stash.get(FAILED, False):
        somebody.keeps(f"failed-{request.node.name}")
    somebody.page.close()
    assert somebody.troubles == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Note whether a story failed, so that what was seen then is kept."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report
