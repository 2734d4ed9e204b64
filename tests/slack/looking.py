"""Looking at blocks: what they may be made of, what Slack would refuse in them, and what is shown."""

import json
from typing import Any

from hypothesis import strategies as st

from bot.workspace.blocks import check_blocks
from bot.workspace.limits import MESSAGE_BLOCKS_LENGTH

HOSTILE = (
    "<!channel>", "<@U1>", "<#C1|x>", "<https://evil.test|here>", "<mailto:a@b.c>", '"\\' * 50, "&", "\u202e", "\0",
)  # fmt: skip
words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    st.builds(
        lambda text, times: text * times,
        st.sampled_from(["x", '"', "ä\n", "😀", "<!here> "]),
        st.sampled_from([0, 3, 80, 9000]),
    ),
)
"""Words of every sort, to be drawn."""
LIVE = ("<!", "<@", "<#", "<http:", "<https:", "<mailto:")
INLINE = ("user", "usergroup", "channel", "broadcast", "emoji", "date")


def troubles(made: list[dict[str, Any]], surface: str = "message") -> list[str]:
    """What Slack would refuse, what it might, and what would mention or link."""
    kinds = [block["type"] for block in made]
    found = check_blocks(made, surface)
    found += [] if 0 < len(json.dumps(made, ensure_ascii=False)) <= MESSAGE_BLOCKS_LENGTH else ["too long"]
    found += ["more than a table"] if sum(kind in ("table", "data_table") for kind in kinds) > 1 else []
    found += [f"{kind} takes markup" for kind in kinds if kind in ("markdown", "header")]
    found += [f"alive: {text}" for text in every_text(made) if any(mark in text for mark in LIVE)]
    return found + [f"mrkdwn or {kind}" for kind in every_type(made) if kind in ("mrkdwn", *INLINE)]


def every_text(part: Any) -> list[str]:
    """Each string shown in blocks."""
    if isinstance(part, list):
        return [text for item in part for text in every_text(item)]
    if isinstance(part, dict):
        return [text for key, item in part.items() if key not in ("value", "type", "url") for text in every_text(item)]
    return [part] if isinstance(part, str) else []


def every_type(part: Any) -> list[str]:
    """The type of each thing in blocks."""
    if isinstance(part, list):
        return [kind for item in part for kind in every_type(item)]
    if isinstance(part, dict):
        return [*([str(part["type"])] if "type" in part else []), *every_type(list(part.values()))]
    return []


def links(part: Any) -> list[str]:
    """Each address that a link in blocks leads to."""
    if isinstance(part, list):
        return [url for item in part for url in links(item)]
    if isinstance(part, dict):
        return [*([part["url"]] if "url" in part else []), *links(list(part.values()))]
    return []
