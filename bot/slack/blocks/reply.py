"""Replies as Block Kit: always within Slack's limits, and nothing stored in them is ever a mention or a link."""

from collections.abc import Sequence

from bot.slack.blocks.buttons import actions, quiet, row, thumbs
from bot.slack.blocks.fitting import LONGEST, Block, clean, context, more, paragraph, shortened, weight
from bot.slack.blocks.leafing import leafed
from bot.slack.blocks.look import USUAL, Look
from bot.slack.blocks.parts import part_blocks
from bot.slack.blocks.sources import citations
from skills.reply import QUIET, Button, Hint, Part, Reply

MOST_BLOCKS = 50
TEXT = 6000
CHUNK = 2800
FALLBACK = 4000


def blocks(reply: Reply, turn: str = "", look: Look = USUAL) -> list[Block]:
    """The reply as blocks of one message: at least one, at most 50.

    With a `turn` they end with thumbs that rate its answer, unless it only asks. Without one they may stand on the App
    Home as well.
    """
    menu, shown = quiet(_loose(reply))
    made = _with_menu(_text(reply.text), menu)
    rated = turn and not asks(reply) and look.takes("context_actions")
    tail = [*_note(reply.note), *([thumbs(turn)] if rated else [])]
    room = LONGEST - sum(map(weight, (*made, *row(shown), *tail)))
    sources = citations(reply.citations, room // 3, look.address)
    room -= sum(map(weight, sources))
    parts = parts_of(reply.parts, room, MOST_BLOCKS - len(made) - len(sources) - len(tail) - 2, look)
    return [*made, *parts, *sources, *row(leafed(shown, reply.parts, parts)), *tail] or [paragraph("–")]


def parts_of(parts: Sequence[Part], room: int = LONGEST, places: int = MOST_BLOCKS, look: Look = USUAL) -> list[Block]:
    """The parts one after the other while there is room; a last line tells how many found none.

    `room` is in characters of JSON, `places` in blocks.
    """
    made: list[Block] = []
    for place, part in enumerate(parts):
        fresh = part_blocks(part, room - 200, look, made) if room > 1500 else None
        if fresh is None or len(made) + len(fresh) > places - 1 or sum(map(weight, fresh)) > room - 100:
            return [*made, context(f"{more(len(parts) - place, 'part')}, too long to show here.")]
        room -= sum(map(weight, fresh))
        made += fresh
    return made


def fallback(reply: Reply) -> str:
    """The reply as one text of at most 4,000 characters, for notifications and where blocks are refused."""
    text = clean(reply.plain()[: 2 * FALLBACK]).strip() or "–"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(escaped) <= FALLBACK:
        return escaped
    kept = escaped[: FALLBACK - 1]
    cut_entity = kept.rfind("&") > kept.rfind(";")
    return (kept[: kept.rfind("&")] if cut_entity and kept.rfind("&") > FALLBACK - 8 else kept) + "…"


def asks(reply: Reply) -> bool:
    """Whether the reply waits for an answer and tells nothing that could be rated."""
    return any(button.question and button.style != QUIET for button in reply.buttons)


def _loose(reply: Reply) -> list[Button]:
    """The buttons that stand below the reply: those of suggestions stand with them."""
    hinted = {button.says for part in reply.parts if isinstance(part, Hint) for button in part.buttons}
    return [button for button in reply.buttons if button.question or button.says not in hinted]


def _with_menu(text: list[Block], menu: list[Block]) -> list[Block]:
    """The menu stands beside the first words, where it disturbs nobody."""
    if not text or not menu:
        return [*text, *actions(menu)]
    return [text[0] | {"accessory": menu[0]}, *text[1:]]


def _text(text: str) -> list[Block]:
    """The text in paragraphs of what a section holds, cut between lines where that is possible."""
    left, made = shortened(text, TEXT) if text.strip() else "", []
    while left:
        end = len(left) if len(left) <= CHUNK else left.rfind("\n", CHUNK // 2, CHUNK)
        end = end if end > 0 else CHUNK
        made.append(paragraph(left[:end].strip() or "–"))
        left = left[end:].strip()
    return made


def _note(note: str) -> list[Block]:
    return [context(shortened(note, 900))] if note.strip() else []
