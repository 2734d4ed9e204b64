"""Who may speak to Rapport in Slack."""

from typing import Any

import pytest

from bot.workspace import Person
from tests.slack.conftest import House


def known(house: House) -> dict[str, str | None]:
    """The addresses of the colleagues, with their Slack users."""
    with house.store.read(house.now()) as crm:
        return {person.email: person.slack_user for person in crm.people.all()}


def test_a_full_member_joins_as_a_rep(house: House) -> None:
    house.open()
    lena = house.workspace.user("Lena Vogt", email="Lena@Rapport.test", tz="America/New_York")
    assert "Acme Ltd" in house.hear(lena.says("show Acme Ltd")).shown
    with house.store.read(house.now()) as crm:
        person = crm.people.named("Lena Vogt")[0]
        assert (person.email, person.role, person.time_zone) == ("lena@rapport.test", "rep", "America/New_York")
        assert person.slack_user == lena.id


def test_a_colleague_is_recognised_by_address(house: House, priya: Person) -> None:
    house.open()
    house.hear(priya.says("show Acme Ltd"))
    assert known(house) == {"priya@rapport.test": priya.id}


@pytest.mark.parametrize(
    "traits",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True, "team_id": "T_OTHER"},
        {"email": None},
    ],
    ids=["guest", "single-channel guest", "stranger", "no address"],
)
def test_others_are_shown_nothing(house: House, traits: dict[str, Any]) -> None:
    house.open()
    told = {"email": "guest@elsewhere.test", **traits}
    reply = house.hear(house.workspace.user("Gus Guest", **told).says("show Acme Ltd"))
    assert "do not know you" in reply.shown
    assert "Berlin" not in reply.shown
    assert list(known(house)) == ["priya@rapport.test"]


def test_nobody_joins_where_that_is_off(house: House) -> None:
    house.join = False
    house.open()
    lena = house.workspace.user("Lena Vogt", email="lena@rapport.test")
    assert "I do not know lena@rapport.test yet" in house.hear(lena.says("show Acme Ltd")).shown


def test_whoever_was_removed_stays_removed(house: House, priya: Person) -> None:
    house.open()
    with house.store.begin(None, house.now(), "removal") as crm:
        crm.people.remove(crm.people.all()[0])
    assert "I do not know" in house.hear(priya.says("show Acme Ltd")).shown
