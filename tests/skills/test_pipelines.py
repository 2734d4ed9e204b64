"""Pipelines: their stages set, and deals that go through them."""

from datetime import date
from decimal import Decimal

import pytest

from skills.conversation import undo
from skills.deals import add_deal, close_deal, move_deal, show_forecast
from skills.pipelines import set_stages
from skills.questions import find_records, report
from skills.records import show_record, update_record
from skills.reply import Reply
from skills.turn import Refused, Turn, Unconfirmed
from storage.campaigns import Goal
from storage.deals import Deal
from storage.pipelines import Pipeline
from tests.skills.house import House
from tests.skills.test_deals import deal, globe, opened, put

RENEWALS = "our renewal pipeline goes contact 20%, offer 50%, signed"


def told(house: House, words: str, pipeline: str | None = None) -> Reply:
    with house.turn(text=words) as turn:
        meant = turn.crm.pipelines.named(pipeline)[0] if pipeline and turn.crm.pipelines.named(pipeline) else pipeline
        return set_stages(turn, meant, words)


def renewals(turn: Turn) -> Pipeline:
    return turn.crm.pipelines.named("renewal")[0]


def stages(house: House, pipeline: str = "Sales") -> list[tuple[str, int]]:
    with house.records() as crm:
        return [(each.name, each.probability) for each in crm.pipelines.named(pipeline)[0].stages]


def renewal(house: House, name: str = "Renewal 2027") -> None:
    with house.turn() as turn:
        add_deal(turn, globe(turn), name, Decimal(1000), pipeline=renewals(turn))


def test_a_list_of_stages_makes_a_pipeline_with_ends_of_its_own(house: House) -> None:
    assert told(house, RENEWALS, "renewal").text == "Renewal goes contact 20 %, offer 50 % and signed (won)."
    assert stages(house, "Renewal") == [("contact", 20), ("offer", 50), ("signed", 100), ("lost", 0)]
    with house.turn() as turn:
        undo(turn)
        assert [each.name for each in turn.crm.pipelines.all()] == ["Sales"]
        assert turn.crm.stages.count() == 6


def test_a_stage_is_added_after_another_one(house: House) -> None:
    told(house, "add a stage Security Review with 60% after proposal")
    assert stages(house)[2:4] == [("proposal", 50), ("Security Review", 60)]
    with house.turn() as turn:
        undo(turn)
    assert [name for name, _ in stages(house)] == ["prospecting", "engaging", "proposal", "negotiation", "won", "lost"]


def test_a_stage_without_a_chance_gets_one_between_its_neighbours(house: House) -> None:
    told(house, "add stage demo between engaging and proposal")
    assert stages(house)[1:4] == [("engaging", 30), ("demo", 40), ("proposal", 50)]


def test_a_new_chance_counts_for_the_deals_in_the_stage_at_once(house: House) -> None:
    opened(house)
    put(house, "negotiation")
    told(house, "make negotiation 75%")
    with house.turn() as turn:
        assert deal(turn).weighted == 30000
        assert "open, weighted by chance: 30,000" in show_forecast(turn).plain()
        found = find_records(turn, "deal", [["probability", ">=", 75]])
        assert "Scanner lease" in found.plain()
        undo(turn)
        assert deal(turn).weighted == 28000


def test_a_stage_with_deals_in_it_is_not_removed_and_its_deals_are_told(house: House) -> None:
    opened(house)
    with pytest.raises(Refused, match=r"1 deal in prospecting, so nothing was changed\. Move them"):
        told(house, "remove the prospecting stage")
    with pytest.raises(Refused, match="1 deal in prospecting"):
        told(house, "our sales pipeline goes demo 40%, offer 60%, signed", "Sales")
    put(house, "engaging")
    told(house, "remove the prospecting stage")
    assert stages(house)[0] == ("engaging", 30)


def test_a_renamed_stage_takes_its_deals_along_and_back(house: House) -> None:
    opened(house)
    house.later(days=3)
    put(house, "proposal")
    told(house, "rename proposal to Quote sent")
    with house.turn() as turn:
        assert (deal(turn).stage, deal(turn).chance) == ("Quote sent", 50)
        assert "history: prospecting 3 days, Quote sent since today" in show_record(turn, deal(turn)).plain()
        undo(turn)
        turn.crm.session.expire_all()
        assert (deal(turn).stage, deal(turn).chance) == ("proposal", 50)


def test_words_that_ask_for_nothing_show_the_stages(house: House) -> None:
    reply = told(house, "show me the stages")
    assert reply.text == "Sales goes prospecting 10 %, engaging 30 %, proposal 50 % and negotiation 70 %."
    with pytest.raises(Refused, match="There is no pipeline called “tender”"):
        told(house, "add a stage demo", "tender")


def test_a_deal_in_a_pipeline_of_its_own_begins_and_ends_there(house: House) -> None:
    told(house, RENEWALS, "renewal")
    with house.turn() as turn:
        said = add_deal(turn, globe(turn), "Renewal 2027", Decimal(1000), pipeline=renewals(turn)).text
        assert said.endswith("in contact of Renewal (20 %).")
        assert "pipeline: Renewal" in show_record(turn, deal(turn, "Renewal 2027")).plain()
    with house.turn() as turn:
        assert move_deal(turn, "next", deal(turn, "Renewal 2027")).text.startswith(
            "Renewal 2027: contact → offer of Renewal on the same day."
        )
        assert "→ contact" in move_deal(turn, "previous", deal(turn, "Renewal 2027")).text
    with house.turn() as turn:
        assert "contact → signed (won) of Renewal" in move_deal(turn, "signed", deal(turn, "Renewal 2027")).text
        assert (deal(turn, "Renewal 2027").stage, deal(turn, "Renewal 2027").closed_at) == ("won", turn.now)
        assert "Renewal 2027" in find_records(turn, "deal", [["stage", "=", "signed"]]).plain()
        undo(turn)
        assert deal(turn, "Renewal 2027").is_open


def test_a_deal_moves_to_another_pipeline_and_back_by_one_undo(house: House) -> None:
    told(house, RENEWALS, "renewal")
    opened(house)
    with house.turn() as turn:
        reply = move_deal(turn, None, deal(turn), pipeline=renewals(turn))
        assert reply.text.startswith("Scanner lease: prospecting → contact of Renewal")
        assert reply.text.endswith("It counts with 8,000 now, 20 % of 40,000.")
    with house.turn() as turn:
        undo(turn)
        assert (deal(turn).pipeline_id, deal(turn).stage) == (1, "prospecting")


def test_a_stage_that_only_another_pipeline_has_is_asked_about(house: House) -> None:
    told(house, RENEWALS, "renewal")
    opened(house)
    with house.turn() as turn, pytest.raises(Unconfirmed, match="offer is a stage of Renewal, and Scanner lease is in"):
        move_deal(turn, "offer", deal(turn))
    with house.turn() as turn, pytest.raises(Refused, match=r"Sales has no stage “pilot”\. It has"):
        move_deal(turn, "pilot", deal(turn))


def test_a_forecast_and_a_report_are_of_one_pipeline(house: House) -> None:
    told(house, RENEWALS, "renewal")
    opened(house)
    renewal(house)
    with house.turn() as turn:
        told_by = report(turn, "count", "deal", "pipeline").plain()
        assert "Renewal | 1" in told_by
        assert "Sales | 1" in told_by
        found = find_records(turn, "deal", [["pipeline", "=", "Renewal"]])
        assert "Renewal 2027" in found.plain()
        assert "Scanner lease" not in found.plain()


def test_why_deals_are_lost_is_counted_by_reason(house: House) -> None:
    for number in range(3):
        opened(house, f"Press {number}", 100 + number)
        with house.turn() as turn:
            close_deal(turn, deal(turn, f"Press {number}"), "lost", reason="too dear" if number else "no budget")
    with house.turn() as turn:
        assert "too dear | 2" in report(turn, "count", "deal", "reason", [["stage", "=", "lost"]]).plain()


def test_what_is_won_comes_with_what_is_next(house: House) -> None:
    opened(house)
    with house.turn() as turn:
        reply = close_deal(turn, deal(turn), "won")
        assert [each.label for each in reply.buttons] == ["Remind me to ask how it goes"]


def test_a_deal_without_a_pipeline_told_goes_the_default_one(house: House) -> None:
    with house.turn() as turn:
        made = turn.crm.deals.add(Deal(name="Bare", customer=globe(turn)))
        assert made.pipeline is turn.crm.pipelines.default


def test_win_rate_and_cycle_are_told_by_team_and_by_pipeline(house: House) -> None:
    told(house, RENEWALS, "renewal")
    with house.turn() as turn:
        turn.speaker.team = "field"
    opened(house)
    opened(house, "Label printers", 500)
    renewal(house)
    house.later(days=10)
    for name, outcome in (("Scanner lease", "won"), ("Label printers", "lost"), ("Renewal 2027", "won")):
        with house.turn() as turn:
            close_deal(turn, deal(turn, name), "won" if outcome == "won" else "lost", reason="price")
    with house.turn() as turn:
        assert "field | 66.7 %" in report(turn, "win_rate", by="team").plain()
        by_pipeline = report(turn, "win_rate", by="pipeline").plain()
        assert "Renewal | 100 %" in by_pipeline
        assert "Sales | 50 %" in by_pipeline
        assert "field | 10 days" in report(turn, "cycle_days", by="team").plain()
        assert "Sales | 10 days" in report(turn, "cycle_days", by="pipeline").plain()


def test_a_forecast_is_broken_down_by_what_was_asked_with_the_goals_of_a_team(house: House) -> None:
    opened(house)
    with house.turn() as turn:
        turn.speaker.team = "field"
        first, last = date(2026, 10, 1), date(2026, 12, 31)
        goal = Goal(metric="sum:amount", entity="deal", target=Decimal(9000), starts_on=first, ends_on=last)
        goal.owner = turn.speaker
        turn.crm.goals.add(goal)
    with house.turn() as turn:
        by_team = show_forecast(turn, by="team").plain()
        assert "team | won | open | weighted | goal\nfield | 0 | 40,000 | 4,000 | 9,000" in by_team
        assert "owner | won" not in by_team
        assert "month | won | open | weighted\n2026-12 | 0 | 40,000 | 4,000" in show_forecast(turn, by="month").plain()


def test_stuck_and_slipping_deals_are_told_with_their_numbers(house: House) -> None:
    opened(house)
    for day in ("2026-12-18", "2026-12-21"):
        with house.turn() as turn:
            update_record(turn, deal(turn), "close_on", day)
    house.later(days=31)
    with house.turn() as turn:
        forecast = show_forecast(turn).plain()
        assert "stuck: 40,000 (1 deal), longer in their stage than usual" in forecast
        assert "slipping: 40,000 (1 deal), past their day or put off more than once" in forecast
        shown = show_record(turn, deal(turn)).plain()
        assert "stuck: 31 days in prospecting, more than 30" in shown
        assert "slipping: was to close Mon 21 Dec; put off 2 times" in shown


def test_what_is_at_risk_stuck_or_slipping_is_told_alone_when_that_is_asked(house: House) -> None:
    opened(house)
    opened(house, "Label printers", 500)
    house.later(days=25)
    with house.turn() as turn:
        update_record(turn, deal(turn, "Label printers"), "close_on", "2027-03-01")
        stuck = "which deals are stuck"
    house.later(days=8)
    put(house, "engaging", "Label printers")
    with house.turn(text=stuck) as turn:
        reply = show_forecast(turn)
        assert reply.text == "Stuck: 1 of 2 open deals, 40,000 of 40,500."
        assert "Scanner lease | Priya Nair | 40,000 | was to close Tue 15 Dec; 33 days in prospecting" in reply.plain()
    with house.turn(text="which deals are at risk and why") as turn:
        assert show_forecast(turn).text == "At risk: 2 of 2 open deals, 40,500 of 40,500."
    with house.turn(text="which deals are slipping in March?") as turn:
        tom = turn.crm.people.named("Tom Becker")[0]
        assert show_forecast(turn, owner=tom).text == "None of no open deals of Tom Becker is slipping."
