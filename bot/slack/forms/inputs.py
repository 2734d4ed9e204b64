"""Inputs: entries as the blocks of a modal, with what stands in them from the start."""

from typing import Any

from bot.slack.blocks.fitting import Block, plain_text, shortened, visible
from bot.slack.forms.entries import Entry
from bot.slack.typeahead import FIND, LONGEST, option_of
from storage.lookup import Found

MOST_TYPED = 3000
"""Characters that Slack takes in a field."""
FEWEST_TYPED = {"customer": 0, "person": 0, "product": 0}
CLOCK = ":time"
"""The block of a time of day has the name of its day's, with this behind."""
TIME_OF_DAY = "Time of day"
LONGEST_VALUE = 150
FIELD = "entry"
LABEL = 200


def blocks_of(entry: Entry, value: Any = None) -> list[Block]:
    """The input of an entry; a moment has two, for its day and its time."""
    if entry.kind == "moment":
        day, _, clock = (value or "").partition("T")
        return [
            _block(entry, _picker("datepicker", "initial_date", day)),
            {
                "type": "input", "block_id": f"{entry.name}{CLOCK}", "optional": True,
                "label": plain_text(TIME_OF_DAY), "element": _picker("timepicker", "initial_time", clock),
            },
        ]  # fmt: skip
    return [_block(entry, ELEMENTS[entry.kind](entry, value))]


def fits(value: Any) -> bool:
    """Whether a text can be changed in a form without losing its end."""
    return not isinstance(value, str) or len(value) <= MOST_TYPED


def _block(entry: Entry, element: Block) -> Block:
    block = {"type": "input", "block_id": entry.name, "optional": not entry.required}
    block |= {"label": plain_text(shortened(entry.label, LABEL)), "element": element}
    return block | ({"hint": plain_text(entry.hint)} if entry.hint else {})


def _text(entry: Entry, value: Any, multiline: bool = True) -> Block:
    told = {"initial_value": seen} if (seen := _seen(value)) else {}
    return {
        "type": "plain_text_input", "action_id": FIELD, "multiline": multiline, "max_length": MOST_TYPED, **told,
    }  # fmt: skip


def _line(entry: Entry, value: Any) -> Block:
    return _text(entry, value, multiline="\n" in str(value or ""))


def _seen(value: Any) -> str:
    """The text as it is, for a field shows markup as it stands; only what nobody can see is left out."""
    return visible(str(value or ""))


def _email(entry: Entry, value: Any) -> Block:
    if value and "@" not in value:
        return _line(entry, value)
    return {"type": "email_text_input", "action_id": FIELD, **({"initial_value": value} if value else {})}


def _number(entry: Entry, value: Any) -> Block:
    told = {"initial_value": str(value)} if value not in (None, "") else {}
    decimal = entry.kind in ("money", "percent")
    return {"type": "number_input", "action_id": FIELD, "is_decimal_allowed": decimal, **told}


def _record(entry: Entry, value: Any) -> Block:
    told = {"initial_option": option_of(Found(value["kind"], value["id"], value["name"]))} if value else {}
    return {
        "type": "external_select", "action_id": f"{FIND}{entry.of}", "min_query_length": FEWEST_TYPED.get(entry.of, 1),
        "placeholder": plain_text("Type the beginning of a name"), **told,
    }  # fmt: skip


def _user(entry: Entry, value: Any) -> Block:
    return {"type": "users_select", "action_id": FIELD, **({"initial_user": value} if value else {})}


def _choice(entry: Entry, value: Any) -> Block:
    """A menu; what stands there now is offered too, though it be none of the choices any more."""
    options = [_option(each, words) for each, words in entry.choices if 0 < len(each) <= LONGEST_VALUE]
    unlisted = _option(value, value) if value and len(value) <= LONGEST_VALUE else None
    now = next((each for each in options if each["value"] == value), unlisted)
    offered = options if now is None or now in options else [now, *options[:-1]]
    return {
        "type": "static_select", "action_id": FIELD, "options": offered, **({"initial_option": now} if now else {}),
    }  # fmt: skip


def _several(entry: Entry, value: Any) -> Block:
    options = [_option(each, words) for each, words in entry.choices]
    told = [each for each in options if each["value"] in (value or ())]
    return {
        "type": "checkboxes", "action_id": FIELD, "options": options, **({"initial_options": told} if told else {}),
    }  # fmt: skip


def _option(value: str, words: str) -> Block:
    return {"text": plain_text(shortened(words, LONGEST)), "value": value}


def _picker(kind: str, initial: str, value: Any) -> Block:
    return {"type": kind, "action_id": FIELD, **({initial: value} if value else {})}


ELEMENTS: dict[str, Any] = {
    "text": _text,
    "line": _line,
    "email": _email,
    "record": _record,
    "user": _user,
    "choice": _choice,
    "several": _several,
    "money": _number,
    "number": _number,
    "percent": _number,
    "date": lambda entry, value: _picker("datepicker", "initial_date", value),
    "time": lambda entry, value: _picker("timepicker", "initial_time", value),
}
"""How each kind of entry is asked for."""
