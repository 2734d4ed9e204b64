"""Where the workspace is: the home folder that one process has, the port, and the way to it."""

import os
import socket
from pathlib import Path

from storage.locks import FileLock

PORTS = 20
"""So many ports are tried, from the one that is wished for."""


def free_port(wished: int) -> int:
    """The port that is wished for if it is free, or one near it, or any."""
    for port in range(wished, wished + PORTS if wished else 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0


def go_direct() -> None:
    """Let no proxy stand between this process and its own workspace."""
    for name in ("no_proxy", "NO_PROXY"):
        known = os.environ.get(name, "")
        if "127.0.0.1" not in known:
            os.environ[name] = ",".join(filter(None, (known, "127.0.0.1,localhost")))


class Place:
    """A home folder that one process has opened a workspace in, and where its page is."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(home / "workspace.lock")
        self.note = home / "workspace.address"

    def take(self) -> bool:
        """Take the folder; False where another process has it."""
        return self.lock.take()

    @property
    def address(self) -> str:
        """Where the page of the process that has it is, empty where that is not known yet."""
        return self.note.read_text(encoding="utf-8") if self.note.exists() else ""

    def announce(self, address: str) -> None:
        """Note where the page is."""
        self.note.write_text(address, encoding="utf-8")

    def leave(self) -> None:
        """Give it back."""
        self.note.unlink(missing_ok=True)
        self.lock.release()
