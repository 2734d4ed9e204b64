"""Who may come in: only this machine's own browser pages and programs, by the addresses of loopback."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = {"127.0.0.1", "localhost"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away what another site sends through the visitor's browser, under whatever name it knows this machine."""
    if not is_ours(request):
        raise web.HTTPForbidden(text="This page is for this machine alone.")
    return await handler(request)


def is_ours(request: web.Request) -> bool:
    """Whether the request was addressed to loopback, from no other site, and posts of the page say that they are."""
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.method != "POST" or not request.path.startswith("/page/") or "X-Workspace" in request.headers


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Add what tells the browser to be strict, to everything that is sent."""
    response.headers.update(HEADERS)
