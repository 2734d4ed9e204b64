"""The App Home: a person's day, computed and shown anew at each visit, and whenever something is done on it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.blocks.fitting import Block
from bot.slack.home.page import page_of
from bot.slack.home.view import answer, home_view, notice, view
from bot.slack.office import Office
from bot.slack.people import Colleagues
from bot.slack.trouble import NETWORK, SlackTrouble, code_of
from skills.reply import Reply
from storage.store import Store
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

REFUSED = frozenset(("invalid_blocks", "invalid_arguments", "invalid_blocks_format", "view_too_large"))
STRANGER = (
    "Rapport keeps this company's customer records.",
    "They are for full members of this workspace only, so there is nothing to show you here. "
    "If you should see them, ask an admin of this workspace to make you a full member.",
)
UNKNOWN = (
    "Rapport keeps this company's customer records.",
    "I do not know you yet. Ask whoever runs Rapport to add you with your e-mail address, {}; "
    "then open this tab again.",
)
ELSEWHERE = (
    "I could not draw your day just now; the log tells why. Ask me in the Messages tab: “what should I do next?”"
)
UNREACHABLE = "I cannot reach the records just now, so nothing is shown here. {} Open this tab again in a minute."


@dataclass(frozen=True)
class Homes:
    """The App Home of everybody."""

    client: WebClient
    store: Store
    colleagues: Colleagues
    now: Callable[[], datetime]

    def opened(self, event: dict[str, Any]) -> None:
        """Somebody looks at it."""
        try:
            self.publish(event["user"])
        except (SlackTrouble, SlackClientError, *NETWORK) as error:
            log.warning("the App Home of %s was not shown: %s", event["user"], error)

    def publish(self, user: str, reply: Reply | None = None) -> str:
        """Show it as it is now, with an answer on top; returns the id of the view.

        Raises SlackTrouble, SlackClientError and errors of the network.
        """
        views = self._views(user, reply)
        for place, each in enumerate(views, 1):
            try:
                return str(self.client.views_publish(user_id=user, view=each)["view"]["id"])
            except SlackApiError as error:
                if code_of(error) not in REFUSED or place == len(views):
                    raise
                log.warning("Slack refused the App Home of %s: %s", user, error.response.data)
        return ""

    def _views(self, user: str, reply: Reply | None) -> list[Block]:
        """What is shown, and plainer ones in case Slack does not take it."""
        try:
            address = self.colleagues.email(user)
            page = page_of(self.store, address, self.now()) if address else None
        except StoreTrouble as trouble:
            return [notice(UNREACHABLE.format(trouble))]
        except (SlackTrouble, SlackClientError, *NETWORK):
            raise
        except Exception:
            log.exception("the App Home of %s could not be computed", user)
            return [_plain(reply)]
        if page is None:
            return [notice(*(text.format(address) for text in UNKNOWN)) if address else notice(*STRANGER)]
        return [home_view(page, reply), home_view(page, reply, charts=False), _plain(reply)]


def _plain(reply: Reply | None) -> Block:
    """The answer alone, or where else to turn."""
    return view(answer(reply)) if reply else notice(ELSEWHERE)


def listen(app: App, office: Office) -> None:
    """Show the App Home to whoever opens it."""
    homes = Homes(office.client, office.store, office.colleagues, office.now)
    app.event("app_home_opened", matchers=[is_home])(homes.opened)


def is_home(event: dict[str, Any]) -> bool:
    """Whether it is the Home tab that was opened."""
    return event.get("tab") == "home"
