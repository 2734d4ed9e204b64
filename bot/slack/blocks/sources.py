"""Sources: the numbered records that statements rest on, with links to what was said in Slack."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from bot.slack.blocks.fitting import Block, context, fitting, link, more, shortened, words
from skills.reply import Citation

MOST = 100
LONGEST = 300
CHUNK = 2800
LINKED = 300
"""Characters of JSON that a link comes to at most."""
PLACE = re.compile(r"(?P<channel>[A-Z0-9]+):(?P<ts>\d+\.\d+)(?::(?P<thread>\d+\.\d+))?")


def permalink(address: str, source: str) -> str:
    """The address of a message, from `channel:ts` or `channel:ts:thread`; "" where either is not known."""
    found = PLACE.fullmatch(source)
    if not found or not address.startswith("https://") or len(address) > 100:
        return ""
    page = f"{address.rstrip('/')}/archives/{found['channel']}/p{found['ts'].replace('.', '')}"
    thread = urlencode({"thread_ts": found["thread"], "cid": found["channel"]}) if found["thread"] else ""
    return f"{page}?{thread}" if thread else page


def citations(cited: Sequence[Citation], room: int, address: str = "") -> list[Block]:
    """The sources, each with its number; the number leads to the message where there is one."""
    if not cited:
        return []
    shown = cited[:MOST]
    links = [permalink(address, each.source) for each in shown]
    if any(links):
        return _linked(shown, links, len(cited), room)
    texts = fitting([f"[{each.number}] {shortened(each.text, LONGEST)}" for each in shown], min(room, CHUNK) - 200)
    return [context("\n".join([*texts, *_rest(len(cited) - len(texts))]))]


def _linked(cited: Sequence[Citation], links: Sequence[str], count: int, room: int) -> list[Block]:
    lines = [
        [_mark(each.number, to), words(f" {shortened(each.text, LONGEST)}\n")]
        for each, to in zip(cited, links, strict=True)
    ]
    shown = fitting(lines, room - 2 * LINKED)
    elements = [element for line in shown for element in line] + [words(rest) for rest in _rest(count - len(shown))]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}] if elements else []


def _mark(number: int, to: str) -> Block:
    return link(to, f"[{number}]") if to else words(f"[{number}]")


def _rest(count: int) -> list[str]:
    return [more(count, "source")] if count > 0 else []
