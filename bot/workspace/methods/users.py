"""users.* : the people as the app may see them."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.methods.pages import page_of
from bot.workspace.state import State
from bot.workspace.wire import Payload


def sees_email(state: State) -> bool:
    """Whether the app was granted e-mail addresses."""
    return "users:read.email" in state.manifest.scopes


def info(state: State, call: Call) -> Payload:
    """One account."""
    state.require_scope("users:read")
    return {"user": state.accounts.find(call.text("user")).wire(sees_email(state))}


def everyone(state: State, call: Call) -> Payload:
    """Every account, in pages."""
    state.require_scope("users:read")
    accounts, beside = page_of(list(state.accounts), call)
    return {"members": [account.wire(sees_email(state)) for account in accounts], **beside}


def by_email(state: State, call: Call) -> Payload:
    """The account with this address."""
    state.require_scope("users:read.email")
    return {"user": state.accounts.with_email(call.text("email")).wire()}


def profile(state: State, call: Call) -> Payload:
    """One account's profile."""
    state.require_scope("users.profile:read")
    return {"profile": state.accounts.find(call.maybe("user") or state.bot.id).profile(sees_email(state))}


METHODS: dict[str, Method] = {
    "users.info": info,
    "users.list": everyone,
    "users.lookupByEmail": by_email,
    "users.profile.get": profile,
}
