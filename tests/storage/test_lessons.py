"""Lessons: kept once each, forgotten for good, and without the names of who is to be erased."""

from datetime import UTC, datetime
from typing import Any

from storage.lessons import Lesson
from storage.store import Store
from storage.undo import changes_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def lesson(text: str, skill: str = "log_interaction", **more: Any) -> Lesson:
    return Lesson(**{"text": text, "skill": skill, "read_as": "", "spans": [], "seen": [], "at": NOW} | more)


def test_the_last_word_on_a_sentence_counts(store: Store) -> None:
    with store.begin(None, NOW, "turn") as crm:
        crm.lessons.keep(lesson("jot it down", "comment_case"))
        crm.lessons.keep(lesson("jot it down"))
        assert changes_of(crm, "turn") == []
    with store.read(NOW) as crm:
        assert [(each.text, each.skill, each.at) for each in crm.lessons.all()] == [
            ("jot it down", "log_interaction", NOW)
        ]


def test_a_forgotten_lesson_is_gone(store: Store) -> None:
    with store.begin(None, NOW, "turn") as crm:
        kept = crm.lessons.keep(lesson("jot it down"))
        crm.lessons.forget(kept)
        assert crm.lessons.all() == []
        assert crm.lessons.get(kept.id) is None


def test_names_are_taken_out_and_the_marks_stay_on_their_words(store: Store) -> None:
    text = "bo lind rang for customername, tell Bo Lind friday"
    marks: dict[str, Any] = {
        "spans": [["customer", 17, 29], ["due_at", 44, 50]],
        "seen": [["contact", 0, 7], ["date", 44, 50]],
    }
    with store.begin(None, NOW, "turn") as crm:
        crm.lessons.keep(lesson(text, **marks))
        crm.lessons.keep(lesson("a colindbo lindgren"))
        assert crm.lessons.take_out(["Bo Lind"]) == 1
    with store.read(NOW) as crm:
        first, other = crm.lessons.all()
        assert first.text == "somebody rang for customername, tell somebody friday"
        assert [first.text[start:end] for _, start, end in first.spans] == ["customername", "friday"]
        assert [first.text[start:end] for _, start, end in first.seen] == ["somebody", "friday"]
        assert other.text == "a colindbo lindgren"
