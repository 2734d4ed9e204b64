"""Values of the records with a slip in them: "in hambrug", "hospitalty customers"."""

from bot.understanding.questions.drafts import JOINTS, Draft
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.sheets import NEGATORS
from bot.understanding.questions.wordings import PLACED, STOPS, draft_start, field_before, value_for, with_field


def read_misspelt(draft: Draft) -> None:
    """Values with a slip in them, where a value may stand: "in hambrug", "at hospitalty customers"."""
    sheet = draft.sheet
    for index in list(sheet.free_atoms("word")):
        for length in (2, 1):
            spoken = " ".join(sheet.word(at) for at in range(index, index + length) if sheet.free(at))
            telling = not {sheet.word(at) for at in range(index, index + length)} & (FILLERS | STOPS | NEGATORS)
            value = value_for(draft, sheet.marks.vocabulary.near(spoken), index) if telling else None
            if value and sheet.free(index) and _stands(draft, index, length):
                draft.add(index, value.field, "=", value.text)
                sheet.take(*with_field(draft, index, index + length, value.field))


def _stands(draft: Draft, index: int, length: int) -> bool:
    """Whether a value may stand here: behind a place's or a field's word, in a list, or right before the noun."""
    sheet = draft.sheet
    before, start = sheet.word(index - 1), draft_start(sheet, index)
    led = before in PLACED | JOINTS | NEGATORS or index == 0 or bool(field_before(draft, start))
    return led or noun_at(sheet, index + length) == "customer" or not sheet.free(index + length)
