"""Forms: the shapes of a sentence that asks for a change of many records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.understanding.many.setting import spoken_fields

LEAD = re.compile(
    r"(?:(?:please|pls|hey|hi|ok|okay|so|now|then|and|also|kindly|just|well|um+|uh+|rapport|yes|no)[ ,]+"
    r"|(?:can|could|would|will) you (?:please )?|(?:i|we)(?:'d| would)? (?:want|like|need)(?: you)? to "
    r"|let'?s |go ahead and )*",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"(?:which|what|who|whose|how|when|where|why|do|does|did|is|are|was|were|show|list|find|count|tell)\b"
    r"|give me\b|(?!can\b|could\b|would\b|will\b|please\b).*\?\s*$",
    re.IGNORECASE | re.DOTALL,
)
ASIDE = re.compile(
    r"[,;]?\s+(?:except|but not|unless|if|only|other than|without|apart from|as long as)\b", re.IGNORECASE
)

SET = (
    "set|change|update|switch|raise|lower|bump|increase|reduce|move|shift|correct|put|make|adjust|push|extend|reset"
    "|overwrite|upgrade|downgrade|escalate"
)
TAG = "mark|tag|label|flag"
MARK = "set|make|classify|move|put|switch|turn|change|update|bump|raise|lower|push|advance|shift"
HAND = "give|hand|assign|reassign|transfer|move|pass|switch|shift|change|allocate|delegate"
ROLE = "(?:account |case )?(?:owner|assignee|account manager|manager|rep|agent|ownership)"
DROP = (
    "delete|remove|erase|drop|purge|trash|bin|discard|wipe|scrap|get rid of|throw out|throw away|do away with|clear out"
    "|clean out"
)
MAY = "can|should|must|shall|may|will|need to|needs to|has to|have to"
A = "(?:the |a |an |their )?"

IF_ANY = r"(?:if|when|in case) (?:there are|there's|we have|you find) (?:any )?(?P<sel>.+?),? (?:then |please )*"
"""A condition that names the records, which are "them" after it."""

UPDATE = (
    rf"{IF_ANY}(?P<verb>{TAG}) (?:them|those)(?: as| with)? (?P<value>.+)",
    rf"(?P<verb>{SET}) {A}(?P<field>[\w' -]{{2,40}}?) (?:of|for|on|in|at) (?P<sel>.+) (?:to|=|as|into) (?P<value>.+)",
    rf"(?P<verb>{SET}) {A}(?P<field>[\w' -]{{2,40}}?) (?:of|for|on|in|at) (?P<sel>.+?) (?:to|=|as|into) (?P<value>.+)",
    rf"(?P<verb>{SET}) {A}(?P<field>FIELD)(?: to| =| as)? (?P<value>.+?) (?:for|on|of|at|in) (?P<sel>.+)",
    rf"for (?P<sel>.+?),? (?P<verb>{SET}) {A}(?P<field>FIELD) (?:to|=|as) (?P<value>.+)",
    rf"(?P<verb>give|assign|set) (?P<sel>.+?) {A}(?P<field>FIELD)(?: of| to| =)? (?P<value>.+)",
    rf"(?P<verb>{TAG}) (?P<sel>.+) (?:as|with|=) {A}(?:(?P<field>FIELD) (?:of |to |= )?)?(?P<value>.+)",
    rf"(?P<verb>{TAG}) (?P<sel>.+?) (?:as|with|=) {A}(?:(?P<field>FIELD) (?:of |to |= )?)?(?P<value>.+)",
    rf"(?P<verb>{MARK}) (?P<sel>.+) (?:as|to|into|in|=) {A}(?:(?P<field>FIELD) (?:of |to |= )?)?(?P<value>.+)",
    rf"(?P<verb>{MARK}) (?P<sel>.+?) (?:as|to|into|in|=) {A}(?:(?P<field>FIELD) (?:of |to |= )?)?(?P<value>.+)",
    rf"(?P<verb>make) (?P<sel>.+) {A}(?P<value>[\w-]+)[\s.!]*$",
    rf"(?P<verb>make|give) (?P<sel>.+?) {A}(?P<value>[\w-]+ (?:FIELD))[\s.!]*$",
    r"(?P<verb>close) (?P<sel>.+) as (?P<value>won|lost)",
)
STATING = (
    rf"(?:can|could|would|will|may) (?P<sel>.+?) have {A}(?P<field>FIELD) (?:set|changed|moved|put) to (?P<value>.+)",
    rf"(?P<sel>.+?) (?:(?:{MAY}) )?(?:gets?|be|have|has|becomes?|are now|is now|are|go to|move to) "
    r"(?:to |set to |marked as |tagged as |tagged |in |moved to )*"
    rf"{A}(?:(?P<field>FIELD) (?:of |to |= |as )?)?(?P<value>.+)",
    r"(?P<sel>(?:every|each) .+?) (?:is|has been|was) (?:now )?(?P<value>[\w-]+)(?: now)?[\s.!]*$",
)
ASSIGN = (
    rf"{IF_ANY}(?:{HAND}) (?:them|those)(?: over)? to (?P<person>.+)",
    rf"(?P<verb>{HAND})(?: over)? (?P<sel>.+) (?:over )?to (?P<person>.+)",
    rf"(?P<verb>{SET}) {A}{ROLE} (?:of|for|on) (?P<sel>.+) (?:to|=|as) (?P<person>.+)",
    rf"(?:make|let|have) (?P<person>.+?) {A}(?:{ROLE} of|take over|take|own|handle|have) (?P<sel>.+)",
    r"(?:give|assign|hand) (?P<person>(?!me\b|us\b).+?) (?P<sel>(?:all|every|each|both|the|those|these) .+)",
)
HANDING = (
    rf"(?P<sel>.+?) (?:(?:{MAY}) )?(?:now )?(?:go|goes|belongs?|moves?|are assigned|be (?:assigned|handed|given|moved))"
    r"(?: now)?(?: over)? (?:to|with) (?P<person>.+)",
    rf"(?P<person>.+?) (?:(?:{MAY}|is|is going to) )?(?:now )?(?:takes?|gets?|taking|be covering|covers?|owns?"
    r"|looks? after|be looking after|handles?|inherits?|has|have)(?: over| care of| on)? (?P<sel>.+)",
)
DELETE = (rf"{IF_ANY}(?P<verb>{DROP}) (?:them|those)(?: all)?\b", rf"(?P<verb>{DROP}) (?P<sel>.+)")
DELETING = (rf"(?P<sel>.+?) (?:{MAY})(?: all)? (?:be (?:deleted|removed|erased|dropped|purged|binned)|go(?: away)?)\b",)
EMPTY = (rf"(?P<verb>{DROP}|clear|empty) {A}(?P<field>FIELD) (?:of|from|for|on|off) (?P<sel>.+)",)
CLOSE = (r"(?P<verb>close|resolve|solve) (?P<sel>.+)",)


@dataclass(frozen=True)
class Form:
    """A shape that fits: the skill, whether it commands or only states, and where its parts stand."""

    skill: str
    commands: bool
    parts: dict[str, tuple[int, int]]
    end: int

    def of(self, text: str, part: str) -> str | None:
        """The words of a part, None where it is not said."""
        return text[slice(*self.parts[part])] if part in self.parts else None


SHAPES = (
    ("assign_owner", True, ASSIGN),
    ("update_record", True, UPDATE),
    ("empty", True, EMPTY),
    ("delete_record", True, DELETE),
    ("close", True, CLOSE),
    ("assign_owner", False, HANDING),
    ("delete_record", False, DELETING),
    ("update_record", False, STATING),
)


@cache
def _patterns() -> list[tuple[str, bool, re.Pattern[str]]]:
    return [
        (skill, commands, re.compile(shape.replace("FIELD", spoken_fields()), re.IGNORECASE | re.DOTALL))
        for skill, commands, shapes in SHAPES
        for shape in shapes
    ]


def forms_of(text: str) -> Iterator[Form]:
    """The shapes that fit a clause, the likeliest first; none for a question."""
    lead = LEAD.match(text)
    begins = lead.end() if lead else 0
    if ASKING.match(text, begins):
        return
    for skill, commands, pattern in _patterns():
        if match := pattern.match(text, begins):
            spans = {name: match.span(name) for name, words in match.groupdict().items() if words}
            yield _cut(Form(skill, commands, spans, match.end()), text)


def _cut(form: Form, text: str) -> Form:
    """The form with its last part ending where an exception begins: "as vip except those in Munich"."""
    last = "value" if "value" in form.parts else "person"
    if last not in form.parts or form.parts[last][1] != form.end:
        return form
    start, end = form.parts[last]
    aside = ASIDE.search(text, start, end)
    stop = aside.start() if aside else len(text[:end].rstrip(" .!?,;"))
    return Form(form.skill, form.commands, form.parts | {last: (start, stop)}, stop)
