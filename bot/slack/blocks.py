"""Replies as Block Kit: always within Slack's limits, and nothing in them is ever a mention or a link."""

import json
from collections.abc import Sequence

from bot.slack.fitting import LONGEST, Block, clean, fitting, more, plain_text, shortened, weight
from bot.slack.parts import context, part_blocks
from skills.reply import Button, Citation, Reply

MOST_BLOCKS = 50
MOST_BUTTONS = 25
LONGEST_VALUE = 2000
LONGEST_LABEL = 75
TEXT = 6000
CHUNK = 2800
FALLBACK = 4000
PRESSED = "say:"
"""How the action ids of our buttons begin."""


def blocks(reply: Reply) -> list[Block]:
    """The reply as blocks of one message: at least one, at most 50."""
    tail = [*buttons(reply.buttons), *_note(reply.note)]
    room = LONGEST - sum(map(weight, tail))
    made = _text(reply.text)
    room -= sum(map(weight, made))
    sources = citations(reply.citations, room // 3)
    room -= sum(map(weight, sources))
    made += _parts(reply, room, MOST_BLOCKS - len(made) - len(sources) - len(tail))
    return [*made, *sources, *tail] or [_section("–")]


def fallback(reply: Reply) -> str:
    """The reply as one text of at most 4,000 characters, for notifications and where blocks are refused."""
    text = clean(reply.plain()[: 2 * FALLBACK]).strip() or "–"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(escaped) <= FALLBACK:
        return escaped
    kept = escaped[: FALLBACK - 1]
    cut_entity = kept.rfind("&") > kept.rfind(";")
    return (kept[: kept.rfind("&")] if cut_entity and kept.rfind("&") > FALLBACK - 8 else kept) + "…"


def buttons(wanted: Sequence[Button]) -> list[Block]:
    """The buttons, and a word about those that Slack has no place for."""
    fit = [button for button in wanted if len(_value(button)) <= LONGEST_VALUE]
    shown = fitting([_button(place, button) for place, button in enumerate(fit[:MOST_BUTTONS])], LONGEST // 3)
    made: list[Block] = [{"type": "actions", "elements": shown}] if shown else []
    left = len(wanted) - len(shown)
    return [*made, *([context(f"{more(left, 'choice')}: say it in words.")] if left else [])]


def citations(cited: Sequence[Citation], room: int) -> list[Block]:
    """The sources, each with its number."""
    if not cited:
        return []
    texts = [f"[{citation.number}] {shortened(citation.text, 300)}" for citation in cited[:100]]
    shown = fitting(texts, min(room, CHUNK) - 200)
    rest = [more(len(cited) - len(shown), "source")] if len(shown) < len(cited) else []
    return [context("\n".join([*shown, *rest]))]


def _parts(reply: Reply, room: int, places: int) -> list[Block]:
    """The parts one after the other while there is room; a last line tells how many found none."""
    made: list[Block] = []
    for place, part in enumerate(reply.parts):
        tables = sum(block["type"] == "table" for block in made)
        fresh = part_blocks(part, room - 200, tables) if room > 1500 else None
        if fresh is None or len(made) + len(fresh) > places - 1 or sum(map(weight, fresh)) > room - 100:
            return [*made, context(f"{more(len(reply.parts) - place, 'part')}, too long to show here.")]
        room -= sum(map(weight, fresh))
        made += fresh
    return made


def _text(text: str) -> list[Block]:
    """The text in paragraphs of what a section holds, cut between lines where that is possible."""
    left, made = shortened(text, TEXT) if text.strip() else "", []
    while left:
        end = len(left) if len(left) <= CHUNK else left.rfind("\n", CHUNK // 2, CHUNK)
        end = end if end > 0 else CHUNK
        made.append(_section(left[:end].strip() or "–"))
        left = left[end:].strip()
    return made


def _note(note: str) -> list[Block]:
    return [context(shortened(note, 900))] if note.strip() else []


def _section(text: str) -> Block:
    return {"type": "section", "text": plain_text(text)}


def _value(button: Button) -> str:
    told = {"says": button.says, "question": button.question}
    return json.dumps(told | ({"intent": button.intent} if button.intent else {}))


def _button(place: int, button: Button) -> Block:
    label = clean(button.label).strip() or "…"
    if len(label) > LONGEST_LABEL:
        label = f"{label[: LONGEST_LABEL - 1]}…"
    made: Block = {
        "type": "button",
        "action_id": f"{PRESSED}{place}",
        "text": plain_text(label),
        "value": _value(button),
    }
    return made | ({"style": button.style} if button.style in ("primary", "danger") else {})
