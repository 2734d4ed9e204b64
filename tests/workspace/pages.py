"""The page in a real browser: a workspace that serves it, and Chromium to look at it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.workspace import Manifest, Workspace
from bot.workspace.channels import Channel
from bot.workspace.drafts import kept_blocks, kept_view
from bot.workspace.messages import Message
from bot.workspace.people import Person
from bot.workspace.site import Site
from bot.workspace.turning import Turning

Payload = dict[str, Any]
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
)  # fmt: skip


def chromium() -> str | None:
    """Where Chromium is, if it is installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser; tests that need one are skipped where none is installed."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Stand:
    """A workspace without an app that serves the page, and its one person Maya."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.state = workspace.state
        self.maya: Person = workspace.user("Maya Lindqvist", "maya@house.test")
        self.troubles: list[str] = []

    def posts(self, *blocks: Payload, channel: Channel | None = None, **more: Any) -> Message:
        """A message of the app with these blocks, checked as Slack would."""
        bot, place = self.state.bot, channel or self.maya.dm
        with self.state.changed:
            kept = kept_blocks(list(blocks), self.state.ids)
            ts = self.state.stamps.next()
            return self.state.post(Message(place.id, ts, bot.id, "words", bot_id=bot.bot_id, blocks=kept, **more))

    def opens(self, *blocks: Payload, title: str = "A form") -> None:
        """A modal before Maya's eyes."""
        view = {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": list(blocks)}
        with self.state.changed:
            self.state.views.open(self.maya.id, kept_view(view, self.state.ids, "modal"))
            self.state.changed.notify_all()

    def seen_in(self, browser: Browser, **options: Any) -> Page:
        """The page as Maya sees it; what its scripts complain about is gathered."""
        page = browser.new_page(viewport={"width": 1200, "height": 800}, **options)
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.goto(f"{self.workspace.url.removesuffix('api/')}?as={self.maya.id}")
        page.get_by_role("textbox", name="Message Rapport").wait_for()
        return page


@contextmanager
def standing(guide: Sequence[Mapping[str, str]] = ()) -> Iterator[Stand]:
    """A workspace whose page can be looked at."""
    turning = Turning()
    workspace = Workspace(Manifest(), clock=turning)
    site = Site(workspace, turning, lambda account: [dict(step) for step in guide])
    workspace.start(more=site.routes())
    try:
        yield Stand(workspace)
    finally:
        workspace.stop()


def plain(text: str) -> Payload:
    """A plain text."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Payload:
    """A text in Slack's markup."""
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Payload:
    """An option that is called like its value."""
    return {"text": plain(text), "value": text}


def button(text: str, **more: Any) -> Payload:
    """A button."""
    return {"type": "button", "text": plain(text), **more}


def rich(*elements: Payload) -> Payload:
    """A paragraph of rich text."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def field(label: str, element: Payload, **more: Any) -> Payload:
    """A field of a form, under a block id that is its label."""
    return {"type": "input", "block_id": label, "label": plain(label), "element": element, **more}
