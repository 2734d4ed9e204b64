"""Exports of other programs come in linked by their ids, and not one cell of them is lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.crm import Crm
from storage.exchange.hubspot import HUBSPOT
from storage.exchange.importing import import_folder
from storage.exchange.pipedrive import PIPEDRIVE
from storage.exchange.report import ImportReport
from storage.exchange.salesforce import SALESFORCE
from storage.exchange.sheets import Preset
from storage.exchange.zoho import ZOHO
from storage.merging import merge
from storage.store import Store
from tests.storage.cells import Cells
from tests.storage.exchange_files import NOW, folder
from tests.storage.preset_files import FILES

PRESETS = {preset.name: preset for preset in (ZOHO, SALESFORCE, HUBSPOT, PIPEDRIVE)}


def bring(store: Store, path: Path, name: str, **others: str) -> ImportReport:
    """Import the small export of a program, or these files of it."""
    return import_folder(store, folder(path / name, **(others or FILES[name])), NOW)


def everything(crm: Crm, kind: str) -> list[Any]:
    """All records of a kind."""
    return crm.of(kind).all()


def nowhere(store: Store, path: Path, preset: Preset, report: ImportReport) -> list[tuple[str, int, str, str]]:
    """The cells that are in no record and not in the report."""
    with store.read(NOW) as crm:
        return Cells(crm, preset, report).tally(path / preset.name).lost


@pytest.mark.parametrize("name", PRESETS)
def test_an_export_is_known_and_every_cell_of_it_is_kept(store: Store, tmp_path: Path, name: str) -> None:
    report = bring(store, tmp_path, name)
    assert (report.source, report.ignored) == (PRESETS[name].title, [])
    assert [each.words() for each in report.problems] == []
    assert report.total("rows") == sum(text.count("\n") - 1 for text in FILES[name].values())
    assert nowhere(store, tmp_path, PRESETS[name], report) == []


@pytest.mark.parametrize("name", PRESETS)
def test_an_export_that_comes_again_changes_nothing(store: Store, tmp_path: Path, name: str) -> None:
    rows = bring(store, tmp_path, name).total("rows")
    again = bring(store, tmp_path, name)
    assert (again.total("created"), again.total("updated"), again.total("unchanged")) == (0, 0, rows)


def test_a_cell_that_is_nowhere_is_noticed(store: Store, tmp_path: Path) -> None:
    report = bring(store, tmp_path, "zoho")
    with store.begin(None, NOW, "t2") as crm:
        everything(crm, "lead")[0].custom = {}
    assert nowhere(store, tmp_path, ZOHO, report)[0][::2] == ("Leads.csv", "Lead Source")


def test_zohos_records_are_linked(store: Store, tmp_path: Path) -> None:
    report = bring(store, tmp_path, "zoho")
    with store.read(NOW) as crm:
        [vendor, north, second, third] = everything(crm, "customer")
        assert (vendor.tag, north.owner.name, third.name) == ("vendor", "Nora Quist", "Account 503")
        assert [each.customer for each in everything(crm, "contact")] == [north, second]
        [won, still] = everything(crm, "deal")
        assert (won.lead.name, won.stage, won.amount, won.currency) == ("Ida Roe", "won", Decimal(22_700), "USD")
        assert won.closed_at == datetime(2026, 4, 16, 0, 3, tzinfo=UTC)
        assert (still.stage, still.custom["Stage"], still.closed_at) == ("engaging", "Needs Analysis", None)
        [invoice, call, meeting, task] = everything(crm, "interaction")
        assert (call.customer, call.contact.name, meeting.channel, task.channel) == (north, "Berg", "meeting", "note")
        assert (invoice.summary[:12], invoice.customer) == ("Invoice 7001", second)
        [reminder] = everything(crm, "reminder")
        assert (reminder.about, reminder.person.name) == ("Send offer", "Nora Quist")
        [response] = everything(crm, "response")
        assert (response.response, response.lead.name) == ("unsubscribed", "Ida Roe")
        assert {each.sort for each in everything(crm, "document")} == {
            "campaign member", "price book", "sales order line", "purchase order", "Weather",
        }  # fmt: skip
    said = {(each.file, each.column, each.value) for each in report.warnings}
    assert ("Calls.csv", "POTENTIALID", "99") in said


def test_a_lead_that_several_may_be_is_left_open(store: Store, tmp_path: Path) -> None:
    leads = "LEADID,Last Name,Company\n1,Roe,North\n2,Roe,South\n"
    answers = "Campaign Name,Lead Last Name,Status,Last Modified Time\nFair,Roe,Opted Out,2026-04-01\n"
    files = {"Leads": leads, "Campaign_Lead_Status": answers, "Campaigns": "CAMPAIGNID,Campaign Name\n7,Fair\n"}
    report = bring(store, tmp_path, "zoho", **files)
    with store.read(NOW) as crm:
        [response] = everything(crm, "response")
        assert (response.lead, response.custom["Lead Last Name"]) == (None, "Roe")
    assert [each.reason for each in report.warnings] == ["is the name of more than one lead; kept as it is"]


def test_salesforces_ids_of_15_and_18_letters_are_the_same(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, "salesforce")
    with store.read(NOW) as crm:
        [fell] = everything(crm, "customer")
        assert (fell.owner.name, fell.city, fell.revenue) == ("Uma Dahl", "Bergen", Decimal(60_000_000))
        assert [each.customer for each in everything(crm, "contact")] == [fell]
        assert [each.customer for each in everything(crm, "deal")] == [fell]
        [case] = everything(crm, "case")
        assert (case.number, case.status, case.contact.name) == (1017, "working", "Ola Vik")
        [visit] = everything(crm, "interaction")
        assert (visit.customer, visit.contact.name, visit.by.name) == (fell, "Ola Vik", "Uma Dahl")


def test_hubspots_associations_are_links(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, "hubspot")
    with store.read(NOW) as crm:
        [deal] = everything(crm, "deal")
        assert (deal.customer.name, deal.contact.name, deal.stage) == ("Tern Ltd", "Lea Moor", "won")
        assert deal.custom["Associated Contact IDs"] == "31;32"
        [ticket] = everything(crm, "case")
        assert (ticket.number, ticket.subject, ticket.customer.name) == (1, "Gate stuck", "Tern Ltd")
        [note] = everything(crm, "interaction")
        assert (note.summary, note.contact.name) == ("Wants a second gate", "Lea Moor")


def test_pipedrives_columns_say_whose_they_are(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, "pipedrive")
    with store.read(NOW) as crm:
        won, still = everything(crm, "deal")
        assert (won.customer.name, won.contact.name, won.stage) == ("Reed & Co", "Mo Field", "won")
        assert (still.stage, still.close_on, still.currency) == ("proposal", date(2026, 12, 24), "EUR")
        [call] = everything(crm, "interaction")
        assert (call.channel, call.customer.name) == ("call", "Reed & Co")
        assert (
            [each.about for each in everything(crm, "reminder")] == ["Send plan"] if everything(crm, "person") else True
        )


def test_a_record_that_was_merged_comes_again_as_what_it_became(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, "zoho")
    with store.begin(None, NOW, "t2") as crm:
        _, north, second, _ = everything(crm, "customer")
        merge(crm, north, second)
    again = bring(store, tmp_path, "zoho")
    assert again.total("created") == 0
    with store.read(NOW) as crm:
        assert len(everything(crm, "customer")) == 3


def test_a_preset_can_be_named_or_left_out(store: Store, tmp_path: Path) -> None:
    files = folder(tmp_path / "in", customers="ACCOUNTID,Account Name\n1,North\n")
    assert import_folder(store, files, NOW, dry_run=True).source == "Zoho CRM"
    plain = import_folder(store, files, NOW, dry_run=True, preset="csv")
    assert (plain.source, plain.files[0].noun) == ("", "customer")


def test_a_row_whose_id_was_there_already_is_refused(store: Store, tmp_path: Path) -> None:
    accounts = "ACCOUNTID,Account Name\n1,North\n2,South\n1,East\n"
    report = bring(store, tmp_path, "zoho", Accounts=accounts)
    assert [each.words() for each in report.problems] == ["Accounts.csv line 4, ACCOUNTID “1”: line 2 has the same"]
