"""Links to records that are posted in Slack unfold where everybody may see them, and open beside the conversation."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.links import found, link_of, record_of
from bot.slack.office import Office
from bot.slack.trouble import NETWORK, SlackTrouble
from bot.slack.work_object import MOST, SHOWN, attachment, work_object
from skills.cards import card
from skills.turn import Turn
from storage.crm import Crm
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

AT_MOST = 5
"""Links of one message that are unfolded."""
POSTED = "conversations_history"
TROUBLE = (SlackTrouble, StoreTrouble, SlackClientError, *NETWORK)
RESTRICTED = {"status": "restricted"}
GONE = {"status": "not_found"}
Told = dict[str, tuple[dict[str, Any], dict[str, Any]]]
"""For each link the record as a work object, and as an attachment."""


@dataclass(frozen=True)
class Unfurls:
    """Unfolds links. `may_all_see` tells whether everybody in a channel may see the records."""

    office: Office
    may_all_see: Callable[[str, bool], bool]

    @property
    def base(self) -> str:
        """How the addresses of records begin; empty where none unfold."""
        return self.office.settings.links

    def shared(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Links were posted; where somebody in the channel may not see the records they stay as they are."""
        try:
            links = [link["url"] for link in event["links"] if record_of(self.base, link["url"])]
            if event.get("source", POSTED) != POSTED or not links:
                return
            address = self.office.colleagues.email(event["user"])
            if address and self._may_unfold(event, bool(body.get("is_ext_shared_channel"))):
                self._unfold(event, self._told(links[:AT_MOST], address))
        except TROUBLE as trouble:
            log.warning("links in %s did not unfold: %s", event.get("channel"), trouble)

    def _may_unfold(self, event: dict[str, Any], is_shared: bool) -> bool:
        """Whether all who read it may see the records; Slack tells of links between two other people too."""
        between_others = event["channel"].startswith("D") and event.get("is_bot_user_member") is False
        return not between_others and self.may_all_see(event["channel"], is_shared)

    def _unfold(self, event: dict[str, Any], told: Told) -> None:
        """As work objects, or as ordinary attachments where Slack does not take those."""
        place = {"channel": event["channel"], "ts": event["message_ts"]}
        if not told:
            return
        try:
            self.office.client.chat_unfurl(metadata={"entities": [entity for entity, _ in told.values()]}, **place)
        except SlackApiError as error:
            log.info("Slack took no work objects: %s", error.response.data)
            unfurls = {url: plain for url, (_, plain) in told.items()}
            self.office.client.chat_unfurl(unfurls=unfurls, **place)

    def _told(self, links: list[str], address: str, most: int = SHOWN) -> Told:
        """What the speaker may see of the records behind links."""
        office = self.office
        with office.store.read(office.now(), address) as crm:
            turn = self._turn(crm)
            told: Told = {}
            for url in links if turn else ():
                meant = record_of(self.base, url)
                record = found(crm, meant) if meant else None
                if turn and record:
                    facts, ours = card(turn, record), link_of(self.base, record)
                    told[url] = work_object(record, facts, (ours, url), most), attachment(record, facts)
            return told

    def _turn(self, crm: Crm) -> Turn | None:
        person = crm.actor
        if person is None:
            return None
        return Turn(crm, self.office.assistant.knowledge, person, crm.now.astimezone(person.zone), "", "")

    def opened(self, event: dict[str, Any]) -> None:
        """Somebody opened a record; it is shown to that person alone, by that person's rights."""
        try:
            address = self.office.colleagues.email(event["user"])
            told = list(
                self._told([event.get("entity_url") or event.get("app_unfurl_url") or ""], address, MOST).values()
            )
            trigger, client = event["trigger_id"], self.office.client
            if told:
                client.entity_presentDetails(trigger_id=trigger, metadata=told[0][0])
            else:
                client.entity_presentDetails(trigger_id=trigger, error=GONE if address else RESTRICTED)
        except TROUBLE as trouble:
            log.warning("a record was not opened: %s", trouble)


def listen(app: App, office: Office) -> None:
    """Unfold the links of records, if they have an address."""
    audience = office.talk.audience
    unfurls = Unfurls(office, lambda channel, is_shared: not audience.verdict(channel, is_shared).why)
    app.event("link_shared")(unfurls.shared)
    app.event("entity_details_requested")(unfurls.opened)
