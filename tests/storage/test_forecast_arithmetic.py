"""A forecast, computed by the records and by SQL, is what plain arithmetic says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from knowledge.knowledge import Knowledge
from skills.breakdown import Breakdown
from skills.outlook import Outlook
from skills.slots import Period
from skills.turn import Turn
from storage.changes import Change
from storage.crm import Crm
from storage.deals import Deal
from storage.people import Person
from storage.pipelines import Pipeline, Stage
from storage.questions import Question, find
from storage.stays import ENOUGH, Stay, usual_stays
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
CHANCES = {"Sales": {"demo": 15, "offer": 45, "verbal": 90}, "Renewal": {"contact": 20, "offer": 55}}
TURNS = count()
TRIES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

AMOUNTS = st.none() | st.decimals(Decimal(0), Decimal(10**7), places=2)
DAYS = st.none() | st.dates(date(2026, 8, 1), date(2027, 3, 1))
PLACES = st.sampled_from([(name, stage) for name, stages in CHANCES.items() for stage in [*stages, "won", "lost", "?"]])
DEAL = st.fixed_dictionaries(
    {
        "place": PLACES,
        "amount": AMOUNTS,
        "close_on": DAYS,
        "probability": st.none() | st.integers(0, 100),
        "owner": st.sampled_from([None, "Ann Lee", "Bo Fox", "Cy Dunn"]),
        "closed": st.integers(-120, 0),
    }
)
DEALS = st.lists(DEAL, max_size=12)


@contextmanager
def written(store: Store, deals: list[dict[str, Any]]) -> Iterator[Crm]:
    """The deals in two pipelines, of three people in two teams; nothing else."""
    with store.begin(None, NOW, f"turn {next(TURNS)}") as crm:
        for noun in (Change, Stay, Deal, Stage):
            crm.session.execute(delete(noun))
        people = {each.name: each for each in crm.people.all()}
        for name, team in (("Ann Lee", "north"), ("Bo Fox", "south"), ("Cy Dunn", "south")):
            email = f"{name[:2]}@x.test"
            people[name] = people.get(name) or crm.people.add(Person(name=name, email=email, team=team))
        pipelines = {name: _pipeline(crm, name) for name in CHANCES}
        for place, each in enumerate(deals):
            crm.deals.add(_deal(each, f"Deal {place}", pipelines, people))
        crm.session.expire_all()
        yield crm


def _pipeline(crm: Crm, name: str) -> Pipeline:
    pipeline = next(iter(crm.pipelines.named(name)), None) or crm.pipelines.add(Pipeline(name=name))
    for place, (stage, chance) in enumerate(CHANCES[name].items()):
        crm.stages.add(Stage(name=stage, pipeline_id=pipeline.id, position=place, probability=chance))
    return pipeline


def _deal(each: dict[str, Any], name: str, pipelines: dict[str, Pipeline], people: dict[str, Person]) -> Deal:
    pipeline, stage = each["place"]
    deal = Deal(name=name, stage=stage, amount=each["amount"], close_on=each["close_on"])
    deal.pipeline, deal.probability, deal.owner = pipelines[pipeline], each["probability"], people.get(each["owner"])
    deal.closed_at = NOW + timedelta(days=each["closed"]) if stage in ("won", "lost") else None
    return deal


def chance(each: dict[str, Any]) -> int:
    pipeline, stage = each["place"]
    if stage in ("won", "lost"):
        return 100 if stage == "won" else 0
    own: int | None = each["probability"]
    return CHANCES[pipeline].get(stage, 0) if own is None else own


def worth(each: dict[str, Any]) -> Decimal:
    return (each["amount"] or Decimal()) * chance(each) / 100


def is_won(each: dict[str, Any]) -> bool:
    day = (NOW + timedelta(days=each["closed"])).date()
    return each["place"][1] == "won" and date(2026, 10, 1) <= day <= date(2026, 12, 31)


def is_due(each: dict[str, Any]) -> bool:
    """Open, and to close by the end of the quarter; what is late counts too."""
    day = each["close_on"]
    return each["place"][1] not in ("won", "lost") and day is not None and day <= date(2026, 12, 31)


def outlook(crm: Crm) -> Outlook:
    speaker = crm.people.named("Ann Lee")[0]
    turn = Turn(crm, Knowledge, speaker, NOW, "", "")  # type: ignore[arg-type]
    return Outlook.of(turn, QUARTER, None, None)


@TRIES
@given(deals=DEALS)
def test_a_forecast_is_what_is_won_and_each_open_amount_by_its_chance(store: Store, deals: list[Any]) -> None:
    with written(store, deals) as crm:
        seen = outlook(crm)
        assert sum((each.weighted for each in seen.open), Decimal()) == sum(
            map(worth, filter(is_due, deals)), Decimal()
        )
        won = sum((each["amount"] or Decimal() for each in deals if is_won(each)), Decimal())
        assert sum((each.amount or Decimal() for each in seen.won), Decimal()) == won


@TRIES
@given(deals=DEALS)
def test_groups_of_a_forecast_add_up_to_the_whole(store: Store, deals: list[Any]) -> None:
    counted = [each for each in deals if is_due(each) or is_won(each)]
    teams = {"Ann Lee": "north", "Bo Fox": "south", "Cy Dunn": "south", None: "none"}
    with written(store, deals) as crm:
        whole = outlook(crm)
        seen = Breakdown(whole.turn, whole.period, None, whole.open, whole.won)
        assert [row[0] for row in seen.by_owner().rows] == sorted({each["owner"] or "nobody" for each in counted})
        assert [row[0] for row in seen.by_team().rows] == sorted({teams[each["owner"]] for each in counted})
        for table in (seen.by_month(), seen.by_owner(), seen.by_team()):
            open_sum = sum(Decimal(row[2].replace(",", "")) for row in table.rows)
            exact = sum((each["amount"] or Decimal() for each in deals if is_due(each)), Decimal())
            assert abs(open_sum - exact) <= len(table.rows)


@TRIES
@given(deals=DEALS, least=st.integers(0, 100))
def test_sql_gives_each_deal_the_chance_that_the_record_has(store: Store, deals: list[Any], least: int) -> None:
    with written(store, deals) as crm:
        records = crm.deals.all()
        assert [each.chance for each in records] == [chance(each) for each in deals]
        likely = find(crm, Question("deal", [["probability", ">=", least]]), ZoneInfo("UTC")).records
        assert likely == [record for record, each in zip(records, deals, strict=True) if chance(each) >= least]


@TRIES
@given(lasted=st.lists(st.tuples(st.sampled_from(["demo", "offer"]), st.integers(0, 90)), max_size=14))
def test_the_usual_time_in_a_stage_is_the_median_of_the_deals_that_left_it(
    store: Store, lasted: list[tuple[str, int]]
) -> None:
    one = {
        "place": ("Sales", "demo"),
        "amount": None,
        "close_on": None,
        "probability": None,
        "owner": None,
        "closed": 0,
    }
    with written(store, [one]) as crm:
        deal = crm.deals.all()[0]
        for stage, days in lasted:
            since = NOW - timedelta(days=days + 5)
            crm.stays.add(
                Stay(deal=deal, pipeline_id=deal.pipeline_id, stage=stage, since=since, until=since + timedelta(days))
            )
        usual = usual_stays(crm.session, NOW)
        for stage in ("demo", "offer"):
            days_there = [days for each, days in lasted if each == stage]
            found = usual.get((deal.pipeline_id, stage))
            assert (found.days if found else None) == (median(days_there) if days_there else None)
            if found:
                assert found.limit == (max(found.days * 1.5, 7) if len(days_there) >= ENOUGH else 30)
