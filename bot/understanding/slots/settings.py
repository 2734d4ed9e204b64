"""Settings: when the digest comes, when it is quiet, what is muted, and for whom answers are, as people say it."""

import re
from typing import Any

from bot.understanding.slots.filling import Clause
from skills.clocks import clocks_in, later_half
from storage.people import NOTICES

Slots = dict[str, Any]

ASKED = re.compile(
    r"\W*(?:what|when|which|who|see|list|display|how|are|is|do(?! not)|show(?! (?:the |your )?(?:answer|repl)))\b",
    re.IGNORECASE,
)

NOTICE = {
    "weekly": re.compile(
        r"\b(?:weekly|mondays?|monday'?s|week'?s) (?:\w+ )?(?:digest|numbers|figures|report|summary|overview|mail"
        r"|message|review)s?\b|\bweekly\b|\bdigests? (?:on|of) mondays?\b",
        re.IGNORECASE,
    ),
    "digest": re.compile(
        r"\b(?:(?:morning|daily) )?digests?\b|\bmy day (?:message|mail)\b"
        r"|\b(?:morning|daily) (?:message|mail|summary|overview|briefing|note|update|round-?up|agenda|list)s?\b",
        re.IGNORECASE,
    ),
    "warnings": re.compile(r"\b(?:warn(?:ings?|ed|s|ing)?|alerts?|alarms?|sla)\b", re.IGNORECASE),
}
DAILY = re.compile(r"\b(?:morning|daily|every day|both|all|any) ", re.IGNORECASE)
EVERYTHING = re.compile(
    r"\b(?:everything|all (?:notices|notifications|messages|of (?:it|them)|that)|any (?:notices|notifications)"
    r"|notifications?|notices?)\b",
    re.IGNORECASE,
)
ON = re.compile(
    r"\b(?:unmute|un-mute|enable|resume|reactivate|activate|subscribe|back on|on again|again|start|turn on|switch on|on"
    r"|bring back|i want|i'd like|i would like|send me|give me|let me have)\b",
    re.IGNORECASE,
)
OFF = re.compile(
    r"\b(?:off|no|no more|stop\w*|mut(?:e|ed|ing)|unsubscribe\w*|disable\w*|don'?t|do not|without|cancel\w*|kill"
    r"|silence|never|quit|end|drop|skip|spare|turn off|switch off|not|hush|enough|can do without|rid)\b",
    re.IGNORECASE,
)
QUIET = re.compile(
    r"\b(?:quiet|silent|silence|do not disturb|dnd|disturb|bother|ping\w*|peace|undisturbed|leave me (?:alone|be)|hush"
    r"|no (?:messages?|calls?|mails?|posts?)|contact me|message me|write (?:to )?me|notify me|nothing"
    r"|shush|quite (?:hours|from))\b",
    re.IGNORECASE,
)
UNSET = re.compile(
    r"\b(?:no|without|clear|remove|delete|drop|end|cancel|forget|lift|stop|disable|turn off|switch off|get rid of)\b"
    r"[^.]{0,20}\bqui(?:et|te) (?:hours|time)\b|\bqui(?:et|te) (?:hours|time) (?:off|none|no more|away)\b"
    r"|\bany (?:time|hour) is (?:fine|ok|okay)\b",
    re.IGNORECASE,
)
AFTER = re.compile(r"\b(?:after|from|since|past|starting|as of)\b[^\d]*$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:before|until|till|to|by|earlier than|ahead of)\b", re.IGNORECASE)
HERE = re.compile(r"\b(?:channel|here|room|in this (?:group|chat)|chan|answers?|repl(?:y|ies))\b", re.IGNORECASE)
MEMBERS = re.compile(
    r"\b(?:everybody|everyone|all|members?|open(?:ly)?|public(?:ly)?|whole|the (?:team|room|channel) (?:can|may) see"
    r"|for the (?:team|channel))\b",
    re.IGNORECASE,
)
ASKER = re.compile(
    r"\b(?:only|alone|private(?:ly)?|just|asker|asks?|asked|asking|ephemeral|quietly|discreet\w*"
    r"|nobody else|no one else)\b",
    re.IGNORECASE,
)

LATER = re.compile(
    r"\b(?:later|put\b.*\boff|not now|not (?:today|yet)|postpone|snooze|next week|another (?:time|day)"
    r"|in a (?:week|while)|remind me|ask me|defer|shelve|hold|wait|park|come back)\b",
    re.IGNORECASE,
)


def fill_settings(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The settings that the clause tells; none where they are only asked for."""
    if ASKED.match(clause.text):
        return {}, ""
    return next((found for text in (clause.said.typed, clause.text) if (found := _told(text))), {}), ""


def _told(text: str) -> Slots:
    return _privacy(text) or _quiet(text) or {**_digest_at(text), **_switched(text)}


def _privacy(text: str) -> Slots:
    if not HERE.search(text) or any(form.search(text) for form in NOTICE.values()) or QUIET.search(text):
        return {}
    if MEMBERS.search(text) and not re.search(r"\bnot (?:\w+ )?(?:everybody|everyone|all|members)\b", text, re.I):
        return {"channel_privacy": "members"}
    return {"channel_privacy": "asker"} if ASKER.search(text) or re.search(r"\bto me\b", text, re.I) else {}


def _quiet(text: str) -> Slots:
    """The quiet hours; `7 to 8` is from the evening to the morning."""
    if UNSET.search(text):
        return {"quiet_from": "", "quiet_to": ""}
    clocks = clocks_in(text)
    if not clocks or not QUIET.search(text) or (NOTICE["digest"].search(text) and len(clocks) < 2):
        return {}
    (first, surely), *rest = clocks
    if rest:
        last, told = rest[0]
        night = not surely and not told and first[:2] <= "12" and last[:2] <= "12"
        return {"quiet_from": later_half(first) if night else first, "quiet_to": last}
    if UNTIL.search(text) and not re.search(r"\b(?:after|from)\b", text, re.IGNORECASE):
        return {"quiet_to": first}
    return {"quiet_from": first if surely else later_half(first)}


def _digest_at(text: str) -> Slots:
    clocks = clocks_in(text)
    about = NOTICE["digest"].search(text) or re.search(r"\bmy day\b", text, re.IGNORECASE)
    return {"digest_at": clocks[0][0]} if clocks and about else {}


def _switched(text: str) -> Slots:
    """What is turned on or off; a time that is told for the digest turns nothing off."""
    named = [name for name in NOTICES if NOTICE[name].search(text)]
    if "weekly" in named and "digest" in named and not DAILY.search(text):
        named.remove("digest")
    if not named and EVERYTHING.search(text) and not HERE.search(text):
        named = list(NOTICES)
    if re.search(r"\b(?:all|both|any)(?: of)?(?: the| my)? digests\b", text, re.IGNORECASE):
        named = ["digest", "weekly"]
    if not named or ("digest" in named and clocks_in(text)):
        return {}
    if re.search(
        r"\bun-?mute|\bback\b|\bagain\b(?<!not again)|\bon\s*[.!]?$|\bturn on\b", text, re.I
    ) and not re.search(r"\boff\b|\bnever\b|\bnot\b|n'?t\b|\bno\b", text, re.IGNORECASE):
        return {"on": named}
    if OFF.search(text):
        return {"off": named}
    return {"on": named} if ON.search(text) else {}


def fill_settled(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """What became of a suggestion: put off or turned down. Which one is asked where several were shown."""
    return {"outcome": "later" if LATER.search(clause.text) else "dismissed"}, ""
