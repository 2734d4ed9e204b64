"""The people of the workspace."""

from __future__ import annotations

from bot.workspace.acting import Acting
from bot.workspace.moving import Moving
from bot.workspace.talking import Talking


class Person(Talking, Acting, Moving):
    """Somebody who talks in Slack and uses the app: `anna.says(...)`, `anna.clicks(...)`, `anna.slash(...)`."""
