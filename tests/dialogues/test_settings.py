"""What comes unasked is set by a word; suggestions are settled; a channel is about its customer until that ends."""

import re
import uuid
from collections.abc import Sequence
from datetime import timedelta

from bot.message import Heard, Message
from bot.understanding.intents import Intent
from skills.turn import Utterance
from tests.dialogues.talking import Talk

PLACE = "C07ACME"


def here(talk: Talk, text: str, *patterns: str, said: Sequence[Utterance] = ()) -> Heard:
    """Say something in the channel."""
    message = Message(
        uuid.uuid4().hex, text, talk.speaker, talk.now, f"{PLACE}:1", channel=PLACE, overheard=lambda: said
    )
    heard = talk.assistant.hear(message)
    reply = heard.reply.plain()
    for pattern in patterns:
        assert re.search(pattern, reply, re.IGNORECASE), f"{text!r} lacks {pattern}: {reply}"
    return heard


def chosen(talk: Talk, **slots: object) -> str:
    """What a form that was filled in is answered with."""
    intents = (Intent("change_settings", dict(slots)),)
    message = Message(uuid.uuid4().hex, "my settings", talk.speaker, talk.now, talk.thread, intents=intents)
    return talk.assistant.hear(message).reply.plain()


def test_one_word_turns_each_notice_off_and_on_and_undo_takes_it_back(talk: Talk) -> None:
    talk.says("send my digest at 7:30", "comes at 07:30", changes=["updated person"])
    talk.says("digest off", "morning digest no more.*“digest on”")
    talk.says("mute warnings", "warnings of cases no more")
    talk.says("quiet hours from 7pm to 8am", "Quiet from 19:00 to 08:00")
    talk.says("my settings", "morning digest: off", "warnings of cases: off", "quiet hours: 19:00 to 08:00")
    talk.says("undo", "quiet from is nothing again")
    talk.says("digest on", "from now on")
    talk.says("quiet after 6pm", "Until when")
    talk.says("8", "Quiet from 18:00 to 08:00")
    talk.says("no quiet hours", "no quiet hours")
    talk.says("mute warnings", "That is so already", changes=[])
    talk.says("what are my settings?", "morning digest: 07:30, Berlin", "warnings of cases: off", "quiet hours: none")


def test_a_form_of_settings_is_kept_as_it_was_filled_in(talk: Talk) -> None:
    said = chosen(talk, digest_at="06:45", quiet_from="20:00", quiet_to="07:00", working_days="MO,TU", off=["weekly"])
    assert "06:45" in said
    assert "Monday and Tuesday" in said
    assert "Quiet from 20:00 to 07:00" in said
    assert "no quiet hours" in chosen(talk, quiet_from="", quiet_to="")
    assert "no time of day" in chosen(talk, digest_at="soon")
    talk.says("show my settings", "06:45", "quiet hours: none", "working days: Monday and Tuesday")


def test_answers_of_a_channel_go_to_the_asker_alone_once_that_is_said_in_it(talk: Talk) -> None:
    here(talk, "answers in this channel only to whoever asks", "go to whoever asks alone", "Undo does not reach that")
    here(talk, "my settings", "answers in this channel: go to whoever asks alone")
    here(talk, "answers here for everyone", "for all its members")
    talk.says("answers in this channel only to me", "This is no channel")


def test_a_suggestion_is_not_made_again_once_it_is_turned_down_and_for_a_week_once_it_is_put_off(talk: Talk) -> None:
    first = _best(talk)
    heard = talk.says("not useful", "Which suggestion")
    talk.presses(heard, first)
    second = _best(talk)
    assert second != first
    heard = talk.says("put that suggestion off", "Which suggestion")
    assert "for a week" in talk.presses(heard, second).reply.text
    assert _best(talk) not in (first, second)
    talk.later(days=8)
    assert first not in talk.says("what should I do next?").reply.plain()


def test_a_suggestion_that_is_carried_out_is_kept_as_accepted(talk: Talk) -> None:
    advice = talk.says("what should I do next?").reply
    talk.says(advice.buttons[0].says, "remind you")
    with talk.assistant.store.read(talk.now) as crm:
        (taken,) = (each for each in crm.suggestions.all() if each.status == "accepted")
        assert taken.advice in advice.plain()
        assert taken.decided_at == talk.now


def _best(talk: Talk) -> str:
    """The first piece of advice."""
    told = talk.says("what should I do next?").reply.text
    return told.removeprefix("What I would do next: ").rstrip(".")


def test_a_channel_is_about_its_customer_until_it_is_unlinked(talk: Talk) -> None:
    here(talk, "this channel is about Donauhof Hotels", "from now on")
    here(talk, "log a call: they want a quote soon", "Logged the call with Donauhof Hotels")
    here(talk, "open a case: the invoices arrive twice", "for Donauhof Hotels")
    here(talk, "they like to be called in the morning", "Noted of Donauhof Hotels")
    here(talk, "when did we last talk?", "they want a quote soon")
    here(talk, "what's open?", "Donauhof Hotels: 2 open cases")
    assert "Brinkmann" in here(talk, "show my open deals").reply.plain()
    here(talk, "brief me on Brinkmann Logistik", "Brinkmann Logistik GmbH:")
    here(talk, "unlink this channel", "no longer about Donauhof Hotels")
    here(talk, "brief me", "Whom are you going to see")


def test_what_was_said_is_shown_before_it_is_logged_and_private_talk_is_left_out(talk: Talk) -> None:
    lines = ("Thanks all!", "Theresa agreed to 3 % and wants the contract by Friday.", "My son is sick, lunch is off")
    said = [
        Utterance("Tom", talk.now - timedelta(minutes=9 - place), text, f"{PLACE}:{place}.0")
        for place, text in enumerate(lines)
    ]
    here(talk, "summarise this channel", "With which customer", said=said)
    here(talk, "Donauhof Hotels", "Tom: Theresa agreed", "Shall I log that", said=said)
    later = Utterance("Tom", talk.now, "They cancelled the order of 9,000 EUR today", f"{PLACE}:7.0")
    heard = here(talk, "yes", "Logged what was said here with Donauhof Hotels: 1 remark", said=[*said, later])
    assert [each["record"] for each in heard.changes] == ["interaction chat with Donauhof Hotels"]
    here(talk, "sum up this channel for Donauhof Hotels", "cancelled the order", said=[*said, later])
    here(talk, "no")
    assert "sick" not in here(talk, "show the timeline of Donauhof Hotels").reply.plain()
    talk.says("summarise this channel", "only sum up a channel")
