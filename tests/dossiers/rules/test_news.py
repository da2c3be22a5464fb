from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pga.dossiers.rules.news import VISIT, compares_with

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def opened_at(moments):
    """Open a casusblad at each moment; return what the last opening compares with."""
    sheet_at = compared_at = None
    for moment in moments:
        compared_at = compares_with(sheet_at, compared_at, moment)
        sheet_at = moment
    return compared_at


def test_a_first_visit_compares_with_nothing():
    assert opened_at([NOW]) is None
    assert opened_at([NOW, NOW + A_MINUTE]) is None


def test_a_visit_compares_with_the_end_of_the_one_before():
    first = [NOW, NOW + 10 * A_MINUTE]

    assert opened_at([*first, NOW + timedelta(days=1)]) == first[-1]


def test_a_reload_compares_with_the_same():
    later = NOW + timedelta(days=1)

    assert opened_at([NOW, later, later + A_MINUTE, later + VISIT]) == NOW


def test_a_pause_longer_than_a_visit_moves_the_mark():
    later = NOW + timedelta(days=1)

    assert opened_at([NOW, later, later + VISIT + A_MINUTE]) == later


@given(st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_what_happened_after_the_last_look_of_another_visit_is_never_passed_over(pauses):
    moments = [NOW]
    for pause in pauses:
        moments.append(moments[-1] + pause * A_MINUTE)

    since = opened_at(moments)

    ends = [a for a, b in pairwise(moments) if b - a > VISIT]
    assert since == (ends[-1] if ends else None)
