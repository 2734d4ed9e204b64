"""Places and lines of business, whether or not a record is in one: "in Atlantis", "in the automotive industry"."""

from bot.understanding.names.ordinary import capitalised_words, ordinary_words
from bot.understanding.questions.drafts import JOINTS, Draft
from bot.understanding.questions.fieldwords import folded, has, reachable
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.vocabulary import COUNTRIES, SAME_COUNTRY
from bot.understanding.questions.wordings import PLACED, SECTOR, STOPS, sheet_text
from storage.folding import fold


def read_places(draft: Draft) -> None:
    """Add places and lines of business that no record may be in yet."""
    _sectors(draft)
    if reachable(draft.entity, "city"):
        _countries(draft)
        _towns(draft)


def _sectors(draft: Draft) -> None:
    """ "in the automotive industry", where no record is in it yet."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        if sheet.word(index) in SECTOR and sheet.free(index - 1) and reachable(draft.entity, "industry"):
            start = index - 1
            while sheet.free(start - 1) and sheet.word(start - 1) not in STOPS | {"the", ""}:
                start -= 1
            if sheet.word(start) not in STOPS | {"the", "our", "which", "what"}:
                draft.add(start, "industry", "=", sheet_text(sheet, start, index))
                sheet.take(start, index + 1)


def _towns(draft: Draft) -> None:
    """ "in Atlantis": a capital name behind "in" or "from", and those listed with it."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        if not sheet.free(index) or not sheet.atom(index).capital:
            _small(draft, index)
            continue
        listed = sheet.word(index - 1) in JOINTS and draft.placed and _after_place(draft, index)
        whose = sheet.word(index - 1) in ("from", "of", "at", "for", "with") and has(draft.entity, "customer")
        if whose or (listed and draft.about("customer") and has(draft.entity, "customer")):
            _take_customer(draft, index)
        elif sheet.word(index - 1) in ("in", "from", "near", "around", "outside") or listed:
            _take_place(draft, index)


def _countries(draft: Draft) -> None:
    """Countries that no record is in, under any of their names."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        word = sheet.word(index)
        country = SAME_COUNTRY.get(word, word.title())
        if sheet.word(index - 1) in PLACED | {"the"} and fold(country) in COUNTRIES:
            draft.add(index, "country", "=", country)
            sheet.take(index, index + 1)


def _small(draft: Draft, index: int) -> None:
    """A town that was not written large: "in berlin", but not "in trouble"."""
    sheet, word = draft.sheet, draft.sheet.word(index)
    if (
        sheet.free(index)
        and sheet.word(index - 1) == "in"
        and word not in (ordinary_words() - capitalised_words()) | FILLERS | STOPS
    ):
        draft.add(index, "city", "=", word.title())
        sheet.take(index, index + 1)


def _take_customer(draft: Draft, index: int) -> None:
    """A name that no record has: it is asked for as it was said."""
    sheet, end = draft.sheet, index
    while sheet.free(end) and (sheet.atom(end).capital or sheet.word(end) == "&") and end - index < 5:
        end += 1
    draft.add(index, "customer", "=", sheet_text(sheet, index, end))
    sheet.take(index, end)


def _after_place(draft: Draft, index: int) -> bool:
    return any(filter[0] in ("city", "country") and 0 < index - at <= 4 for at, filter in draft.placed)


def _take_place(draft: Draft, index: int) -> None:
    sheet, end = draft.sheet, index
    while sheet.free(end) and sheet.atom(end).capital and end - index < 4:
        end += 1
    text = sheet_text(sheet, index, end)
    draft.add(index, "country" if folded(text) in COUNTRIES else "city", "=", text)
    sheet.take(index, end)
