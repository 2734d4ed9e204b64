"""Records named in a question: the customer, the product, the colleague that is meant."""

from bot.understanding.marks import Mark
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.fieldwords import field_at, role_of
from bot.understanding.questions.ownership import record_value

OWN_NAME = ("customer", "contact", "lead", "deal", "product", "campaign")
FIELDS: dict[str, dict[str, str]] = {
    "customer": {"customer": "name", "segment": "segment"},
    "contact": {"customer": "customer", "contact": "name"},
    "lead": {"lead": "name", "campaign": "source"},
    "deal": {"customer": "customer", "product": "product", "deal": "name"},
    "case": {"customer": "customer", "contact": "contact", "product": "product"},
    "product": {"product": "name"},
    "order": {"customer": "customer", "product": "product"},
    "interaction": {"customer": "customer", "contact": "contact"},
    "reminder": {"customer": "customer"},
    "campaign": {"campaign": "name", "segment": "segment"},
    "feedback": {"customer": "customer", "contact": "contact"},
}
SPEAKING = frozenset(("by", "did", "has", "have", "does", "from", "to", "assigned"))


def read_records(draft: Draft) -> None:
    """Add a filter for each record that is named."""
    for index in draft.sheet.free_atoms("record"):
        mark = draft.sheet.atom(index).value
        chosen = _field(draft, index, mark)
        if chosen:
            kind, field = chosen
            value = record_value(mark, kind)
            named = field in ("name", "segment")
            draft.add(index, field, "=", value.get("name") or mark.text if named else value)
            draft.sheet.take(*_with_name(draft, index, field))


def _field(draft: Draft, index: int, mark: Mark) -> tuple[str, str] | None:
    """The kind of record that is meant here, and the field that points to one."""
    fields = FIELDS.get(draft.entity, {}) | {"person": role_of(draft.entity)}
    kinds = list(dict.fromkeys(candidate.kind for candidate in mark.candidates if candidate.kind in fields))
    if "person" in kinds and draft.sheet.word(index - 1) in SPEAKING and mark.candidates[0].kind != "customer":
        return "person", fields["person"]
    return (kinds[0], fields[kinds[0]]) if kinds else None


def _with_name(draft: Draft, index: int, field: str) -> tuple[int, int]:
    """The record's place, with its field's name before it: "owner Priya", "customer: Kestrel"."""
    sheet = draft.sheet
    start = index
    while start > 0 and sheet.word(start - 1) in (":", "=", "is", "by", "to", "of", "for"):
        start -= 1
    for at in range(max(start - 3, 0), start):
        named = field_at(sheet, at, draft.entity)
        if named and named[1] == start and named[0] == field:
            return at, index + 1
    return index, index + 1
