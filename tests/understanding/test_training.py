"""Training on a folder of sentences gives a router and a tagger that read new ones."""

from pathlib import Path

import pytest

from bot.understanding.learning.router import Router
from bot.understanding.learning.sentences import Span
from bot.understanding.learning.tagger import Tagger
from bot.understanding.learning.training import digest, load, trained
from knowledge.encoder import Encoder

SKILLS = {"show_record": ("record",), "remind_me": ("about", "due_at"), "close_case": ("case",)}
LINES = {
    "show_record": [
        f"{ask} {{record:{name}}}"
        for ask in ("show me", "open the record of", "what do we have on", "details of", "display")
        for name in ("Acme", "Kestrel Freight")
    ],
    "remind_me": [
        f"{ask} {{due_at:{when}}} to {{about:{what}}}"
        for ask in ("remind me", "please remind me", "set a reminder for", "ping me", "nudge me")
        for when, what in (("tomorrow", "call back"), ("on Friday", "send the deck"))
    ],
    "close_case": [
        f"{{case:{number}}}".join(ask)
        for ask in (("close case ", ""), ("case ", " is done"), ("please close ticket ", " now"), ("resolve ", ""))
        for number in (4, 17, 212)
    ],
    "out_of_scope": [
        f"{do} {what}"
        for do, what in zip(
            ("play", "order", "book", "sing", "who won", "what is", "translate", "bake", "paint", "roll", "tell", "buy")
            * 2,
            ("a song", "a pizza", "a flight", "along", "the match", "the weather", "this poem", "a cake") * 3,
            strict=True,
        )
    ],
    "fly_to_the_moon": ["fly to the moon", "start the rocket"],
}


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sentences")
    for skill, lines in LINES.items():
        (folder / f"{skill}.txt").write_text("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def models(sentences: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Router, Tagger]:
    encoder = Encoder()
    return load(trained(sentences, SKILLS, encoder, tmp_path_factory.mktemp("trained")), encoder)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("remind me to write to personname", "remind_me"),
        ("could you show me customername", "show_record"),
        ("close the case 17", "close_case"),
    ],
)
def test_new_sentences_find_their_skill(models: tuple[Router, Tagger], text: str, skill: str) -> None:
    (ranking,) = models[0].rank([text])
    assert ranking.skills[0][0] == skill
    assert sum(chance for _, chance in ranking.skills) == pytest.approx(1)


def test_a_skill_that_is_not_registered_is_never_offered(models: tuple[Router, Tagger]) -> None:
    (ranking,) = models[0].rank(["fly to the moon"])
    assert {skill for skill, _ in ranking.skills} == set(SKILLS)


def test_what_no_skill_serves_is_further_outside(models: tuple[Router, Tagger]) -> None:
    pizza, case = models[0].rank(["order me a large pizza", "close case 17"])
    assert pizza.outside > case.outside


def test_many_are_ranked_as_one_by_one(models: tuple[Router, Tagger]) -> None:
    texts = ["order me a large pizza", "close case 17", "remind me to write to personname"]
    for one, many in zip(models[0].rank(texts), models[0].rank_many(texts), strict=True):
        assert many.outside == pytest.approx(one.outside, abs=1e-3)
        assert dict(many.skills) == pytest.approx(dict(one.skills), abs=1e-3)


def test_slots_of_a_new_sentence_are_marked(models: tuple[Router, Tagger]) -> None:
    text = "remind me tomorrow to send the price list"
    spans = models[1].tag(text, [(10, 18, "date")], "remind_me", SKILLS["remind_me"])
    assert Span("due_at", 10, 18) in spans


def test_training_is_not_repeated_until_something_changes(sentences: Path, tmp_path: Path) -> None:
    folder = tmp_path / digest(sentences, SKILLS)
    folder.mkdir()
    (folder / "router.npz").touch()
    assert trained(sentences, SKILLS, Encoder(), tmp_path) == folder
    assert digest(sentences, {**SKILLS, "undo": ()}) != folder.name
