"""The page in a real browser: until it is there, until an answer is on the screen, and how smoothly it scrolls.

Everything is measured inside the browser, on the demo company with the reader in earnest. Run:

    python -m tests.bench.page [messages]
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from bot.home import Home
from bot.playground.place import go_direct
from bot.playground.stage import Stage
from bot.settings import Settings
from tests.bench.speakers import at
from tests.stories.house import House
from tests.workspace.pages import browsing

OPENED = 10
SENTENCES = (
    "What should I do next?",
    "show Harrowgate Estates",
    "had a call with Will Carver at Harrowgate Estates, he likes the new lockers",
    "how many open cases are there?",
    "revenue by month of the last twelve months",
    "show my open deals",
    "show the history of Pennant & Rowe",
    "remind me tomorrow at nine to ring Mark Ellery",
    "how many customers are in Germany?",
    "what do we know about Thistledown Hotels?",
)
WATCH = """
addEventListener("keydown", (event) => { if (event.key === "Enter") window.entered = event.timeStamp; }, true);
window.useful = 0;
window.answers = [];
const counted = () => document.querySelectorAll('[role=log] > article[aria-label^="Rapport,"]').length;
let before = 0;
const look = () => {
  if (!window.useful && document.querySelector('[aria-label="Message Rapport"]') && document.querySelector("nav li a"))
    requestAnimationFrame(() => setTimeout(() => { window.useful ||= performance.now(); }));
  const now = counted();
  if (now > before && window.entered) {
    const entered = window.entered;
    window.entered = 0;
    requestAnimationFrame(() => setTimeout(() => window.answers.push(performance.now() - entered)));
  }
  before = now;
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
"""
SCROLL = """async () => {
  const scroller = document.querySelector("main .scroller");
  const frames = [];
  let last = performance.now(), step = -40;
  return new Promise((done) => {
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      scroller.scrollTop += step;
      if (scroller.scrollTop <= 0) step = 40;
      const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      const messages = document.querySelectorAll("main article").length;
      if (step > 0 && isAtEnd) done({ frames: frames.slice(2), messages });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}"""


def main(messages: int = 100) -> None:
    """Measure and print."""
    go_direct()
    with _house() as house, browsing() as browser:
        _tell_opening([_opened(browser, house) for _ in range(OPENED)])
        page = _page(browser, house)
        _tell_answers(_answers(page, messages))
        _tell_frames(page)


@contextmanager
def _house() -> Iterator[House]:
    """The demo company, once everything that loads late has been used."""
    with tempfile.TemporaryDirectory(prefix="rapport-page-", ignore_cleanup_errors=True) as folder:
        reader = Home(Settings.model_validate({"RAPPORT_HOME": Path(folder) / "reader"})).reader
        house = House(Path(folder) / "home", reader, Stage)
        workspace = house.stage.workspace
        person = workspace.person(house.stage.site.me)
        for words in SENTENCES:
            workspace.wait_for_reply(person.says(words), 60)
        yield house
        house.shut()


def _page(browser: Browser, house: House) -> Page:
    """A page as at the very first visit: nothing is cached."""
    page = browser.new_context(viewport={"width": 1200, "height": 800}, bypass_csp=True).new_page()
    page.add_init_script(WATCH)
    page.goto(house.address)
    page.wait_for_function("window.useful > 0")
    return page


def _opened(browser: Browser, house: House) -> tuple[float, float]:
    """Milliseconds from the request to the first paint, and until conversations and composer are painted."""
    page = _page(browser, house)
    first: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0")
    useful: float = page.evaluate("window.useful")
    page.context.close()
    return first, useful


def _answers(page: Page, messages: int) -> list[float]:
    """Milliseconds from pressing Enter until the answer is painted."""
    composer = page.get_by_role("textbox", name="Message Rapport")
    for number, words in enumerate(islice(cycle(SENTENCES), messages)):
        composer.fill(words)
        composer.press("Enter")
        page.wait_for_function("(count) => window.answers.length > count", arg=number)
    found: list[float] = page.evaluate("window.answers")
    return found


def _tell_opening(opened: list[tuple[float, float]]) -> None:
    firsts, usefuls = zip(*opened, strict=True)
    print(f"opened {len(opened)} times: first paint {median(firsts):.0f} ms,", end=" ")
    print(f"useful paint {median(usefuls):.0f} ms (median), {max(usefuls):.0f} at most")


def _tell_answers(answers: list[float]) -> None:
    ordered = sorted(answers)
    print(f"{len(answers)} messages: Enter to the answer on the screen {median(answers):.0f} ms (median),", end=" ")
    print(f"p90 {at(ordered, 0.9):.0f}, longest {ordered[-1]:.0f}")


def _tell_frames(page: Page) -> None:
    told = page.evaluate(SCROLL)
    frames, slow = sorted(told["frames"]), sum(each > 50 for each in told["frames"])
    print(
        f"scrolled {told['messages']} messages up and down: {len(frames)} frames, {100 * slow / len(frames):.1f} %",
        end="",
    )
    print(f" over 50 ms, median {median(frames):.0f} ms, p99 {at(frames, 0.99):.0f}, longest {frames[-1]:.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
