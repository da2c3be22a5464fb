from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import time_machine

from pga.core import clock

SUMMER_NIGHT = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def test_the_clock_is_that_of_the_computer_in_utc():
    with time_machine.travel(SUMMER_NIGHT, tick=False):
        assert clock.now() == SUMMER_NIGHT
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (SUMMER_NIGHT, date(2026, 7, 2)),
        (datetime(2026, 1, 1, 22, 30, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 1, 23, 0, tzinfo=UTC), date(2026, 1, 2)),
    ],
)
def test_today_is_the_day_on_a_dutch_wall(moment, day):
    with clock.stopped_at(moment):
        assert clock.today() == day


def test_a_moment_is_shown_as_on_a_dutch_wall():
    assert clock.on_the_wall(SUMMER_NIGHT).isoformat() == "2026-07-02T00:30:00+02:00"


def test_the_clock_can_be_stopped_and_goes_on():
    zone = timezone(timedelta(hours=2))

    with clock.stopped_at(SUMMER_NIGHT.astimezone(zone)):
        with clock.stopped_at(SUMMER_NIGHT + timedelta(days=1)):
            assert clock.now() == SUMMER_NIGHT + timedelta(days=1)
        assert clock.now() == SUMMER_NIGHT
        assert clock.now().tzinfo is UTC

    assert clock.now() > SUMMER_NIGHT
