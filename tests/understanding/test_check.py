"""What is reported about learning."""

import numpy as np
import pytest

from bot.understanding.learning.check import calibration_error, told
from bot.understanding.learning.router import Ranking
from bot.understanding.learning.sentences import Sentence


def test_confidence_is_off_by_how_much_more_it_claims_than_is_right() -> None:
    claimed = np.array([0.95, 0.95, 0.55, 0.55], np.float32)
    assert calibration_error(claimed, np.array([True, False, True, False])) == pytest.approx((0.9 + 0.1) / 4)


def test_it_tells_what_comes_first_and_what_is_rejected() -> None:
    sentences = [Sentence("undo", "back"), Sentence("remind_me", "ping me"), Sentence("out_of_scope", "sing")]
    rankings = [
        Ranking((("undo", 0.9), ("remind_me", 0.1)), 0.1),
        Ranking((("undo", 0.8), ("remind_me", 0.2)), 0.2),
        Ranking((("undo", 0.6), ("remind_me", 0.4)), 0.7),
    ]
    figures = told(sentences, rankings)
    assert "first 0.500, first two 1.000; out of scope: recall 1.000, served ones rejected 0.000" in figures
    assert "from 0.45 0.500, from 0.6 0.500, from 0.75 1.000" in figures
