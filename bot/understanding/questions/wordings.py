"""Filters by words: known values wherever they are said, unknown ones where their field is named."""

from bot.understanding.questions.drafts import JOINTS, Draft
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import field_at, folded, has
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.sheets import NEGATORS, Phrases, Sheet
from bot.understanding.questions.statuses import beside
from bot.understanding.questions.vocabulary import DEMONYMS, LONGEST, SAME_COUNTRY, Value
from storage.crm import NOUNS

CONTAINING = Phrases(
    dict.fromkeys(
        "contains;containing;contain;includes;including;include;like;has the word;have the word;matching;"
        "mentions".split(";"),
        True,
    )
)
NAMED = Phrases(
    dict.fromkeys("called;named;by the name of;with the name;whose name is;name is;with name;titled".split(";"), True)
)
TELLING = Phrases(dict.fromkeys(
    "mentioning;mention;mentioned;mentions;about;regarding;concerning;containing;contain;contains;"
    "with the word;with the words;"
    "related to;on the topic of;dealing with;that say;saying;to do with;has to do with;where we talked about;"
    "where we discussed;"
    "discussing".split(";"), True))  # fmt: skip
WISHING = Phrases(
    dict.fromkeys("interested in;asking about;asked about;asking for;keen on;looking for".split(";"), True)
)
REASONING = Phrases(dict.fromkeys("because of;because;due to;on account of".split(";"), True))
FREE = frozenset("reason interest subject about text comment description".split())
"""Fields of whole sentences, of which a few words are told."""

ABOUT = {"interaction": "text", "case": "subject", "reminder": "about"}
EQUALS = frozenset("is are = : equals equal the a an named called".split())
STOPS = (
    frozenset(
        """and or but with without who that which whose in from at for by of to on sorted sort order please is
        are was were has
    have than where not if when there since over under above below more less top first last this we i do does
    did starts starting start begins beginning begin ends ending end""".split()
    )
    | JOINTS
)
SECTOR = frozenset("industry sector business branch field space trade vertical".split())
SIDES = frozenset(("in", "from", "at", "of", "within"))
PLACED = frozenset(("in", "from", "near", "around", "based", "located", "at", "of", "within"))
MEASURED = frozenset(("money", "number", "date", "moment", "flag"))


def read_words(draft: Draft) -> None:
    """Add what the words say: texts searched for, values named with their field, values known."""
    _containing(draft)
    _quoted(draft)
    _known(draft)
    _named_field(draft)


def read_names(draft: Draft) -> None:
    """ "people called Schmidt", leads "interested in the Winch": a part of a text, though a record be known by it."""
    for _, first, after in list(WISHING.within(draft.sheet)) if draft.entity == "lead" else ():
        _take_text(draft, "interest", first, after)
    for _, first, after in list(NAMED.within(draft.sheet)):
        _take_text(draft, _named(draft, first), first, after)


def _named(draft: Draft, first: int) -> str:
    """The field for a part of a name: that of another record where its noun stands before, "contacts named Fiona"."""
    noun = noun_at(draft.sheet, first - 1)
    if draft.entity == "contact" and draft.sheet.word(first) == "titled":
        return "title"
    other = next((field.name for field in NOUNS[draft.entity].FIELDS if field.of and field.of == noun), None)
    return other or ("subject" if draft.entity == "case" else "name")


def _containing(draft: Draft) -> None:
    """ "whose title contains buyer", "people called Schmidt", "calls about the warranty"."""
    sheet = draft.sheet
    for _, first, after in list(CONTAINING.within(sheet)):
        field = field_before(draft, first)
        if field and not _date_like(draft.entity, field[0]):
            _take_text(draft, field[0], field[1], after)
    for _, first, after in list(REASONING.within(sheet)) if draft.entity == "deal" else ():
        _take_text(draft, "reason", first, after)
    if draft.entity in ("interaction", "case", "reminder"):
        for _, first, after in list(TELLING.within(sheet)):
            if sheet.atom(after).kind != "record" and not (noun_at(sheet, after) and sheet.word(after + 1) in STOPS):
                _take_text(draft, ABOUT[draft.entity], first, after)


def _date_like(entity: str, name: str) -> bool:
    return any(field.name == name and field.kind in MEASURED for field in NOUNS[entity].FIELDS)


def _take_text(draft: Draft, field: str, first: int, after: int) -> None:
    sheet = draft.sheet
    start = sheet.past(after, frozenset(("the", "a", "an", "word", "words", "our", "their", "of")))
    end = _end_of_words(sheet, start)
    if end > start and sheet.free(start) and sheet.negator(first) is None:
        draft.put(first, field, "contains", sheet_text(sheet, start, end))
        sheet.take(first, end)


def _end_of_words(sheet: Sheet, start: int) -> int:
    """Where a value that starts here ends: a quotation at its end, other words before a stop word."""
    if sheet.atom(start).kind in ("quote", "record", "amount"):
        return start + 1
    end = start
    while sheet.free(end) and sheet.atom(end).kind == "word" and sheet.word(end) not in STOPS and end - start < 4:
        end += 1
    return end


def sheet_text(sheet: Sheet, start: int, end: int) -> str:
    """The words from one atom up to another, as they were written."""
    if sheet.atom(start).kind == "quote":
        return str(sheet.atom(start).value)
    text = sheet.text[sheet.atom(start).start : sheet.atom(end - 1).end]
    return text.removesuffix("'s").removesuffix("’s")


def field_before(draft: Draft, first: int) -> tuple[str, int] | None:
    for start in range(max(first - 3, 0), first):
        field = field_at(draft.sheet, start, draft.entity)
        if field and field[1] == first:
            return field[0], start - (draft.sheet.word(start - 1) in ("whose", "where", "with", "the"))
    return None


def _quoted(draft: Draft) -> None:
    """ "“mill” in the name", or a quotation by itself."""
    sheet = draft.sheet
    for index in sheet.free_atoms("quote"):
        known = sheet.marks.vocabulary.named(folded(str(sheet.atom(index).value)))
        if known and (value := value_for(draft, known, index)):
            draft.add(index, value.field, "=", value.text)
            sheet.take(index, index + 1)
            continue
        at = sheet.past(index + 1, frozenset(("in", "the", "their", "its", "as")))
        behind = field_at(sheet, at, draft.entity)
        before = field_before(draft, index)
        field = behind[0] if behind else before[0] if before else ABOUT.get(draft.entity, "name")
        draft.put(index, field, "contains", sheet.atom(index).value)
        sheet.take(before[1] if before and not behind else index, behind[1] if behind else index + 1)


def _known(draft: Draft) -> None:
    """Values of the records wherever they are said, with the name of their field beside them."""
    sheet, index = draft.sheet, 0
    while index < len(sheet.atoms):
        found = _value_at(draft, index)
        if not found:
            index += 1
            continue
        value, after = found
        op, text = ("contains", sheet_text(sheet, index, after)) if value.field == "title" else ("=", value.text)
        draft.add(index, value.field, op, _title(text) if op == "contains" else text)
        sheet.take(*with_field(draft, index, after, value.field))
        index = after


def _title(text: str) -> str:
    small = text.casefold()
    return text[:-1] if small.endswith("s") and not small.endswith(("ss", "operations", "sales")) else text


def with_field(draft: Draft, first: int, after: int, field: str) -> tuple[int, int]:
    """The value's place, its field's name included, and "business" behind an industry."""
    start, end = beside(draft, first, after, field)
    tagged = field == "tag" and draft.sheet.word(start - 1) in ("tagged", "labelled", "labeled")
    return start - tagged, end + (end == after and field == "industry" and draft.sheet.word(end) in SECTOR)


def _value_at(draft: Draft, index: int) -> tuple[Value, int] | None:
    """The longest known value that starts at an atom and fits the entity."""
    sheet = draft.sheet
    if sheet.word(index) not in sheet.marks.vocabulary.beginnings:
        return None
    for length in range(LONGEST, 0, -1):
        atoms = [sheet.atom(at) for at in range(index, index + length) if sheet.free(at)]
        if len(atoms) < length or any(atom.kind == "sign" and atom.word not in "&-+" for atom in atoms):
            continue
        if atoms[0].kind == "sign" or atoms[-1].kind == "sign" or any(a.kind not in ("word", "sign") for a in atoms):
            continue
        spoken = " ".join("and" if atom.word in "&+" else atom.word for atom in atoms if atom.word != "-")
        value = value_for(draft, sheet.marks.vocabulary.named(spoken), index)
        if value and not _common(sheet, index, length, value):
            return value, index + length
    return None


def _common(sheet: Sheet, index: int, length: int, value: Value) -> bool:
    """Whether one small word is rather a word of the sentence than a value: "other", "no", "it"."""
    word = sheet.word(index)
    if word in SAME_COUNTRY and (sheet.word(index - 1) == "the" or word == "uk"):
        return False
    return length == 1 and (word in FILLERS or word in NEGATORS or len(word) < 3) and not sheet.atom(index).capital


def value_for(draft: Draft, values: list[Value], index: int) -> Value | None:
    """The value whose field the entity has; the field named beside it first, its own fields before joined ones."""
    entity = draft.entity
    fitting = [value for value in values if _reaches(entity, value)]
    beside = [value for value in fitting if _beside(draft, index, value.field)]
    own = [value for value in fitting if value.entity == entity]
    place = [value for value in fitting if value.field in ("city", "country")]
    people = [value for value in place if value.field == "country" and draft.sheet.word(index) in DEMONYMS]
    preferred = beside or people or (place if draft.sheet.word(index - 1) in PLACED else []) or own or fitting
    return preferred[0] if preferred else None


def _reaches(entity: str, value: Value) -> bool:
    """Whether the value can be asked of the entity; another record's state or title is not carried over."""
    if value.entity == entity:
        return True
    if value.field in ("stage", "status", "source", "company", "channel", "title"):
        return False
    return any(field.of == value.entity for field in NOUNS[entity].FIELDS) and not has(entity, value.field)


def _beside(draft: Draft, index: int, field: str) -> bool:
    before = field_before(draft, draft_start(draft.sheet, index))
    behind = field_at(draft.sheet, index + 1, draft.entity)
    return bool(before and before[0] == field) or bool(behind and behind[0] == field)


def draft_start(sheet: Sheet, index: int) -> int:
    """The place behind a field's name, the words that equate passed by."""
    while sheet.word(index - 1) in EQUALS | SIDES and index > 0:
        index -= 1
    return index


def _named_field(draft: Draft) -> None:
    """ "industry agriculture", "city: Porto", "vendor is Rossi": a value that no record has yet."""
    sheet = draft.sheet
    for index in list(sheet.free_atoms("word")):
        field = field_at(sheet, index, draft.entity)
        if not field or not _worded(draft.entity, field[0]):
            continue
        start = sheet.past(field[1], EQUALS | {"not"})
        end = _end_of_words(sheet, start)
        if end > start and (_plausible(sheet, index, field[1], start) or _told(sheet, start, field[0])):
            denied = any(sheet.word(at) == "not" for at in range(field[1], start))
            text = sheet_text(sheet, start, end)
            draft.put(index, field[0], "!=" if denied else "contains" if field[0] in FREE else "=", text)
            sheet.take(index, end)


def _plausible(sheet: Sheet, index: int, after: int, start: int) -> bool:
    """Whether the words behind a field's name are its value: equated, quoted, capital, or led by "in" or "by"."""
    if sheet.word(index) in ("number", "team", "mail", "email", "phone") and not sheet.atom(start).capital:
        return False
    led = sheet.word(index - 1) in ("in", "by", "with", "from", "the", "of", "where", "whose", ",") or index == 0
    atom = sheet.atom(start)
    if atom.kind in ("record", "amount"):
        return False
    return start > after or atom.kind == "quote" or atom.capital or (led and not noun_at(sheet, start))


def _told(sheet: Sheet, start: int, name: str) -> bool:
    """Whether a record's name stands where a text is told: "with interest lockers"."""
    return name in FREE and sheet.atom(start).kind == "record"


def _worded(entity: str, name: str) -> bool:
    """Whether the field holds words: a text of the entity or of a record it points to, or a custom field."""
    nouns = [NOUNS[entity], *(NOUNS[field.of] for field in NOUNS[entity].FIELDS if field.of)]
    known = next((field for noun in nouns for field in noun.FIELDS if field.name == name), None)
    if known is None:
        return not has(entity, name)
    return known.kind in ("text", "choice", "email", "phone")
