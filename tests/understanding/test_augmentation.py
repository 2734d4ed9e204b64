"""Varied sentences keep their marks on the right words."""

from random import Random

from bot.understanding.learning.augmentation import extract, masked, mistyped, pools, replaced, swapped, variations
from bot.understanding.learning.seen import with_seen
from bot.understanding.learning.sentences import Sentence, parse


def test_replacing_a_name_moves_the_marks_behind_it() -> None:
    sentence = parse("log_interaction", "{customer:Acme} said {summary:no to {product:Keg One}}")
    other = replaced(sentence, sentence.spans[0], Sentence("", "Kestrel Freight"))
    assert other.text == "Kestrel Freight said no to Keg One"
    assert [other.words(span) for span in other.spans] == ["Kestrel Freight", "no to Keg One", "Keg One"]


def test_a_free_text_is_swapped_with_the_names_in_it() -> None:
    lines = ("note on {case:4}: {comment:fan ordered}", "add to {case:9}: {comment:{contact:Bo Lind} declined}")
    one, other = (with_seen(parse("comment_case", line)) for line in lines)
    mixed = replaced(one, one.spans[1], extract(other, other.spans[1]))
    assert mixed.text == "note on 4: Bo Lind declined"
    assert [(span.slot, mixed.words(span)) for span in mixed.spans] == [
        ("case", "4"),
        ("comment", "Bo Lind declined"),
        ("contact", "Bo Lind"),
    ]
    assert masked(mixed) == "note on 4: contactname declined"


def test_swapping_takes_names_of_the_same_kind() -> None:
    one = with_seen(parse("show_record", "show {customer:Acme}"))
    other = with_seen(parse("merge_customers", "merge {merge:Tidepool} into {keep:Kestrel}"))
    names = pools([one, other])
    texts = {swapped(one, names, Random(seed)).text for seed in range(20)}
    assert texts == {"show Acme", "show Tidepool", "show Kestrel"}


def test_a_slip_changes_one_place_only() -> None:
    assert all(abs(len(mistyped("remind me", Random(seed))) - 9) <= 1 for seed in range(50))
    assert mistyped("a b", Random(1)) == "a b"


def test_variations_are_other_texts_of_the_same_sentence() -> None:
    sentence = with_seen(parse("show_record", "please show {customer:Acme}"))
    assert masked(sentence) == "please show customername"
    made = {text for seed in range(20) for text in variations(sentence, pools([sentence]), Random(seed))}
    assert "please show Acme" in made
    assert any(text not in ("please show Acme", "please show customername") for text in made)
