"""A PostgreSQL server for the tests: the machine's own binaries, or those of the pgserver package."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "''",
}
FLEETING = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
"""A server that nobody will start again after a fall, and whose databases live for seconds."""


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if system:
        return system[0].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    try:
        import pgserver
    except ImportError:
        return None
    return Path(pgserver.__file__).parent / "pginstall" / "bin"


@contextmanager
def server(folder: Path, safe: bool = False) -> Iterator[str]:
    """A server with its files in `folder`, as the URL of its `postgres` database; stopped at the end.

    A `safe` one keeps what it has committed whatever falls, as in earnest.
    """
    programs = binaries()
    assert programs is not None, "PostgreSQL is not installed"
    place, port = folder / "pg", _free_port()
    _run(
        folder, [str(programs / "initdb"), "-D", str(place), "-U", "rapport", "--auth=trust", "--no-sync", "-E", "UTF8"]
    )
    settings = SETTINGS if safe else SETTINGS | FLEETING
    options = f"-p {port} " + " ".join(f"-c {name}={value}" for name, value in settings.items())
    start = [str(programs / "pg_ctl"), "-D", str(place), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    _run(folder, start)
    try:
        yield f"postgresql://rapport@127.0.0.1:{port}/postgres"
    finally:
        _run(folder, [str(programs / "pg_ctl"), "-D", str(place), "-m", "immediate", "stop"])


def create_database(url: str, name: str, template: str) -> None:
    """A new database of the server at `url`, like the one called `template`."""
    with _connected(url) as connection:
        copying = "STRATEGY FILE_COPY" if (connection.dialect.server_version_info or ()) >= (15,) else ""
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {copying}'))


def drop_database(url: str, name: str) -> None:
    """Be rid of a database, whoever still looks at it."""
    with _connected(url) as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _run(folder: Path, command: list[str]) -> None:
    """Run a program as somebody else where we are root, which PostgreSQL refuses to be."""
    if os.geteuid() == 0:
        user = "postgres" if _exists("postgres") else "nobody"
        shutil.chown(folder, user)
        command = ["runuser", "-u", user, "--", *command]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _exists(user: str) -> bool:
    import pwd

    return any(entry.pw_name == user for entry in pwd.getpwall())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
