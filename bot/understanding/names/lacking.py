"""A directory without some records: those that a message added which is now read otherwise."""

from collections.abc import Collection

from bot.understanding.names.directory import Directory
from bot.understanding.names.gazetteer import Candidate, Mention
from bot.understanding.questions.vocabulary import Vocabulary
from storage.crm import Crm


class Lacking(Directory):
    """Another directory's records but those that are `gone`, each as kind and id."""

    def __init__(self, whole: Directory, gone: Collection[tuple[str, int]]) -> None:
        super().__init__()
        self._whole = whole
        self._gone = gone

    def vocabulary(self, crm: Crm) -> Vocabulary:
        """The values that the fields of the records hold."""
        return self._whole.vocabulary(crm)

    def find(self, text: str) -> list[Mention]:
        """The records mentioned in a text."""
        found = [
            mention._replace(candidates=tuple(self._left(mention.candidates))) for mention in self._whole.find(text)
        ]
        return [mention for mention in found if mention.candidates]

    def look_up(self, spoken: str, *kinds: str) -> list[Candidate]:
        """The records that one spoken name may mean, best first."""
        return self._left(self._whole.look_up(spoken, *kinds))

    def _left(self, candidates: Collection[Candidate]) -> list[Candidate]:
        return [each for each in candidates if (each.kind, each.id) not in self._gone]
