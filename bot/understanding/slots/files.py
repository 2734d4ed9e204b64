"""Files: what is said of a file that was shared, what its rows are and what its columns mean."""

import re
from collections.abc import Iterator
from typing import Any

from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.entities import ENTITY_OF, read_entity
from bot.understanding.questions.sheets import Sheet
from bot.understanding.slots.filling import Clause
from storage.crm import NOUNS
from storage.exchange.headers import CALLED, SYNONYMS

FILE = re.compile(r"\S+\.(?:csv|tsv|txt|xlsx|xlsm|vcf|vcard|ics|ical)\b", re.IGNORECASE)
AS = re.compile(r"\bas (?:new |my |our )?([a-z]+)\b(?!.*\bas \w)", re.IGNORECASE)
"""What the rows are to become."""
CARDS = re.compile(r"\bv-?cards?\b|\bcards\b", re.IGNORECASE)
QUOTE = "\"'“”„‘’*`"
WORD = r"(?:col(?:[aou]{0,2}m[ns]{0,3})?\.?|clm|header|heading)"
TITLE = (
    rf"[{QUOTE}](?P<column>[^{QUOTE}]+)[{QUOTE}]"
    rf"|(?P<bare>(?!it\b|that\b)[^\s{QUOTE},;:!?]+(?: [^\s{QUOTE},;:!?]+){{0,2}}?)"
)
NAMED = (
    r"(?:that says |with (?:the )?(?:header|title|heading) |called |named |headed |labelled |marked |titled "
    r"|they call |we call |uh+ |um+ )*"
)
MEANS = (
    r"(?:(?:['’]s|\bis|\bare|\bwould be) (?:for|like|really|actually|just|our|meant (?:as|for|to be))\b"
    r"|['’]s\b|\b(?:is|are|would be|means?|holds?|has|contains?|shows?|gives?|lists?|carries|represents|equals"
    r"|stands? for"
    r"|belongs? (?:to|in(?:to)?|under)|corresponds to|refers to|goes (?:in(?:to)?|to|under)|fills|becomes"
    r"|(?:should|must|can|has to|needs to|ought to|will) (?:be(?: mapped to| read as| used as| treated as| our)?"
    r"|go (?:in(?:to)?|to|under)|mean|fill|become)|to|as|in ?to|under|with|for)\b|=>?|→|->|:)"
)
FIELD = (
    r"(?:for |like |really |just |actually |uh+ |um+ )*(?:teh |the |a |an |our |their |your )?(?P<field>[^.,;!?()\n]+)"
)
PUT = (
    r"\b(?:re-?map|map|write|use|take|treat|read|match(?: up)?|put|link|assign|set|import|interpret|count|tie|connect"
    r"|hook up|bring)"
)
IN_IT = r"(?: (?:of|in) (?:the|my|that) \w+)?"
SORT = r"(?:the |that |a |my |this )?"

FORWARD = (
    rf"\b{WORD} {NAMED}(?:{TITLE})\s*{MEANS}\s*{FIELD}",
    rf"\b(?:the |that |their |this |and )?(?:{TITLE}) {WORD}{IN_IT}\s*{MEANS}\s*{FIELD}",
    rf"\b(?:what(?:['’]s| they| we)?|the (?:one|thing|field)) (?:called |headed |call |named |in ){{1,2}}(?:{TITLE})"
    rf"{IN_IT}\s*{MEANS}\s*{FIELD}",
    rf"{PUT} (?!the ){SORT}(?:{TITLE})\s*(?: in)?(?:\b(?:to|as|for|in ?to|under|with)\b|=>?|→|->)\s*{FIELD}",
    rf"^(?:in (?:the|my|that|this) \w+[^,]{{0,30}},? )?(?:i think |the )?(?:{TITLE})\s*{MEANS}\s*{FIELD}",
)
"""The column first: "column Acct is the customer", "map Acct to customer"."""
BACKWARD = (
    rf"{PUT} (?:the |our )?(?P<field>[\w -]+?) (?:from|out of) (?:the )?{WORD} {NAMED}(?:{TITLE})$",
    rf"\bfor (?:the |our )?(?P<field>[\w -]+?),? (?:use|take|read|look at)"
    rf" (?:the )?(?:{WORD} {NAMED})?(?:{TITLE})(?: {WORD})?$",
    rf"\b(?:the |our |their |they put the )?(?P<field>[\w -]+?)(?: is| are|['’]s)?"
    rf" (?:comes? from|sits? in|found in|stands? in|in|under)"
    rf" (?:the )?(?:{WORD} {NAMED}(?:{TITLE})|(?P<before>[^\s,]+(?: [^\s,]+)?) {WORD})$",
    rf"\bwhat (?:you|we) call (?:the )?(?P<field>[\w -]+?) is (?:called )?(?:{TITLE})(?: (?:here|in .*))?$",
    rf"\b(?:our |the )?(?P<field>[\w -]+?)(?: field)? is called (?:{TITLE})(?: (?:here|there|in .*))?$",
)
"""The field first: "the email is in column Mail2", "take the city from column Ort"."""
UNMARKED = FORWARD[3:]
"""Forms that do not say which of the two is the column: "city → Ort" may mean either."""
OF_NOUN = re.compile(r"^(?:deal|case|ticket|lead|customer|contact|order|product) (?=\w)")
KNOWN = frozenset(
    name
    for noun in NOUNS.values()
    for field in noun.FIELDS
    for name in (field.name.replace("_", " "), *SYNONYMS.get(field.name, ()))
) | frozenset(name for names in CALLED.values() for name in names)
LEAD = re.compile(
    r"^(?:(?:no|nope|sorry|wait|ok(?:ay)?|also|and|then|hey|hi|um+|uh+|so|well|please|pls|plus|next|finally|actually"
    r"|obviously|not quite|fix|ugh|(?:that['’]s|you['’]re) wrong|(?:could|can|would|will) you|<@\w+>|:\w+:)\b[\s,.:!-]*"
    r"|<@\w+>\s*|:\w+:\s*)+",
    re.IGNORECASE,
)
BEFORE = re.compile(r"^.*(?:[.!?;]|\.\.\.)\s+(?=\S+ \S)", re.DOTALL)
"""What is said in sentences before the one that tells the column."""
UNLIKELY = re.compile(
    r"\b(?:is|are|was|were|be|it|that|this|which|what|whatever|everything|should|the|of|in|for|as|not|isn['’]t|column"
    r"|mapping|read|write|ones?)\b|[:→]",
    re.IGNORECASE,
)
"""Words that neither the title of a column nor the name of a field has."""
SPOKEN = (
    (re.compile(r"\bwho (?:owns|has|looks after)\b", re.I), "owner"),
    (re.compile(r"\bwho (?:handles|works on|solves)\b", re.I), "assignee"),
    (re.compile(r"\bwhen\b.*\bclos", re.I), "close date"),
    (re.compile(r"\bwhen\b.*\bdue\b", re.I), "due date"),
    (re.compile(r"\bwhen\b.*\bborn\b", re.I), "birthday"),
    (re.compile(r"\bwhere\b.*\b(?:from|found)\b", re.I), "source"),
)
"""Fields told by what they answer."""
BEHIND = re.compile(
    r"\s+(?:(?:and|but|so|because|since|as|when|if|thanks|thx|cheers|please|pls|plz|actually|i think|i guess|i mean|btw"
    r"|then|instead|and not|not|in (?:that|the|my|this|these|those) \w+|of (?:the|a) (?:file|import|sheet)"
    r"|for (?:this|the) import|here|we lost .*|to put)\b.*)$|\s+:\w+:$",
    re.IGNORECASE,
)
FIELD_WORDS = re.compile(r"\s+(?:field|column|slot|one|there)$", re.IGNORECASE)


def fill_import(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `import_file`: what the rows are, where it is said."""
    text = FILE.sub(lambda found: " " * len(found[0]), clause.text)
    if (told := AS.search(text)) and told[1].casefold() in ENTITY_OF:
        return {"entity": ENTITY_OF[told[1].casefold()]}, ""
    entity, _ = read_entity(Sheet(CARDS.sub(lambda found: " " * len(found[0]), text), sheet_of(clause)))
    return ({"entity": entity} if entity else {}), ""


def fill_mapping(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `map_column`: the title of the column as it stands, and the field it is meant for."""
    tagged = {name: _field(str(value)) if name == "field" else _bare(str(value)) for name, value in slots.items()}
    told = mapping_told(clause.said.typed)
    sure = bool(told and _known(told["field"])) or not _known(tagged.get("field", ""))
    found = told if told and sure else tagged
    return {name: value for name, value in found.items() if value}, ""


def mapping_told(text: str) -> dict[str, str]:
    """The column and the field in a sentence of one of the common forms, or nothing."""
    whole = text.strip().rstrip(" .!?")
    for said in dict.fromkeys((LEAD.sub("", BEFORE.sub("", whole)), LEAD.sub("", whole))):
        found = list(_readings(said))
        if found:
            return next((each for each in found if _known(each["field"])), found[0])
    return {}


def _readings(said: str) -> Iterator[dict[str, str]]:
    """What the forms make of a sentence, the surest first."""
    for pattern in (*BACKWARD, *FORWARD):
        if told := re.search(pattern, said, re.IGNORECASE):
            groups = told.groupdict()
            column = _bare(groups["column"] or groups["bare"] or groups.get("before") or "")
            field = _field(told["field"])
            if pattern in UNMARKED and _known(column) and not _known(field):
                column, field = re.sub(rf"^{WORD} ", "", field, flags=re.IGNORECASE), column
            quoted = groups["column"] or not UNLIKELY.search(column)
            if column and field and quoted and not UNLIKELY.search(field):
                yield {"column": column, "field": field}


def _known(words: str) -> bool:
    """Whether a field of ours is called so."""
    return OF_NOUN.sub("", words.casefold()) in KNOWN


def _bare(words: str) -> str:
    return words.strip(f" {QUOTE}")


def _field(words: str) -> str:
    """The name of the field, without what is said behind it."""
    spoken = next((name for pattern, name in SPOKEN if pattern.search(words)), "")
    return spoken or _bare(FIELD_WORDS.sub("", BEHIND.sub("", _bare(words))))
