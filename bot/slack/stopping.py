"""Stop: what a person waits for is given up, whole or not at all, and told in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.said import said_in
from skills.reply import Reply
from storage.crm import Crm
from storage.mailroom import cancel, queue, was_queued, withdraw
from storage.post import Incoming
from storage.store import Store
from storage.undo import changes_of, is_automatic

STOPPED = Reply("Stopped. Nothing was changed.")
TOO_LATE = Reply("There was nothing left to stop: all of it is answered.")


@dataclass(frozen=True)
class Stopping:
    """Honours the Stop button. `queued` is called when there is something to post."""

    store: Store
    now: Callable[[], datetime]
    queued: Callable[[], None]

    def stop(self, event: dict[str, Any], id: str) -> None:
        """Give up what waits or runs for the person there, and withdraw what is not posted yet.

        What runs finds its event done when it wants to commit, and leaves nothing; what was committed just before
        stays, and is told. `id` is the event's own, so that a redelivery stops nothing else. Raises StoreTrouble.
        """
        user, channel, thread = event["user"], event["channel"], event.get("thread_ts") or ""

        def fits(row: Incoming) -> bool:
            said = said_in(row) if row.body else None
            return bool(said and (said.user, said.channel) == (user, channel) and thread in ("", said.root))

        with self.store.begin(None, self.now(), "stop") as crm:
            if was_queued(crm, f"stopped:{id}"):
                return
            stopped, done = cancel(crm, fits), withdraw(crm, fits)
            place = channel if channel.startswith("D") else f"{channel}>{user}"
            queue(crm, f"stopped:{id}", place, _told(crm, stopped, done).to_json(), thread or None)
        self.queued()


def _told(crm: Crm, stopped: list[str], done: list[str]) -> Reply:
    """What became of it, with what was written before the stop came."""
    changes = [change for turn in done for change in changes_of(crm, turn) if not is_automatic(change)]
    if changes:
        labels = ", ".join(dict.fromkeys(f"{change.kind} {change.label}" for change in changes))
        return Reply(f"Stopped, but this was written down before: {labels}. Say “undo” and I take it back.")
    return STOPPED if stopped or done else TOO_LATE
