"""Views: the App Home of each person and the stack of modals open before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.workspace.controls import preset_state
from bot.workspace.limits import MODAL_STACK
from bot.workspace.moments import Ids
from bot.workspace.wire import ApiError, Payload


@dataclass
class View:
    """One view before one person; `content` is what the app sent, `state` what the person filled in so far."""

    id: str
    owner: str
    content: Payload
    hash: str
    state: Payload = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    parent: View | None = None
    closed: bool = False

    @property
    def kind(self) -> str:
        """`home` or `modal`."""
        return str(self.content["type"])

    @property
    def blocks(self) -> list[Payload]:
        """Its blocks."""
        return list(self.content["blocks"])

    @property
    def root(self) -> View:
        """The first modal of its stack."""
        return self.parent.root if self.parent else self

    def wire(self, state: Payload) -> Payload:
        """The view object of payloads; `state` holds the ids of team, app and bot."""
        blank = dict.fromkeys(("private_metadata", "callback_id", "external_id"), "")
        return {
            **blank,
            "title": None,
            "close": None,
            "submit": None,
            "notify_on_close": False,
            "clear_on_close": False,
            **self.content,
            **state,
            "id": self.id,
            "hash": self.hash,
            "state": {"values": self.state},
            "root_view_id": self.root.id,
            "previous_view_id": self.parent.id if self.parent else None,
        }


class Views:
    """All views: found by id or external id, one home a person, at most three modals on top of each other."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.by_id: dict[str, View] = {}
        self.homes: dict[str, View] = {}

    def __iter__(self) -> Iterator[View]:
        return iter(self.by_id.values())

    def publish(self, owner: str, content: Payload, expected: str | None) -> View:
        """Set a person's App Home; with a hash only if nothing was published since."""
        home = self.homes.get(owner)
        if home and expected and expected != home.hash:
            raise ApiError("hash_conflict")
        if home is None:
            home = self.homes[owner] = self.keep(owner, content)
        return self.change(home, content, None)

    def open(self, owner: str, content: Payload, parent: View | None = None) -> View:
        """Show a modal, on top of `parent` if given."""
        if parent and len(self.stack(owner)) >= MODAL_STACK:
            raise ApiError("push_limit_reached")
        view = self.keep(owner, content)
        view.parent = parent
        return view

    def keep(self, owner: str, content: Payload) -> View:
        """Store a view under a new id."""
        external = content.get("external_id")
        if external and any(view.content.get("external_id") == external for view in self if not view.closed):
            raise ApiError("duplicate_external_id")
        view = View(self.ids.next("V"), owner, content, self.ids.next("H"), preset_state(content["blocks"]))
        self.by_id[view.id] = view
        return view

    def change(self, view: View, content: Payload, expected: str | None) -> View:
        """Replace what a view shows; with a hash only if it is still the one the app saw."""
        if expected and expected != view.hash:
            raise ApiError("hash_conflict")
        view.content, view.hash, view.errors = content, self.ids.next("H"), {}
        view.state = still_there(preset_state(content["blocks"]), view.state)
        return view

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """The open view with this id or external id, or `not_found`."""
        for view in self:
            is_named = external_id and view.content.get("external_id") == external_id
            if not view.closed and (view.id == view_id or is_named):
                return view
        raise ApiError("not_found")

    def stack(self, owner: str) -> list[View]:
        """The modals open before a person, the lowest first."""
        return [view for view in self if view.owner == owner and view.kind == "modal" and not view.closed]


def still_there(preset: Payload, filled: Payload) -> Payload:
    """The state after a change: what was filled in stays in the fields that are still there."""
    return {
        block: {action: filled.get(block, {}).get(action, kept) for action, kept in fields.items()}
        for block, fields in preset.items()
    }
