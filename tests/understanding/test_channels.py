"""What is said in a channel is about its customer, whatever is asked for, unless something else is named."""

import pytest

from bot.understanding.dialogue.channels import NEVER, placed
from bot.understanding.intents import Intent
from skills.skill import all_skills

HOME = {"kind": "customer", "id": 7, "name": "Globe Freight"}
OTHER = {"kind": "customer", "id": 8, "name": "Acme"}
LARS = {"kind": "contact", "id": 3, "name": "Lars Berg"}
ABOUT = sorted(name for name, skill in all_skills().items() if "customer" in skill.slots and name not in NEVER)


@pytest.mark.parametrize("skill", ABOUT)
def test_every_skill_that_is_about_a_customer_takes_the_channels(skill: str) -> None:
    assert placed(Intent(skill, {}, text="and how is it?"), HOME).slots == {"customer": HOME}
    assert placed(Intent(skill, {"customer": OTHER}), HOME).slots == {"customer": OTHER}
    assert placed(Intent(skill, {}), None).slots == {}
    if "contact" in all_skills()[skill].slots:
        assert placed(Intent(skill, {"contact": LARS}), HOME).slots == {"contact": LARS}


@pytest.mark.parametrize(("text", "is_theirs"), [
    ("show the open deals", True), ("any late deals?", True), ("show my open deals", False), ("all open deals", False),
    ("our deals", False), ("deals of every customer", False),
])  # fmt: skip
def test_a_list_is_of_the_customer_unless_it_is_mine_or_of_all(text: str, is_theirs: bool) -> None:
    asked = placed(Intent("find_records", {"entity": "deal"}, text=text), HOME)
    assert ("filters" in asked.slots) is is_theirs


def test_whatever_is_open_is_told_as_a_brief() -> None:
    asked = placed(Intent("find_records", {"entity": "lead"}, text="what's open?"), HOME)
    assert (asked.skill, asked.slots) == ("brief_customer", {"customer": HOME})


def test_what_belongs_to_no_customer_is_left_as_it_is() -> None:
    asked = Intent("find_records", {"entity": "product"}, text="which products are there?")
    assert placed(asked, HOME) is asked
    assert placed(Intent("help", {}), HOME).slots == {}
