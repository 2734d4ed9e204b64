"""The App Home as a view: a person's day, numbers and customers, with what can be done about each thing in place."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack.blocks.buttons import actions, fits, opener, pressed
from bot.slack.blocks.charts import CHART
from bot.slack.blocks.fitting import Block, context, more, paragraph, plain_text, rich, section, shortened, words
from bot.slack.blocks.reply import blocks
from bot.slack.home.charts import aims_chart, months_chart, months_words
from bot.slack.home.page import Page
from skills.day import TITLES, Day, Entry
from skills.numbers import Numbers
from skills.reply import QUIET, Button, Reply
from skills.wards import Ward
from skills.wording import count_of

MOST = 100
"""Blocks that a view takes."""
ON_TOP, LAST = 24, 3
"""Blocks that an answer may take above the rest, and the last of them, which hold its buttons."""
TAKEN = frozenset(
    "actions card carousel container context data_table data_visualization divider header image rich_text section "
    "table video".split()
)
"""The blocks that the App Home takes; messages take more."""
NOUNS = {
    "reminders": "reminder", "cases": "case", "deals": "deal", "calls": "customer to call", "birthdays": "birthday",
}  # fmt: skip
ORDERS = {
    "agent": ("cases", "reminders", "calls", "deals", "birthdays"),
    "rep": ("reminders", "calls", "deals", "cases", "birthdays"),
}
FORMS = (("Log an interaction", "log"), ("New case", "case"), ("New deal", "deal"), ("Settings", "settings"))


def home_view(page: Page, reply: Reply | None = None, charts: bool = True) -> Block:
    """The App Home of a page, with an answer above it; without `charts` their figures are told in words."""
    top = answer(reply) if reply else []
    drawn = charts and not any(block["type"] == CHART for block in top)
    made = [*top, *_greeting(page)]
    numbers, day = _numbers(page.numbers, drawn), _day(page.day, page.role)
    made += [*numbers, *day] if page.role in ("manager", "admin") else [*day, *numbers]
    made += _customers(page.customers, "Customers" if page.role in ("manager", "admin") else "My customers")
    return view(made)


def view(made: Sequence[Block]) -> Block:
    """A view of these blocks, as many as it takes."""
    return {"type": "home", "blocks": list(made[:MOST])}


def notice(*paragraphs: str) -> Block:
    """An App Home that only says something."""
    return view([paragraph(shortened(text, 2800)) for text in paragraphs])


def answer(reply: Reply) -> list[Block]:
    """An answer as it stands above the rest: what was done, and what is asked or can be taken back."""
    loud = tuple(button for button in reply.buttons if button.style != QUIET)
    shown = Reply(reply.text, reply.parts, loud, reply.citations, reply.note)
    made = [block for block in blocks(shown) if block["type"] in TAKEN]
    cut = [*made[: ON_TOP - LAST], *made[-LAST:]] if len(made) > ON_TOP else made
    return [*cut, {"type": "divider"}]


def _greeting(page: Page) -> list[Block]:
    told = page.day
    counts = [_counted(told, name) for name in TITLES if told.entries(name)]
    said = f"To see to: {', '.join(counts)}." if counts else "Nothing presses today. Everything is seen to."
    title = f"{page.name.split()[0] if page.name.split() else 'You'}, {told.on:%A} {told.on.day} {told.on:%B}"
    forms = [opener(form, label) for label, form in FORMS]
    return [_header(title), paragraph(shortened(said, 2800)), *actions(forms)]


def _counted(day: Day, name: str) -> str:
    number = day.count(name)
    return f"{number} to call" if name == "calls" else count_of(number, NOUNS[name])


def _day(day: Day, role: str) -> list[Block]:
    made: list[Block] = []
    for name in ORDERS.get(role, ORDERS["rep"]):
        entries, left = day.entries(name), day.left_out.get(name, 0)
        if entries:
            made += [_header(TITLES[name]), *(block for entry in entries for block in _entry(entry))]
            made += [context(f"{more(left, NOUNS[name])}.")] if left else []
    return made


def _entry(entry: Entry) -> list[Block]:
    text = [words(shortened(entry.words, 300), bold=True)]
    text += [words(f"\n{shortened(entry.why, 500)}")] if entry.why else []
    elements = [pressed(place, button) for place, button in enumerate(entry.buttons) if fits(button)]
    elements += [opener("log", "Log a call", entry.customer)] if entry.customer else []
    return [*rich("", [section(text)]), *actions(elements)]


def _numbers(numbers: Numbers, drawn: bool) -> list[Block]:
    whose = "My numbers" if numbers.whose == "yours" else f"Numbers {numbers.whose}"
    figures = [part for name, told in numbers.figures for part in _pair(name, told)]
    aims = [part for aim in numbers.goals for part in _pair(aim.name, aim.words)]
    made = [_header(whose), *rich("", [section(figures)]), *rich("", [section(aims)])]
    chart = aims_chart(numbers.goals) or months_chart(numbers.months)
    if drawn and chart:
        return [*made, chart]
    return [*made, context(shortened(months_words(numbers.months), 2000))] if numbers.months else made


def _pair(name: str, told: str) -> list[Block]:
    label = f"{name[:1].upper()}{name[1:]}"
    return [words(f"{shortened(label, 150)}: ", bold=True), words(f"{shortened(told, 200)}\n")]


def _customers(wards: Iterable[Ward], whose: str) -> list[Block]:
    made = [block for ward in wards for block in _ward(ward)]
    return [_header(f"{whose}, the weakest first"), *made] if made else []


def _ward(ward: Ward) -> list[Block]:
    name = ward.customer["name"]
    text = [words(shortened(name, 300), bold=True), words(f"\nHealth {ward.health} of 100: {shortened(ward.why, 300)}")]
    health = Button("Why", f"how healthy is {name}?", intent=_about("show_health", ward.customer))
    elements = [pressed(0, health)] if fits(health) else []
    elements.append(opener("log", "Log a call", ward.customer))
    return [*rich("", [section(text)]), *actions(elements)]


def _about(skill: str, customer: dict[str, Any]) -> dict[str, Any]:
    return {"skill": skill, "slots": {"customer": customer}}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain_text(shortened(text, 140)[:150])}
