from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from pga.accounts.rules.login import LoginRules, still_lives
from pga.accounts.rules.throttle import FREE, LONGEST, waiting_time
from tests.support.some import some

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("failures", range(FREE))
def test_five_tries_are_free(failures):
    assert waiting_time(failures) == timedelta(0)


@pytest.mark.parametrize(("failures", "seconds"), [(5, 2), (6, 4), (7, 8), (10, 64), (13, 512)])
def test_then_the_wait_doubles(failures, seconds):
    assert waiting_time(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize("failures", [14, 15, 100, 10**9])
def test_nobody_is_locked_out_for_more_than_a_quarter_of_an_hour(failures):
    assert waiting_time(failures) == LONGEST == timedelta(minutes=15)


def test_more_tries_never_wait_less():
    waits = [waiting_time(failures) for failures in range(40)]

    assert all(one <= next_one for one, next_one in some(pairwise(waits)))


@pytest.mark.parametrize(
    ("seen", "ends", "lives"),
    [
        (NOW, NOW + MINUTE, True),
        (NOW - 14 * MINUTE, NOW + MINUTE, True),
        (NOW - 15 * MINUTE, NOW + MINUTE, False),
        (NOW, NOW, False),
        (NOW, NOW - MINUTE, False),
    ],
)
def test_a_session_lives_until_it_is_idle_or_over(seen, ends, lives):
    assert still_lives(seen, ends, NOW, LoginRules()) is lives
