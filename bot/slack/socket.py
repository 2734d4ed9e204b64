"""Socket Mode: the link that we open to Slack."""

from slack_bolt.adapter.socket_mode import SocketModeHandler


class SocketLink(SocketModeHandler):
    """The link; it closes at once, where Bolt's own waits up to a second for one message more."""

    def close(self) -> None:
        """Stop listening."""
        self.client.closed = True
        self.client.message_queue.put(None)
        super().close()  # type: ignore[no-untyped-call]
