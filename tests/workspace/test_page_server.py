"""The page's server: a visitor sees what one person sees, and what is done reaches a real Bolt app."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from bot.workspace import Manifest, Patience, Workspace
from bot.workspace.manifest import EVENTS
from bot.workspace.people import Person
from bot.workspace.site import PAGE, Site
from bot.workspace.turning import Turning
from tests.workspace.greeter import Greeter, over_socket
from tests.workspace.visitor import OURS, Visitor

MORE = ("message.channels", "reaction_added", "member_joined_channel")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace that serves the page, with a clock that can be turned."""
    turning = Turning()
    workspace = Workspace(Manifest(events=(*EVENTS, *MORE)), Patience(ack=10.0, retries=(0.05,)), turning)
    with workspace.start(more=Site(workspace, turning).routes()):
        yield workspace


@pytest.fixture
def app(workspace: Workspace) -> Iterator[Greeter]:
    """The app, connected."""
    greeter = Greeter(workspace)
    with over_socket(greeter, workspace):
        yield greeter


@pytest.fixture
def anna(workspace: Workspace) -> Person:
    """The first one there is."""
    return workspace.user("Anna Berg", email="anna@rapport.test", title="Sales")


@pytest.fixture
def visitor(workspace: Workspace, anna: Person) -> Iterator[Visitor]:
    """Anna, at the page."""
    with Visitor(workspace.state.root, anna.id) as visitor:
        yield visitor


def test_what_is_said_on_the_page_is_answered_at_once(visitor: Visitor, app: Greeter) -> None:
    place = visitor.place("Rapport")
    begun = time.monotonic()
    said = visitor.do("says", channel=place, text="hi <there>")
    answer = visitor.answer()
    assert time.monotonic() - begun < 1
    assert (answer["channel"], answer["text"]) == (place, "You said: hi &lt;there&gt;")
    own = next(frame["message"] for frame in visitor.frames if frame["type"] == "message")
    assert (own["ts"], own["user"], own["key"]) == (said["ts"], visitor.user, f"{place}-{said['ts']}")


def test_a_press_replaces_the_message_and_a_menu_takes_only_what_was_offered(visitor: Visitor, app: Greeter) -> None:
    visitor.do("says", channel=visitor.place("Rapport"), text="hi")
    answer = visitor.answer()
    block = answer["blocks"][1]
    here = {"surface": {"channel": answer["channel"], "ts": answer["ts"]}, "block_id": block["block_id"]}
    menu = {**here, "action_id": "customer"}
    assert visitor.do("selects", **menu, choice="brightside")["ok"] is False
    assert [each["value"] for each in visitor.do("suggestions", **menu, query="Br")["options"]] == ["brightside"]
    assert visitor.do("selects", **menu, choice="brightside") == {"ok": True}
    told = visitor.message(lambda message: message.get("ephemeral"))
    assert told["text"] == "chose brightside"
    assert visitor.do("clicks", **here, action_id="case") == {"ok": True}
    assert (
        visitor.message(lambda message: message["ts"] == answer["ts"] and message.get("edited"))["text"] == "pressed 1"
    )
    gone = visitor.do("clicks", **here, action_id="case")
    assert gone == {"ok": False, "error": "That is no longer there; look at what there is now."}


def test_a_modal_tells_what_is_wrong_at_its_field(visitor: Visitor, app: Greeter) -> None:
    place = visitor.place("Rapport")
    assert visitor.do("slash", channel=place, command="/note", text="") == {"ok": True}
    view = visitor.until(lambda frame: frame["type"] == "views" and frame["views"])["views"][0]
    fill = {"view": view["id"], "values": {"words": {"typed": ""}}}
    assert visitor.do("submits", **fill) == {"ok": True, "errors": {"words": "Please fill this in."}}
    fill["values"]["words"]["typed"] = "ah"
    assert visitor.do("submits", **fill) == {"ok": True, "errors": {"words": "Say a little more"}}
    shown = visitor.until(lambda frame: frame["type"] == "views")["views"][0]
    assert shown["errors"] == {"words": "Say a little more"}
    assert shown["state"]["words"]["typed"]["value"] == "ah"
    fill["values"]["words"]["typed"] = "a longer note"
    assert visitor.do("submits", **fill) == {"ok": True, "errors": {}}
    assert visitor.answer()["text"] == "noted: a longer note"
    visitor.seen(lambda frame: frame["type"] == "views" and not frame["views"])


def test_the_home_and_a_shortcut_open_where_they_are_asked_for(visitor: Visitor, app: Greeter) -> None:
    visitor.do("opens", tab="home")
    home = visitor.until(lambda frame: frame["type"] == "home")["view"]
    block = home["blocks"][1]["block_id"]
    assert visitor.do("clicks", surface={"home": True}, block_id=block, action_id="case") == {"ok": True}
    said = visitor.do("says", channel=visitor.place("Rapport"), text="hi")
    visitor.answer()
    place = {"channel": visitor.place("Rapport"), "ts": said["ts"]}
    assert visitor.do("shortcut", callback_id="log", **place) == {"ok": True}
    view = visitor.until(lambda frame: frame["type"] == "views")["views"][-1]
    assert visitor.do("closes", view=view["id"]) == {"ok": True}
    assert visitor.until(lambda frame: frame["type"] == "views")["views"] == []
    assert next(heard for heard in app.heard if heard["type"] == "message_action")["message"]["text"] == "hi"


def test_only_what_a_person_may_see_is_sent(workspace: Workspace, anna: Person, app: Greeter) -> None:
    bob, guest = workspace.user("Bob Cole"), workspace.user("Gus Hall", is_restricted=True)
    team = workspace.channel("team", [anna, bob])
    secret = workspace.channel("secret", [bob], private=True)
    bob.says("for the team", team), bob.says("hidden", secret), bob.says("to the app alone")
    root = workspace.state.root
    with Visitor(root, anna.id) as visitor, Visitor(root, guest.id) as outside:
        assert [message["text"] for message in visitor.all["messages"][team.id]] == ["for the team"]
        assert "hidden" not in str(visitor.all)
        assert {channel["name"] for channel in outside.all["channels"]} == {"Rapport"}
        bob.says("still hidden", secret), anna.says("seen", team)
        assert visitor.message(lambda message: True)["text"] == "seen"
        assert visitor.do("says", channel=secret.id, text="hi")["ok"] is False
        assert visitor.do("reacts", channel=secret.id, ts="1", name="memo")["ok"] is False
        assert outside.do("joins", channel=team.id) == {"ok": False, "error": "That channel is by invitation only."}


def test_a_channel_is_made_joined_and_read(workspace: Workspace, anna: Person, visitor: Visitor) -> None:
    bob = workspace.user("Bob Cole")
    assert (
        visitor.do("creates", name="Big Deals")["error"] == "A channel's name is in small letters, digits and hyphens."
    )
    made = visitor.do("creates", name="#big deals", private=True, members=[bob.id])["channel"]
    shown = visitor.until(lambda frame: frame["type"] == "channels")["channels"][-1]
    assert (shown["id"], shown["name"], shown["kind"], shown["has_app"]) == (made, "big-deals", "group", False)
    assert visitor.do("invites_app", channel=made) == {"ok": True}
    said = visitor.do("says", channel=made, text="hello")
    assert visitor.do("reacts", channel=made, ts=said["ts"], name=":memo:") == {"ok": True}
    reacted = visitor.message(lambda message: message.get("reactions"))
    assert reacted["reactions"] == [{"name": "memo", "users": [visitor.user], "count": 1}]
    assert visitor.do("unreacts", channel=made, ts=said["ts"], name="memo") == {"ok": True}
    assert visitor.do("edits", channel=made, ts=said["ts"], text="hello all") == {"ok": True}
    assert visitor.message(lambda message: message.get("edited"))["text"] == "hello all"
    assert visitor.do("deletes", channel=made, ts=said["ts"]) == {"ok": True}
    assert visitor.message(lambda message: message.get("deleted"))["ts"] == said["ts"]
    public = workspace.channel("news", [bob])
    bob.says("before you came", public)
    assert visitor.do("joins", channel=public.id) == {"ok": True}
    assert visitor.message(lambda message: message["channel"] == public.id)["text"] == "before you came"
    direct = visitor.do("writes_to", people=[bob.id])["channel"]
    assert visitor.do("says", channel=direct, text="just us")["ok"]


def test_a_file_goes_to_those_who_see_its_message(workspace: Workspace, visitor: Visitor, app: Greeter) -> None:
    bob, place = workspace.user("Bob Cole"), visitor.place("Rapport")
    told = f"/page/files?as={visitor.user}&channel={place}&name=people.csv&text=look"
    answer, _ = visitor.ask("POST", told, data=b"name\nAnna\n", headers=OURS)
    assert answer.status == 200
    file = visitor.message(lambda message: message.get("files"))["files"][0]
    assert (file["name"], file["mimetype"], file["size"]) == ("people.csv", "text/csv", 10)
    answer, content = visitor.get(f"{file['url']}?as={visitor.user}")
    assert (content, answer.headers["Content-Type"]) == (b"name\nAnna\n", "application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"{file['url']}?as={bob.id}")[0].status == 404


def test_the_page_asks_for_all_its_scripts_at_once() -> None:
    asked = re.findall(r'"/page/(\w+\.js)"', (PAGE / "index.html").read_text(encoding="utf-8"))
    assert sorted(asked) == sorted(path.name for path in PAGE.glob("*.js"))


def test_other_sites_are_kept_out(workspace: Workspace, visitor: Visitor) -> None:
    told = {"as": visitor.user, "deed": "says", "channel": visitor.place("Rapport"), "text": "not me"}
    evil = {"Origin": "https://evil.test"}
    assert visitor.ask("POST", "/page/do", json=told)[0].status == 403
    assert visitor.ask("POST", "/page/do", json=told, headers=OURS | evil)[0].status == 403
    assert visitor.get("/page/live", headers=evil)[0].status == 403
    assert visitor.get("/", headers={"Host": "evil.test"})[0].status == 403
    assert visitor.get("/page/../site.py")[0].status == 404
    assert visitor.get("/page/%2e%2e/site.py")[0].status == 404
    answer, _ = visitor.get("/page/nothing.js")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.ask("POST", "/page/do", data="[", headers=OURS)[0].status == 400
    assert visitor.do("dances") == {"ok": False, "error": visitor.do("says")["error"]}
    assert workspace.messages(workspace.person(visitor.user).dm) == []


def test_the_clock_goes_forward_only(visitor: Visitor, app: Greeter) -> None:
    def turn(to: str) -> dict[str, object]:
        return visitor.post("/page/clock", {"as": visitor.user, "to": to})

    first = visitor.do("says", channel=visitor.place("Rapport"), text="hi")["ts"]
    assert visitor.answer()
    assert turn("tomorrow morning")["ok"]
    assert visitor.until(lambda frame: frame["type"] == "clock")["now"][11:16] in ("07:05", "08:05")
    assert turn("2020-01-01T09:00")["ok"] is False
    assert turn("now")["ok"] is False
    assert visitor.do("says", channel=visitor.place("Rapport"), text="good morning")["ts"] > first
    assert visitor.answer()["text"] == "You said: good morning"
    assert visitor.post("/page/reset", {})["error"] == "There is no demo here that could be begun anew."


def test_a_long_conversation_is_sent_from_its_end(workspace: Workspace, anna: Person) -> None:
    first = anna.says("the first")
    for number in range(450):
        anna.says(f"number {number}", thread=first if number == 449 else None)
    place, root = anna.dm.id, workspace.state.root
    with Visitor(root, anna.id) as visitor:
        texts = [message["text"] for message in visitor.all["messages"][place]]
        assert (len(texts), texts[0], texts[1], texts[-1]) == (201, "the first", "number 250", "number 449")
        before = visitor.all["messages"][place][1]["ts"]
        _, older = visitor.get(f"/page/older?as={visitor.user}&channel={place}&before={before}")
        assert (older.count(b'"ts"'), b"number 249" in older, b"number 250" in older) == (200, True, False)
