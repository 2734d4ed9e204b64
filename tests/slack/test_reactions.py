"""Emoji on messages: what they keep, once, for whom, and what they leave alone."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from bot.reactions import reactions_of
from bot.settings import SettingTrouble, read_settings
from bot.slack.said import Said
from bot.slack.settling import once
from bot.workspace import Person
from bot.workspace.channels import Channel
from bot.workspace.messages import Message
from storage.cases import Case
from storage.interactions import Interaction
from storage.mailroom import Twice, waiting
from storage.people import Person as Colleague
from storage.threads import ChannelLink
from tests.slack.conftest import House

WITHIN = 20


def history(house: House) -> list[Interaction]:
    with house.store.read(house.now()) as crm:
        found = crm.interactions.all()
        assert all(each.customer and each.by for each in found)
        crm.session.expunge_all()
        return found


def cases(house: House) -> list[Case]:
    with house.store.read(house.now()) as crm:
        found = crm.cases.all()
        crm.session.expunge_all()
        return found


def tom_and_sales(house: House, priya: Person) -> tuple[Person, Channel]:
    tom = house.workspace.user("Tom Becker", email="tom@rapport.test")
    return tom, house.workspace.channel("sales", members=[priya, tom])


def answers(house: House, said: Message, count: int) -> list[Message]:
    """So many answers in the thread of a message."""
    house.workspace.wait_until(lambda: len(house.workspace.replies(said)) >= count, WITHIN)
    found = house.workspace.replies(said)
    assert {each.thread for each in found} == {said.root}
    return found


def test_a_memo_logs_a_message_once_with_author_time_and_source(doors: House, priya: Person) -> None:
    doors.open()
    tom, sales = tom_and_sales(doors, priya)
    said = tom.says("Acme Ltd called, they want a second gate", channel=sales)
    doors.ahead = timedelta(minutes=5)
    priya.reacts(said, "memo")
    assert "Logged the chat with Acme Ltd" in answers(doors, said, 1)[0].shown
    tom.reacts(said, "memo")
    assert "in the history already: chat with Acme Ltd" in answers(doors, said, 2)[1].shown
    [kept] = history(doors)
    assert kept.summary == "Tom Becker: Acme Ltd called, they want a second gate"
    assert kept.source == f"{sales.id}:{said.ts}"
    assert kept.by
    assert kept.by.name == "Priya Nair"
    assert abs(kept.happened_at.timestamp() - float(said.ts)) < 61


def test_a_reply_in_a_thread_is_logged_with_the_customer_of_the_channel(house: House, priya: Person) -> None:
    house.open()
    tom, sales = tom_and_sales(house, priya)
    with house.store.begin(None, house.now(), "link") as crm:
        crm.links.add(ChannelLink(channel=sales.id, customer=crm.customers.named("Acme Ltd")[0]))
    first = priya.says("Any news?", channel=sales)
    said = priya.says("Yes, the gate works now", channel=sales, thread=first)
    priya.reacts(said, "memo")
    assert "Acme Ltd" in answers(house, said, 1)[0].shown
    [kept] = history(house)
    assert (kept.summary, kept.source) == ("Yes, the gate works now", f"{sales.id}:{said.ts}:{first.ts}")
    tom.reacts(said, "memo")
    assert "in the history already" in answers(house, said, 2)[1].shown
    posts = [call.arguments for call in house.workspace.calls if call.method == "chat.postMessage"]
    assert {post["thread_ts"] for post in posts} == {first.ts}


def test_whom_a_message_is_about_is_asked_where_nobody_can_tell(house: House, priya: Person) -> None:
    house.open()
    _, sales = tom_and_sales(house, priya)
    several = priya.says("Hooli North and Hooli South were on the phone", channel=sales)
    priya.reacts(several, "memo")
    asked = answers(house, several, 1)[0]
    priya.clicks(asked, "Hooli South")
    assert "Logged the chat with Hooli South" in answers(house, several, 2)[1].shown
    priya.reacts(several, "memo::skin-tone-2")
    assert "in the history already" in answers(house, several, 3)[2].shown
    nobody = priya.says("They were on the phone", channel=sales)
    priya.reacts(nobody, "memo")
    assert "Who was it with?" in answers(house, nobody, 1)[0].shown
    assert len(history(house)) == 1


def test_a_ticket_opens_a_case_and_a_check_mark_closes_it(house: House, priya: Person) -> None:
    house.open()
    tom, sales = tom_and_sales(house, priya)
    said = tom.says("Acme Ltd: the door is stuck\nSince this morning, and nobody gets in", channel=sales)
    priya.reacts(said, "ticket")
    opened = answers(house, said, 1)[0]
    assert "Opened case 1 for Acme Ltd: Acme Ltd: the door is stuck" in opened.shown
    [kept] = history(house)
    assert kept.source == f"{sales.id}:{said.ts}"
    tom.reacts(said, "ticket")
    assert "Case 1 was opened from that message already" in answers(house, said, 2)[1].shown
    priya.reacts(said, "white_check_mark")
    assert "Closed case 1" in answers(house, said, 3)[2].shown
    tom.reacts(opened, "white_check_mark")
    assert "closed already" in answers(house, said, 4)[3].shown
    assert [each.status for each in cases(house)] == ["closed"]


def test_a_message_that_is_logged_becomes_a_case_without_being_logged_again(house: House, priya: Person) -> None:
    house.open()
    said = priya.says("Acme Ltd: the door is stuck", channel=tom_and_sales(house, priya)[1])
    priya.reacts(said, "memo")
    answers(house, said, 1)
    priya.reacts(said, "ticket")
    assert "Opened case 1 for Acme Ltd" in answers(house, said, 2)[1].shown
    assert len(history(house)) == 1


def test_a_check_mark_on_our_own_word_closes_the_case_it_tells_of(house: House, priya: Person) -> None:
    house.open()
    said = priya.says("The gate of Acme Ltd squeaks", channel=tom_and_sales(house, priya)[1])
    priya.reacts(said, "ticket")
    priya.reacts(answers(house, said, 1)[0], "white_check_mark")
    assert "Closed case 1" in answers(house, said, 2)[1].shown


def test_what_means_nothing_is_neither_kept_nor_answered(house: House, priya: Person) -> None:
    house.open()
    tom, sales = tom_and_sales(house, priya)
    guest = house.workspace.user("Gil Guest", email="gil@rapport.test", is_restricted=True)
    sales.members.append(guest.id)
    said = tom.says("Acme Ltd called", channel=sales)
    priya.reacts(said, "tada")
    priya.reacts(said, "white_check_mark")
    guest.reacts(said, "memo")
    elsewhere = house.workspace.channel("elsewhere", members=[priya], with_app=False)
    priya.reacts(priya.says("Acme Ltd called", channel=elsewhere), "memo")
    house.workspace.settle(0.3)
    house.workspace.wait_until(lambda: not waiting(house.store, house.now()), WITHIN)
    assert house.workspace.replies(said) == []
    assert history(house) == []
    with house.store.read(house.now()) as crm:
        assert crm.people.first(Colleague.email == "gil@rapport.test") is None


def test_after_an_undo_the_message_can_be_kept_again(house: House, priya: Person) -> None:
    house.open()
    _, sales = tom_and_sales(house, priya)
    said = priya.says("Acme Ltd called", channel=sales)
    priya.reacts(said, "memo")
    answers(house, said, 1)
    with house.store.begin(None, house.now(), "undo") as crm:
        crm.interactions.remove(*crm.interactions.all())
    priya.reacts(said, "memo::skin-tone-2")
    assert "Logged the chat" in answers(house, said, 2)[1].shown


def test_what_another_process_made_of_the_message_meanwhile_is_not_made_again(house: House) -> None:
    said = Said("U1", "Acme Ltd called", "C1", "1.5", "C1", source="C1:1.5", reaction="log")
    for source, times in (("C1:1.5", 1), ("C1:1.55", 1), ("C1:1.5:1.2", 2)):
        with house.store.begin("priya@rapport.test", house.now(), f"reaction:C1:1.5:{source}") as crm:
            acme = crm.customers.named("Acme Ltd")[0]
            crm.interactions.add(Interaction(summary="Called", customer=acme, happened_at=crm.now, source=source))
            with pytest.raises(Twice) if times > 1 else nullcontext():
                once(crm, said)


def test_emoji_are_set_by_words_and_nonsense_is_refused_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reactions_of(":pencil:=log, fire = case") == {"pencil": "log", "fire": "case"}
    assert reactions_of("off") == {}
    monkeypatch.setenv("RAPPORT_REACTIONS", "memo=eat")
    with pytest.raises(SettingTrouble, match="memo can log, case or close, not “eat”"):
        read_settings()
