"""The stage: the workspace, Rapport in it and the records, put together in one process, on loopback."""

import json
import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from threading import Lock, Thread

import bot
from bot.home import Home
from bot.importing import bring_in_demo
from bot.newcomer import is_empty
from bot.playground.aims import set_aims
from bot.playground.cast import TITLES, bring_in_outsiders, bring_in_people
from bot.playground.guide import guide
from bot.playground.place import free_port
from bot.playground.scenes import EVERYBODY, SCENES, Scene, set_scenes
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.workspace import Manifest, Patience, Workspace
from bot.workspace.accounts import Account
from bot.workspace.keeping import Keeping
from bot.workspace.site import Site
from bot.workspace.turning import Turning
from bot.workspace.wire import ImpossibleError, Payload
from storage.demo import last_friday

log = logging.getLogger(__name__)

PATIENCE = Patience(ack=5.0, retries=(0.2, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0))
"""Events wait for Rapport to be there, since it begins after the page."""
KEPT_CALLS = 2_000
DEMO_ADDRESS = "@rapport.test"
LINKS = "https://rapport.example.com"
"""How the addresses of records begin where nothing else is set; manifest.json names the same domain."""


class Stage:
    """Rapport in a workspace of its own. `rapport slack` is the same in Slack itself."""

    def __init__(self, settings: Settings, port: int) -> None:
        self.settings = settings
        self.port = port
        self.home = Home(settings)
        self.folder = settings.home / "workspace"
        self.turning = Turning()
        self.workspace = Workspace(manifest(), PATIENCE, self.turning)
        self.workspace.api.bot_token, self.workspace.api.app_token = f"xoxb-{token_hex(16)}", f"xapp-{token_hex(16)}"
        self.workspace.state.calls.most = self.workspace.deliveries.most = KEPT_CALLS
        self.site = Site(self.workspace, self.turning, self.guide)
        self.site.reset = self.reset
        self.keeping = Keeping(self.folder, self.workspace, self.turning)
        self.app: SlackApp | None = None
        self._turn = Lock()

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.workspace.state.root

    def open(self, told: Callable[[str], None]) -> None:
        """Bring in the demo where there are no records, and open the page."""
        if is_empty(self.home.store):
            told(self.bring_in_demo())
        found = self.keeping.load()
        self.people(anew=not found)
        self.workspace.start(free_port(self.port), self.site.routes())
        self.keeping.start()

    def bring_in_demo(self) -> str:
        """The demo company into an empty home: as it was brought in last time, where that was in the same week."""
        kept = self.settings.home / f"demo-{last_friday(datetime.now(UTC).date()):%Y-%m-%d}.db"
        if kept.exists() and not self.settings.database_url:
            self.home.close()
            shutil.copy(kept, self.settings.database)
            self.home = Home(self.settings)
            return "The demo company is here again."
        words = bring_in_demo(self.home).words().partition("\n")[0]
        if not self.settings.database_url:
            self.home.close()
            shutil.copy(self.settings.database, kept)
            self.home = Home(self.settings)
        return words

    def people(self, anew: bool) -> None:
        """Give an account to whoever has none; in a workspace that begins also make the channels."""
        bring_in_people(self.workspace, self.home.store)
        if anew:
            is_demo = self.is_demo()
            self.workspace.state.team["name"] = self.settings.company or ("The demo company" if is_demo else "Rapport")
            if is_demo:
                bring_in_outsiders(self.workspace)
                set_aims(self.home.store)
            set_scenes(self.workspace, SCENES if is_demo else (Scene("general", EVERYBODY),))
        self.site.me = self.visitor()

    def visitor(self) -> str:
        """Who the page is opened as: whoever this machine belongs to, or else the first one who sells."""
        accounts = list(self.workspace.state.accounts)
        mine = [each.id for each in accounts if each.email and each.email == self.settings.me]
        return next(iter(mine), next((each.id for each in accounts if each.title == TITLES["rep"]), ""))

    def begin(self) -> None:
        """Let Rapport connect. Raises SlackTrouble and StoreTrouble."""
        token, app_token = self.workspace.bot_token, self.workspace.app_token
        wishes = {"slack_bot_token": token, "slack_app_token": app_token, "slack_signing_secret": ""}
        wishes |= {"slack_api_url": self.workspace.url, "links": self.settings.links or LINKS}
        settings = self.settings.model_copy(update=wishes)
        self.app = SlackApp(settings, self.home.assistant, self.turning)
        self.app.start()

    def close(self) -> None:
        """End everything; what is under way is taken up at the next start."""
        ending = Thread(target=self.end, name="ending", daemon=True)
        ending.start()
        ending.join(0.8)
        self.keeping.stop()
        self.workspace.stop()
        self.site.hands.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """Let Rapport go, and then the records."""
        app, self.app = self.app, None
        if app:
            app.stop()
        self.home.close()

    def guide(self, account: Account) -> list[Payload]:
        """What somebody may try first."""
        with self.home.store.read(self.turning()) as crm:
            return guide(crm, account)

    # ---- beginning anew

    def is_demo(self) -> bool:
        """Whether the records are those of the demo company."""
        with self.home.store.read(self.turning()) as crm:
            return any(person.email.endswith(DEMO_ADDRESS) for person in crm.people.where(limit=20))

    def reset(self) -> None:
        """Records, index and workspace as at the first start. Raises ImpossibleError where the records are not ours."""
        with self._turn:
            if self.settings.database_url or not self.is_demo():
                raise ImpossibleError(
                    "These are your own records, not the demo company, so I leave them as they are. "
                    "“rapport workspace --home demo” opens a demo beside them."
                )
            self.end()
            self.workspace.deliveries.cancel()
            put_aside(self.settings.home)
            self.home = Home(self.settings)
            self.bring_in_demo()
            self.clear()
            self.begin()

    def clear(self) -> None:
        """Empty the workspace and fill it as at first, at the time it really is."""
        state = self.workspace.state
        with state.changed:
            root = state.root
            self.turning.ahead = timedelta(0)
            state.begin(state.manifest, state.clock)
            state.root, state.calls.most = root, KEPT_CALLS
            self.keeping.begin()
            self.people(anew=True)
            state.changed.notify_all()


def manifest() -> Manifest:
    """The app's manifest, from beside the packages or from within."""
    places = (Path(bot.__file__).parents[1] / "manifest.json", Path(bot.__file__).parent / "slack" / "manifest.json")
    path = next(place for place in places if place.is_file())
    return Manifest.read(json.loads(path.read_text(encoding="utf-8")))


def put_aside(home: Path) -> None:
    """Move records and index into `before-reset`, in the place of what was put there last time."""
    aside = home / "before-reset"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    for path in (*home.glob("rapport.db*"), home / "index"):
        if path.exists():
            path.rename(aside / path.name)
