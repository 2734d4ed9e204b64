"""Two ways to write one name fold to the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kestrel  Freight\tSystems ", "kestrel freight systems"),
        ("O'Connor", "oconnor"),
        ("O’Connor", "oconnor"),
        ("Rolf-Dieter", "rolfdieter"),
        ("J.P. Quillon, Inc.", "jp quillon inc"),
        ("Order & Chaos", "order and chaos"),
        ("Order+Chaos", "order and chaos"),
        ("Fit+", "fit"),
        ("Weiß Straße", "weiss strasse"),
        ("Søren Łuczak", "soren luczak"),
        ("Kovács", "kovacs"),
        ("Kova\u0301cs", "kovacs"),
        ("İnci Ærø", "inci aero"),
        ("ＫＥＳＴＲＥＬ", "kestrel"),
        ("Kestrel – East (new)", "kestrel east new"),
        ("!!!", ""),
    ],
)
def test_a_name_folds_to_plain_small_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
