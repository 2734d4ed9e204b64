"""What every skill keeps to, whoever wrote it."""

import ast
from pathlib import Path

import pytest

import skills
from skills.reply import Reply
from skills.skill import Skill, all_skills

FILES = sorted(Path(skills.__path__[0]).glob("*.py"))


@pytest.fixture(params=sorted(all_skills()))
def skill(request: pytest.FixtureRequest) -> Skill:
    return all_skills()[request.param]


def test_a_skill_says_in_one_sentence_what_it_does(skill: Skill) -> None:
    assert skill.summary.endswith(".")
    assert skill.summary[0].isupper()


def test_a_skill_returns_a_reply(skill: Skill) -> None:
    assert skill.function.__annotations__["return"] in (Reply, "Reply")


def test_a_skill_asks_for_each_slot_that_it_needs(skill: Skill) -> None:
    assert all(skill.slots[name].ask.endswith("?") for name in skill.required)


def test_a_choice_has_its_words(skill: Skill) -> None:
    assert all(slot.choices for slot in skill.slots.values() if slot.kind == "choice")


def test_a_record_slot_says_of_which_kind(skill: Skill) -> None:
    assert all(slot.of for slot in skill.slots.values() if slot.kind == "record")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_skill_knows_the_bot_or_sql(path: Path) -> None:
    imported = {name.split(".")[0] for name in _imports(ast.parse(path.read_text("utf-8")))}
    assert not imported & {"bot", "sqlalchemy", "slack_sdk", "slack_bolt", "langchain", "chromadb"}


def _imports(tree: ast.Module) -> list[str]:
    nodes = list(ast.walk(tree))
    plain = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return plain + [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
