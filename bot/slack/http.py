"""Signed HTTP: the door Slack posts to where there is no Socket Mode, on loopback."""

import asyncio
from threading import Thread

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest

from bot.slack.trouble import SlackTrouble

PATH = "/slack/events"


class Door(SlackRequestHandler):
    """Bolt's ASGI adapter with each request in a thread, since taking one in waits for the disk."""

    async def dispatch(self, request: AsgiHttpRequest) -> BoltResponse:
        """Answer one request of Slack's."""
        body = await request.get_raw_body()
        told = BoltRequest(body=body, query=request.query_string, headers=request.get_headers())
        return await asyncio.to_thread(self.app.dispatch, told)


class HttpLink:
    """The door, open on 127.0.0.1; behind a proxy that holds the certificate."""

    def __init__(self, app: App, port: int) -> None:
        config = uvicorn.Config(Door(app, PATH), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self._thread = Thread(target=self.server.run, name="http", daemon=True)

    def connect(self) -> None:
        """Open the door; returns when it is open. Raises SlackTrouble where the port is taken."""
        self._thread.start()
        while not self.server.started:
            self._thread.join(0.02)
            if not self._thread.is_alive():
                raise SlackTrouble(f"Port {self.server.config.port} is taken. Choose another with PORT.")

    def close(self) -> None:
        """Close it after the requests under way."""
        self.server.should_exit = True
        self._thread.join()

    @property
    def url(self) -> str:
        """The request URL on this machine."""
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}{PATH}"
