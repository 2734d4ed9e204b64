"""Essence: the sentences of a talk that are worth keeping, in the words in which they were said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.moods import mood
from knowledge.promises import DEADLINE, OURS
from knowledge.sentences import sentences

MOST = 8
ENOUGH = 2
LONGEST = 280

AMOUNT = re.compile(
    r"[€$£]\s?\d|\b\d[\d.,]*\s?(?:k|m|eur|usd|gbp|euros?|dollars?|pounds?|%|percent|units|pieces|seats)\b", re.I
)
DATED = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|today|next week|this week|end of (?:the )?\w+)\b"
    r"|\b\d{1,2}[./]\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\bat \d{1,2}(?::\d\d|\s?[ap]m)",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\b(?:agreed?|decid\w+|approv\w+|confirm\w+|signed?|settled|accept\w+|reject\w+|cancel\w*"
    r"|go(?:ing)? (?:ahead|with)|order(?:ed|s)?|chose|chosen|deal)\b",
    re.IGNORECASE,
)
TROUBLE = re.compile(
    r"\b(?:problem|issue|broken?|fail\w*|down|error|bug|delay\w*|late|missing|wrong|complain\w*|stuck|urgent|escalat\w*"
    r"|doesn'?t work|not working|outage|leak\w*|damaged?|blocked|crash\w*|jam(?:s|med|ming)?|offline"
    r"|won'?t (?:open|close|start)|stay(?:s|ed)? (?:shut|open|closed))\b",
    re.IGNORECASE,
)
WANTED = re.compile(
    r"\b(?:wants?|needs?|asks?|asked|requests?|quote|offer|contract|invoice|price|discount|renew\w*|budget|meeting|demo"
    r"|deliver\w*|ship\w*|install\w*|decision|deadline|(?:can|could) (?:you|some(?:body|one)|any(?:body|one)) \w+)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
PRIVATE = re.compile(
    r"\b(?:lunch|coffee|beers?|birthday cake|weekend|kids?|my (?:wife|husband|son|daughter|mum|mom|dad|doctor|dentist)"
    r"|dentist|doctor|sick|hangover|football|netflix|salary|gossip|off[- ]the[- ]record|between us|don'?t (?:log|write)"
    r" (?:this|that)|lol|haha\w*)\b",
    re.IGNORECASE,
)
"""Talk of the house and of private things, which does not belong to a customer's history."""
CHATTER = re.compile(
    r"(?:thanks?(?: you)?|thx|ok(?:ay)?|yes|yep|no|nope|hi|hello|hey|good morning|morning|great|cool|nice|sure|\+1|done"
    r"|will do|sounds good|see you|bye)\b[^a-z]*(?:all|everyone|everybody|team|guys|[A-Z]\w+)?[\s.!,]*",
    re.IGNORECASE,
)
WEIGHTS = ((DECIDED, 3), (TROUBLE, 3), (AMOUNT, 2), (DEADLINE, 2), (DATED, 1), (WANTED, 2), (NAME, 1))


@dataclass(frozen=True)
class Remark:
    """Something that somebody said: by whom, in which words, and where."""

    by: str
    text: str
    source: str = ""


def essence(said: Sequence[Remark], most: int = MOST) -> list[Remark]:
    """What matters of a talk, in the order in which it was said: decisions, promises, problems, amounts, days, names.

    Private talk and courtesies are left out; a sentence counts once, however often it is said.
    """
    apart = [Remark(each.by, _short(part), each.source) for each in said for part in sentences(each.text)]
    fresh = {each.text.casefold(): each for each in reversed(apart)}
    kept = [each for each in apart if fresh.get(each.text.casefold()) is each]
    weighed = [(weight(each.text), place) for place, each in enumerate(kept)]
    best = sorted((each for each in weighed if each[0] >= ENOUGH), key=lambda each: (-each[0], each[1]))[:most]
    return [kept[place] for place in sorted(place for _, place in best)]


def weight(sentence: str) -> int:
    """How much a sentence matters for the history with a customer; 0 for private talk and courtesies."""
    if PRIVATE.search(sentence) or CHATTER.fullmatch(sentence.strip()):
        return 0
    promised = 2 * bool(OURS.search(sentence) and (DEADLINE.search(sentence) or DATED.search(sentence)))
    return promised + bool(mood(sentence)) * 2 + sum(worth for form, worth in WEIGHTS if form.search(sentence))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
