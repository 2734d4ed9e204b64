"""A PostgreSQL server for the tests, where its programs are installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def running() -> Iterator[str]:
    """A new server, reached through its socket; the test is skipped where there is none to start."""
    if not (PROGRAMS / "initdb").exists():
        pytest.skip("PostgreSQL is not installed")
    home = Path("/tmp") / f"pg-questions-{os.getpid()}"
    home.mkdir()
    shutil.chown(home, "postgres", "postgres")
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    control = [*as_postgres, str(PROGRAMS / "pg_ctl"), "-D", str(home / "d"), "-s", "-w"]
    make = [str(PROGRAMS / "initdb"), "-D", str(home / "d"), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*as_postgres, *make], check=True, capture_output=True, cwd=home)
    options = f"-k {home} -h '' -c fsync=off"
    subprocess.run([*control, "-l", str(home / "log"), "-o", options, "start"], check=True, cwd=home)
    try:
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=home)
        shutil.rmtree(home)
