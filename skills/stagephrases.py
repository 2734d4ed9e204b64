"""Phrases in which people speak of the stages of a pipeline: what comes, goes, moves, and how likely it is."""

import re

from storage.pipelines import LOST, WON

WORDS = {
    WON: frozenset("won win closed-won signed sold renewed accepted ordered paid bought confirmed".split())
    | {"closed won", "contract signed"},
    LOST: frozenset("lost churned cancelled canceled declined rejected closed-lost dead".split()) | {"closed lost"},
}
"""What stages are usually called in which deals end."""

PERCENT = re.compile(
    r"(?:[(\[]|\bat|\bwith|\bto|\bof|=|:|\bis)?\s*(\d{1,3})\s*(?:%|percent\b|pct\b|per cent\b)\s*[)\]]?", re.I
)
BARE = re.compile(r"\s*[(\[:=]?\s*\b(\d{1,3})[)\]]?$")
TOLD = re.compile(r"\s*(?:[(=]|\bis|\bmeans|\bcounts as)\s*(won|lost)\)?$", re.IGNORECASE)
SEPARATOR = re.compile(
    r"\s*(?:,|;|\s/\s|\n|→|-+>|=+>|>|\band then\b|\bthen\b|\band (?:finally |last(?:ly)? )?|\bfinally\b)\s*", re.I
)
LEAD = re.compile(
    r"^.*?(?::|=(?!>)|\b(?:goes|go|runs?|consists? of|has|have|with|are|is|to be|should be|be|uses?|through|as follows)"
    r"\b)"
    r"\s*(?:(?:the|these|those|following|stages?|steps?|like|this|through|from|as|follows|of)\b\s*)*[:=]?\s*",
    re.IGNORECASE | re.DOTALL,
)
LEADS = (
    re.compile(r"^.*:(?=\s)\s*", re.DOTALL),
    re.compile(
        r"^.*?\b(?:pipeline|funnel|stages?)\b[^,:;]*?(?:\bwith\b|\s[-–=]\s)(?: the)?(?: stages| steps)?\s*",
        re.I | re.DOTALL,
    ),
)
"""Before a list, where it is set off from what leads to it."""
SMALL = re.compile(
    r"^(?:(?:an?|the|(?:first|last)(?= (?:stages?|steps?))|new|extra|one|more|another|following"
    r"|(?:in|to|into) (?:the|our) pipeline|stages?|steps?|columns?|phases?"
    r"|called|named|by name|to|it|with|at|of|please|pls)\b"
    r"[\s,:*\"“]*)+",
    re.I,
)
END = re.compile(
    r"[\s,.!?*\"”]*(?:\b(?:stages?|steps?|please|pls|thanks|thank you|with|at|to|in|chance|probability|column|phase"
    r"|(?:to )?come|sit|go|right|directly|at the (?:very )?(?:end|start|beginning)"
    r"|(?:of|from|in|to|for) (?:the|our|my) (?:[\w '-]+ )?pipeline)\b[\s,.!?]*)*$",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(after|behind|before|in front of|between|ahead of)\b", re.IGNORECASE)
ADD = re.compile(
    r"\b(?:add|append|insert|introduce|create?|include|put in|bring in|stick (?:an?|in)"
    r"|(?:need|want)(?=\b(?! analysis))|there (?:is|ought to be"
    r"|should be) (?:an?|something)|(?:gets?|give \w+) an?(?: extra| new)?(?= (?:stage|step|column|phase)))\b"
    r"|\b(?:new|extra|additional) (?:last |first )?(?:stage|step|column|phase)\b(?: please| pls)?[ ,:-]*",
    re.IGNORECASE,
)
REMOVE = re.compile(
    r"\b(?:remove|delete|drop|scrap|get rid of|take out|take (?=.{1,30} (?:out|away)\b)|kill|without|ditch|bin|wipe"
    r"|throw out"
    r"|away with|no more(?! than)|no need for(?: a)?)\b",
    re.IGNORECASE,
)
NOT_WANTED = re.compile(
    r"\b(?:can go\b|shouldn'?t exist|(?:don'?t|no longer) (?:use|need)|not (?:used|required|needed)|nobody uses"
    r"|(?:be|is|was) (?:deleted|removed|dropped))",
    re.IGNORECASE,
)
OVER = r"(?=\s*(?:[,.;!?]|$|\band\b|\bplease\b|\bpls\b|\bfrom (?:now|today)\b|\binstead\b|\bbecause\b|\brename\b))"
"""Where a new name ends."""
RENAME = (
    re.compile(rf"\brename\s+(.+?)\s+(?:to|as|into)\s+(.+?){OVER}", re.IGNORECASE),
    re.compile(r"\bcall\s+(.+?)\s+(.+?)\s+instead\b", re.IGNORECASE),
    re.compile(
        rf"(.+?) (?:should|shall|must|will|is|are|gets?)(?: to)?(?: now| be)* (?:called|named"
        rf"|renamed)(?: to| as)? (.+?){OVER}",
        re.IGNORECASE,
    ),
    re.compile(rf"\binstead of (.+?),? we (?:now )?(?:say|call it|use) (.+?){OVER}", re.IGNORECASE),
)
"""How a stage is given another name: the old one, then the new one."""
MOVE = re.compile(
    r"\b(?:move|put|place|shift|shove|(?:must|should|has to|ought to|needs to) (?:come|be|go|sit)|comes|sits?|goes)\b",
    re.I,
)
NEW_THERE = re.compile(r"\b(?:let'?s have|i'?d like|we'?d like|have)\b", re.IGNORECASE)
ASKS = re.compile(
    r"^\W*(?:(?:please|pls|so|and|um|ok|hey|can you|could you|would you)[ ,]+)*"
    r"(?:what|which|how|show|list|where|is there"
    r"|do we|print|let me see|tell me|explain|remind me|name the|give me the|in what|with what)\b",
    re.IGNORECASE,
)
"""How it is asked what the stages are."""
SENTENCE = re.compile(r"(?<=[!?])\s+|(?<=\.)\s+(?=[A-Z])")
SAID = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|ten)(?:[- ](one|two|three|four|five|six|seven"
    r"|eight|nine))?(?=\s*(?:%|per ?cent|pct|chance|then|and|,|$))",
    re.IGNORECASE,
)
TENS = {
    word: 10 * place
    for place, word in enumerate("ten twenty thirty forty fifty sixty seventy eighty ninety".split(), 1)
}
ONES = {word: place for place, word in enumerate("one two three four five six seven eight nine".split(), 1)}
TO = re.compile(r"\b(?:to|by|now|put|read|say)\s+(\d{1,3})\b(?!\s*(?:days|weeks))", re.IGNORECASE)
TALK = frozenset(
    """i it its it's we you they not no is was too very much that don't can't because why if my me he she so says than
    more add""".split()
)
"""Words that are in a talk about stages and in no name of one."""
IT = re.compile(r"\s*(?:it|that|this)\b", re.IGNORECASE)
CUT = re.compile(r"[,.;!?]|\b(?:again|because|as|since|it was|nobody|we never)\b", re.IGNORECASE)
"""Where what is taken away is told, and the reason begins."""
SWAP = re.compile(r"\b(?:swap|switch|exchange)\b(.+?)\b(?:and|with)\b(.+)", re.IGNORECASE)
FIGURE = re.compile(r"(?<![\w.])(?<!stage )(\d{1,3})\b(?!\s*(?:days|weeks|months|deals))", re.IGNORECASE)
MOST_WORDS = 5
"""Words of the name of a stage."""
