from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from pga.core import clock
from tests.support.day import AskedEarly, no_day, one_day

ALMOST = datetime(2026, 11, 24, 22, 59, 59, 900_000, tzinfo=UTC)
"""A tenth of a second before midnight in the Netherlands."""
DAY = date(2026, 11, 24)
A_SECOND = timedelta(seconds=1)


def looks(traveller, times=3):
    """Look at the clock, a second later each time."""
    for _ in range(times):
        yield clock.now(), clock.today()
        traveller.shift(A_SECOND)


@pytest.mark.parametrize("before", [timedelta(), timedelta(seconds=2), timedelta(hours=20)])
def test_a_test_that_goes_on_past_midnight_stays_in_its_day(before):
    with time_machine.travel(ALMOST - before, tick=False) as traveller, one_day():
        early = [*looks(traveller)]
        traveller.move_to(ALMOST)
        late = [*looks(traveller)]

    moments, days = zip(*early, *late, strict=True)
    assert set(days) == {DAY}
    assert sorted(set(moments)) == list(moments)


def test_without_it_the_day_would_be_another_one():
    with time_machine.travel(ALMOST, tick=False) as traveller:
        days = [day for _, day in looks(traveller)]

    assert days == [DAY, DAY + timedelta(days=1), DAY + timedelta(days=1)]


@pytest.mark.parametrize("month", [3, 10])
def test_a_day_in_which_the_clock_is_put_forward_or_back_ends_at_midnight_too(month):
    sunday = date(2026, month, {3: 29, 10: 25}[month])
    morning = datetime(2026, month, sunday.day, 6, tzinfo=UTC)

    with time_machine.travel(morning, tick=False) as traveller, one_day():
        traveller.shift(timedelta(days=2))
        assert clock.today() == sunday
        assert clock.on_the_wall(clock.now()).time().isoformat().startswith("23:59:59")


def test_who_stops_the_clock_stops_it_in_another_day_too():
    with one_day(), clock.stopped_at(ALMOST + timedelta(days=900)):
        assert clock.now() == ALMOST + timedelta(days=900)


def test_this_very_test_runs_in_one_day():
    now = clock.now()

    with time_machine.travel(now + timedelta(days=1), tick=False):
        assert clock.on_the_wall(clock.now()).date() == clock.on_the_wall(now).date()


def test_who_asks_what_day_it_is_while_tests_are_read_is_refused():
    with no_day(), pytest.raises(AskedEarly):
        clock.today()

    assert clock.today()
