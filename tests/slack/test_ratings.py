"""Thumbs under an answer are kept with the reading; down shows it at once, to be put right."""

from bot.slack.inbox import form_of
from bot.slack.ratings import RATE, rated, rating_value
from bot.workspace import Person
from bot.workspace.messages import Message
from storage.lessons import Lesson
from storage.ratings import Rating
from tests.slack.conftest import House


def turn_of(answer: Message) -> str:
    """The turn that an answer is of, as its thumbs tell."""
    (element,) = answer.blocks[-1]["elements"]
    return str(element["positive_button"]["value"]).removeprefix("good:")


def kept(house: House) -> tuple[list[Rating], list[Lesson]]:
    """The ratings and lessons there are."""
    with house.store.read(house.now()) as crm:
        found = crm.ratings.all(), crm.lessons.all()
        crm.session.expunge_all()
        return found


def test_a_thumb_up_confirms_in_silence_and_a_thumb_down_explains(house: House, priya: Person) -> None:
    house.open()
    answer = house.hear(priya.says("show Acme Ltd"))
    liked = priya.clicks(answer, "Good answer")
    house.workspace.wait_until(lambda: kept(house)[0], within=20)
    ((rating,), (lesson,)) = kept(house)
    assert (rating.good, rating.skill, rating.turn) == (True, "show_record", turn_of(answer))
    assert "Acme" not in rating.text
    assert (lesson.skill, lesson.read_as) == ("show_record", "show_record")
    told = house.workspace.wait_for_replies(priya.clicks(answer, "Bad answer"), 1, within=20)[0]
    assert "This is how I read it" in told.shown
    assert "Right as it is" in told.buttons
    ((again,), lessons) = kept(house)
    assert (again.good, lessons) == (False, [])
    house.workspace.settle(0.2)
    assert house.workspace.replies(liked) == [told]


def test_in_a_channel_whoever_rates_is_told_alone(house: House, priya: Person) -> None:
    house.open()
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    sales = house.workspace.channel("sales", members=[priya, tom])
    answer = house.hear(priya.says("@Rapport show Acme Ltd", channel=sales))
    told = house.workspace.wait_for_replies(tom.clicks(answer, "Bad answer"), 1, within=20)[0]
    assert (told.visible_to, told.thread) == (tom.id, answer.thread)
    assert "This is how I read it" in told.shown
    assert not told.buttons


def test_where_nothing_may_be_learned_only_the_thumb_is_kept(house: House, priya: Person) -> None:
    house.open().working.work.__self__.assistant.learns = False  # type: ignore[attr-defined]
    answer = house.hear(priya.says("show Acme Ltd"))
    priya.clicks(answer, "Good answer")
    house.workspace.wait_until(lambda: kept(house)[0], within=20)
    ((rating,), lessons) = kept(house)
    assert (rating.text, rating.skill, lessons) == ("", "show_record", [])


def test_thumbs_are_known_by_their_action() -> None:
    for id in (RATE, f"{RATE}:3"):
        assert form_of({"type": "block_actions", "actions": [{"action_id": id}]}) == "rate"
    assert form_of({"type": "block_actions", "actions": [{"action_id": "rates"}]}) == ""


def test_a_thumb_tells_its_side_and_its_turn() -> None:
    assert rated({"value": rating_value("event:Ev1", True)}) == "good:event:Ev1"
    assert rated({"value": rating_value("event:Ev1", False)}) == "bad:event:Ev1"
