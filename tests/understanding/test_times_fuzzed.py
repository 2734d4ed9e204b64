"""Whatever is written, the grammars answer, and point at words that are there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.amounts.addresses import find_addresses
from bot.understanding.amounts.quantities import find_amounts
from bot.understanding.dates.moments import find_moments, impossible, read_moment_answer
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.readings import Lean
from bot.understanding.dates.recurrences import find_recurrences

WORDS = """on by at in until from to between and the a an of every each other next last this past since before after
    monday tuesday fri sun may march december dec 3 15 31 99 2026 9999 0 1st 31st first second last half quarter past
    week weeks month months quarter year day days hour hours minute working weekday weekend end start mid middle
    3pm 10:30 25:99 12.30 pm am noon midnight morning tonight tomorrow today yesterday ago now q3 h1 ytd so far
    two twenty hundred thousand million dozen grand k % € $5 eur 4/5 31.2.2026 2026-02-30 12/13/14 - – , . ' 's ( ) :
    twentieth nineteen thirties 1990s summer decade the minus negative point cet utc time later now right w/c 2026-11
    out haven't not for more than older christmas easter eve new years daily monthly once twice @ ish o'clock
    dana@acme.com www. +49 555-0132 Ⅻ ٣ ² 😀""".split()
NOW = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=ZoneInfo("America/New_York"))
)
LEANS: st.SearchStrategy[Lean] = st.sampled_from(["future", "past"])
TEXT = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    st.text(max_size=60),
)


@settings(max_examples=200, deadline=None)
@given(TEXT, NOW, LEANS)
def test_every_find_is_a_piece_of_the_text(text: str, now: datetime, lean: Lean) -> None:
    found = [(each.start, each.end, each.text) for each in find_moments(text, now, lean)]
    found += [(each.start, each.end, each.text) for each in find_periods(text, now, lean)]
    found += [(each.start, each.end, each.text) for each in find_recurrences(text, now)]
    found += [(each.start, each.end, each.text) for each in find_amounts(text)]
    found += [(each.start, each.end, each.text) for each in find_addresses(text)]
    for start, end, words in found:
        assert 0 <= start < end
        assert text[start:end] == words


@settings(max_examples=150, deadline=None)
@given(TEXT, NOW)
def test_moments_are_instants_and_periods_run_forward(text: str, now: datetime) -> None:
    zone = ZoneInfo("Europe/Berlin")
    for moment in find_moments(text, now):
        assert moment.at(zone).tzinfo is zone
    for period in find_periods(text, now):
        assert period.first is None or period.last is None or period.first <= period.last
    answer = read_moment_answer(text, now)
    assert answer is None or answer.text in text
    assert impossible(text, now) is None or "There is no" in (impossible(text, now) or "")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), st.sampled_from(["", " ", ", ", "-"]), NOW
)
def test_a_thousand_times_the_same_is_answered_too(words: str, joint: str, now: datetime) -> None:
    text = (words + joint) * (4000 // (len(words) + len(joint)))
    for found in (find_moments(text, now), find_periods(text, now), find_recurrences(text, now)):
        assert all(text[each.start : each.end] == each.text for each in found)
    assert all(amount.text in text for amount in find_amounts(text))
    assert all(address.text in text for address in find_addresses(text))
