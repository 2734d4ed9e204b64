"""The documents say what the code does."""

import re
from pathlib import Path

from storage.exchange.nouns import FILES
from tests.readme import EXAMPLE, README, ROOT, example, skill_table, with_tables

PINNED = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+")


def readme() -> str:
    return README.read_text(encoding="utf-8")


def test_the_example_has_every_setting_with_its_default_and_meaning() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example()


def test_the_readme_lists_the_skills_and_settings_there_are() -> None:
    assert skill_table() in readme()
    assert with_tables(readme()) == readme()


def test_the_readme_names_every_file_that_can_be_imported() -> None:
    paragraph = readme().partition("## Import your data")[2].partition("```")[0]
    assert set(re.findall(r"\w+", paragraph)) >= set(FILES)


def test_the_readme_names_every_command() -> None:
    from bot.__main__ import app, index_app

    commands = {each.name or str(each.callback and each.callback.__name__) for each in app.registered_commands}
    commands |= {f"index {each.callback.__name__}" for each in index_app.registered_commands if each.callback}
    assert {name for name in commands if f"`rapport {name}" not in readme()} == set()


def test_the_lock_has_names_and_exact_versions_only() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


def test_no_file_of_ours_names_a_machine_path() -> None:
    texts = [ROOT / name for name in ("README.md", "Makefile", ".ci/run", ".env.example", "requirements.lock")]
    assert [path.name for path in texts if re.search(r"/(?:root|work)/", Path(path).read_text(encoding="utf-8"))] == []
