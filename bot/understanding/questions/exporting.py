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
    r"|(?P<ics>ics|ical(?:endar)?|outlook calendar|calendar file)"
    r"|xlsx?|excel|google sheets?|spread ?sheets?|work ?books?)\b(?: (?:files?|sheets?|export|format|table|list))?",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:export(?:ed|ing)?|down ?load(?:ed|ing)?|dump|extract|save|turn|convert|attach|file|files"
    r"|e?-?mail me|send me|as an attachment|attachment)\b",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"\b(?:that|this|it|these|those|them|(?:the |that |this )(?:list|table|result|results|report|chart|numbers|figures"
    r"|same|last one))\b",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\b(?:reports?|by|per|rates?|average|mean|totals?|sum|breakdown|csat|nps|roi|churn|retention|how many|number of"
    r"|count|stats|statistics|figures)\b",
    re.IGNORECASE,
)
SORTED = re.compile(r"\b(?:sort|sorted|order|ordered) by\b|\bby e?-?mail\b", re.IGNORECASE)
LISTED = ("find_records", "report")


def fill_export(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `export_records`, and the words that were not understood."""
    named = [found.lastgroup or "xlsx" for found in FORM.finditer(clause.text)]
    form = {"form": named[0]} if named else {}
    text = ASKED.sub(_blank, FORM.sub(_blank, clause.text))
    last = _last_shown(clause)
    if last and _only_points(text, clause):
        return last | form, ""
    compile_ = compile_report if REPORT.search(SORTED.sub("", text)) else compile_find
    asked = compile_(text, sheet_of(replace(clause, text=text)))
    return asked.slots | form, " ".join(asked.unread)


def _only_points(text: str, clause: Clause) -> bool:
    """Whether nothing is named, so that the sentence means what was shown."""
    if not re.search(r"\w", SHOWN.sub("", text)):
        return True
    asked = compile_find(text, sheet_of(replace(clause, text=text)))
    return bool(SHOWN.search(text)) and not asked.slots.get("filters") and not asked.unread


def _last_shown(clause: Clause) -> dict[str, Any]:
    """The slots of the list or report that was shown last, if any."""
    last = clause.context.memory.last
    return dict(last[-1].slots) if last and last[-1].skill in LISTED else {}


def _blank(found: re.Match[str]) -> str:
    """As many spaces, so that marks stay where they are."""
    return " " * len(found[0])
