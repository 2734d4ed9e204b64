"""Files people share and the app uploads."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workspace.moments import Ids
from bot.workspace.wire import ApiError, Payload


@dataclass
class File:
    """One file; `content` is empty until it was uploaded, `shared` whether it was ever put somewhere."""

    id: str
    name: str
    owner: str
    content: bytes = b""
    title: str = ""
    shared: bool = False

    def wire(self, root: str) -> Payload:
        """The file object of messages; `url_private` needs the bot token."""
        kind = self.name.rpartition(".")[2]
        address = f"{root}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "user": self.owner,
            "size": len(self.content),
            "filetype": kind,
            "mode": "hosted",
            "file_access": "visible",
            "url_private": address,
            "url_private_download": address,
        }


class Files:
    """All files, found by id."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.by_id: dict[str, File] = {}

    def add(self, name: str, owner: str, content: bytes = b"") -> File:
        """A new file."""
        file = File(self.ids.next("F"), name, owner, content)
        self.by_id[file.id] = file
        return file

    def find(self, file_id: str) -> File:
        """The file with this id, or `file_not_found`."""
        if file_id not in self.by_id:
            raise ApiError("file_not_found")
        return self.by_id[file_id]
