"""The rooms: imports go downwards only, and each third-party library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("storage", "knowledge", "skills", "bot")
HOMES: dict[str, str | tuple[str, ...]] = {
    "sqlalchemy": "storage", "alembic": "storage", "psycopg": "storage",
    "openpyxl": "storage/exchange", "icalendar": "storage/exchange",
    "chromadb": "knowledge", "onnxruntime": "knowledge", "tokenizers": "knowledge", "onnx": "knowledge",
    "slack_bolt": "bot/slack", "slack_sdk": "bot/slack",
    "apscheduler": "bot/clock.py",
    "langchain": "bot/understanding/model.py", "langchain_core": "bot/understanding/model.py",
    "sklearn": "bot/understanding", "threadpoolctl": "bot/understanding", "pycrfsuite": "bot/understanding",
    "typer": ("bot/__main__.py", "bot/exchange.py", "bot/options.py"), "pydantic_settings": "bot/settings.py",
    "reportlab": "skills/paper.py", "PIL": "bot/slack/blocks/pictures.py",
}  # fmt: skip
TAKES_TIME = {
    "sklearn", "scipy", "chromadb", "langchain", "slack_bolt", "onnxruntime", "alembic", "prompt_toolkit", "openpyxl",
    "icalendar", "reportlab",
}  # fmt: skip
LAZY_NOT = (
    "bot/slack/",
    "bot/workspace/",
    "bot/clock.py",
    "bot/understanding/model.py",
    "storage/migrations/",
    "knowledge/model/",
)
FILES = sorted(path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(body: list[ast.stmt] | ast.AST, everywhere: bool = True) -> Iterator[str]:
    """The modules that are imported, by full name; only those at the top of the file if not `everywhere`."""
    nodes = ast.walk(body) if isinstance(body, ast.AST) and everywhere else getattr(body, "body", [])
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_itself_and_the_rooms_below(room: str) -> None:
    above = ROOMS[ROOMS.index(room) + 1 :]
    files = [file for file in FILES if file.startswith(f"{room}/")]
    assert [(file, name) for file in files for name in imported(tree(file)) if name.partition(".")[0] in above] == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_is_imported_only_in_its_home(library: str) -> None:
    users = [file for file in FILES if any(name.partition(".")[0] == library for name in imported(tree(file)))]
    assert [file for file in users if not file.startswith(HOMES[library])] == []


def test_what_takes_time_to_import_is_imported_where_it_is_used() -> None:
    files = [file for file in FILES if not file.startswith(LAZY_NOT)]
    early = [(file, name) for file in files for name in imported(tree(file), everywhere=False)]
    assert [(file, name) for file, name in early if name.partition(".")[0] in TAKES_TIME] == []


def test_the_assistant_knows_nothing_of_slack() -> None:
    files = [file for file in FILES if file.startswith("bot/understanding/")] + [
        "bot/assistant.py",
        "bot/conversation.py",
    ]
    assert [file for file in files if any(name.startswith("bot.slack") for name in imported(tree(file)))] == []
