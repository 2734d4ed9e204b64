"""A chat model that answers by a script, over an OpenAI-compatible server on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the model will answer, a list of tool calls a request, and what it was sent."""

    answers: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def calls(self, *calls: tuple[str, dict[str, Any]]) -> None:
        """Answer the next request with these tool calls."""
        self.answers.append(list(calls))

    def fails(self, status: int) -> None:
        """Answer the next request with an error."""
        self.answers.append(status)

    def sleeps(self, seconds: float) -> None:
        """Answer the next request too late."""
        self.answers.append(seconds)


@contextmanager
def scripted_model() -> Iterator[Script]:
    """The server, running."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            script.asked.append(json.loads(self.rfile.read(length)))
            answer = script.answers.pop(0)
            if isinstance(answer, float):
                time.sleep(answer)
                answer = []
            status, body = (
                (answer, {"error": {"message": "no"}}) if isinstance(answer, int) else (200, _completion(answer))
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            with suppress(BrokenPipeError):  # whoever waited has gone
                self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def _completion(calls: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    tool_calls = [
        {"id": f"call_{place}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
        for place, (name, arguments) in enumerate(calls)
    ]
    message = {"role": "assistant", "content": None if calls else "", **({"tool_calls": tool_calls} if calls else {})}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
        "usage": usage,
    }
