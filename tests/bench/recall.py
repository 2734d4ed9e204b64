"""Measures recall: `python -m tests.bench.recall LOCOMO_FILE` prints what the README of this folder records.

A number behind it, such as 5, takes only every fifth question.

LoCoMo (Maharana et al. 2024): long conversations, and questions with the turns that hold their answers. Each
conversation is one customer here, each turn one logged chat; questions go to the one customer, or to everyone.
"""

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from knowledge.encoder import Encoder
from knowledge.indexing import catch_up
from knowledge.question import Question
from knowledge.recall import Recall, nearest
from storage.customers import Customer
from storage.extracts import Passages, Scope
from storage.interactions import Interaction
from storage.migrate import migrate
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC"))
Finder = Callable[[Recall, Question, Scope], list[int]]


@dataclass(frozen=True)
class Asked:
    """A question, the customer it is about, and the passages that answer it."""

    text: str
    customer: int
    evidence: frozenset[int]


def main() -> None:
    """Print recall@5 and @10 of each way, for one customer and for everyone."""
    encoder = Encoder()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        asked = list(_load(store, json.loads(Path(sys.argv[1]).read_text("utf-8"))))
        while catch_up(store, encoder, None):
            pass
        for everyone in (False, True):
            _measure(store, encoder, asked[::step], everyone)
        store.close()


def _measure(store: Store, encoder: Encoder, asked: list[Asked], everyone: bool) -> None:
    shares: dict[str, list[list[float]]] = defaultdict(list)
    seconds: dict[str, list[float]] = defaultdict(list)
    with store.read(NOW) as crm:
        recall = Recall(crm, encoder, None)
        for each in asked:
            scope = Scope() if everyone else Scope(each.customer)
            for name, finder in FINDERS.items():
                start = time.perf_counter()
                found = finder(recall, Question(each.text), scope)
                seconds[name].append(time.perf_counter() - start)
                shares[name].append([len(each.evidence & set(found[:top])) / len(each.evidence) for top in (5, 10)])
    print(f"\n{'everyone' if everyone else 'one customer'}, {len(asked)} questions")
    for name, rows in shares.items():
        five, ten = np.mean(rows, axis=0) * 100
        print(f"{name:20} @5 {five:.1f}  @10 {ten:.1f}  {np.median(seconds[name]) * 1000:.0f} ms", flush=True)


def _dense(recall: Recall, question: Question, scope: Scope) -> list[int]:
    return nearest(recall.passages, recall.encoder.encode([question.text])[0], scope, 10)


def _words(recall: Recall, question: Question, scope: Scope) -> list[int]:
    return list(recall.passages.matching(question.words, scope, 10))


def _recall(recall: Recall, question: Question, scope: Scope) -> list[int]:
    asked = recall.encoder.encode([question.text])[0]
    return [each.passage.id for each in recall.ranked(question, scope, asked)[:10]]


FINDERS: dict[str, Finder] = {"vectors only": _dense, "words only (BM25)": _words, "recall": _recall}


def _load(store: Store, conversations: list[dict[str, Any]]) -> Iterator[Asked]:
    for number, told in enumerate(conversations):
        with store.begin(None, NOW, f"conversation {number}") as crm:
            customer = crm.customers.add(Customer(name=f"Conversation {number}"))
            turns = {turn["dia_id"]: (turn, at) for turn, at in _turns(told["conversation"])}
            people = {name: crm.people.add(Person(name=name, email=f"{name}{number}@example.test"))
                      for name in {turn["speaker"] for turn, _ in turns.values()}}  # fmt: skip
            records = {
                key: crm.interactions.add(
                    Interaction(customer=customer, channel="chat", by=people[turn["speaker"]], happened_at=at,
                                summary=_said(turn, at))
                ).id
                for key, (turn, at) in turns.items()
            }  # fmt: skip
            ids = {each.record_id: each.id for each in Passages(crm.session, "").within(Scope(customer.id))}
        for asked in told["qa"]:
            evidence = frozenset(ids[records[key]] for key in asked["evidence"] if key in records)
            if evidence:
                yield Asked(asked["question"], customer.id, evidence)


def _turns(conversation: dict[str, Any]) -> Iterator[tuple[dict[str, Any], datetime]]:
    session = 1
    while turns := conversation.get(f"session_{session}"):
        told = conversation[f"session_{session}_date_time"]
        began = datetime.strptime(f"{told} +0000", "%I:%M %p on %d %B, %Y %z")
        for place, turn in enumerate(turns):
            yield turn, began + timedelta(minutes=place)
        session += 1


def _said(turn: dict[str, Any], at: datetime) -> str:
    caption = f" [{turn['blip_caption']}]" if "blip_caption" in turn else ""
    return f"{turn['text']}{caption} ({at:%d %B %Y})"


if __name__ == "__main__":
    main()
