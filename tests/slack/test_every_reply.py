"""Every skill answers through the front door with blocks that Slack takes, whatever the records hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.message import Message
from bot.slack.blocks import blocks, fallback
from bot.slack.look import NEW, Look
from bot.understanding.intents import Intent
from bot.understanding.names.directory import Directory
from knowledge.knowledge import Knowledge
from skills.reply import Reply
from skills.skill import Skill, all_skills
from storage.store import Store
from tests.slack.conftest import ByHeart
from tests.slack.hostile import LONG, NOW, fill
from tests.slack.looking import troubles

TOLD: dict[str, Any] = {
    "case": 1, "moment": "2026-12-07T10:00", "period": {"from": "2026-10-01", "to": "2026-12-31"},
    "recurrence": "FREQ=WEEKLY;BYDAY=MO", "money": 1200, "percent": 10, "number": 3, "filters": [],
    "entity": "customer", "measure": "count", "field": "city", "value": "<!channel> Ulm", "order": "-created_at",
    "text": LONG[:900], "name": "<@U3> <https://evil.test|new> & Söhne",
}  # fmt: skip
SPECIAL: dict[str, list[dict[str, Any]]] = {
    "find_records": [{"entity": kind} for kind in ("customer", "contact", "lead", "deal", "case", "interaction")],
    "report": [
        {"measure": "count", "entity": "customer", "by": "industry"},
        {"measure": "count", "entity": "deal", "by": "stage"},
        {"measure": "sum:amount", "entity": "deal", "by": "month"},
    ],
    "find_duplicates": [{"entity": "customer"}], "check_data": [{"entity": "customer"}], "help": [{"topic": "deals"}],
    "fix_data": [{"fix": "countries"}], "show_forecast": [{"by": "month"}, {"by": "owner"}],
    "move_deal": [{"stage": "proposal", "entity": "deal", "filters": [["stage", "=", "prospecting"]]}],
    "set_lead_status": [{"status": "contacted", "entity": "lead", "filters": []}],
    "update_record": [{"entity": "customer", "field": "city", "value": LONG[:300], "filters": []}],
    "complete_reminder": [{"reminder": "1"}], "snooze_reminder": [{"reminder": "1"}],
    "cancel_reminder": [{"reminder": "1"}],
    "draft_message": [{"segment": "<!channel> all", "purpose": "winter"}],
    "add_line": [{"how": "add"}], "show_timeline": [{}], "log_interaction": [{}], "set_team": [{"role": "rep"}],
}  # fmt: skip
"""Slots with which a skill has the most to say; records are told beside them."""
LAST = (
    "merge_customers",
    "hand_over",
    "fix_data",
    "move_deal",
    "set_lead_status",
    "update_record",
    "delete_record",
    "undo",
)
"""Skills that ask before they change much, with the one that takes it back."""


class House:
    """The assistant among hostile records."""

    def __init__(self, store: Store, home: Path) -> None:
        self.known = fill(store)
        self.assistant = Assistant(store, ByHeart(), Directory(), Knowledge(home))
        self.number = 0

    def asks(self, skill: Skill, slots: dict[str, Any]) -> Reply:
        """The reply to a skill asked for in so many words; nothing stays."""
        self.number += 1
        intent = Intent(skill.name, slots, text=f"{LONG[:50]} {skill.name}")
        message = Message(
            f"m{self.number}", intent.text, "manager@rapport.test", NOW, f"t{self.number}", intents=(intent,)
        )
        return self.assistant.hear(message, dry_run=True).reply

    def does(self, skill: str, slots: dict[str, Any]) -> list[Reply]:
        """The question that a skill asks before it changes much, and what it says once told yes."""
        self.number += 1
        thread = f"t{self.number}"
        first = Message(
            f"a{self.number}", skill, "manager@rapport.test", NOW, thread, intents=(Intent(skill, slots, text=skill),)
        )
        asked = self.assistant.hear(first).reply
        return [
            asked,
            self.assistant.hear(Message(f"b{self.number}", "yes", "manager@rapport.test", NOW, thread)).reply,
        ]

    def variants(self, skill: Skill) -> Iterator[dict[str, Any]]:
        """Slots to call a skill with: those it needs, those with which it says most, and all at once."""
        full = {
            name: self._told(slot.kind, slot.of, slot.choices, place)
            for place, (name, slot) in enumerate(skill.slots.items())
        }
        records = {name: value for name, value in full.items() if skill.slots[name].kind in ("record", "case")}
        for special in SPECIAL.get(skill.name, [{}]):
            yield {name: full[name] for name in skill.required} | (special or records)
        yield full

    def _told(self, kind: str, of: str, choices: tuple[str, ...], place: int) -> Any:
        if kind == "record":
            known = self.known.get("customer" if of == "any" else of, ["<!channel> nobody"])
            return known[min(place, len(known) - 1)]
        if kind == "lines":
            return [{"product": each, "quantity": 2} for each in self.known["product"]]
        return choices[0] if kind == "choice" else TOLD[kind]


@pytest.fixture
def house(store: Store, tmp_path: Path) -> Iterator[House]:
    """A house that speaks."""
    house = House(store, tmp_path)
    yield house
    house.assistant.knowledge.close()


def faults(reply: Reply) -> list[str]:
    """What is wrong with a reply as it is shown, with all that Slack has and in a workspace that takes little."""
    plain = Look("https://acme.slack.com/", NEW, pictures=True)
    found = troubles(blocks(reply, "event:1", Look("https://acme.slack.com/")))
    found += troubles(blocks(reply), "home") + troubles(blocks(reply, "event:1", plain))
    words = fallback(reply)
    return found + ([] if 1 < len(words) <= 4000 and "<" not in words else [f"fallback: {words[:90]}"])


def test_every_reply_of_every_skill_is_taken_by_slack(house: House) -> None:
    wrong, parts = {}, set()
    for name, skill in all_skills().items():
        for slots in house.variants(skill):
            import time

            t = time.time()
            reply = house.asks(skill, slots)
            print(
                f"{time.time() - t:.2f} {name} {list(slots)} | {reply.text[:70]!r} {[type(p).__name__ for p in reply.parts]}"
            )
            parts |= {type(part).__name__ for part in reply.parts}
            if found := [*faults(reply), *(["stumbled"] if "I stumbled" in reply.text else [])]:
                wrong[name] = found
    assert wrong == {}
    assert parts == {"Table", "Facts", "Chart", "Lines", "Hint", "Change"}


def test_what_is_asked_before_much_changes_is_taken_too(house: House) -> None:
    shown = set()
    for name in LAST:
        skill = all_skills()[name]
        for reply in house.does(name, next(house.variants(skill))):
            assert faults(reply) == [], name
            assert "I stumbled" not in reply.text, name
            shown |= {(name, type(part).__name__) for part in reply.parts}
    changed = {name for name, part in shown if part == "Change"}
    assert changed >= {"move_deal", "set_lead_status", "update_record"}
