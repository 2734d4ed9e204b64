"""Deals of one pipeline: "in the renewal pipeline", "renewals pipeline deals"."""

from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.vocabulary import LONGEST
from storage.folding import fold

PIPELINE = frozenset(("pipeline", "pipelines"))


def read_pipelines(draft: Draft) -> None:
    """Add the filter for the pipeline that is named before the word; "pipeline" by itself means the open deals."""
    sheet = draft.sheet
    if draft.entity != "deal":
        return
    for at in [at for at in sheet.free_atoms("word") if sheet.word(at) in PIPELINE]:
        for start in range(max(at - LONGEST, 0), at):
            text = fold(sheet.text[sheet.atom(start).start : sheet.atom(at - 1).end])
            named = [value for value in sheet.marks.vocabulary.named(text) if value.field == "pipeline"]
            if named:
                draft.add(start, "pipeline", "=", named[0].text)
                sheet.take(start, at + 1)
                break
