"""A small app made with Bolt that the stand-in must be able to drive unchanged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import Ack, App, BoltRequest, Respond, Say
from slack_sdk import WebClient

from bot.slack.socket import SocketLink
from bot.workspace import Workspace

Payload = dict[str, Any]


def button(label: str, value: str) -> Payload:
    """A button."""
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": "case", "value": value}


def section(text: str) -> Payload:
    """A paragraph."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


NOTE: Payload = {
    "type": "modal",
    "callback_id": "note",
    "title": {"type": "plain_text", "text": "Note"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}
CUSTOMERS: list[Payload] = [
    {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Acme", "Brightside")
]
MENU: Payload = {
    "type": "external_select",
    "action_id": "customer",
    "min_query_length": 1,
    "placeholder": {"type": "plain_text", "text": "Customer"},
}


class Greeter:
    """The app, and what it was told."""

    def __init__(self, workspace: Workspace) -> None:
        client = WebClient(token=workspace.bot_token, base_url=workspace.url)
        self.app = App(client=client, signing_secret=workspace.signing_secret)
        self.heard: list[Payload] = []
        self.headers: list[dict[str, Any]] = []
        self.app.event("app_mention")(self.mentioned)
        self.app.event("message")(self.told)
        self.app.event("app_home_opened")(self.home_opened)
        self.app.event("reaction_added")(self.heard_only)
        self.app.event("member_joined_channel")(self.heard_only)
        self.app.command("/note")(self.note)
        self.app.command("/echo")(self.echo)
        self.app.action("case")(self.pressed)
        self.app.action("customer")(self.chosen)
        self.app.options("customer")(self.suggested)
        self.app.view("note")(self.saved)
        self.app.shortcut("log")(self.logged)

    def mentioned(self, event: Payload, say: Say, request: BoltRequest) -> None:
        """Greet in the thread."""
        self.heard.append(event)
        self.headers.append(dict(request.headers))
        say(text=f"Hello <@{event['user']}>", thread_ts=event.get("thread_ts") or event["ts"])

    def told(self, event: Payload, say: Say, client: WebClient) -> None:
        """Answer people with buttons; note everything else."""
        self.heard.append(event)
        if "subtype" in event or event["channel_type"] != "im":
            return
        client.assistant_threads_setStatus(channel_id=event["channel"], thread_ts=event["ts"], status="is thinking")
        blocks = [section(event["text"]), {"type": "actions", "elements": [button("Open", "1"), MENU]}]
        metadata = {"event_type": "answer", "event_payload": {"to": event["ts"]}}
        say(text=f"You said: {event['text']}", blocks=blocks, metadata=metadata)

    def home_opened(self, event: Payload, client: WebClient) -> None:
        """Show the Home tab."""
        self.heard.append(event)
        blocks = [section("Good morning"), {"type": "actions", "elements": [button("Open", "home")]}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    def heard_only(self, event: Payload) -> None:
        """Remember the event."""
        self.heard.append(event)

    def note(self, ack: Ack, command: Payload, client: WebClient) -> None:
        """Ask for a note in a modal."""
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=NOTE)

    def echo(self, ack: Ack, command: Payload, respond: Respond) -> None:
        """Say it back, twice: in the acknowledgement and later."""
        ack(text=f"at once: {command['text']}")
        respond(text=f"later: {command['text']}", response_type="in_channel")

    def pressed(self, ack: Ack, body: Payload, action: Payload, respond: Respond, say: Say) -> None:
        """Replace the message by what was pressed."""
        ack()
        self.heard.append(body)
        if "response_url" in body:
            respond(text=f"pressed {action['value']}", replace_original=True)

    def chosen(self, ack: Ack, body: Payload, action: Payload, respond: Respond) -> None:
        """Say in private what was chosen."""
        ack()
        self.heard.append(body)
        respond(text=f"chose {action['selected_option']['value']}", response_type="ephemeral")

    def suggested(self, ack: Ack, payload: Payload) -> None:
        """Offer customers that begin so."""
        ack(options=[customer for customer in CUSTOMERS if customer["value"].startswith(payload["value"].lower())])

    def saved(self, ack: Ack, view: Payload, body: Payload, client: WebClient) -> None:
        """Refuse short notes, keep the others."""
        words: str = view["state"]["values"]["words"]["typed"]["value"]
        if len(words) < 5:
            ack(response_action="errors", errors={"words": "Say a little more"})
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"noted: {words}")

    def logged(self, ack: Ack, shortcut: Payload, client: WebClient) -> None:
        """Show a modal, from a message or from anywhere."""
        ack()
        self.heard.append(shortcut)
        client.views_open(trigger_id=shortcut["trigger_id"], view=NOTE)


@contextmanager
def over_socket(greeter: Greeter, workspace: Workspace, checking: float = 10) -> Iterator[None]:
    """The app connected by Socket Mode; it looks after its link every `checking` seconds."""
    link = SocketLink(greeter.app, workspace.app_token, ping_interval=checking)
    link.connect()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        link.close()


@contextmanager
def over_http(greeter: Greeter, workspace: Workspace) -> Iterator[None]:
    """The app behind a request URL."""

    class Door(BaseHTTPRequestHandler):
        """Hands requests to Bolt."""

        def do_POST(self) -> None:
            """One request."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = greeter.app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, value in answer.first_headers_without_set_cookie().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        assert workspace.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
