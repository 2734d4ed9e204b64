"""The app: Rapport in Slack, put together, started and stopped."""

import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.assistant import Assistant
from bot.census import Census
from bot.clock import Clock, keep_standings
from bot.home import Home
from bot.sender import Sender
from bot.settings import Settings
from bot.slack.attachments import Attachments
from bot.slack.audience import Audience
from bot.slack.blocks.look import Taste
from bot.slack.forms.registry import opens_form
from bot.slack.home.homes import Homes
from bot.slack.http import HttpLink
from bot.slack.inbox import Inbox
from bot.slack.listeners import listen
from bot.slack.loop import Loop
from bot.slack.office import Office, Us
from bot.slack.overheard import Overhearing
from bot.slack.people import Colleagues
from bot.slack.poster import SlackPoster
from bot.slack.reactions import Reactions
from bot.slack.socket import SocketLink
from bot.slack.talk import talk_of
from bot.slack.trouble import NETWORK, SlackTrouble, trouble_of
from bot.slack.worker import Worker
from storage.locks import lock_of
from storage.mailroom import clear
from storage.store import Store

log = logging.getLogger(__name__)

PATIENCE = 10
"""Seconds that a call of the Web API may take."""

CLEARED_EVERY = timedelta(hours=6)


class Link(Protocol):
    """A way by which Slack reaches us."""

    def connect(self) -> None:
        """Begin to listen."""

    def close(self) -> None:
        """Stop listening."""


def wall_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


class SlackApp:
    """Rapport in one workspace. Raises SlackTrouble where Slack does not take the tokens."""

    def __init__(self, settings: Settings, assistant: Assistant, now: Callable[[], datetime] = wall_clock) -> None:
        self.settings = settings
        self.store = assistant.store
        client = WebClient(
            settings.slack_bot_token, base_url=settings.slack_api_url, timeout=PATIENCE, retry_handlers=[]
        )
        us = _ourselves(client)
        colleagues = Colleagues(client, self.store, us.team, settings.slack_join, now)
        self.duty = lock_of(self.store, "sender")
        self.pool = ThreadPoolExecutor(settings.threads, "answers")
        audience = Audience(client, colleagues, self.store, us.user, now)
        homes = Homes(client, self.store, colleagues, now)
        poster = SlackPoster(client, self.store, now, Taste(us.address), audience, homes.publish)
        sender = Sender(self.store, poster, self.duty, now)
        self.sending = Loop("sender", sender.send)
        worker = Worker(assistant, colleagues, us.user, self.pool, now, self.sending.wake)
        self.working = Loop("worker", worker.work)
        worker.wake = self.working.wake
        worker.fetch, worker.before = Attachments(client).fetch, Overhearing(client, colleagues, us.user).before
        worker.talk = talk = talk_of(audience, us.user, self.sending.wake)
        self.learning = Loop("index", lambda: assistant.knowledge.catch_up(self.store), pause=5)
        cleaning, census = Cleaning(self.store, now), Census(self.store, now)
        chores = (cleaning.clean, census.count, lambda: keep_standings(self.store, now()))
        self.clock = Clock(self.store, sender, now, *chores)
        opens = partial(opens_form, self.store, now, colleagues.email)
        inbox = Inbox(self.store, now, self.working.wake, talk.warmth.continues, opens)
        office = Office(client, assistant, colleagues, inbox, settings, us, now, talk)
        worker.read = Reactions(office).read
        self.link = self._link(_bolt(office))

    def _link(self, app: App) -> Link:
        if self.settings.slack_app_token:
            link = SocketLink(app, self.settings.slack_app_token)
            if urlsplit(self.settings.slack_api_url).hostname == "127.0.0.1":
                link.client.proxy = None  # slack_sdk would take one from the environment even to this machine
            return link
        return HttpLink(app, self.settings.port)

    def start(self) -> None:
        """Take up what was left, then listen. Raises SlackTrouble."""
        for part in (self.working, self.sending, self.learning, self.clock):
            part.start()
        try:
            self.link.connect()
        except (SlackTrouble, SlackClientError, *NETWORK) as error:
            self.stop()
            raise trouble_of(error) from error

    def stop(self) -> None:
        """Stop listening, finish what is under way and let go of the duty."""
        self.link.close()
        self.working.stop()
        self.pool.shutdown()
        self.clock.stop()
        self.sending.stop()
        self.learning.stop()
        self.duty.release()


class Cleaning:
    """Throws away what was done long ago, now and then."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._next = now()

    def clean(self) -> None:
        """Clear the mailroom if it is time."""
        now = self.now()
        if now >= self._next:
            self._next = now + CLEARED_EVERY
            clear(self.store, now)


def run_slack(home: Home) -> None:
    """Be in Slack until told to stop (SIGTERM, SIGINT). Raises SlackTrouble and StoreTrouble."""
    settings = home.settings
    if not settings.slack_bot_token or not (settings.slack_app_token or settings.slack_signing_secret):
        raise SlackTrouble("Set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET; see README.md.")
    app = SlackApp(settings, home.assistant)
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    app.start()
    log.info("Rapport is in Slack")
    told.wait()
    app.stop()


def _ourselves(client: WebClient) -> Us:
    try:
        answer = client.auth_test()
    except (SlackClientError, *NETWORK) as error:
        raise trouble_of(error) from error
    return Us(str(answer["team_id"]), str(answer.get("url") or ""), str(answer["user_id"]))


def _bolt(office: Office) -> App:
    app = App(
        client=office.client,
        signing_secret=office.settings.slack_signing_secret or "unused in Socket Mode",
        listener_executor=ThreadPoolExecutor(office.settings.threads, "listeners"),
    )
    app.use(office.talk.notice)
    app.use(office.inbox.take)
    listen(app, office)
    return app
