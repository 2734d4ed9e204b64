"""Sentence files are read with their marks, and what is wrong in them is told with file and line."""

from pathlib import Path

import pytest

from bot.understanding.learning.sentences import BadSentence, Sentence, Span, parse, read_compounds, read_sentences


def test_marks_become_spans_of_the_plain_text() -> None:
    sentence = parse("remind_me", "remind me {due_at:on Thursday} to {about:send the deck}")
    assert sentence.text == "remind me on Thursday to send the deck"
    assert [(span.slot, sentence.words(span)) for span in sentence.spans] == [
        ("due_at", "on Thursday"),
        ("about", "send the deck"),
    ]


def test_a_mark_within_a_mark_is_read_and_is_not_an_outer_one() -> None:
    sentence = parse("remind_me", "{about:send {customer:Kestrel} the deck} pls")
    assert sentence.text == "send Kestrel the deck pls"
    assert sentence.spans == (Span("about", 0, 21), Span("customer", 5, 12))
    assert sentence.outer() == (Span("about", 0, 21),)


@pytest.mark.parametrize("line", ["call {customer:Acme", "call {customer:}", "call Acme}", "call {Acme}", "{: x}"])
def test_a_broken_mark_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        parse("log_interaction", line)


def test_files_are_read_without_comments_and_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "undo.txt").write_text("# How people take back.\n\nundo that\n  oops \n")
    assert read_sentences(tmp_path) == [Sentence("undo", "undo that"), Sentence("undo", "oops")]


def test_a_bad_line_is_told_with_file_and_number(tmp_path: Path) -> None:
    (tmp_path / "undo.txt").write_text("undo that\nundo {record:\n")
    with pytest.raises(BadSentence, match=r"^undo\.txt:2: "):
        read_sentences(tmp_path)


def test_compounds_are_clauses_in_the_order_spoken(tmp_path: Path) -> None:
    line = "[log_interaction] spoke with {contact:Bo}, [remind_me] remind me {due_at:Friday}\n"
    (tmp_path / "compound.txt").write_text(line)
    (clauses,) = read_compounds(tmp_path)
    assert [(clause.skill, clause.text) for clause in clauses] == [
        ("log_interaction", "spoke with Bo,"),
        ("remind_me", "remind me Friday"),
    ]
    assert read_sentences(tmp_path) == list(clauses)


def test_a_compound_must_begin_with_a_skill(tmp_path: Path) -> None:
    (tmp_path / "compound.txt").write_text("hello [undo] undo that\n")
    with pytest.raises(BadSentence, match="skill in brackets"):
        read_compounds(tmp_path)
