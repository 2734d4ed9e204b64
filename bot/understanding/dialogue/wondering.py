"""Wondering: "why did you do that?", "how did you read that?", and "forget that" about what was kept to learn from."""

import re

THAT = (
    r"(?:that|this|it|so|these|those|them|me|there|anything|what|which"
    r"|(?:the|that|this|my|your) (?:last |latest |previous )?"
    r"(?:one|message|thing|answer|reply|sentence|question|request|words|reading|interpretation|result|number|figure|list)"
    r"|what (?:i|you) (?:just )?(?:said|wrote|typed|asked|meant|did|say))"
)
DID = (
    r"(?:do|did|done|doing|say|said|saying|write|wrote|answer|answered|reply|replied|think|thought|read|understand"
    r"|understood|take|took|pick|picked|choose|chose|decide|decided|assume|assumed|interpret|interpreted|get|got"
    r"|conclude|ask|asking|asked|mean|show|showed|showing|tell|told|give|gave|go|went|come|suggest|suggested|believe)"
)
ACTED = (
    r"(?:log|logged|open|opened|close|closed|create|created|add|added|remind|move|moved|set|change|changed|assign"
    r"|assigned|note|noted|record|recorded|delete|deleted|list|listed|look|looked|search|searched|send|find|count"
    r"|counted|update|updated|merge|merged|schedule|scheduled)"
)
WAY = r"(?: (?:like (?:that|this)|(?:that|this) way|(?:as|for|to|at|of|with|up with|from) that))?"
READ = (
    r"(?:read|reading|understand|understood|understanding|take|took|taking|interpret|interpreted|interpreting|parse"
    r"|parsed|parsing|get|got|getting|work out|worked out|figure out|figured out|figure|come up with|came up with"
    r"|come to|came to|come by|came by|arrive at|arrived at|know|reach|reached|derive|deduce|infer|conclude|make|see"
    r"|find|decide on|decide|settle on|end up with|end up)"
)
WONDERS = tuple(
    re.compile(form)
    for form in (
        r"why|why so|how so|how come|why that|why this|why not|but why|why though|and why|says who|what",
        rf"(?:why|how come) (?:did|do|would|have|had|are|were|must|should) you (?:just |now |even |ever |then )*{DID}"
        rf"(?: {THAT}){{0,2}}{WAY}",
        rf"(?:why|how come) (?:did|do|would|have|had|are|were) you (?:just |now |then )*{ACTED}(?: [a-z0-9']+){{0,4}}",
        rf"(?:why|how come) you (?:just )?{DID}(?: {THAT})?{WAY}",
        rf"how come you (?:just )?{ACTED}(?: [a-z0-9']+){{0,4}}",
        r"why (?:is|was) (?:that|this|it)(?: so| the (?:answer|reply|result))?",
        rf"what (?:made|makes|led|lets|caused) you (?:to )?(?:{DID}|{ACTED})(?: [a-z0-9']+){{0,4}}",
        rf"how (?:did|do|have|are|were|would|could) you (?:just |even |ever )*{READ}(?: {THAT})?(?: out)?{WAY}",
        rf"how (?:was|is|were) {THAT} (?:read|understood|interpreted|parsed|taken|meant|worked out)",
        r"how (?:i|you) read (?:this|that|it)",
        rf"what (?:did|do) you (?:understand|read|hear|get|gather)(?: (?:by|from|out of|in))?(?: {THAT})?",
        rf"what (?:did|do) you (?:take|took|read|understand) {THAT} (?:for|as|to mean|to be|like)",
        r"what (?:did|do) you think (?:i|that|this|it) (?:said|meant|mean|means|meant to say|wanted|want|asked"
        r"|asked for|was|is)(?: about)?",
        rf"what (?:did|do) you make of {THAT}",
        rf"(?:explain|justify|clarify) (?:yourself|{THAT})",
        rf"explain (?:how|why) (?:you|that|this|it)(?: (?:{DID}|{READ}|was|is|{ACTED}))*(?: {THAT})?{WAY}",
        r"explain",
        rf"(?:show|tell) me (?:how|why) you (?:{DID}|{READ}|{ACTED})(?: {THAT})?{WAY}",
        r"(?:show|tell) me what you (?:understood|read|heard|got)",
        r"(?:based )?on what(?: basis| grounds| ground)?(?: did you (?:do|say|decide) (?:that|this|it))?",
        r"where (?:did|do) you (?:get|have|take|got) (?:that|this|it) from",
        r"where (?:does|did) (?:that|this|it) come from",
        r"what was (?:that|this) (?:for|about)|what was your (?:reason|reasoning)",
        r"what (?:is|was) (?:the|your) (?:reason|reasoning|thinking)(?: (?:for|behind|there))?(?: that| this)?",
    )
)
LEAD = re.compile(
    r"^(?:(?:hey|hi|hm+|wait|ok|okay|so|but|and|sorry|well|oh|uh|um|rapport|please|no|huh|wtf|actually|just curious"
    r"|out of curiosity|i wonder|im curious|(?:can|could|would|will) you(?: please)?|do tell me)\s+)+"
)
TAIL = re.compile(
    r"(?:\s+(?:please|then|exactly|now|again|here|just now|though|anyway|rapport|at all|by the way|btw|a second ago"
    r"|a moment ago|earlier|for me|to me|in the first place|on earth))+$"
)
FORGETS = re.compile(
    r"(?:please )?(?:(?:forget|unlearn) (?:that|this|it)"
    r"|(?:forget|drop|unlearn|delete|remove|discard) (?:that|this|the|my) (?:sentence|lesson|example)(?: again)?"
    r"|(?:forget|unlearn) what you (?:just )?(?:learned|learnt|kept)"
    r"|(?:dont|do not|never) (?:keep|learn|remember|store|save)(?: from)? (?:that|this|it)"
    r"(?: (?:sentence|lesson|one))?)(?: please)?"
)
LONGEST = 120
"""Characters beyond which a message is no such short question."""

LEARNED = re.compile(r"sentence|lesson|example|learn|keep|store|save|remember")


def wonders(text: str) -> bool:
    """Whether a message asks how the last one was read, or why that was done."""
    if len(text) > LONGEST:
        return False
    words = _bare(text)
    plain = TAIL.sub("", LEAD.sub("", words)) or words
    return any(form.fullmatch(plain) for form in WONDERS)


def forgets(text: str) -> bool:
    """Whether a message wants what was just kept to learn from dropped again."""
    return len(text) <= LONGEST and FORGETS.fullmatch(_bare(text)) is not None


def speaks_of_learning(text: str) -> bool:
    """Whether "forget that" is said in words that mean nothing but what was kept."""
    return forgets(text) and LEARNED.search(_bare(text)) is not None


def _bare(text: str) -> str:
    """The words in small letters, with neither signs nor apostrophes."""
    words = " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’]", "", text.casefold())).split())
    return re.sub(r"^(why|how|what|where)d (?=you\b)", r"\1 did ", words)
