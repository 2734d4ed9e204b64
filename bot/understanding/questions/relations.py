"""Records named in a question: the customer, the product, the colleague that is meant."""

from bot.understanding.marks import Mark
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.fieldwords import field_at, home_owner, role_of
from bot.understanding.questions.ownership import led_by_customers, of_customers, record_value
from bot.understanding.questions.vocabulary import Value
from storage.crm import NOUNS
from storage.folding import fold

OWN_NAME = ("customer", "contact", "lead", "deal", "product", "campaign")
FIELDS: dict[str, dict[str, str]] = {
    "customer": {"customer": "name", "segment": "segment"},
    "contact": {"customer": "customer", "contact": "name", "segment": "segment"},
    "lead": {"lead": "name", "campaign": "source"},
    "deal": {"customer": "customer", "product": "product", "deal": "name", "segment": "segment"},
    "case": {"customer": "customer", "contact": "contact", "product": "product", "segment": "segment"},
    "product": {"product": "name"},
    "order": {"customer": "customer", "product": "product", "segment": "segment"},
    "quote": {"customer": "customer", "product": "product", "contact": "contact", "segment": "segment"},
    "interaction": {"customer": "customer", "contact": "contact", "segment": "segment"},
    "reminder": {"customer": "customer"},
    "campaign": {"campaign": "name", "segment": "segment"},
    "feedback": {"customer": "customer", "contact": "contact"},
}
WORDED = ("category", "company", "industry", "vendor")
SPEAKING = frozenset(("by", "did", "has", "have", "does", "from", "to", "assigned"))


def read_records(draft: Draft) -> None:
    """Add a filter for each record that is named."""
    for index in draft.sheet.free_atoms("record"):
        mark = draft.sheet.atom(index).value
        chosen = _field(draft, index, mark)
        if chosen:
            kind, field = chosen
            if known := _held_value(draft, index, mark):
                first = index - (known.text.count(" ") and draft.sheet.free(index - 1))
                draft.add(first, known.field, "=", known.text)
                draft.sheet.take(first, index + 1)
                continue
            value = record_value(mark, kind)
            named = field in ("name", "segment")
            draft.add(index, field, "=", value.get("name") or mark.text if named else value)
            draft.sheet.take(*_with_name(draft, index, field))


def _held_value(draft: Draft, index: int, mark: Mark) -> Value | None:
    """What the records hold under just these words, where no record bears them: "lockers", a lead's company."""
    vocabulary, words = draft.sheet.marks.vocabulary, fold(mark.text)
    named = [*vocabulary.named(f"{draft.sheet.word(index - 1)} {words}"), *vocabulary.named(words)]
    near = {draft.entity, *(field.of for field in NOUNS[draft.entity].FIELDS if field.of)}
    fitting = (value for value in named if value.entity in near and value.field in WORDED)
    whole = any(fold(candidate.name) == fold(mark.text) for candidate in mark.candidates)
    return None if whole and draft.entity != "lead" else next(fitting, None)


def _field(draft: Draft, index: int, mark: Mark) -> tuple[str, str] | None:
    """The kind of record that is meant here, and the field that points to one."""
    theirs = of_customers(draft, index + 1) or led_by_customers(draft, index)
    fields = FIELDS.get(draft.entity, {}) | {"person": home_owner(draft.entity) if theirs else role_of(draft.entity)}
    kinds = list(dict.fromkeys(candidate.kind for candidate in mark.candidates if candidate.kind in fields))
    if "person" in kinds and draft.sheet.word(index - 1) in SPEAKING and mark.candidates[0].kind != "customer":
        return "person", fields["person"]
    return (kinds[0], fields[kinds[0]]) if kinds else None


def _with_name(draft: Draft, index: int, field: str) -> tuple[int, int]:
    """The record's place, with its field's name before it: "owner Priya", "customer: Kestrel"."""
    sheet = draft.sheet
    start = index
    while start > 0 and sheet.word(start - 1) in (":", "=", "is", "not", "by", "to", "of", "for"):
        start -= 1
    for at in range(max(start - 3, 0), start):
        named = field_at(sheet, at, draft.entity)
        if named and named[1] == start and named[0] == field:
            return at, index + 1
    return index, index + 1
