"""Deals of one pipeline: "in the renewal pipeline", "renewals pipeline deals"."""

from collections.abc import Iterator

from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.vocabulary import LONGEST
from storage.folding import fold

GROUPING = ("by", "per", "each")
PIPELINE = frozenset(("pipeline", "pipelines"))


def read_pipelines(draft: Draft) -> None:
    """Add the filter for the pipeline that is named before the word; "pipeline" by itself means the open deals."""
    for start, after, name in _named(draft) if draft.entity == "deal" else ():
        draft.add(start, "pipeline", "=", name)
        draft.sheet.take(start, after)


def speaks_of_pipeline(draft: Draft) -> bool:
    """Whether all that is open is spoken of as "the pipeline", and not one that has a name."""
    sheet = draft.sheet
    said = any(atom.word == "pipeline" and sheet.word(at - 1) not in GROUPING for at, atom in enumerate(sheet.atoms))
    return said and not list(_named(draft))


def _named(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """Where a pipeline is named, word and all, with its name as the records spell it."""
    sheet = draft.sheet
    for at in [at for at in sheet.free_atoms("word") if sheet.word(at) in PIPELINE]:
        for start in range(max(at - LONGEST, 0), at):
            text = fold(sheet.text[sheet.atom(start).start : sheet.atom(at - 1).end])
            named = [value for value in sheet.marks.vocabulary.named(text) if value.field == "pipeline"]
            if named:
                yield start, at + 1, named[0].text
                break
