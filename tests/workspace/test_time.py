"""What an interaction permits ends when Slack says it ends, by a clock the test holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.workspace import Workspace
from tests.workspace.greeter import NOTE


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(clock: Clock) -> Iterator[Workspace]:
    with Workspace(clock=clock) as workspace:
        yield workspace


def test_messages_are_told_apart_while_the_clock_stands(workspace: Workspace) -> None:
    anna = workspace.user("Anna")
    first, second = anna.says("one"), anna.says("two")
    assert (first.ts, second.ts) == ("1795338000.000000", "1795338000.000001")


def test_a_trigger_ends_after_three_seconds(workspace: Workspace, clock: Clock) -> None:
    trigger = workspace.state.triggers.make(workspace.user("Anna").id)
    clock.now += timedelta(seconds=4)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        WebClient(workspace.bot_token, base_url=workspace.url).views_open(trigger_id=trigger, view=NOTE)


def test_a_response_url_ends_after_half_an_hour(workspace: Workspace, clock: Clock) -> None:
    anna = workspace.user("Anna")
    hook = WebhookClient(workspace.state.response_urls.make(anna.dm.id, anna.id))
    assert hook.send(text="in time").status_code == 200
    clock.now += timedelta(minutes=31)
    late = hook.send(text="too late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)
