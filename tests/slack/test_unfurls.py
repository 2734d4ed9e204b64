"""Links to records: they unfold where everybody may see the records, and open with all that is known."""

from typing import Any

import pytest

from bot.settings import SettingTrouble, read_settings
from bot.slack.links import record_of
from bot.workspace import Person
from bot.workspace.messages import Message
from storage.cases import Case
from storage.deals import Deal
from tests.slack.conftest import House

BASE = "https://rapport.example.com/crm"


def furnished(house: House) -> House:
    """Acme Ltd with a deal and a case, and addresses for records."""
    house.links = BASE
    with house.store.begin(None, house.now(), "furnish") as crm:
        acme = crm.customers.named("Acme Ltd")[0]
        crm.deals.add(Deal(name="Acme trucks <!channel>", customer=acme, amount=45000, stage="proposal"))
        case = Case(number=1042, subject="Door stuck", customer=acme, priority="urgent", status="working")
        case.opened_at = case.due_at = house.now()
        crm.cases.add(case)
    house.open()
    return house


def entities(house: House, said: Message) -> list[dict[str, Any]]:
    """The work objects that a message unfolds to."""
    house.workspace.wait_until(lambda: said.extras.get("entities"), within=20)
    return list(said.extras["entities"])


def test_links_unfold_as_work_objects_and_open_with_all_that_is_known(doors: House, priya: Person) -> None:
    house = furnished(doors)
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, tom])
    said = priya.says(f"See {BASE}/deal/1 and {BASE}/case/1042, not {BASE}/nonsense/7", channel=sales)
    deal, case = entities(house, said)
    assert deal["entity_type"] == "slack#/entities/item"
    assert deal["entity_payload"]["attributes"]["title"]["text"] == "Acme trucks ‹!channel>"
    fields = {field["label"]: field["value"] for field in deal["entity_payload"]["custom_fields"]}
    assert fields["Stage"] == "proposal"
    assert case["entity_type"] == "slack#/entities/task"
    assert case["entity_payload"]["fields"]["status"]["value"] == "working"
    assert case["external_ref"] == {"id": "case-1", "type": "case"}
    details = tom.opens_details(said, case)
    assert details["entity_payload"]["attributes"]["display_id"] == "1042"
    assert len(details["entity_payload"]["custom_fields"]) >= len(case["entity_payload"]["custom_fields"])


def test_where_work_objects_are_refused_links_unfold_in_words(house: House, priya: Person) -> None:
    furnished(house)
    house.workspace.faults.add("chat.unfurl", error="invalid_metadata")
    said = priya.says(f"{BASE}/customer/1")
    house.workspace.wait_until(lambda: said.attachments, within=20)
    assert "Acme Ltd (customer)" in said.shown


def test_before_guests_nothing_unfolds_and_guests_open_nothing(house: House, priya: Person) -> None:
    furnished(house)
    guest = house.workspace.user("Gil Guest", email="gil@rapport.test", is_restricted=True)
    mixed = house.workspace.channel("mixed", members=[priya, guest])
    said = priya.says(f"{BASE}/deal/1", channel=mixed)
    own = guest.says(f"{BASE}/deal/1", channel=house.workspace.channel("own", members=[guest]))
    event: dict[str, Any] = {
        "type": "link_shared",
        "user": priya.id,
        "channel": priya.dm.id,
        "message_ts": "1700000000.000100",
    }
    event |= {"links": [{"url": f"{BASE}/deal/1", "domain": "rapport.example.com"}], "is_bot_user_member": False}
    house.workspace.announce(event)
    house.workspace.settle(0.3)
    assert house.called("chat.unfurl") == 0
    [entity] = entities(house, priya.says(f"{BASE}/deal/1"))
    assert guest.opens_details(said, entity) == {"error": {"status": "restricted"}}
    assert not own.attachments


def test_a_record_that_is_gone_is_said_to_be_gone(house: House, priya: Person) -> None:
    furnished(house)
    said = priya.says(f"{BASE}/deal/1")
    [entity] = entities(house, said)
    with house.store.begin(None, house.now(), "gone") as crm:
        crm.deals.remove(*crm.deals.all())
    assert priya.opens_details(said, entity) == {"error": {"status": "not_found"}}


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        (f"{BASE}/customer/12", ("customer", 12)),
        (f"{BASE}/case/1042/", ("case", 1042)),
        (f"{BASE}/deal/7?tab=notes", ("deal", 7)),
        (f"{BASE}/deal/٧", None),
        (f"{BASE}/deal/7/edit", None),
        (f"{BASE}/person/1", None),
        (f"{BASE}/deal/{'9' * 40}", None),
        ("https://rapport.example.com/deal/7", None),
        ("https://rapport.example.com.evil.test/crm/deal/7", None),
        ("nonsense", None),
    ],
)
def test_only_addresses_of_ours_mean_a_record(address: str, meant: tuple[str, int] | None) -> None:
    assert record_of(BASE, address) == meant
    assert record_of("", address) is None


def test_an_address_that_is_none_is_refused_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_LINKS", "https://crm.example.com/")
    assert read_settings().links == "https://crm.example.com"
    monkeypatch.setenv("RAPPORT_LINKS", "crm.example.com")
    with pytest.raises(SettingTrouble, match="write the whole address"):
        read_settings()
