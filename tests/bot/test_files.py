"""Files that are handed over lie in the home folder, for their owner's eyes only."""

import io
import stat
from pathlib import Path

from rich.console import Console

from bot.home import Home
from bot.settings import read_settings
from bot.terminal import Terminal
from skills.reply import File, Reply

DANA = File("dana.json", '{"name": "Dana Wéber"}')


def test_the_terminal_writes_a_file_and_says_where(tmp_path: Path) -> None:
    home = Home(read_settings(tmp_path))
    terminal = Terminal(home, "priya@x.test")
    terminal.console = Console(file=io.StringIO(), width=200)
    terminal.show(Reply("All of it.", files=(DANA,)))
    path = tmp_path / "exports" / "dana.json"
    assert f"Written to {path}" in terminal.console.file.getvalue()  # type: ignore[attr-defined]
    assert path.read_text(encoding="utf-8") == DANA.content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    home.close()


def test_a_file_travels_with_its_reply() -> None:
    reply = Reply("All of it.", files=(DANA,))
    assert Reply.from_json(reply.to_json()).files == (DANA,)
