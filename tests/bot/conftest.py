"""Fixtures: the command line as somebody at a shell has it, in a folder of its own."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.demo import copy_demo
from tests.bot.days import TODAY


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Rapport = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder that is not there yet, with a space in its name."""
    return tmp_path / "my home"


@pytest.fixture
def rapport(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rapport:
    """Runs a command line at that home, with what is typed as standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_HOME", str(home))

    def run(*arguments: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        told = capsys.readouterr()
        return Ran(int(left.value.code or 0), told.out, told.err)

    return run


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo company's files."""
    copy_demo(tmp_path / "demo", TODAY)
    return tmp_path / "demo"
