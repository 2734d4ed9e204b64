"""Varied sentences keep their marks on the right words."""

from random import Random

from bot.understanding.augmentation import masked, mistyped, pools, replaced, swapped, variations
from bot.understanding.seen import with_seen
from bot.understanding.sentences import parse


def test_replacing_a_name_moves_the_marks_behind_it() -> None:
    sentence = parse("log_interaction", "{customer:Acme} said {summary:no to {product:Keg One}}")
    other = replaced(sentence, sentence.spans[0], "Kestrel Freight")
    assert other.text == "Kestrel Freight said no to Keg One"
    assert [other.words(span) for span in other.spans] == ["Kestrel Freight", "no to Keg One", "Keg One"]


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
    assert "please show Acme" in variations(sentence, pools([sentence]), Random(1))
