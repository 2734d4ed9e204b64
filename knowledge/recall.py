"""Recall: the passages of the history that answer a question, best first; none where none does."""

from collections.abc import Sequence
from contextlib import suppress
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

FEW = 1500  # passages that are ranked without choosing candidates first
CANDIDATES = 200  # by vector, and as many by words
MILD = 0.05  # score for the newest over the oldest
ENCODED_AT_ONCE = 200  # passages without a vector yet
SENTENCES = 8  # of a passage that are read one by one
LATELY = 50  # passages looked through for the last time that something happened
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


@dataclass(frozen=True)
class Ranked:
    """A passage, how it ranks, and the share of the asked words that it holds."""

    passage: Extract
    score: float
    share: float


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
            return self._newest(question, scope)[:limit]
        asked = self.encoder.encode([question.text])[0]
        found = [self._judged(each, asked) for each in self.ranked(question, scope, asked)[:limit]]
        enough = ENOUGH if scope.is_someone else ENOUGH_AMONG_ALL
        return _trusted(sorted(found, key=lambda each: -each.score), enough)

    def ranked(self, question: Question, scope: Scope, asked: Vectors) -> list[Ranked]:
        """The passages likeliest to answer, best first, whether or not one does; `asked` is the question's vector."""
        pool = self._pool(question, asked, scope)
        if not pool:
            return []
        scores, shares = self._scored(pool, question, asked)
        found = [Ranked(each, float(scores[place]), float(shares[place])) for place, each in enumerate(pool)]
        return sorted(found, key=lambda each: -each.score)

    def _newest(self, question: Question, scope: Scope) -> list[Found]:
        """The last interactions, in the way of talking that was asked for if there are any."""
        last = [each for each in self.passages.newest(scope, LATELY) if each.kind == "interaction"]
        in_that_way = [each for each in last if f"{question.channel} with" in each.text]
        return [_found(Ranked(each, 1.0, 1.0), each.text, 1.0) for each in in_that_way or last]

    def _judged(self, ranked: Ranked, asked: Vectors) -> Found:
        """The passage with its sentence that is nearest to the question."""
        told = sentences(ranked.passage.text)[:SENTENCES]
        cosines = self.encoder.encode(told) @ asked
        place = int(cosines.argmax())
        return _found(ranked, told[place], float(cosines[place]))

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
            with suppress(IndexBroken):  # the store below holds the same vectors, only slower
                return self.index.nearest(asked, CANDIDATES, scope.first, scope.last)
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


def _trusted(found: Sequence[Found], enough: float) -> list[Found]:
    """Those to be told, if one of them can be trusted."""
    if max((each.trust for each in found), default=0) < enough:
        return []
    return [each for each in found if each.trust >= enough * BESIDE]


def _found(ranked: Ranked, sentence: str, cosine: float) -> Found:
    each = ranked.passage
    about = (each.kind, each.record_id, each.customer_id, each.contact_id)
    return Found(*about, each.at, each.text, sentence, ranked.score + cosine / 2, cosine + ranked.share / 2)
