"""Whatever Slack suggests to say is read as what it promises."""

import uuid
from dataclasses import replace

from bot.message import Message
from tests.dialogues.talking import Talk
from tests.slack.test_prompts import all_prompts


def test_every_prompt_is_understood(talk: Talk) -> None:
    for prompt in all_prompts("Kolářova Dílna"):
        alone = replace(talk, thread=uuid.uuid4().hex)
        message = Message(uuid.uuid4().hex, prompt.message, alone.speaker, alone.now, alone.thread)
        heard = talk.assistant.hear(message, dry_run=True)
        assert [intent.skill for intent in heard.intents] == [prompt.skill], prompt
