"""Submissions: what was filled in is checked at once, kept before Slack is told, and carried out as if it was said."""

import logging
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackClientError

from bot.slack.forms.answers import Values, as_opened, compared
from bot.slack.forms.desk import STRANGER
from bot.slack.forms.entries import Entry
from bot.slack.forms.form import FORM, Form, Gone, Occasion, telling
from bot.slack.forms.registry import ALL
from bot.slack.office import Office
from bot.slack.trouble import NETWORK, SlackTrouble
from skills.turn import ref
from storage.colleagues import known_by
from storage.crm import Crm
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

UNCHANGED = "Nothing is changed yet. Change something, or close the form."
NO_COLLEAGUE = "I do not know them as a colleague, so I cannot reach them. Choose somebody else."
NOT_KEPT = "I could not take that in. {} What you filled in is still here; try it once more."
STUMBLED = "I stumbled over that, and changed nothing. Say it to me in a message meanwhile."
Body = dict[str, Any]
Wrong = dict[str, str]


@dataclass(frozen=True)
class Submissions:
    """What Bolt calls when a form is sent."""

    office: Office
    directs: dict[str, str] = field(default_factory=dict)

    def listen(self, app: App) -> None:
        """Register."""
        app.view(re.compile(f"^{FORM}"))(self.submitted)

    def submitted(self, ack: Ack, body: Body) -> None:
        """Check it and keep it, or say what is wrong where it stands."""
        view = body["view"]
        try:
            wrong = self._taken_in(body)
        except Gone as gone:
            ack(response_action="update", view=telling("Rapport", str(gone)))
        except (StoreTrouble, SlackTrouble) as trouble:
            ack(response_action="errors", errors={_first(view): NOT_KEPT.format(trouble)})
        except Exception:
            log.exception("a form could not be read")
            ack(response_action="errors", errors={_first(view): STUMBLED})
        else:
            ack(response_action="errors", errors=wrong) if wrong else ack()

    def _taken_in(self, body: Body) -> Wrong:
        """Keep what was filled in; returns what is wrong with it, by the blocks. Raises Gone."""
        view, user = body["view"], body["user"]["id"]
        form, occasion = ALL[view["callback_id"].removeprefix(FORM)], Occasion.of(user, view["private_metadata"])
        email = self.office.colleagues.email(user)
        with self.office.store.read(self.office.now(), email or None) as crm:
            if crm.actor is None:
                raise Gone(STRANGER)
            filled, wrong = self._filled(crm, form, occasion, view)
        if wrong:
            return {block if block in _blocks(view) else _first(view): words for block, words in wrong.items()}
        kept = {"view": {"id": view["id"]}, "user": {"id": user}, "filled": filled | self._place(occasion)}
        self.office.inbox.keep("submit", kept)
        return {}

    def _filled(self, crm: Crm, form: Form, occasion: Occasion, view: Body) -> tuple[Body, Wrong]:
        """The words and the intents of a form."""
        entries = [each for each in form.entries(crm, occasion) if each.name in _blocks(view)]
        told, before, wrong = compared(entries, view["state"]["values"], as_opened(view["blocks"]))
        for entry in entries:
            if entry.kind == "user":
                self._know(crm, entry, told, wrong)
        wrong = wrong or form.wrong(crm, told)
        intents = [] if wrong else form.intents(crm, occasion, told, before)
        if not intents:
            return {}, wrong or {_first(view): UNCHANGED}
        said = form.said(crm, occasion, told, before)
        return {"text": said, "intents": [asdict(each) for each in intents], "source": occasion.source}, {}

    def _know(self, crm: Crm, entry: Entry, told: Values, wrong: Wrong) -> None:
        """Let a user of Slack stand for the colleague."""
        user = told.get(entry.name)
        if user:
            address = self.office.colleagues.address(user)
            person = known_by(crm, address) if address else None
            if person:
                told[entry.name] = ref(person)
            else:
                wrong[entry.name] = NO_COLLEAGUE

    def _place(self, occasion: Occasion) -> Body:
        """Where it counts as said, and where the answer goes."""
        if not occasion.private:
            return {"channel": occasion.channel, "root": occasion.root, "answer_in": occasion.channel}
        direct = self._direct(occasion.user)
        return {"channel": occasion.channel or direct, "root": "", "answer_in": direct}

    def _direct(self, user: str) -> str:
        """The direct messages with somebody; the user will do where Slack does not tell."""
        if user not in self.directs:
            try:
                self.directs[user] = str(self.office.client.conversations_open(users=user)["channel"]["id"])
            except (SlackClientError, *NETWORK) as error:
                log.warning("no direct messages could be opened: %s", error)
                return user
        return self.directs[user]


def _blocks(view: Body) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def _first(view: Body) -> str:
    """The first input, where what concerns all of the form is said."""
    return next((block["block_id"] for block in view["blocks"] if block["type"] == "input"), "")
