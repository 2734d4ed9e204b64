"""Looking into the records that are shown in messages as work objects."""

from __future__ import annotations

import time

from bot.workspace.messages import Message
from bot.workspace.presence import Presence
from bot.workspace.wire import Payload


class Unfolding(Presence):
    """A person who opens what an app shows of its records."""

    def opens_details(self, message: Message, entity: Payload, within: float = 3.0) -> Payload:
        """Open the details of a record, and wait for what the app tells; `TimeoutError` where it tells nothing."""
        with self.state.changed:
            trigger = self.state.triggers.make(self.id)
            event: Payload = {"type": "entity_details_requested", "user": self.id, "channel": message.channel}
            event |= {"message_ts": message.ts, "external_ref": entity["external_ref"], "entity_url": entity["url"]}
            event |= {"app_unfurl_url": entity["app_unfurl_url"], "link": {"url": entity["url"], "domain": ""}}
            event |= {"thread_ts": message.thread} if message.thread else {}
            event |= {"trigger_id": trigger, "user_locale": "en-US"}
            self.state.announce({**event, "event_ts": self.state.stamps.next()})
        return self._details(trigger, within)

    def _details(self, trigger: str, within: float) -> Payload:
        end = time.monotonic() + within
        with self.state.changed:
            while trigger not in self.state.details:
                if time.monotonic() > end:
                    raise TimeoutError("the app told no details")
                self.state.changed.wait(0.05)
            return self.state.details[trigger]
