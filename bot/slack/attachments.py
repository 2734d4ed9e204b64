"""Attachments: the files that people share with us, fetched from Slack to be imported."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.message import Attached
from bot.slack.trouble import NETWORK, SlackTrouble, trouble_of
from storage.uploads import is_readable

log = logging.getLogger(__name__)

MOST = 20_000_000
"""Bytes of a file that is taken in a conversation."""
PATIENCE = 30
TOO_BIG = "{} is over 20 MB. Whoever runs Rapport can bring it in with “rapport import”."
OTHER_SORT = "I read CSV, Excel, vCard and iCalendar files, so I did not keep {}."
UNREACHABLE = "Slack did not hand {} over. Share it with me once more, please."


class _Refusal(HTTPRedirectHandler):
    """Follows no redirect, for the token must not go anywhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Attachments:
    """Files by the id that Slack gives them."""

    client: WebClient

    def fetch(self, files: Sequence[dict[str, Any]]) -> tuple[Attached, ...]:
        """What was shared, or why it was not taken. Raises SlackTrouble where Slack cannot be reached."""
        return tuple(self._file(file) for file in files)

    def _file(self, told: dict[str, Any]) -> Attached:
        name = str(told.get("name") or told.get("title") or "the file")
        if not is_readable(name):
            return Attached(name, b"", OTHER_SORT.format(name))
        try:
            file = self.client.files_info(file=told["id"])["file"]
        except SlackApiError as error:
            log.warning("Slack did not tell about the file %s: %s", told.get("id"), error)
            return Attached(name, b"", UNREACHABLE.format(name))
        except (SlackClientError, *NETWORK) as error:
            raise trouble_of(error) from error
        if int(file.get("size") or 0) > MOST:
            return Attached(name, b"", TOO_BIG.format(name))
        return self._downloaded(name, str(file.get("url_private_download") or file.get("url_private") or ""))

    def _downloaded(self, name: str, address: str) -> Attached:
        if not self._is_slacks(address):
            return Attached(name, b"", UNREACHABLE.format(name))
        request = Request(address, headers={"Authorization": f"Bearer {self.client.token}"})
        try:
            with build_opener(_Refusal()).open(request, timeout=PATIENCE) as answer:
                content = bytes(answer.read(MOST + 1))
        except HTTPError as error:
            log.warning("the file %s could not be fetched: %s", name, error)
            return Attached(name, b"", UNREACHABLE.format(name))
        except (OSError, HTTPException) as error:
            raise SlackTrouble(f"Slack's files cannot be reached: {error}.") from error
        return Attached(name, b"", TOO_BIG.format(name)) if len(content) > MOST else Attached(name, content)

    def _is_slacks(self, address: str) -> bool:
        """Whether the address is Slack's own, so that the token may go there."""
        told, ours = urlsplit(address), urlsplit(self.client.base_url)
        if (told.scheme, told.netloc) == (ours.scheme, ours.netloc):
            return True
        return told.scheme == "https" and (told.hostname or "").endswith(".slack.com")
