"""The App Home as a view: a person's day, numbers and customers, with what can be done about each thing in place."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack.blocks import PRESSED, blocks
from bot.slack.fitting import Block, clean, more, plain_text, shortened, words
from bot.slack.home_chart import aims_chart, months_chart, months_words
from bot.slack.home_page import Page
from skills.day import Day, Entry
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
LONGEST_VALUE = 2000
NAME = 200
TITLES = {
    "reminders": ("Reminders", "reminder"), "cases": ("Cases due", "case"), "deals": ("Deals to move", "deal"),
    "calls": ("Who to call", "customer to call"), "birthdays": ("Birthdays", "birthday"),
}  # fmt: skip
ORDERS = {
    "agent": ("cases", "reminders", "calls", "deals", "birthdays"),
    "rep": ("reminders", "calls", "deals", "cases", "birthdays"),
}
FORMS = (("Log an interaction", "log"), ("New case", "case"), ("New deal", "deal"), ("Settings", "settings"))


def home_view(page: Page, reply: Reply | None = None, charts: bool = True) -> Block:
    """The App Home of a page, with an answer above it; without `charts` their figures are told in words."""
    top = answer(reply) if reply else []
    drawn = charts and not any(block["type"] == "data_visualization" for block in top)
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
    return view([{"type": "section", "text": plain_text(shortened(text, 2800))} for text in paragraphs])


def answer(reply: Reply) -> list[Block]:
    """An answer as it stands above the rest: what was done, and what is asked or can be taken back."""
    loud = tuple(button for button in reply.buttons if button.style != QUIET)
    shown = Reply(reply.text, reply.parts, loud, reply.citations, reply.note)
    made = [block for block in blocks(shown) if block["type"] in TAKEN]
    cut = [*made[: ON_TOP - LAST], *made[-LAST:]] if len(made) > ON_TOP else made
    return [*cut, {"type": "divider"}]


def _greeting(page: Page) -> list[Block]:
    told = page.day
    counts = [_counted(told, name) for name in TITLES if getattr(told, name)]
    said = f"To see to: {', '.join(counts)}." if counts else "Nothing presses today. Everything is seen to."
    title = f"{page.name.split()[0] if page.name.split() else 'You'}, {told.on:%A} {told.on.day} {told.on:%B}"
    forms = [_element(f"open:{form}", label, "{}") for label, form in FORMS]
    return [_header(title), _section(said), {"type": "actions", "elements": forms}]


def _counted(day: Day, name: str) -> str:
    number = len(getattr(day, name)) + day.left_out.get(name, 0)
    if name == "calls":
        return f"{number} to call"
    return count_of(number, TITLES[name][1])


def _day(day: Day, role: str) -> list[Block]:
    made: list[Block] = []
    for name in ORDERS.get(role, ORDERS["rep"]):
        entries, left = getattr(day, name), day.left_out.get(name, 0)
        if entries:
            made += [_header(TITLES[name][0]), *(block for entry in entries for block in _entry(entry))]
            made += [_context(f"{more(left, TITLES[name][1])}.")] if left else []
    return made


def _entry(entry: Entry) -> list[Block]:
    text = [words(shortened(entry.words, 300), bold=True)]
    text += [words(f"\n{shortened(entry.why, 500)}")] if entry.why else []
    elements = [made for place, button in enumerate(entry.buttons) if (made := _deed(place, button))]
    elements += [_element("open:log", "Log a call", _ref(entry.customer))] if entry.customer else []
    return [_rich(text), *([{"type": "actions", "elements": elements}] if elements else [])]


def _numbers(numbers: Numbers, drawn: bool) -> list[Block]:
    whose = "My numbers" if numbers.whose == "yours" else f"Numbers {numbers.whose}"
    figures = [part for name, told in numbers.figures for part in _pair(name, told)]
    aims = [part for aim in numbers.goals for part in _pair(aim.name, aim.words)]
    made = [_header(whose), *([_rich(figures)] if figures else []), *([_rich(aims)] if aims else [])]
    chart = aims_chart(numbers.goals) or months_chart(numbers.months)
    if drawn and chart:
        return [*made, chart]
    return [*made, _context(months_words(numbers.months))] if numbers.months else made


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
    elements = [made for made in (_deed(0, health),) if made]
    elements.append(_element("open:log", "Log a call", _ref(ward.customer)))
    return [_rich(text), {"type": "actions", "elements": elements}]


def _about(skill: str, customer: dict[str, Any]) -> dict[str, Any]:
    return {"skill": skill, "slots": {"customer": customer}}


def _deed(place: int, button: Button) -> Block | None:
    """A button that says its words; none where they are more than a button can carry."""
    told = {"says": button.says, "question": button.question}
    value = json.dumps(told | ({"intent": button.intent} if button.intent else {}), ensure_ascii=False)
    return _element(f"{PRESSED}{place}", button.label, value) if len(value) <= LONGEST_VALUE else None


def _element(action_id: str, label: str, value: str) -> Block:
    shown = clean(label).strip() or "…"
    shown = f"{shown[:74]}…" if len(shown) > 75 else shown
    return {"type": "button", "action_id": action_id, "text": plain_text(shown), "value": value}


def _ref(record: dict[str, Any]) -> str:
    return json.dumps({**record, "name": shortened(str(record["name"]), NAME)}, ensure_ascii=False)


def _header(text: str) -> Block:
    return {"type": "header", "text": plain_text(shortened(text, 140)[:150])}


def _section(text: str) -> Block:
    return {"type": "section", "text": plain_text(shortened(text, 2800))}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [plain_text(shortened(text, 2000))]}


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
