"""Filters on custom fields: "with Dutch as their language", "on 60 days payment terms", "who get the newsletter"."""

from collections.abc import Iterator

from bot.understanding.questions.comparisons import compares
from bot.understanding.questions.drafts import JOINTS, Draft
from bot.understanding.questions.fieldwords import custom_at, holders
from bot.understanding.questions.sheets import LIGHT, NEGATORS, Sheet
from bot.understanding.questions.vocabulary import LONGEST, Value
from storage.folding import fold

LEADING = frozenset(
    "is are be = : equals equal the a an of to set as on in not either neither only other than != do does".split()
)
"""Words between a field's name and its value behind it."""

FOLLOWING = frozenset("as their his her its the a an for in - native".split())
"""Words between a value and its field's name behind it."""

YES, NO = ("yes", "true", "1", "y"), ("no", "false", "0", "n")
GETTING = frozenset(
    """get gets getting receive receives receiving subscribed subscribe subscribes subscribing subscribers want wants
        wanting signed up take takes opted out unsubscribed agreed to who""".split()
)
"""Words by which somebody has what a yes-or-no field is called after."""

HAVING = frozenset("with have has having".split())
UNWILLING = NEGATORS | {"unsubscribed", "out"}
STANDING = ("on", "at", "with", "of", "have", "has")
ASKED = ("their", "its", "his", "her", "by", "and", ",")


def read_imported(draft: Draft) -> None:
    """Add a filter for each custom field whose value is said beside it, and for values that tell their field."""
    sheet = draft.sheet
    for index in list(sheet.free_atoms("word")):
        found = custom_at(sheet, index, draft.entity)
        if found and not _valued(draft, index, *found):
            _wanted(draft, index, *found)
    for index in list(sheet.free_atoms("amount")):
        if sheet.word(index - 1) in STANDING and (said := _figured(draft, index)):
            draft.add(index, said[0].field, "=", said[0].text)
            sheet.take(index, said[1])


def _valued(draft: Draft, index: int, name: str, after: int) -> bool:
    """The values that stand behind the field's name or before it, whole lists of them."""
    sheet = draft.sheet
    start = sheet.past(after, LEADING)
    first = next((at for at in _ends(sheet, index) if _before(draft, name, at) is not None), None)
    found = list(_listed(draft, name, start))
    if not found and first is not None:
        found = _listed_before(draft, name, first)
    if not found or compares(sheet, found[0][0]):
        return False
    differs = any(sheet.word(at) == "!=" for at in range(after, start))
    for at, _, value in found:
        draft.add(at, name, "!=" if differs else "=", value.text)
    denied = [at for at in range(after, start) if sheet.word(at) in ("not", "other", "than")]
    sheet.take(min(found[0][0], index), max(found[-1][1], after))
    sheet.taken.update(denied)
    return True


def _listed(draft: Draft, name: str, start: int) -> Iterator[tuple[int, int, Value]]:
    """Values from an atom on, as "Spanish, German or Dutch"."""
    while said := _value_at(draft, name, start):
        yield start, said[1], said[0]
        start = draft.sheet.past(said[1], JOINTS) if draft.sheet.word(said[1]) in JOINTS else -1


def _listed_before(draft: Draft, name: str, end: int) -> list[tuple[int, int, Value]]:
    """Values up to an atom, in the order spoken."""
    found: list[tuple[int, int, Value]] = []
    while (said := _before(draft, name, end)) is not None:
        start, value = said
        found.insert(0, (start, end, value))
        end = start - 1 if draft.sheet.word(start - 1) in JOINTS else -1
    return found


def _ends(sheet: Sheet, index: int) -> Iterator[int]:
    """Where a value before a field's name may end, small words between passed by."""
    yield index
    while sheet.word(index - 1) in FOLLOWING:
        index -= 1
        yield index


def _before(draft: Draft, name: str, end: int) -> tuple[int, Value] | None:
    """The longest value of the field that ends before an atom."""
    for start in range(max(end - LONGEST, 0), end):
        said = _value_at(draft, name, start)
        if said and said[1] == end:
            return start, said[0]
    return None


def _value_at(draft: Draft, name: str, start: int) -> tuple[Value, int] | None:
    """The longest value of the field that starts at a free atom."""
    sheet, near = draft.sheet, holders(draft.entity)
    for end in range(min(start + LONGEST, len(sheet.atoms)), start, -1):
        if start < 0 or not all(sheet.free(at) for at in range(start, end)):
            continue
        text = fold(sheet.text[sheet.atom(start).start : sheet.atom(end - 1).end].replace("-", " "))
        text += _unit(sheet, start) if end == start + 1 else ""
        held = (value for value in sheet.marks.vocabulary.held(text) if value.field == name and value.entity in near)
        if value := next(held, None):
            return value, end
    return None


def _unit(sheet: Sheet, index: int) -> str:
    """The unit that is said once for several figures: "14 or 60 days"."""
    shared = sheet.atom(index).kind == sheet.atom(index + 2).kind == "amount" and sheet.word(index + 1) in JOINTS
    return f" {sheet.word(index + 3)}" if shared else ""


def _figured(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A value of figure and word that only a custom field holds, its field not named: "on 30 days"."""
    names = (name for holder in holders(draft.entity) for name in draft.sheet.marks.vocabulary.imported(holder))
    found = (_value_at(draft, name, index) for name in names)
    return next((said for said in found if said and said[1] > index + 1), None)


def _wanted(draft: Draft, index: int, name: str, after: int) -> None:
    """ "who get the newsletter", "not subscribed to the newsletter": yes or no, where the field holds just that."""
    sheet, start = draft.sheet, index
    while sheet.word(start - 1) in LIGHT | GETTING:
        start -= 1
    denied = start if sheet.word(start - 1) not in NEGATORS else start - 1
    said = {sheet.word(at) for at in range(denied, index)}
    held = sheet.marks.vocabulary.held
    own = name in sheet.marks.vocabulary.imported(draft.entity)
    led = sheet.word(_past_articles(sheet, index) - 1) in GETTING | UNWILLING | HAVING
    value = next((v for word in (NO if said & UNWILLING else YES) for v in held(word) if v.field == name), None)
    if value and (own or led) and sheet.word(index - 1) not in ASKED:
        draft.put(index, name, "=", value.text)
        sheet.take(denied, after)


def _past_articles(sheet: Sheet, index: int) -> int:
    while sheet.word(index - 1) in ("the", "a", "an", "our", "any"):
        index -= 1
    return index
