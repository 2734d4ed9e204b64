"""The desk: opens a form before whoever asks for one, within the three seconds that Slack gives."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.forms.form import Form, Gone, Occasion, View, telling, view_of
from bot.slack.office import Office
from bot.slack.trouble import NETWORK, SlackTrouble
from skills.reply import Reply
from storage.crm import Crm
from storage.mailroom import queue
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds after which something is shown, though it be only that the form is on its way."""
STRANGER = (
    "I keep the customer records of the team, and I do not know you as one of it. "
    "Ask whoever runs Rapport to add you, then open this again."
)
LOADING = "One moment, I am fetching it …"
TROUBLE = "The form cannot be opened now. {}"
STUMBLED = "I stumbled over that form, and changed nothing. Say it to me in a message meanwhile."
TOO_LATE = "The form came too late for Slack to show it. Open it once more, please."
Prepare = Callable[[Crm], tuple[Form, Occasion]]


@dataclass
class Desk:
    """Opens forms. `patience` is how many seconds the records may take before something else is shown."""

    office: Office
    patience: float = PATIENCE
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "forms"))

    def get_ready(self) -> None:
        """Read the names now, for what is guessed and what is misspelt to be found within Slack's three seconds."""
        self.pool.submit(self._read_names)

    def _read_names(self) -> None:
        try:
            with self.office.store.read(self.office.now()) as crm:
                self.office.assistant.directory.refresh(crm)
        except StoreTrouble as trouble:
            log.warning("the names could not be read yet: %s", trouble)

    def open(self, trigger: str, user: str, prepare: Prepare) -> None:
        """Show the form that `prepare` finds in the records, or say why there is none."""
        making = self.pool.submit(self._made, user, prepare)
        try:
            self._show(trigger, making)
        except (SlackApiError, SlackClientError, *NETWORK) as error:
            log.warning("a form could not be shown: %s", error)
            self._tell(trigger, user)

    def _show(self, trigger: str, making: Future[View]) -> None:
        client = self.office.client
        try:
            client.views_open(trigger_id=trigger, view=making.result(self.patience))
        except Late:
            shown = client.views_open(trigger_id=trigger, view=telling("Rapport", LOADING))["view"]
            self._replace(shown, making.result())

    def _replace(self, shown: View, view: View) -> None:
        """Put the form in the place of what was shown meanwhile, unless that was closed."""
        try:
            self.office.client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        except SlackApiError as error:
            log.info("a form found its place closed: %s", error)

    def _made(self, user: str, prepare: Prepare) -> View:
        try:
            return self._for(user, prepare)
        except Gone as gone:
            return telling("Rapport", str(gone))
        except (StoreTrouble, SlackTrouble) as trouble:
            return telling("Rapport", TROUBLE.format(trouble))
        except Exception:
            log.exception("a form could not be made")
            return telling("Rapport", STUMBLED)

    def _for(self, user: str, prepare: Prepare) -> View:
        email = self.office.colleagues.email(user)
        if email:
            with self.office.store.read(self.office.now(), email) as crm:
                if crm.actor:
                    form, occasion = prepare(crm)
                    return view_of(form, crm, occasion)
        return telling("Rapport", STRANGER)

    def _tell(self, trigger: str, user: str) -> None:
        """Say in the direct messages that it came to nothing."""
        now = self.office.now()
        try:
            with self.office.store.begin(None, now, "forms") as crm:
                queue(crm, f"form:{trigger}", user, Reply(TOO_LATE).to_json())
        except StoreTrouble as trouble:
            log.warning("nobody could be told of a form: %s", trouble)
