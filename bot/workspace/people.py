"""The people of the workspace."""

from __future__ import annotations

from bot.workspace.acting import Acting
from bot.workspace.going import Going
from bot.workspace.moving import Moving
from bot.workspace.talking import Talking
from bot.workspace.unfolding import Unfolding


class Person(Talking, Acting, Going, Moving, Unfolding):
    """Somebody who talks in Slack and uses the app: `anna.says(...)`, `anna.clicks(...)`, `anna.slash(...)`."""
