"""Recall: the passages of the history that answer a question, best first; none where none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from knowledge.encoder import WIDTH, Encoder, Vectors, from_bytes
from knowledge.generation import IndexBroken
from knowledge.index import Index
from knowledge.question import Question
from knowledge.ranking import Scores, Words, neighbourhoods, ranked, windows
from knowledge.sentences import sentences
from storage.crm import Crm
from storage.extracts import Extract, Passages, Scope

FEW = 3000  # passages that are ranked without choosing candidates first
CANDIDATES = 200  # by vector, and as many by words
MILD = 0.05  # score for the newest over the oldest
ENCODED_AT_ONCE = 200  # passages without a vector yet
JUDGED = 8  # passages whose sentences are read one by one
ENOUGH, ENOUGH_AMONG_ALL = 0.42, 0.55  # trust that one of the best must reach; more passages, more chance likeness
BESIDE = 0.7  # of that is enough for what is told beside it


@dataclass(frozen=True)
class Found:
    """A passage that answers, and the sentence in it that does.

    `trust` is absolute: the sentence's cosine and half the share of the asked words that the passage holds;
    `score` only ranks those of one answer.
    """

    kind: str
    record_id: int
    customer_id: int | None
    contact_id: int | None
    at: datetime
    text: str
    sentence: str
    score: float
    trust: float


class Recall:
    """Finds in the history. Without an index it looks through the vectors in the store.

    Up to `few` passages are ranked as they are, of more the likeliest by vector and by words.
    """

    def __init__(self, crm: Crm, encoder: Encoder, index: Index | None, few: int = FEW) -> None:
        self.passages = Passages(crm.session, encoder.model)
        self.encoder = encoder
        self.index = index
        self.few = few

    def find(self, question: Question, scope: Scope, limit: int) -> list[Found]:
        """The passages in the scope that answer the question."""
        if not question.topic:
            return [_found(each, each.text, 1.0, 1.0) for each in self.passages.newest(scope, limit)]
        asked = self.encoder.encode([question.text])[0]
        pool = self._pool(question, asked, scope)
        if not pool:
            return []
        scores, shares = self._scored(pool, question, asked)
        best = sorted(range(len(pool)), key=lambda place: -scores[place])[:JUDGED]
        found = [self._judged(pool[place], asked, float(scores[place]), float(shares[place])) for place in best]
        enough = ENOUGH if scope.is_someone else ENOUGH_AMONG_ALL
        return _trusted(sorted(found, key=lambda each: -each.score), enough, limit)

    def _judged(self, passage: Extract, asked: Vectors, score: float, share: float) -> Found:
        """The passage with its sentence that is nearest to the question."""
        told = sentences(passage.text)
        cosines = self.encoder.encode(told) @ asked
        place = int(cosines.argmax())
        near = float(cosines[place])
        return _found(passage, told[place], score + near / 2, near + share / 2)

    def _pool(self, question: Question, asked: Vectors, scope: Scope) -> list[Extract]:
        if self.passages.count(scope, self.few + 1) <= self.few:
            pool = self.passages.within(scope)
        else:
            near = self._nearest(asked, scope)
            fitting = self.passages.matching(question.words, scope, CANDIDATES)
            pool = self.passages.by_ids(list({*near, *fitting}), scope)
        return sorted(pool, key=lambda each: (each.customer_id or 0, each.at, each.id))

    def _nearest(self, asked: Vectors, scope: Scope) -> list[int]:
        if self.index and not scope.is_someone:
            try:
                return self.index.nearest(asked, CANDIDATES, scope.first, scope.last)
            except IndexBroken:
                pass
        return nearest(self.passages, asked, scope, CANDIDATES)

    def _scored(self, pool: Sequence[Extract], question: Question, asked: Vectors) -> tuple[Scores, Scores]:
        vectors, texts = self._vectors(pool), [each.text for each in pool]
        groups = [each.customer_id for each in pool]
        cosines, around = vectors @ asked, neighbourhoods(vectors, groups) @ asked
        alone, together = Words(texts), Words(windows(texts, groups))
        scores = ranked(cosines, around, alone, together, question.words)
        shares = alone.shares(question.topic)
        alone.close()
        together.close()
        return scores + _recency(pool, question.wants_latest), shares

    def _vectors(self, pool: Sequence[Extract]) -> Vectors:
        vectors = np.zeros((len(pool), WIDTH), np.float32)
        for place, each in enumerate(pool):
            if each.vector:
                vectors[place] = from_bytes(each.vector)
        bare = [place for place, each in enumerate(pool) if not each.vector][-ENCODED_AT_ONCE:]
        vectors[bare] = self.encoder.encode([pool[place].text for place in bare])
        return vectors


def nearest(passages: Passages, asked: Vectors, scope: Scope, limit: int) -> list[int]:
    """The ids of the passages in the scope whose vectors are nearest, by looking at every one."""
    ids: list[int] = []
    cosines: list[Scores] = []
    for batch, packed in passages.vectors(scope):
        ids += batch
        cosines.append(from_bytes(packed).reshape(-1, WIDTH) @ asked)
    if not ids:
        return []
    scores = np.concatenate(cosines)
    return [ids[place] for place in np.argsort(-scores)[:limit]]


def _recency(pool: Sequence[Extract], wants_latest: bool) -> Scores:
    """What being newer is worth: much where the latest is asked for, else enough to part equals."""
    newest_first = sorted(range(len(pool)), key=lambda place: pool[place].at, reverse=True)
    worth = np.zeros(len(pool), np.float32)
    worth[newest_first] = 0.5 ** np.arange(len(pool)) if wants_latest else np.linspace(MILD, 0, len(pool))
    return worth


def _trusted(found: Sequence[Found], enough: float, limit: int) -> list[Found]:
    """Those to be told, if one of the best can be trusted."""
    if max(each.trust for each in found[:limit]) < enough:
        return []
    return [each for each in found if each.trust >= enough * BESIDE][:limit]


def _found(each: Extract, sentence: str, score: float, trust: float) -> Found:
    about = (each.kind, each.record_id, each.customer_id, each.contact_id)
    return Found(*about, each.at, each.text, sentence, score, trust)
