"""The parts of the documents that follow from the code: `python -m tests.readme --write` writes them anew."""

import re
import sys
from pathlib import Path
from typing import Any

from bot.settings import Settings
from skills.skill import Skill, all_skills
from skills.slots import Slot

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = ROOT / ".env.example"
HEADING = "# Every setting of Rapport. Copy this file to .env and fill in what you need; all of it is optional.\n"


def skill_table() -> str:
    """Every skill with what it does and the slots that it knows."""
    rows = [f"| `{skill.name}` | {skill.summary} | {_slots(skill)} |" for skill in all_skills().values()]
    return "\n".join(["| skill | does | knows |", "|---|---|---|", *rows])


def setting_table() -> str:
    """Every setting with its default and what it means."""
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {said} |" for name, default, said in settings()]
    return "\n".join(["| setting | if not set | means |", "|---|---|---|", *rows])


def example() -> str:
    """The whole of .env.example."""
    return HEADING + "".join(f"\n# {said}\n{name}={default}\n" for name, default, said in settings())


def settings() -> list[tuple[str, str, str]]:
    """The name, default and meaning of every setting."""
    fields = Settings.model_fields.values()
    return [(str(field.alias), _written(field.default), field.description or "") for field in fields]


def with_tables(readme: str) -> str:
    """The README with its tables as they should be now."""
    for name, table in (("skills", skill_table()), ("settings", setting_table())):
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        readme = marked.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", readme)  # type: ignore[misc]
    return readme


def _slots(skill: Skill) -> str:
    return ", ".join(
        f"**{name}**" if name in skill.required else _optional(name, skill.slots[name]) for name in skill.slots
    )


def _optional(name: str, slot: Slot) -> str:
    return f"{name} ({' '.join(slot.choices)})" if 0 < len(slot.choices) <= 8 else name


def _written(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, float) else str(default)


if __name__ == "__main__" and "--write" in sys.argv:
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
    EXAMPLE.write_text(example(), encoding="utf-8")
