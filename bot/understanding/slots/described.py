"""Cases by description: "the case about the training date for Kestrel" instead of its number."""

import re
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

CASE_WORD = re.compile(r"\b(?:case|ticket|issue|problem|complaint|request)\b", re.IGNORECASE)
LIKE = 60
APART = 8


def described_case(clause: "Clause") -> dict[str, Any] | None:
    """The case, or the several, that the clause describes by its customer and its subject; None where none fits."""
    if not CASE_WORD.search(clause.text):
        return None
    crm = clause.context.crm
    customers = [c.id for mark in clause.marks for c in mark.candidates if c.kind == "customer"]
    contacts = [c.within for mark in clause.marks for c in mark.candidates if c.kind == "contact"]
    wanted = {id for id in [*customers, *contacts] if id}
    cases = crm.cases.open_at(wanted) if wanted else crm.cases.open()
    scored = sorted(((fuzz.token_set_ratio(case.subject.casefold(), clause.text.casefold()), case) for case in cases),
                    key=lambda pair: -pair[0])  # fmt: skip
    if wanted and len(cases) == 1:
        return _reference(cases[0])
    near = [case for score, case in scored if score >= LIKE and score >= scored[0][0] - APART]
    if not near and wanted and cases:
        near = cases
    if len(near) == 1:
        return _reference(near[0])
    return {"several": [_reference(case) for case in near[:8]], "spoken": "case"} if near else None


def _reference(case: Any) -> dict[str, Any]:
    return {"kind": "case", "id": case.id, "name": case.label}
