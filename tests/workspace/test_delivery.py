"""What Slack does when an app is slow, gone, or asks twice."""

from __future__ import annotations

from typing import Any

from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.workspace import Workspace
from bot.workspace.http_delivery import HttpDelivery, signature
from tests.workspace.greeter import Greeter, over_http, over_socket

Payload = dict[str, Any]


def test_a_redelivery_repeats_the_event_and_says_so(workspace: Workspace, greeter: Greeter) -> None:
    anna = workspace.user("Anna")
    sales = workspace.channel("sales", members=[anna])
    said = anna.says("@Rapport hello", channel=sales)
    workspace.wait_for_reply(said)
    body = next(sent.payload for sent in workspace.deliveries if sent.payload["event"]["type"] == "app_mention")
    assert workspace.redeliver(body["event_id"]).is_acknowledged
    workspace.wait_until(lambda: len(greeter.headers) == 2)
    assert greeter.headers[1]["x-slack-retry-num"] == ["1"]
    assert greeter.headers[1]["x-slack-retry-reason"] == ["timeout"]


def test_an_event_is_tried_again_until_acknowledged(workspace: Workspace) -> None:
    app = Greeter(workspace)
    attempts: list[Payload] = []

    def refuse_twice(req: BoltRequest, next: Any) -> None:
        attempts.append(dict(req.headers))
        if len(attempts) > 2:
            next()

    app.app.use(refuse_twice)
    with over_http(app, workspace):
        said = workspace.user("Anna").says("hello")
        assert workspace.wait_for_reply(said).text == "You said: hello"
    assert [headers.get("x-slack-retry-num") for headers in attempts[:3]] == [None, ["1"], ["2"]]


def test_an_event_is_given_up_after_the_last_retry(workspace: Workspace) -> None:
    workspace.deliveries.patience.ack = 0.1
    workspace.user("Anna").says("hello")
    workspace.settle()
    sent = next(iter(workspace.deliveries))
    assert (sent.is_acknowledged, sent.failures) == (False, ["timeout"] * 3)


def test_the_app_connects_anew_when_told_and_when_cut(workspace: Workspace) -> None:
    app = Greeter(workspace)
    with over_socket(app, workspace, checking=1):
        anna = workspace.user("Anna")
        for disturb in (workspace.refresh_connections, workspace.drop_connections):
            disturb()
            workspace.wait_until(lambda: workspace.socket.links, within=30)
            assert workspace.wait_for_reply(anna.says("still there?")).text == "You said: still there?"
        assert len([call for call in workspace.calls if call.method == "apps.connections.open"]) >= 3


def test_each_envelope_goes_to_one_of_two_apps(workspace: Workspace) -> None:
    first, second = Greeter(workspace), Greeter(workspace)
    anna = workspace.user("Anna")
    with over_socket(first, workspace), over_socket(second, workspace):
        said = anna.says("one")
        anna.says("two")
        workspace.wait_for_replies(said, 2)
    assert len(first.heard) == len(second.heard) == 1


def test_signatures_are_those_slack_sdk_expects() -> None:
    verifier = SignatureVerifier("secret")
    assert signature("secret", "1763800000", "a=b") == verifier.generate_signature(timestamp="1763800000", body="a=b")


def test_a_wrong_secret_fails_the_check_of_the_address(workspace: Workspace) -> None:
    app = Greeter(workspace)
    with over_http(app, workspace):
        assert isinstance(workspace.deliveries.transport, HttpDelivery)
        workspace.signing_secret = "another"
        assert not workspace.deliver_to(workspace.deliveries.transport.url)
