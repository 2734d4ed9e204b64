"""Buttons: what a person can press, as Slack shows it, and what pressing it tells us."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack.blocks.fitting import LONGEST, Block, context, cut, fitting, more, plain_text, shortened
from bot.slack.ratings import RATE, rating_value
from skills.reply import QUIET, Button

MOST_BUTTONS = 25
MOST_QUIET = 5
LONGEST_VALUE = 2000
LONGEST_CHOICE = 150
LONGEST_LABEL = 75
NAME = 200
PRESSED = "say:"
"""How the action ids of buttons begin that say their words."""
OPENS = "open:"
"""How those begin that open a form, whose name follows."""


def row(wanted: Sequence[Button]) -> list[Block]:
    """The buttons, and a word about those that Slack has no place for."""
    fit = list(filter(fits, wanted))
    shown = fitting([pressed(place, button) for place, button in enumerate(fit[:MOST_BUTTONS])], LONGEST // 3)
    left = len(wanted) - len(shown)
    return [*actions(shown), *([context(f"{more(left, 'choice')}: say it in words.")] if left else [])]


def actions(elements: list[Block]) -> list[Block]:
    """A row of elements; none where there are none."""
    return [{"type": "actions", "elements": elements}] if elements else []


def pressed(place: int, button: Button) -> Block:
    """A button that says its words; `place` sets it apart in its row."""
    made: Block = {
        "type": "button",
        "action_id": f"{PRESSED}{place}",
        "text": plain_text(label(button.label)),
        "value": value(button),
    }
    return made | ({"style": button.style} if button.style in ("primary", "danger") else {})


def opener(form: str, words: str, record: dict[str, Any] | None = None) -> Block:
    """A button that opens a form, about a record or about none."""
    told = json.dumps(named(record) if record else {}, ensure_ascii=False)
    return {"type": "button", "action_id": f"{OPENS}{form}", "text": plain_text(words), "value": told}


def named(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its name at a length that buttons can carry."""
    return {"kind": record["kind"], "id": record["id"], "name": shortened(str(record["name"]), NAME)}


def quiet(buttons: Iterable[Button]) -> tuple[list[Block], list[Button]]:
    """The buttons that nobody must look at as a small menu, and those that must be shown in the open."""
    wanted = list(buttons)
    hidden = [each for each in wanted if each.style == QUIET and len(value(each)) <= LONGEST_CHOICE][:MOST_QUIET]
    options = [{"text": plain_text(label(each.label)), "value": value(each)} for each in hidden]
    menu: list[Block] = [{"type": "overflow", "action_id": f"{PRESSED}{QUIET}", "options": options}] if options else []
    return menu, [each for each in wanted if each not in hidden]


def thumbs(turn: str) -> Block:
    """Thumbs that rate the answer of a turn."""
    up, down = (
        {"text": plain_text(words), "accessibility_label": said, "value": rating_value(turn, good)}
        for good, words, said in (
            (True, "Good answer", "This answer was right"),
            (False, "Bad answer", "This answer was wrong"),
        )
    )
    element = {"type": "feedback_buttons", "action_id": RATE, "positive_button": up, "negative_button": down}
    return {"type": "context_actions", "elements": [element]}


def fits(button: Button) -> bool:
    """Whether Slack has room for what the button tells us."""
    return len(value(button)) <= LONGEST_VALUE


def value(button: Button) -> str:
    """What pressing the button tells us."""
    told: dict[str, Any] = {"says": button.says, "question": button.question}
    return json.dumps(
        told | ({"intent": button.intent} if button.intent else {}), ensure_ascii=False, separators=(",", ":")
    )


def label(words: str) -> str:
    """The words on a button."""
    return cut(words, LONGEST_LABEL)
