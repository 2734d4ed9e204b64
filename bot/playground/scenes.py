"""The scenes: channels of the demo company, and what people said there before the visitor came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.playground.cast import GUEST, STRANGER
from bot.workspace import Workspace
from bot.workspace.accounts import Account
from bot.workspace.channels import Channel
from bot.workspace.events import rich_text
from bot.workspace.messages import Message

EVERYBODY = ("",)


@dataclass(frozen=True)
class Scene:
    """A channel: who is in it by title or name, and what was said, by whom, so many hours ago."""

    channel: str
    members: tuple[str, ...]
    said: tuple[tuple[float, str, str], ...] = ()
    private: bool = False
    with_app: bool = True


SCENES = (
    Scene(
        "general",
        EVERYBODY,
        (
            (26.0, "Ingrid Solheim", "Rapport is in our channels from today. Tell it what happened, or ask it."),
            (25.6, "Lena Hartwig", "Can I write to it as I would write to you?"),
            (25.5, "Ingrid Solheim", "That is the idea. It also takes back what you did not mean."),
        ),
    ),
    Scene(
        "sales",
        ("executive", "sales", "director", "Marketing"),
        (
            (23.2, "Marcus Adeyemi", "Pipeline on Monday as always. Please have your next steps written down by then."),
            (
                4.1,
                "Chloe Bannister",
                "Mark Ellery of Pennant & Rowe just rang: he wants the price of seven P48 once more, by Thursday.",
            ),
            (2.4, "Noah Kessler", "Nice. Is Boltmere still in the race?"),
            (2.3, "Chloe Bannister", "Not since those doors opened by themselves."),
        ),
    ),
    Scene(
        "support",
        ("Support", "support", "Chloe Bannister", GUEST.name),
        (
            (21.0, "Bram de Wit", "Door 22 at Pennant & Rowe stayed shut all night. The logger shows nothing yet."),
            (20.5, "Ruth Okonjo", "Good. Shazia Noor waits for a word from us every morning, please."),
            (3.0, GUEST.name, "I can swap the lock on Wednesday if somebody sends me the address."),
        ),
    ),
    Scene(
        "ext-harrowgate",
        ("Chloe Bannister", "Bram de Wit", "Marcus Adeyemi", GUEST.name, STRANGER.name),
        (
            (28.0, "Chloe Bannister", "Welcome, Fiona. This channel is for you and us."),
            (27.5, STRANGER.name, "Thank you! Much better than those long e-mails."),
            (
                1.6,
                STRANGER.name,
                "Morning. Doors 7 and 8 in the south tower jam again since the rain. Could somebody come this week?",
            ),
        ),
    ),
    Scene(
        "deal-desk",
        ("sales", "director", "Chloe Bannister", "Lena Hartwig"),
        ((6.0, "Marcus Adeyemi", "Nothing over 8 percent without me, framework prices aside."),),
        private=True,
    ),
)


def set_scenes(workspace: Workspace, scenes: Sequence[Scene] = SCENES) -> None:
    """Make the channels, and let people have said what they said."""
    with workspace.state.changed:
        for scene in scenes:
            channel = _channel(workspace, scene)
            for hours, who, words in scene.said:
                _say(workspace, channel, named(workspace, who), (hours, words))


def _channel(workspace: Workspace, scene: Scene) -> Channel:
    outside = {GUEST.name, STRANGER.name} - set(scene.members)
    people = [account for account in workspace.state.accounts if not account.is_bot and account.name not in outside]
    found = [each.id for each in people if any(part in f"{each.name}, {each.title}" for part in scene.members)]
    ids = found + ([workspace.state.bot.id] if scene.with_app else [])
    return workspace.state.channels.add(scene.channel, "group" if scene.private else "channel", ids)


def _say(workspace: Workspace, channel: Channel, author: Account | None, said: tuple[float, str]) -> None:
    """Put in what was said then; the app hears nothing of it, for it was not there yet."""
    if author is None or author.id not in channel.members:
        return
    at = workspace.state.clock() - timedelta(hours=said[0])
    text = said[1].replace("&", "&amp;")
    message = Message(channel.id, f"{at.timestamp():.6f}", author.id, text, blocks=[rich_text(said[1])])
    message.extras = {"team": author.team_id}
    workspace.state.messages.add(message)
    for member in channel.members:
        workspace.state.reads.setdefault(member, {})[channel.id] = message.ts


def named(workspace: Workspace, name: str) -> Account | None:
    """The account of this name."""
    return next((account for account in workspace.state.accounts if account.name == name), None)
