"""What records have or lack: "without a phone number", "no website", "with a birthday"."""

from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import OF_CUSTOMERS, field_at, has
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.sheets import Phrases, Sheet
from skills.tables import COLUMNS

LACKING = Phrases(dict.fromkeys(
    "without;with no;has no;have no;having no;no;missing;lacking;lack;lacks;do not have;does not have;"
    "not have;with neither;"
    "neither;nor;are missing;is missing;which lack;have not got;has not got;not got;with missing;"
    "with an empty;with empty;"
    "who have no;that have no;never had".split(";"), "empty"))  # fmt: skip
HAVING = Phrases(
    dict.fromkeys("with;that have;who have;which have;having;has;have;with known;but a;but an".split(";"), "filled")
)
ARTICLES = frozenset("a an any the their its his her valid known single".split())
HELD = {
    "lifetime_value": "order orders purchase purchases", "deals": "deal deals opportunity opportunities",
    "cases": "case cases ticket tickets complaint complaints", "contacts": "contacts",
    "last_contacted_at": "interaction interactions calls activity activities history",
}  # fmt: skip
RELATED = {word: field for field, words in HELD.items() for word in words.split()}
OPEN = {"deals": "open_deals", "cases": "open_cases"}
LISTED = frozenset(("or", "and", ",", "nor"))


def read_presence(draft: Draft) -> None:
    """Add that fields are empty or filled."""
    sheet = draft.sheet
    for op, first, after in list(LACKING.within(sheet)):
        _listed(draft, first, after, op, customers_have(draft, first))
    for op, first, after in list(HAVING.within(sheet)):
        if sheet.negator(first) is None:
            _listed(draft, first, after, op, customers_have(draft, first))
    _said_empty(draft)
    _to_see(draft)


def _said_empty(draft: Draft) -> None:
    """ "website is empty", "phone number missing", "owner unknown"."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        if sheet.word(index) not in ("empty", "blank", "missing", "unknown", "filled"):
            continue
        end = index - (sheet.word(index - 1) in ("is", "are"))
        for start in range(max(end - 3, 0), end):
            named = field_at(sheet, start, draft.entity)
            if named and named[1] == end:
                draft.put(start, named[0], "filled" if sheet.word(index) == "filled" else "empty")
                sheet.take(start, index + 1)
                break


def _listed(draft: Draft, first: int, after: int, op: str, theirs: bool) -> None:
    """One field after another: "no phone or email"."""
    sheet = draft.sheet
    if op == "filled" and sheet.word(after) in ("their", "its", "his", "her"):
        _shown_too(draft, first, after + 1)
        return
    at = sheet.past(after, ARTICLES)
    if _until(draft, at):
        return
    while field := _related(draft, at, theirs) or field_at(sheet, at, draft.entity):
        if op == "filled" and (not _bare(sheet, field[1]) or (_another(draft, at) and not _related(draft, at, theirs))):
            return
        gone = field[0] == "stock" and op == "empty" and sheet.word(after - 1) in ("no", "without")
        draft.put(at, field[0], *(("<=", 0) if gone else (op,)))
        sheet.take(first, sheet.past(field[1], frozenset(("left",))) if gone else field[1])
        first = field[1]
        at = sheet.past(field[1], LISTED | ARTICLES | {"no", "neither"})
        if at == field[1]:
            return


def _to_see(draft: Draft) -> None:
    """ "names and phone numbers of the buyers in Lisbon": what every list shows of them anyway."""
    sheet = draft.sheet
    start = index = sheet.past(0, FILLERS)
    while (named := field_at(sheet, index, draft.entity)) and named[0] in COLUMNS.get(draft.entity, ()):
        index = sheet.past(named[1], LISTED)
        if sheet.word(index) in ("of", "for"):
            sheet.take(start, index)
            return


def _another(draft: Draft, at: int) -> bool:
    """Whether a noun stands here that is no address of the record: "an email" is one of a contact."""
    noun = noun_at(draft.sheet, at)
    return noun is not None and not (noun == "interaction" and has(draft.entity, draft.sheet.word(at)))


def _shown_too(draft: Draft, first: int, after: int) -> None:
    """ "with their mail": what is to be seen, not a condition."""
    if field := field_at(draft.sheet, after, draft.entity):
        draft.sheet.take(first, field[1])


def _until(draft: Draft, at: int) -> bool:
    """Whether a period follows that says since when there is none: "no order in the last year"."""
    kinds = ("period", "amount") if draft.sheet.word(at + 1) in ("since", "for") else ("period",)
    near = any(draft.sheet.atom(index).kind in kinds for index in range(at, at + 4))
    return near and draft.sheet.word(at) in (*RELATED, "contact", "birthday")


def customers_have(draft: Draft, first: int) -> bool:
    """Whether it is customers that have or lack what follows: "deals of customers with urgent cases"."""
    if draft.entity == "customer":
        return True
    before = first - 1 - (draft.sheet.word(first - 1) in ("who", "that", "which"))
    return draft.entity in OF_CUSTOMERS and noun_at(draft.sheet, before) == "customer"


def _related(draft: Draft, at: int, theirs: bool) -> tuple[str, int] | None:
    """Orders, deals and cases of a customer."""
    if not theirs:
        return None
    word = draft.sheet.word(at)
    if word == "open" and (field := OPEN.get(RELATED.get(draft.sheet.word(at + 1), ""))):
        return field, at + 2
    return (RELATED[word], at + 1) if word in RELATED else None


def _bare(sheet: Sheet, after: int) -> bool:
    """Whether nothing follows that says which value the field is to have."""
    atom = sheet.atom(after)
    if atom.kind in ("amount", "quote", "period", "record") or atom.capital:
        return False
    return atom.word in ("", "or", "and", ",", ".", "?", "!", "who", "that", "please", "in", "from", "on", "set")
