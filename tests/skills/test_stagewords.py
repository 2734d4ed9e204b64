"""What people ask of the stages of a pipeline is read from their words, and talk about stages changes none."""

import pytest

from skills.stagewords import wish

KNOWN = ["prospecting", "engaging", "proposal", "negotiation"]


@pytest.mark.parametrize(
    ("said", "deed", "name"),
    [
        (
            "can you put in a phase called Contract Out after negotiation? it looks off without it",
            "add",
            "Contract Out",
        ),
        ("I'd like legal review to come right after proposal, 70 per cent", "add", "legal review"),
        ("Let's have Pilot at 55% sit between engaging and proposal", "add", "Pilot"),
        ('Sales pipeline gets an extra column "On Hold" with 10%', "add", "On Hold"),
        ("please add the stage *Sign-off* at 90% at the end", "add", "Sign-off"),
        ("a new stage, Warm-up, at the very start", "add", "Warm-up"),
        ("the stage order is wrong, negotiation must come after proposal", "move", "negotiation"),
        ("swap proposal and negotiation round", "move", "proposal"),
        ("nobody uses engaging so please take it out of the sales pipeline", "remove", "engaging"),
        ("remove the step Tender Review again, it was a bad idea", "remove", "Tender Review"),
        ("engaging should be called discovery from now on", "rename", "discovery"),
        ("instead of proposal we say commercial offer", "rename", "commercial offer"),
        ("Names confuse people. Please rename prospecting to New and that's it.", "rename", "New"),
    ],
)
def test_a_stage_is_named_in_the_words_of_the_day(said: str, deed: str, name: str) -> None:
    found = wish(said, KNOWN)
    assert found is not None
    assert (found.deed, found.steps[0].name) == (deed, name)


@pytest.mark.parametrize(
    ("said", "chance"),
    [
        ("Negotiation is way too optimistic, knock it down to 60", 60),
        ("negotiation's worth 45 now, not 50", 45),
        ("raise the chance of negotiation from 50 to 65", 65),
        ("I think deals in negotiation close more often than we say, put 55 there", 55),
        ("negotiation → 80%", 80),
        ("We closed four of ten. So please set negotiation to 40% until that changes.", 40),
    ],
)
def test_a_new_chance_is_read_from_talk_about_one_stage(said: str, chance: int) -> None:
    found = wish(said, KNOWN)
    assert found is not None
    assert (found.deed, [(step.name, step.chance) for step in found.steps]) == ("chance", [("negotiation", chance)])


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("It should have its own pipeline: heads-up 25, talk 50, signed.", ["heads-up", "talk", "signed"]),
        ("is it possible to have a pipeline for tenders with brief, bid and award?", ["brief", "bid", "award"]),
        ("set up a distribution pipeline - audit 40, contract 80, active", ["audit", "contract", "active"]),
        ("They need another pipeline. Trial 30, decision 70, subscribed.", ["Trial", "decision", "subscribed"]),
        (
            "our renewals go like first heads up twenty percent then offer fifty then signed",
            ["heads up", "offer", "signed"],
        ),
    ],
)
def test_a_list_is_read_without_what_leads_to_it(said: str, names: list[str]) -> None:
    found = wish(said, KNOWN)
    assert found is not None
    assert (found.deed, [step.name.removeprefix("first ") for step in found.steps]) == ("list", names)


@pytest.mark.parametrize(
    "said",
    [
        "which stages have we got and how likely is each, I need it for the board",
        "what percentage do we give negotiation?",
        "we closed three deals in negotiation, what now",
        "deals in negotiation take 20 days",
        "I am not happy with it, it is far too slow, why is that",
    ],
)
def test_talk_and_questions_ask_for_no_change(said: str) -> None:
    assert wish(said, KNOWN) is None
