"""A workspace and an app in it, over each transport."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bot.workspace import Manifest, Patience, Workspace
from bot.workspace.manifest import EVENTS
from tests.workspace.greeter import Greeter, over_http, over_socket
from tests.workspace.pages import Stand, browsing, standing


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack_sdk would send loopback calls to a proxy."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace whose app hears of everything."""
    events = (*EVENTS, "message.channels", "reaction_added", "member_joined_channel")
    with Workspace(Manifest(events=events), Patience(ack=10.0, retries=(0.05, 0.1))) as workspace:
        yield workspace


@pytest.fixture(params=["socket", "http"])
def greeter(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[Greeter]:
    """The app, connected."""
    app = Greeter(workspace)
    with (over_socket if request.param == "socket" else over_http)(app, workspace):
        yield app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; while it is open no other loop may run here."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A workspace whose page can be looked at."""
    with standing() as stand:
        yield stand
