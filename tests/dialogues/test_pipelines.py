"""Pipelines by chat: stages that are set, and understood by name from then on."""

from tests.dialogues.talking import Talk, slots

REVIEW = "add a stage Security Review with 60% after proposal"


def test_a_stage_that_was_added_is_understood_by_its_name(talk: Talk) -> None:
    talk.says(REVIEW, "proposal 50 %, Security Review 60 % and negotiation", changes=["created stage"])
    heard = talk.says("move Alpwerk to security review", "negotiation → Security Review", changes=["updated deal"])
    assert slots(heard) == {"deal": "Alpwerk Bergamo", "stage": "Security Review"}
    asked = talk.says("deals in security review", "1 deal", "Alpwerk Bergamo")
    assert slots(asked)["filters"] == [["stage", "=", "Security Review"]]
    talk.says("remove the security review stage", "1 deal in Security Review, so nothing was changed", changes=[])
    talk.says("undo", changes=["updated deal"])
    talk.says("undo", "Security Review is deleted again", changes=["deleted stage"])


def test_deals_go_through_a_pipeline_of_their_own(talk: Talk) -> None:
    talk.says("our renewal pipeline goes contact 20%, offer 50%, signed", "contact 20 %, offer 50 % and signed")
    talk.says("new renewal deal for Alpwerk Maschinenbau, 12k", "in contact of Renewal", changes=["created deal"])
    talk.says("put the Alpwerk Bergamo deal in the renewals pipeline", "→ contact of Renewal", changes=["updated deal"])
    talk.says("undo", "pipeline is Sales again", changes=["updated deal"])


def test_a_half_sentence_moves_the_deal_of_its_customer(talk: Talk) -> None:
    talk.says("the alpwerk one, move to proposal", "negotiation → proposal", changes=["updated deal"])


def test_what_is_at_risk_is_told_with_why(talk: Talk) -> None:
    heard = talk.says("which deals are at risk and why", r"At risk: \d+ of \d+ open deals", "why")
    assert heard.intents[0].skill == "show_forecast"
    talk.says("forecast by rep this quarter", r"owner \| won \| open \| weighted", lacks=r"month \| won")
