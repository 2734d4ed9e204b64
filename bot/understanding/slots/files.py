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
NAMED = rf"[{QUOTE}]?(?P<column>[^{QUOTE}]+?)[{QUOTE}]?"
COLUMN = re.compile(
    rf"\b(?:colou?mns?|header|headed|field)\s+(?:that says |called |named )?{NAMED}\s*"
    r"(?:\bis\b|\bare\b|=|→|->|\bmeans?\b|\bholds?\b|\bhas\b|\bcontains?\b|\bshould be\b|\bstands for\b|\bto\b|\bas\b"
    r"|\binto\b|\bwith\b|\bgoes (?:in)?to\b)\s*(?:for |like |really )*(?:the |a |an |our )?(?P<field>[^,.;!?]+)",
    re.IGNORECASE,
)


def fill_import(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `import_file`: what the rows are, where it is said."""
    text = FILE.sub(lambda found: " " * len(found[0]), clause.text)
    entity, _ = read_entity(Sheet(CARDS.sub(lambda found: " " * len(found[0]), text), sheet_of(clause)))
    return ({"entity": entity} if entity else {}), ""


def fill_mapping(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `map_column`: the title of the column as it stands, and the field it is meant for."""
    found = {name: str(value).strip(f" {QUOTE}") for name, value in slots.items()}
    if told := COLUMN.search(clause.said.typed):
        found = {"column": told["column"].strip(), "field": told["field"].strip(f" {QUOTE}")}
    return {name: value for name, value in found.items() if value}, ""
