"""The poster: carries replies to Slack, each under the id by which it can be found again."""

import logging
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sender import Later, Undeliverable
from bot.slack.asking import FAILURES, asked
from bot.slack.audience import ALONE, UNKNOWN, Audience
from bot.slack.blocks.charts import CHART, is_drawable
from bot.slack.blocks.fitting import Block, clean
from bot.slack.blocks.look import Look, Taste, suspects
from bot.slack.blocks.pictures import picture, told
from bot.slack.blocks.reply import blocks, fallback, parts_of
from bot.slack.said import HOME
from bot.slack.threads import shown_thread
from bot.slack.trouble import SlackTrouble, code_of
from skills.reply import Chart, File, Reply
from storage.post import Outgoing
from storage.store import Store

Say = Callable[[str, dict[str, Any]], str]
log = logging.getLogger(__name__)

EVENT_TYPE = "rapport_reply"
ANSWER = "reply:"
"""How the keys of answers to messages begin; the message's id follows."""
ALT_TEXT = 1000
REFUSED_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments"}
UNKNOWN_BLOCKS = {"invalid_blocks", "invalid_blocks_format"}
AGAIN_SECONDS = 5.0
ABSENT = {"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived", "thread_not_found"}
"""What Slack says where somebody cannot be told something in a channel."""

MUTE = "I can no longer speak in the channel or the thread that it is for"
NOT_TAKEN = "Slack did not take the file. Ask again, or ask me on the command line: there I write it to a folder."
BEFORE_FIRST_TRY = 2.0
"""Seconds by which Slack's clock may be behind ours."""


@dataclass
class SlackPoster:
    """Posts to a channel (`C…`, `D…`, `G…`), to a user (`U…`, `W…`) or to a colleague (`person:4`).

    `C…>U…` is said in the channel so that only that user sees it, `C…?person:4` or `C…?U…` to all of the channel if we
    may speak there and they all may see it at that moment, else to the colleague. `home:U…` is the App Home of a user;
    `publish` shows it anew with the reply on top.

    What only one user sees cannot be looked up, and Slack takes no id for it. Where nobody knows whether such a post
    arrived it is made again: the user may see it twice, which harms nobody, while an answer that never comes would.
    """

    client: WebClient
    store: Store
    now: Callable[[], datetime]
    taste: Taste = field(default_factory=Taste)
    audience: Audience | None = None
    publish: Callable[[str, Reply], str] | None = None
    _opened: dict[str, str] = field(default_factory=dict)

    def post(self, outgoing: Outgoing) -> str:
        """Post it; returns `channel:ts`. Raises Later, InDoubt or Undeliverable."""
        reply = Reply.from_json(outgoing.reply)
        if self.publish and outgoing.channel.startswith(HOME):
            return self._show(outgoing, reply, self.publish)
        place, _, otherwise = outgoing.channel.partition("?")
        if ">" in place:
            return self._whisper(outgoing, reply)
        if not otherwise:
            return self._tell(outgoing, self._channel(place), reply)
        why = self.audience.verdict(place).why if self.audience else UNKNOWN
        try:
            return self._alone(outgoing, reply, why) if why else self._tell(outgoing, place, reply)
        except Undeliverable as refusal:
            if why:
                raise
            log.warning("%s is told in private: %s", outgoing.key, refusal)
            return self._alone(outgoing, reply, MUTE)

    def _alone(self, outgoing: Outgoing, reply: Reply, why: str) -> str:
        """Tell one person alone what was meant for a channel, with a line why."""
        outgoing.thread = None
        told = replace(reply, note="\n".join(filter(None, (reply.note, ALONE.format(why)))))
        return self._tell(outgoing, self._channel(outgoing.channel.partition("?")[2]), told)

    def _show(self, outgoing: Outgoing, reply: Reply, publish: Callable[[str, Reply], str]) -> str:
        """Show it on the App Home; in a direct message where Slack does not take that."""
        user = outgoing.channel.removeprefix(HOME)
        try:
            return f"{outgoing.channel}:{asked(lambda: publish(user, reply))}"
        except Undeliverable as refusal:
            log.warning("the App Home of %s cannot be shown: %s", user, refusal)
            return self._tell(outgoing, self._channel(user), reply)
        except SlackTrouble as trouble:
            log.warning("the App Home of %s waits: %s", user, trouble)
            raise Later(AGAIN_SECONDS) from trouble

    def _tell(self, outgoing: Outgoing, channel: str, reply: Reply) -> str:
        """Say it in a channel, with its images and files."""
        name, look = self._drawn(outgoing, reply, lambda text, more: self._say(outgoing, channel, text, more))
        thread = outgoing.thread or name.partition(":")[2]
        for chart in reply.parts if look.pictures and not look.takes(CHART) else ():
            if isinstance(chart, Chart) and is_drawable(chart):
                self._illustrate(chart, channel, thread)
        for file in reply.files:
            self._upload(file, channel, outgoing.thread)
        return name

    def _whisper(self, outgoing: Outgoing, reply: Reply) -> str:
        """Say it so that only one user of a channel sees it; in private where the user is not there any more."""
        channel, _, user = outgoing.channel.partition(">")
        thread = shown_thread(self.client, channel, outgoing.thread)
        whom: dict[str, Any] = {"channel": channel, "user": user, "thread_ts": thread}

        def say(text: str, more: dict[str, Any]) -> str:
            answer = asked(
                lambda: self.client.chat_postEphemeral(**whom, text=text, **more, link_names=False, parse="none"),
                but=(REFUSED_BLOCKS if more else set()) | ABSENT,
            )
            return f"{channel}:{answer['message_ts']}"

        try:
            return self._drawn(outgoing, reply, say, pictures=False)[0]
        except SlackApiError as error:
            log.info("%s is told in private: %s", outgoing.key, code_of(error))
            outgoing.thread = None
            return self._tell(outgoing, self._channel(user), reply)

    def _drawn(self, outgoing: Outgoing, reply: Reply, say: Say, pictures: bool = True) -> tuple[str, Look]:
        """Say it with all that Slack has, then without what this workspace refuses, at last as words alone.

        `pictures` tells that charts may follow as images. Returns the name of the post and the look that was taken.
        """
        turn = outgoing.key.removeprefix(ANSWER) if outgoing.key.startswith(ANSWER) else ""
        doubted: frozenset[str] = frozenset()
        for _ in range(2):
            look = self.taste.look(doubted, pictures)
            made = blocks(reply, turn, look)
            try:
                name = say(fallback(reply), {"blocks": made})
            except SlackApiError as error:
                doubted = _doubted(outgoing, made, error)
                if not doubted:
                    break
            else:
                self.taste.learn(doubted)
                return name, look
        return say(fallback(reply), {}), Look()

    def _illustrate(self, chart: Chart, channel: str, thread: str) -> None:
        """Hand over a chart as an image; with letters where that fails."""
        try:
            self.client.files_upload_v2(
                channel=channel, thread_ts=thread, filename="chart.png", content=picture(chart),
                title=clean(chart.title)[:200], alt_txt=told(chart)[:ALT_TEXT],
            )  # fmt: skip
        except FAILURES as error:
            log.warning("Slack did not take the image of a chart: %s", error)
            letters, drawn = fallback(Reply("", (chart,))), parts_of((chart,), look=Look(refused=frozenset({CHART})))
            with suppress(*FAILURES):
                self.client.chat_postMessage(channel=channel, thread_ts=thread, text=letters, blocks=drawn)

    def _upload(self, file: File, channel: str, thread: str | None) -> None:
        """Hand a file over. The words are posted already, so a failure is told and not tried again."""
        try:
            self.client.files_upload_v2(channel=channel, thread_ts=thread, filename=file.name, content=file.content)
        except FAILURES as error:
            log.error("Slack did not take the file %s: %s", file.name, error)
            self.client.chat_postMessage(channel=channel, thread_ts=thread, text=NOT_TAKEN)

    def _say(self, outgoing: Outgoing, channel: str, text: str, more: dict[str, Any]) -> str:
        """One call. Blocks that Slack does not like raise SlackApiError, all else as `asked` says."""
        return asked(
            lambda: _name(
                self.client.chat_postMessage(
                    channel=channel, thread_ts=outgoing.thread, text=text, client_msg_id=str(uuid.UUID(outgoing.id)),
                    metadata={"event_type": EVENT_TYPE, "event_payload": {"outbox_id": outgoing.id}},
                    unfurl_links=False, unfurl_media=False, link_names=False, parse="none", **more,
                )
            ),
            but=REFUSED_BLOCKS if more else frozenset(),
        )  # fmt: skip

    def find(self, outgoing: Outgoing) -> str | None:
        """`channel:ts` of the post if it is there, None if it surely is not. Raises Later, InDoubt, Undeliverable.

        What is shown on the App Home is simply shown again.
        """
        first, _, otherwise = outgoing.channel.partition("?")
        if ">" in first or first.startswith(HOME):
            return None
        try:
            found = self._found(outgoing, self._channel(first), outgoing.thread)
        except Undeliverable:
            if not otherwise:
                raise
            found = None
        return found or (self._found(outgoing, self._channel(otherwise)) if otherwise else None)

    def _found(self, outgoing: Outgoing, channel: str, thread: str | None = None) -> str | None:
        """The post in one channel."""
        tried = outgoing.first_try or outgoing.created_at
        since = f"{tried.timestamp() - BEFORE_FIRST_TRY:.6f}"
        told: dict[str, Any] = {"channel": channel, "oldest": since, "limit": 200}

        def look() -> str | None:
            if thread:
                pages = self.client.conversations_replies(ts=thread, include_all_metadata=True, **told)
            else:
                pages = self.client.conversations_history(include_all_metadata=True, **told)
            return _found(pages, outgoing.id, channel)

        return asked(look)

    def _channel(self, place: str) -> str:
        """The channel itself; a user's or a colleague's is the direct message with them."""
        if place[:1] not in ("U", "W") and not place.startswith("person:"):
            return place
        user = place if not place.startswith("person:") else self._colleague(int(place.removeprefix("person:")))
        if user not in self._opened:
            self._opened[user] = asked(lambda: str(self.client.conversations_open(users=user)["channel"]["id"]))
        return self._opened[user]

    def _colleague(self, id: int) -> str:
        """The Slack user of a colleague, if that is a full member still: guests and whoever left are told nothing."""
        user = self._user(id)
        try:
            if self.audience and not self.audience.colleagues.is_full_member(user):
                raise Undeliverable(f"{user} is no full member of the workspace any more")
        except SlackTrouble as trouble:
            raise Later(AGAIN_SECONDS) from trouble
        return user

    def _user(self, id: int) -> str:
        """The Slack user of a colleague, looked up by e-mail address where it is not known yet."""
        with self.store.read(self.now()) as crm:
            person = crm.people.get(id)
            if person is None:
                raise Undeliverable(f"there is no person {id} any more")
            user, email = person.slack_user, person.email
        return user or self._looked_up(id, email)

    def _looked_up(self, id: int, email: str) -> str:
        user = asked(lambda: str(self.client.users_lookupByEmail(email=email)["user"]["id"]))
        with self.store.begin(None, self.now(), "slack-lookup") as crm:
            if person := crm.people.get(id):
                person.slack_user = user
        return user


def _doubted(outgoing: Outgoing, made: list[Block], error: SlackApiError) -> frozenset[str]:
    """The types of blocks that Slack may not know, for which it refused a post; another reason is raised again."""
    if code_of(error) not in REFUSED_BLOCKS:
        raise error
    log.warning("Slack refused the blocks of %s: %s", outgoing.key, error.response.data)
    return suspects(made, error.response.data) if code_of(error) in UNKNOWN_BLOCKS else frozenset()


def _name(answer: Any) -> str:
    return f"{answer['channel']}:{answer['ts']}"


def _found(pages: Iterable[Any], id: str, channel: str) -> str | None:
    for page in pages:
        for message in page["messages"]:
            if message.get("metadata", {}).get("event_payload", {}).get("outbox_id") == id:
                return f"{channel}:{message['ts']}"
    return None
