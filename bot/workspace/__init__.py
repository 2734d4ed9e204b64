"""A Slack for your own machine: Web API, Socket Mode and signed HTTP on loopback."""

from bot.workspace.deliveries import Patience
from bot.workspace.manifest import Manifest
from bot.workspace.people import Person
from bot.workspace.workspace import Workspace

__all__ = ["Manifest", "Patience", "Person", "Workspace"]
