"""The people of the workspace."""

from __future__ import annotations

from bot.workspace.acting import Acting
from bot.workspace.talking import Talking
from bot.workspace.unfolding import Unfolding


class Person(Talking, Acting, Unfolding):
    """Somebody who talks in Slack and uses the app: `anna.says(...)`, `anna.clicks(...)`, `anna.slash(...)`."""
