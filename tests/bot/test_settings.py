"""The settings: read from the environment by their own names, and by no other."""

from pathlib import Path

import pytest

from bot.settings import read_settings


def test_the_home_folder_is_that_of_rapport_not_of_the_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings().home == tmp_path / ".rapport"
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "elsewhere"))
    assert read_settings().home == tmp_path / "elsewhere"
    assert read_settings(tmp_path / "told").home == tmp_path / "told"


def test_names_that_others_use_set_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ME", "MODEL", "THREADS", "LOG_LEVEL"):
        monkeypatch.setenv(name, "7")
    settings = read_settings()
    assert (settings.me, settings.model, settings.threads, settings.log_level) == ("", "", 8, "WARNING")
