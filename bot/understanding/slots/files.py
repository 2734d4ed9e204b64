"""Files: what is said of a file that was shared, what its rows are and what its columns mean."""

import re
from typing import Any

from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.entities import read_entity
from bot.understanding.questions.sheets import Sheet
from bot.understanding.slots.filling import Clause

FILE = re.compile(r"\S+\.(?:csv|tsv|txt|xlsx|xlsm|vcf|vcard|ics|ical)\b", re.IGNORECASE)
CARDS = re.compile(r"\bv-?cards?\b|\bcards\b", re.IGNORECASE)
QUOTE = "\"'“”„‘’*`"
WORD = r"(?:col(?:[aou]{0,2}m[ns]{0,3})?\.?|clm|header|heading)"
TITLE = rf"[{QUOTE}](?P<column>[^{QUOTE}]+)[{QUOTE}]|(?P<bare>[^\s{QUOTE},;:!?]+(?: [^\s{QUOTE},;:!?]+){{0,2}}?)"
CALLED = r"(?:that says |with (?:the )?(?:header|title|heading) |called |named |headed |labelled |marked |titled |they call |we call |uh+ |um+ )*"
MEANS = (
    r"(?:(?:['’]s|\bis|\bare|\bwould be) (?:for|like|really|actually|just|our|meant (?:as|for|to be))\b"
    r"|['’]s\b|\b(?:is|are|would be|means?|holds?|has|contains?|shows?|gives?|lists?|carries|represents|equals|stands? for"
    r"|belongs? (?:to|in(?:to)?|under)|corresponds to|refers to|goes (?:in(?:to)?|to|under)|fills|becomes"
    r"|(?:should|must|can|has to|needs to|ought to|will) (?:be(?: mapped to| read as| used as| treated as| our)?"
    r"|go (?:in(?:to)?|to|under)|mean|fill|become)|to|as|in ?to|under|with|for)\b|=>?|→|->|:)"
)
FIELD = r"(?:for |like |really |just |actually |uh+ |um+ )*(?:the |a |an |our |their |your )?(?P<field>[^.,;!?()\n]+)"
PUT = r"\b(?:map|use|take|treat|read|match(?: up)?|put|link|assign|set|import|interpret|count|tie|connect|hook up|bring)"
SORT = r"(?:the |that |a |my |this )?"

FORWARD = (
    rf"\b{WORD} {CALLED}(?:{TITLE})\s*{MEANS}\s*{FIELD}",
    rf"\b(?:the |that |their |this |and |no,? )?(?:{TITLE}) {WORD}(?: (?:of|in) (?:the|my|that) \w+)?\s*{MEANS}\s*{FIELD}",
    rf"\b(?:what(?:['’]s| is| they| we)?|the (?:one|thing|field)) (?:called |headed |call |named |in ){{1,2}}(?:{TITLE})"
    rf"(?: in (?:the|my|that) \w+)?\s*{MEANS}\s*{FIELD}",
    rf"{PUT} (?!the ){SORT}(?:{TITLE})\s*(?:\b(?:to|as|for|in ?to|under|with)\b|=>?|→|->)\s*{FIELD}",
    rf"^(?:in (?:the|my|that|this) \w+[^,]{{0,30}},? )?(?:i think |the )?(?:{TITLE})\s*{MEANS}\s*{FIELD}",
)
"""The column first: "column Acct is the customer", "map Acct to customer"."""
BACKWARD = (
    rf"{PUT} (?:the |our )?(?P<field>[\w -]+?) (?:from|out of) (?:the )?{WORD} {CALLED}(?:{TITLE})$",
    rf"\bfor (?:the |our )?(?P<field>[\w -]+?),? (?:use|take|read|look at) (?:the )?(?:{WORD} {CALLED})?(?:{TITLE})(?: {WORD})?$",
    rf"\b(?:the |our |their |they put the )?(?P<field>[\w -]+?)(?: is| are|['’]s)? (?:comes? from|sits? in|found in|stands? in|in|under)"
    rf" (?:the )?(?:{WORD} {CALLED}(?:{TITLE})|(?P<before>[^\s,]+(?: [^\s,]+)?) {WORD})$",
    rf"\bwhat (?:you|we) call (?:the )?(?P<field>[\w -]+?) is (?:called )?(?:{TITLE})(?: (?:here|in .*))?$",
    rf"\b(?:our |the )?(?P<field>[\w -]+?)(?: field)? is called (?:{TITLE})(?: (?:here|there|in .*))?$",
)
"""The field first: "the email is in column Mail2", "take the city from column Ort"."""
LEAD = re.compile(r"^(?:no|nope|sorry|wait|ok(?:ay)?|also|and|then|hey|hi|um+|uh+|so|well|please|pls)\b[\s,]*", re.I)
BEHIND = re.compile(
    r"\s+(?:(?:and|but|so|because|since|as|when|if|thanks|thx|cheers|please|pls|plz|actually|i think|i guess|i mean|btw"
    r"|then|instead|and not|not|in (?:that|the|my|this) \w+|of (?:the|a) (?:file|import|sheet)|for (?:this|the) import"
    r"|:\w+:)\b.*)$|\s+:\w+:$",
    re.IGNORECASE,
)
FIELD_WORDS = re.compile(r"\s+(?:field|column|slot|one|there)$", re.IGNORECASE)


def fill_import(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `import_file`: what the rows are, where it is said."""
    text = FILE.sub(lambda found: " " * len(found[0]), clause.text)
    entity, _ = read_entity(Sheet(CARDS.sub(lambda found: " " * len(found[0]), text), sheet_of(clause)))
    return ({"entity": entity} if entity else {}), ""


def fill_mapping(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `map_column`: the title of the column as it stands, and the field it is meant for."""
    found = {name: str(value).strip(f" {QUOTE}") for name, value in slots.items()}
    if "field" in found:
        found["field"] = _field(found["field"])
    found = mapping_told(clause.said.typed) or found
    return {name: value for name, value in found.items() if value}, ""


def mapping_told(text: str) -> dict[str, str]:
    """The column and the field in a sentence of one of the common forms, or nothing."""
    said = LEAD.sub("", LEAD.sub("", text.strip())).rstrip(" .!?")
    for pattern in (*BACKWARD, *FORWARD):
        if told := re.search(pattern, said, re.IGNORECASE):
            groups = told.groupdict()
            column = groups["column"] or groups["bare"] or groups.get("before") or ""
            return {"column": column.strip(f" {QUOTE}"), "field": _field(told["field"])}
    return {}


def _field(words: str) -> str:
    """The name of the field, without what is said behind it."""
    told = FIELD_WORDS.sub("", BEHIND.sub("", words).strip(f" {QUOTE}"))
    return told.strip(f" {QUOTE}")
