"""Onlookers: whether everybody in a channel may see the records."""

from dataclasses import dataclass

from slack_sdk.errors import SlackClientError

from bot.slack.office import Office
from bot.slack.people import accepted
from bot.slack.trouble import NETWORK, SlackTrouble
from storage.colleagues import with_address

MOST = 200
"""Members of a channel that are looked at one by one; of more nobody can vouch for all."""


@dataclass(frozen=True)
class Onlookers:
    """The members of channels; where they cannot be known, they may not see anything."""

    office: Office

    def may_all_see(self, channel: str, is_shared: bool = False) -> bool:
        """Whether all are colleagues whom the records know or would know. Raises StoreTrouble."""
        if channel.startswith("D"):
            return True
        try:
            answer = self.office.client.conversations_members(channel=channel, limit=MOST)
            members = [user for user in answer["members"] if user != self.office.us.user]
            more = (answer.get("response_metadata") or {}).get("next_cursor")
            return not is_shared and not more and all(self._may_see(user) for user in members)
        except (SlackTrouble, SlackClientError, *NETWORK):
            return False

    def _may_see(self, user: str) -> bool:
        office = self.office
        address = accepted(office.colleagues.account(user), office.us.team)
        if not address or office.colleagues.join:
            return bool(address)
        with office.store.read(office.now()) as crm:
            return with_address(crm, address) is not None
