"""What belongs to a record: "customers with deals in negotiation", "without orders over 5k", "bought X but not Y"."""

from collections.abc import Callable, Iterator

from bot.understanding.questions.drafts import Draft, Filter
from bot.understanding.questions.entities import CHANNEL_NOUNS, noun_at
from bot.understanding.questions.fieldwords import has, reachable
from bot.understanding.questions.figurewords import BUYING
from bot.understanding.questions.presence import ARTICLES, HAVING, LACKING, customers_have
from bot.understanding.questions.sheets import NEGATORS, Sheet
from bot.understanding.questions.statuses import OPEN_CASE, OPEN_DEAL
from bot.understanding.questions.vocabulary import singular
from storage.crm import NOUNS
from storage.derived import BELONGING

FIELD_OF = {entity: field for field, entity in BELONGING.items()}
OWNERS = {"customer": tuple(FIELD_OF), "contact": ("deal", "case", "order"), "product": ("order", "case")}
"""To which records what belongs; to a contact what belongs to its customer."""

OPEN = {"deals": [list(each) for each in OPEN_DEAL], "cases": [list(each) for each in OPEN_CASE]}
LAST = {"orders": "ordered_on", "interactions": "happened_at", "contacts": "created_at", "deals": "", "cases": ""}
"""What is asked of the record itself where nothing else is: since when there was none."""

ENDS = frozenset("but sorted sort ordered ranked".split())
STOPS = frozenset(("in", "from", "for", "who", "that", "which", "whose", "by", "since", "than", "over", "under", "at"))
ADJECTIVES = 4
"""Words at most between "with" and what is had."""

Read = Callable[[Draft], None]


def read_belongings(draft: Draft, read: Read) -> None:
    """Add what the records have or lack, and bought or not; `read` reads the filters of what belongs to them."""
    sheet = draft.sheet
    found = [*LACKING.within(sheet), *HAVING.within(sheet), *_added(sheet)]
    for op, first, after in sorted(found, key=lambda each: each[1]):
        denied = op == "filled" and sheet.negator(first) is not None
        if sheet.free(first) and (noun := _noun(draft, first, after)) is not None:
            _held(draft, ("empty" if denied else op, first, after, noun), read)
    if draft.entity == "customer" and sheet.has(*BUYING):
        _purchases(draft, read)


def _added(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """What is had besides: "with a deal in negotiation and an urgent case"."""
    having = next((first for _, first, _ in HAVING.within(sheet)), len(sheet.atoms))
    for at in range(having, len(sheet.atoms)):
        if sheet.word(at) == "and" and sheet.word(at + 1) in ARTICLES:
            yield "filled", at, at + 1


def _noun(draft: Draft, first: int, after: int) -> int | None:
    """Where the noun stands of which the records, or their customers, have some: "urgent cases", "a deal"."""
    kinds = OWNERS["customer"] if customers_have(draft, first) else OWNERS.get(draft.entity, ())
    for at in range(after, after + ADJECTIVES + 1):
        atom = draft.sheet.atom(at)
        if atom.kind != "word" or atom.word in STOPS | NEGATORS:
            return None
        entity = noun_at(draft.sheet, at)
        if entity in kinds and not _address(draft.sheet, at):
            return at
    return None


def _address(sheet: Sheet, at: int) -> bool:
    """Whether "email" or "call" in the singular is rather an address or a contact than an interaction."""
    word = sheet.word(at)
    return word in ("email", "mail", "note", "conversation")


def _held(draft: Draft, said: tuple[str, int, int, int], read: Read) -> None:
    op, first, after, noun = said
    end = _end(draft.sheet, noun)
    part = Draft(draft.sheet.part(after, end), noun_at(draft.sheet, noun) or "")
    if channel := CHANNEL_NOUNS.get(singular(draft.sheet.word(noun))):
        part.put(0, "channel", "=", channel)
    part.sheet.take(noun - after, noun - after + 1)
    read(part)
    field = FIELD_OF[part.entity]
    own = _own(part)
    if not own and part.entity == "contact" and draft.sheet.word(noun - 1) in ("a", "any", "single"):
        draft.put(first, field, op)
        draft.sheet.take(first, noun + 1)
    if not own or (op == "empty" and {name for name, _, _ in own} == {LAST[field]}):
        return
    _moved(draft, part, after)
    if own == OPEN.get(field) and reachable(draft.entity, f"open_{field}"):
        draft.put(first, f"open_{field}", op)
    else:
        draft.put(first, field, op, own)
    draft.sheet.take(first, after)


def _end(sheet: Sheet, noun: int) -> int:
    """Where what is said of the noun ends."""
    for at in range(noun + 1, len(sheet.atoms)):
        again = sheet.word(at) in ("and", ",") and (
            sheet.word(at + 1) in ARTICLES or LACKING.at(sheet, at + 1) or HAVING.at(sheet, at + 1)
        )
        if sheet.word(at) in ENDS or again:
            return at
    return len(sheet.atoms)


def _own(part: Draft) -> list[Filter]:
    """The filters on what belongs to the record; those on the customer are the record's own."""
    return [filter for filter in part.filters() if _is_own(part.entity, filter[0])]


def _is_own(entity: str, name: str) -> bool:
    others = (field.of for field in NOUNS[entity].FIELDS if field.of and field.of not in ("customer", "person"))
    return has(entity, name) or any(has(other, name) for other in others)


def _moved(draft: Draft, part: Draft, start: int) -> None:
    """Take over what was read in the part: its words, and the filters that are the record's own."""
    for at, (name, op, value) in part.placed:
        if not _is_own(part.entity, name):
            draft.put(start + at, name.removeprefix("customer."), op, value)
    draft.sheet.taken |= {start + at for at in part.sheet.taken}


def _purchases(draft: Draft, read: Read) -> None:
    """ "bought the Winch 300 but not the Sensor Kit", "never bought software"."""
    sheet, things = draft.sheet, list(_things(draft.sheet))
    verb = next(at for at, atom in enumerate(sheet.atoms) if atom.word in BUYING)
    for at, (first, last) in enumerate(zip([0, *things], [*things, len(sheet.atoms)], strict=True)):
        if at == 0 or first < verb:
            continue
        before = range(max(things[at - 2] if at > 1 else verb - 3, 0), first)
        denial = [place for place in before if sheet.word(place) in NEGATORS - {"but"}]
        end = next((place for place in range(first, last) if sheet.word(place) in NEGATORS | {"and", "or"}), last)
        part = Draft(sheet.part(first, end), "order")
        read(part)
        _moved(draft, part, first)
        draft.put(first, "orders", "empty" if denial else "filled", _own(part))
        sheet.taken.update([*denial, verb])


def _things(sheet: Sheet) -> Iterator[int]:
    """Where products are named, or what is known of them: their category, their vendor."""
    for at in sheet.free_atoms("record", "word"):
        atom = sheet.atom(at)
        if atom.kind == "record":
            if atom.value.is_one("product"):
                yield at
        elif any(value.entity == "product" for value in sheet.marks.vocabulary.named(atom.word)):
            yield at
