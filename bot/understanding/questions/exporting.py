"""Exporting: what a file is asked of, the list or report last shown or one that the sentence describes."""

import re
from dataclasses import replace
from typing import Any

from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_find, compile_report
from bot.understanding.slots.filling import Clause

FORM = re.compile(
    r"\b(?:(?:as|in|into|to|for|via|using) )?(?:an? |one |some )?"
    r"(?:(?P<csv>csv|cvs|comma[- ]separated(?: values)?)|(?P<vcf>v-?cards?|vcf)"
    r"|(?P<ics>ics|ical(?:endar)?|outlook calendar|calendar file"
    r"|(?<=as a )calendar)"
    r"|xlsx?|e(?:xc?|c)ell?|libre ?office|google sheets?|spr?e?a?d ?sheets?|work ?books?)\b"
    r"(?: (?:files?|sheets?|export|format|table|list))?",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:export(?:ed|ing)?|down ?load(?:ed|ing)?|dump|extract|save|turn|convert|attach|file|files"
    r"|e?-?mail me|send me|as an attachment|attachment|exp?o(?:rt|tr|t)|expp?ort|(?:on|into|to|in|as) an? sheet"
    r"|(?:to|into|on(?:to)?) my (?:inbox|phone|mobile|computer|laptop|disk|desktop|mailbox|outlook|calendar)"
    r"|back ?up|(?:i|we) can (?:open|read|use) (?:it )?(?:in|with)|or (?:smth|something|so)"
    r"|(?:for|to) (?:my |the |our )?(?:boss|accountant|auditors?|finance|controlling|records|meeting|board|pivot table"
    r"|mailing(?: house)?|newsletter tool))\b",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"\b(?:that|this|it|these|those|them|(?:the |that |this )(?:list|table|result|results|report|chart|numbers|figures"
    r"|same|last one))\b",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\b(?:reports?|by|per|rates?|average|mean|totals?|sum|breakdown|csat|nps|roi|churn|retention|how many|number of"
    r"|count|stats|statistics|figures|(?:monthly|weekly|quarterly|yearly|annual) (?:revenue|sales|orders?|numbers))\b",
    re.IGNORECASE,
)
SORTED = re.compile(r"\b(?:sort|sorted|order|ordered) by\b|\bby e?-?mail\b", re.IGNORECASE)
NOUN = re.compile(
    r"\b(?:customers?|accounts?|clients?|companies|contacts?|people|deals?|pipeline|cases?|tickets?|leads?|orders?"
    r"|products?|campaigns?|interactions?|calls?|meetings?|reminders?|quotes?|revenue|sales|csat|nps|churn)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\bby (?:\d{1,2}(?::\d\d)?(?: ?[ap]m)?|one|two|three|four|five|noon|lunch|then|tonight|tomorrow|eod|monday|tuesday"
    r"|wednesday|thursday|friday|the end of)\b(?! each)|\b(?:in|for) (?:the )?(?:chat|slack)\b|\bmyself\b"
    r"|\b(?:on|for|to) (?:my|our|the) (?:phone|mobile|laptop|desk|boss|manager|accountant|board|slides|meeting|trip)\b"
    r"|\bmy boss\b"
    r"|\btoo (?:long|many)(?: to read)?(?: here)?\b",
    re.IGNORECASE,
)
"""When and why the file is wanted, which says nothing of what is in it."""
HAVING = re.compile(r"\b(?:with|have|has|having|who['’]ve) (?:got )?(?:an? |any )", re.IGNORECASE)
TOP = re.compile(r"\b(?:top|best|biggest|largest|first|last) \d+\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
WANTED = re.compile(
    rf"{FORM.pattern}|\b(?:export|down ?load|dump|extract|file|attachment|list|table|chart|sheet)s?\b", re.IGNORECASE
)
BOOK = re.compile(r"\baddress book\b", re.IGNORECASE)
LISTED = ("find_records", "report")


def fill_export(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `export_records`, and the words that were not understood."""
    named = [found.lastgroup or "xlsx" for found in FORM.finditer(clause.text)]
    form = {"form": named[0]} if named else {}
    text = ASIDE.sub(_blank, ASKED.sub(_blank, FORM.sub(_blank, _request(clause.text))))
    text = BOOK.sub("contacts    ", text)
    clause = replace(clause, text=text, marks=tuple(m for m in clause.marks if text[m.start : m.end].strip()))
    last = _last_shown(clause)
    if last and _only_points(clause):
        return last | form, ""
    grouped = REPORT.search(SORTED.sub("", text)) and not TOP.search(text)
    asked = (compile_report if grouped else compile_find)(text, sheet_of(clause))
    return _as_cards(_without_columns(asked.slots, text) | form), " ".join(asked.unread)


def _without_columns(slots: dict[str, Any], text: str) -> dict[str, Any]:
    """The slots without the filters that "with city and country" seems to ask for: a file has every column."""
    if HAVING.search(text) or "filters" not in slots:
        return slots
    kept = [each for each in slots["filters"] if each[1] != "filled"]
    return {name: value for name, value in slots.items() if name != "filters"} | ({"filters": kept} if kept else {})


def _as_cards(slots: dict[str, Any]) -> dict[str, Any]:
    """The cards of a customer are those of its contacts: "vcf of Kestrel Freight"."""
    if slots.get("form") != "vcf" or slots.get("entity") != "customer":
        return slots
    filters = [["customer", *each[1:]] if each[0] == "name" else each for each in slots.get("filters", [])]
    return slots | {"entity": "contact", "filters": filters}


def _request(text: str) -> str:
    """The text with the sentences blanked that only give the reason: "My boss is waiting. All leads as csv"."""
    parts = SENTENCE.split(text)
    asking = [part for part in parts if WANTED.search(part)]
    if len(parts) == 1 or not asking:
        return text
    nouns = [part for part in parts if NOUN.search(part)]
    pointing = any(SHOWN.search(part) for part in asking) and not any(part.endswith("?") for part in nouns)
    kept = asking if pointing or any(part in nouns for part in asking) else nouns or asking
    for part in parts:
        text = text if part in kept else text.replace(part, " " * len(part), 1)
    return text


def _only_points(clause: Clause) -> bool:
    """Whether nothing is named, so that the sentence means what was shown."""
    text = clause.text
    if not re.search(r"\w", SHOWN.sub("", text)):
        return True
    asked = compile_find(text, sheet_of(clause))
    return bool(SHOWN.search(text)) and not asked.slots.get("filters") and not asked.unread


def _last_shown(clause: Clause) -> dict[str, Any]:
    """The slots of the list or report that was shown last, if any."""
    last = clause.context.memory.last
    return dict(last[-1].slots) if last and last[-1].skill in LISTED else {}


def _blank(found: re.Match[str]) -> str:
    """As many spaces, so that marks stay where they are."""
    return " " * len(found[0])
