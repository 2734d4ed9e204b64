"""Who is away, in which team and with how much to do, by chat at the demo company; campaigns and drafts for many."""

from tests.dialogues.talking import Talk, slots


def test_whoever_is_away_is_asked_for_a_stand_in_and_takes_it_back(talk: Talk) -> None:
    talk.says("I'm away till Wednesday", r"away until Wed 25 Nov", r"Shall .+ stand in\?", changes=["created absence"])
    talk.says("yes", r"gets the reminders and new cases", changes=["updated absence"])
    talk.says("undo", r"stand in is nothing again", changes=["updated absence"])
    talk.says("undo", r"is deleted again", changes=["deleted absence"])


def test_a_colleague_is_away_with_a_stand_in_and_comes_back(talk: Talk) -> None:
    heard = talk.says(
        "Noah is on holiday from 3 to 14 December, Wei Ling stands in", r"Wei Ling Tan gets the reminders"
    )
    assert slots(heard)["stand_in"] == "Wei Ling Tan"
    talk.says("who is away on 7 December?", r"Away then: Noah Kessler", changes=[])
    talk.thread = "another"
    talk.says("Noah is not away after all", r"not away", changes=["deleted absence"])


def test_asking_whether_somebody_is_away_changes_nothing(talk: Talk) -> None:
    talk.says("is Diego away next week?", r"Diego Salvatierra is not away then", changes=[])
    talk.says("Joost van Houdt is away next week", r"Logged", changes=["created interaction"])


def test_a_team_is_shown_and_changed(talk: Talk) -> None:
    talk.says("who is in support?", r"Bram de Wit", r"open cases", changes=[])
    talk.says("put Chloe in support", r"Chloe Bannister is in the team support", changes=["updated person"])
    talk.says("undo", r"team is sales again", changes=["updated person"])
    talk.says("I live in Lisbon time", r"on Lisbon time", changes=["updated person"])
    talk.says("my working days are Monday to Thursday", r"work Monday to Thursday", changes=["updated person"])
    talk.says("open cases by team", r"support", changes=[])


def test_a_portfolio_is_handed_over_after_a_yes_and_comes_back_whole(talk: Talk) -> None:
    talk.says("hand everything of Diego's over to Chloe", r"14 customers", r"Not moved: .*closed deals", changes=[])
    heard = talk.says("yes", r"Chloe Bannister now looks after")
    assert len(heard.changes) == 26
    talk.says("undo", r"26 changes")


def test_a_segment_is_written_to_one_by_one(talk: Talk) -> None:
    talk.says(
        "segment VIP: customers with lifetime value over 20k", r"VIP has 13 customers", changes=["created segment"]
    )
    talk.says("open deals in segment VIP", r"12 deals", changes=[])
    heard = talk.says("draft the launch mail for the VIP segment", r"28 drafts for VIP", r"Nothing is sent", changes=[])
    assert str(heard.reply.files[0].content).count("To: ") == 28


def test_many_leads_are_set_by_a_statement_and_a_question_only_lists_them(talk: Talk) -> None:
    talk.says("all leads from referrals are qualified now", r"Set to qualified: 2 leads", changes=[])
    talk.says("no", changes=[])
    talk.says("which leads are qualified", r"leads", changes=[], lacks="changed nothing")
    heard = talk.says("add Max Moor to leads, works at Moor & Sons, cold call", changes=["created lead"])
    assert slots(heard) == {"name": "Max Moor", "company": "Moor & Sons", "source": "cold"}
