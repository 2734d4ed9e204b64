"""Leads and deals as both databases keep them: who is alike, how long they stood, and what they are to bring."""

import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from storage.campaigns import Goal
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.exchange.exporting import export_folder
from storage.exchange.importing import import_folder
from storage.leads import Lead
from storage.people import Person
from storage.questions import Question, find
from storage.stays import usual_stays
from storage.store import Store
from storage.stretches import stretches, usual_cycle
from storage.targets import target
from storage.undo import take_back
from storage.worth import last_contacts

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def moved(store: Store, at: datetime, stage: str, turn: str) -> None:
    with store.begin(None, at, turn) as crm:
        for deal in crm.deals.all():
            deal.enter(stage, at)


def three_deals(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        customer = crm.customers.add(Customer(name="Globe Freight"))
        for number in range(3):
            crm.deals.add(Deal(name=f"Deal {number}", customer=customer, stage="prospecting"))


def test_stretches_tell_how_long_a_deal_stood_in_each_stage_but_not_what_was_undone(store: Store) -> None:
    three_deals(store)
    moved(store, NOW + timedelta(days=3), "proposal", "moved")
    moved(store, NOW + timedelta(days=5), "won", "mistaken")
    later = NOW + timedelta(days=6)
    with store.begin(None, later, "undone") as crm:
        take_back(crm, "mistaken")
    with store.read(later) as crm:
        deals = crm.deals.all()
        told = stretches(crm, deals, "stage")
        assert [[(each.value, each.days(later)) for each in told[deal.id]] for deal in deals] == [
            [("prospecting", 3), ("proposal", 3)]
        ] * 3
        usual = usual_stays(crm.session, crm.now)
        assert {stage: (each.days, each.known) for (_, stage), each in usual.items()} == {"prospecting": (3, 3)}
        assert usual_cycle(crm) is None


def test_the_usual_cycle_is_the_median_of_those_won(store: Store) -> None:
    three_deals(store)
    moved(store, NOW + timedelta(days=8), "won", "won")
    with store.read(NOW + timedelta(days=9)) as crm:
        assert usual_cycle(crm) == 8


def test_a_deal_without_a_probability_of_its_own_is_found_by_that_of_its_stage(store: Store) -> None:
    three_deals(store)
    with store.begin(None, NOW, "second") as crm:
        crm.deals.add(Deal(name="Own chance", stage="proposal", probability=5))
        crm.deals.add(Deal(name="Imported", stage="proposal"))
        likely = Question("deal", [["probability", ">=", 50]])
        assert [each.label for each in find(crm, likely, ZoneInfo("UTC")).records] == ["Imported"]
        assert len(find(crm, Question("deal", [["probability", "=", 10]]), ZoneInfo("UTC")).records) == 3


def goal(crm: Crm, first: date, last: date, amount: int, owner: Person | None = None) -> None:
    crm.goals.add(
        Goal(metric="sum:amount", entity="deal", target=Decimal(amount), starts_on=first, ends_on=last, owner=owner)
    )


def test_the_target_is_that_of_the_period_or_of_the_parts_of_it(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        priya = crm.people.add(Person(name="Priya Nair", email="priya@rapport.test"))
        for month, amount in ((10, 100), (11, 200)):
            goal(crm, date(2026, month, 1), date(2026, month, 30), amount)
        goal(crm, date(2026, 10, 1), date(2026, 10, 31), 7, priya)
        assert target(crm, *QUARTER, None) == 300
        assert target(crm, *QUARTER, priya) == 7
        goal(crm, *QUARTER, 500)
        assert target(crm, *QUARTER, None) == 500
        assert target(crm, date(2027, 1, 1), date(2027, 3, 31), None) is None


def test_leads_are_alike_by_address_number_and_name(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        kept = crm.leads.add(
            Lead(name="Ida Holm", company="Holm Kayaks", email="Ida@Holm.test", phone="+47 22 55 01 34")
        )
        same = [Lead(name="X", email="ida@holm.TEST"), Lead(name="X", phone="+47 22 55 01 34"), Lead(name="ÍDA HOLM")]
        assert [crm.leads.alike(each) for each in same] == [[kept]] * 3
        assert crm.leads.alike(Lead(name="Ida Holm", company="Nordlys Yoga")) == []
        assert crm.leads.alike(Lead(name="X", email="i_a@holm.test")) == []
        assert crm.leads.colleagues(Lead(name="Per", email="per@holm.test")) == [kept]
        assert crm.leads.colleagues(Lead(name="Per", company="Holm Kayaks AS")) == [kept]


def test_last_contacts_are_of_those_one_spoke_with(store: Store) -> None:
    three_deals(store)
    with store.read(NOW) as crm:
        assert last_contacts(crm, [1]) == {}


def test_what_is_usual_comes_along_with_an_import(store: Store, sqlite_template: Path, tmp_path: Path) -> None:
    three_deals(store)
    moved(store, NOW + timedelta(days=9), "proposal", "moved")
    later = NOW + timedelta(days=12)
    export_folder(store, tmp_path / "out", later)
    other = Store(shutil.copy(sqlite_template, tmp_path / "other.db"))
    assert import_folder(other, tmp_path / "out", later).problems == []
    with other.read(later) as crm:
        told = stretches(crm, crm.deals.all(), "stage")
        assert [[(each.value, each.days(later)) for each in of_one] for of_one in told.values()] == [
            [("prospecting", 9), ("proposal", 3)]
        ] * 3
        assert {stage: each.days for (_, stage), each in usual_stays(crm.session, later).items()} == {"prospecting": 9}
    other.close()


def test_how_often_a_deal_was_put_off_is_kept_and_taken_back(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        crm.deals.add(Deal(name="Late", close_on=date(2026, 12, 1)))
    for number, day in enumerate((8, 5, 20)):
        with store.begin(None, NOW, f"turn {number}") as crm:
            crm.deals.all()[0].close_on = date(2026, 12, day)
    with store.begin(None, NOW, "undone") as crm:
        assert crm.deals.all()[0].postponed == 2
        take_back(crm, "turn 2")
        assert crm.deals.all()[0].postponed == 1


def test_an_unknown_pipeline_of_an_import_is_opened_with_the_usual_stages(store: Store, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(
        "name,pipeline,stage\nOne,Partners,proposal\nTwo,Partners,negotiation\n", "utf-8"
    )
    report = import_folder(store, tmp_path, NOW)
    assert (report.problems, [each.reason for each in report.warnings][:1]) == (
        [], ["is a new pipeline, with the stages of Sales"]
    )  # fmt: skip
    with store.read(NOW) as crm:
        assert [(deal.pipeline and deal.pipeline.name, deal.chance) for deal in crm.deals.all()] == [
            ("Partners", 50), ("Partners", 70)
        ]  # fmt: skip


def test_a_file_of_stages_takes_the_place_of_those_that_nobody_uses(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "first") as crm:
        crm.deals.add(Deal(name="One", stage="proposal"))
    rows = "name,pipeline,position,probability,outcome\nDemo,Sales,1,30,open\nwon,Sales,2,100,won\n"
    (tmp_path / "stages.csv").write_text(rows, "utf-8")
    import_folder(store, tmp_path, NOW)
    with store.read(NOW) as crm:
        assert sorted(crm.pipelines.stage_names()) == ["Demo", "lost", "proposal", "won"]
