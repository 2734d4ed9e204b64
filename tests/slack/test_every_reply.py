"""Every skill answers through the front door with blocks that Slack takes, whatever the records hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.message import Message
from bot.slack.blocks.look import NEW, Look
from bot.slack.blocks.reply import blocks, fallback
from bot.understanding.intents import Intent
from bot.understanding.names.directory import Directory
from knowledge.knowledge import Knowledge
from skills.reply import Reply
from skills.skill import Skill, all_skills
from skills.slots import Slot
from storage.store import Store
from tests.slack.conftest import ByHeart
from tests.slack.hostile import LONG, NOW, fill
from tests.slack.looking import troubles

TOLD: dict[str, Any] = {
    "case": 1, "moment": "2026-12-07T10:00", "period": {"from": "2026-10-01", "to": "2026-12-31"},
    "recurrence": "FREQ=WEEKLY;BYDAY=MO", "money": 1200, "percent": 10, "number": 3, "filters": [],
    "entity": "customer", "measure": "count", "field": "city", "value": "<!channel> Ulm", "order": "-created_at",
    "clock": "07:30", "text": LONG[:900], "name": "<@U3> <https://evil.test|new> & Söhne",
}  # fmt: skip
SPECIAL: dict[str, list[dict[str, Any]]] = {
    "find_records": [{"entity": kind} for kind in ("customer", "contact", "lead", "deal", "case", "interaction")],
    "report": [
        {"measure": "count", "entity": "customer", "by": "industry"},
        {"measure": "count", "entity": "deal", "by": "stage"},
        {"measure": "sum:amount", "entity": "deal", "by": "month"},
    ],
    "find_duplicates": [{"entity": "customer"}], "check_data": [{"entity": "customer"}], "help": [{"topic": "deals"}],
    "answer_customer": [{"question": "when was the last call?"}], "find_churn_risks": [{}, {"kind": "winback"}],
    "fix_data": [{"fix": "countries"}], "show_forecast": [{"by": "month"}, {"by": "owner"}],
    "move_deal": [{"stage": "proposal", "entity": "deal", "filters": [["stage", "=", "prospecting"]]}],
    "set_lead_status": [{"status": "contacted", "entity": "lead", "filters": []}],
    "update_record": [{"entity": "customer", "field": "city", "value": LONG[:300], "filters": []}],
    "complete_reminder": [{"reminder": "1"}], "snooze_reminder": [{"reminder": "1"}],
    "cancel_reminder": [{"reminder": "1"}],
    "draft_message": [{"segment": "<!channel> all", "purpose": "winter"}],
    "list_reminders": [{"period": {"from": "2026-11-23", "to": "2026-12-31"}}],
    "add_line": [{"how": "add"}], "set_team": [{"role": "rep"}],
}  # fmt: skip
"""Slots with which a skill has the most to say; records are told beside them."""
SHORT = {"question": "what did they say?", "contact": None, "happened_at": "2026-11-20",
         "promise": {"about": LONG[:300], "due_at": "2026-12-07"}}  # fmt: skip
"""Slots that would keep a skill from saying much, or long, as they are told in full."""
LAST = (
    "merge_customers", "hand_over", "fix_data", "move_deal", "set_lead_status", "update_record", "delete_record",
    "undo",
)  # fmt: skip
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
        full = self._full(skill)
        records = {name: value for name, value in full.items() if skill.slots[name].kind in ("record", "case")}
        for special in SPECIAL.get(skill.name, [{}]):
            yield {name: full[name] for name in skill.required} | (special or records)
        yield full | {name: value for name, value in SHORT.items() if name in full}

    def _full(self, skill: Skill) -> dict[str, Any]:
        """Each slot filled; a second record of a kind is another one."""
        full: dict[str, Any] = {}
        for name, slot in skill.slots.items():
            kind = "customer" if slot.of == "any" else slot.of
            if slot.kind == "record" and kind in self.known:
                taken = sum(1 for each in full.values() if isinstance(each, dict) and each.get("kind") == kind)
                full[name] = self.known[kind][taken]
            elif slot.kind == "lines":
                full[name] = [{"product": each, "quantity": 2} for each in self.known["product"]]
            elif slot.kind != "record":
                full[name] = self._told(slot)
        return full

    @staticmethod
    def _told(slot: Slot) -> Any:
        """A value of what is no record."""
        if slot.kind in ("choice", "choices"):
            return slot.choices[0] if slot.kind == "choice" else list(slot.choices)
        return TOLD[slot.kind]


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
    found += ["stumbled"] if "I stumbled" in reply.text else []
    return found + ([] if 1 < len(words) <= 4000 and "<" not in words else [f"fallback: {words[:90]}"])


def test_every_reply_of_every_skill_is_taken_by_slack(house: House) -> None:
    wrong: dict[str, list[str]] = {}
    parts: set[str] = set()
    for name, skill in all_skills().items():
        for slots in house.variants(skill):
            reply = house.asks(skill, slots)
            parts |= {type(part).__name__ for part in reply.parts}
            wrong[name] = wrong.get(name, []) + faults(reply)
    for name in LAST:
        for reply in house.does(name, next(house.variants(all_skills()[name]))):
            wrong[name] += faults(reply)
            parts |= {f"{name}: {type(part).__name__}" for part in reply.parts}
    assert {name: found for name, found in wrong.items() if found} == {}
    assert parts >= {"Table", "Facts", "Chart", "Lines", "Hint", "Change"}
    assert parts >= {f"{name}: Change" for name in ("move_deal", "set_lead_status", "update_record")}
