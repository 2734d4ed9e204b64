"""The methods of the Web API, one file a family."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.methods import (
    agents,
    assistant,
    auth,
    chat,
    conversations,
    files,
    reactions,
    streams,
    unfurls,
    users,
    views,
)

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **agents.METHODS,
    **assistant.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **streams.METHODS,
    **unfurls.METHODS,
    **users.METHODS,
    **views.METHODS,
}
