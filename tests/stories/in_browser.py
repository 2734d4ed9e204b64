"""Being there in a real browser: everything is found by its role and name, as a screen reader would."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.house import House

WAIT = 15_000
"""Milliseconds; a machine that is busy with other tests is slow."""

expect.set_options(timeout=WAIT)


class Shown:
    """A part of the page."""

    def __init__(self, node: Locator) -> None:
        self.node = node

    def tells(self, *words: str) -> None:
        for each in words:
            expect(self.node).to_contain_text(each)

    def conceals(self, *words: str) -> None:
        for each in words:
            expect(self.node).not_to_contain_text(each)

    def presses(self, label: str) -> None:
        self.node.get_by_role("button", name=label, exact=True).first.click()

    def draws(self, title: str) -> None:
        chart = self.node.get_by_role("group", name=title).get_by_role("img")
        expect(chart).to_be_visible()
        box = chart.bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 60


class Dialog(Shown):
    """A modal."""

    def fills(self, label: str, words: str) -> None:
        self.node.get_by_role("textbox", name=label).fill(words)

    def picks(self, label: str, choice: str) -> None:
        menu = self.node.get_by_role("combobox", name=label)
        menu.fill(choice)
        self.node.get_by_role("option", name=choice).first.click()

    def complains(self, label: str, words: str) -> None:
        field = self.node.get_by_role("textbox", name=label).or_(self.node.get_by_role("combobox", name=label))
        expect(field).to_have_accessible_description(re.compile(re.escape(words)))
        expect(field).to_have_attribute("aria-invalid", "true")

    def is_gone(self) -> None:
        expect(self.node).to_have_count(0)


class InBrowser:
    """Somebody before the page; `troubles` gathers what its scripts complain of."""

    def __init__(self, house: House, browser: Browser, pictures: Path) -> None:
        self.house = house
        self.pictures = pictures
        self.troubles: list[str] = []
        self.page = self.opened(browser)
        self.place = "Rapport"

    def opened(self, browser: Browser) -> Page:
        """The page, ready to be written in."""
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(self.house.address)
        page.get_by_role("textbox", name="Message Rapport").wait_for()
        return page

    @property
    def answers(self) -> Locator:
        """What Rapport has said where one is, oldest first."""
        return self.page.get_by_role("log", name=self.place).get_by_role("article", name=re.compile("^Rapport,"))

    def says(self, words: str) -> Shown:
        return self.next_answer(lambda: self.writes(words))

    def writes(self, words: str) -> None:
        """Type something and send it."""
        composer = self.page.get_by_role("textbox", name=f"Message {self.place}")
        composer.fill(words)
        composer.press("Enter")

    def answered(self, label: str, surface: Shown) -> Shown:
        return self.next_answer(lambda: surface.presses(label))

    def next_answer(self, deed: Callable[[], None]) -> Shown:
        """What Rapport says next, after the deed."""
        before = self.answers.count()
        deed()
        answer = self.answers.nth(before)
        answer.wait_for()
        return Shown(answer)

    def goes_to(self, place: str) -> None:
        self.place = place if place == "Rapport" else f"#{place}"
        self.page.get_by_role("navigation", name="Conversations").get_by_role("link", name=place).click()
        self.page.get_by_role("textbox", name=f"Message {self.place}").wait_for()

    def looks_home(self) -> Shown:
        self.page.get_by_role("navigation", name="Conversations").get_by_role("link", name="App Home").click()
        home = self.page.get_by_role("region", name="App Home")
        expect(home).to_have_attribute("aria-busy", "false")
        return Shown(home)

    def hears(self, words: str) -> Shown:
        answer = self.answers.filter(has_text=words).last
        answer.wait_for()
        return Shown(answer)

    def whispered(self, words: str) -> Shown:
        self.writes(words)
        log = self.page.get_by_role("log", name=self.place)
        answer = Shown(log.get_by_role("article", name=re.compile("^Rapport,")).last)
        answer.tells("Only visible to you")
        return answer

    @property
    def thread(self) -> Locator:
        """The thread that is open beside the conversation."""
        return self.page.get_by_role("complementary", name="Thread")

    def begins(self, shortcut: str, title: str) -> Dialog:
        self.page.get_by_role("button", name="Shortcuts").click()
        self.page.get_by_role("menuitem", name=shortcut).click()
        return self.form(title)

    def chooses(self, shortcut: str, words: str, title: str) -> Dialog:
        message = self.page.get_by_role("log", name=self.place).get_by_role("article").filter(has_text=words)
        message.hover()
        message.get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=shortcut).click()
        return self.form(title)

    def form(self, title: str) -> Dialog:
        """The modal of this title, which is open or about to be."""
        dialog = self.page.get_by_role("dialog", name=title)
        dialog.wait_for()
        return Dialog(dialog)

    def becomes(self, name: str) -> None:
        self.page.get_by_role("button", name="You are").click()
        self.page.get_by_role("menuitemradio", name=name).or_(self.page.get_by_role("menuitem", name=name)).click()
        expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()
        self.goes_to("Rapport")

    def turns_the_clock(self, to: str) -> None:
        self.page.get_by_role("button", name="Turn the clock").click()
        self.page.get_by_role("menuitem", name=to).click()

    def shows_nowhere(self, words: str) -> None:
        self.house.stage.workspace.settle(0.3)
        for said in self.page.get_by_role("log", name=self.place).get_by_role("button", name=re.compile("repl")).all():
            said.click()
            expect(self.thread.get_by_role("article").first).to_be_visible()
            expect(self.thread).not_to_contain_text(words)
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def is_cut_off(self) -> None:
        expect(self.page.locator("#offline")).to_be_visible()

    def is_back(self) -> None:
        expect(self.page.locator("#offline")).to_be_hidden()

    def keeps(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{name}.png")
