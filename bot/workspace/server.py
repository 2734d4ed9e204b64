"""The workspace on loopback: an HTTP server on an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from aiohttp import web

from bot.workspace.guard import guard, harden

Answer = TypeVar("Answer")
UPLOAD_BYTES = 64 * 1024 * 1024


LINGER = 0.05
"""Seconds that closed connections get to be torn down before the loop ends."""


class Server:
    """Serves routes on 127.0.0.1; everything it runs ends with `stop`."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.run, name="workspace", daemon=True)
        self.runner: web.AppRunner | None = None
        self.stopping = asyncio.Event()

    def start(self, routes: Iterable[web.AbstractRouteDef], port: int = 0) -> str:
        """Begin to serve; returns the root address. Port 0 takes a free one."""
        self.thread.start()
        return self.do(self.serve(routes, port))

    def run(self) -> None:
        """The life of the thread."""
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Run a coroutine on the server's loop and wait for what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    async def serve(self, routes: Iterable[web.AbstractRouteDef], port: int) -> str:
        """Bind the routes."""
        app = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[guard])
        app.on_response_prepare.append(harden)
        app.add_routes(routes)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", port)
        await site.start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    def stop(self) -> None:
        """Close every connection and end the thread."""
        self.do(self.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def close(self) -> None:
        """Let waiting requests go, then stop serving and cancel what is left."""
        self.stopping.set()
        if self.runner:
            await self.runner.cleanup()
        await asyncio.sleep(LINGER)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
