"""A test lives in one day: who asks twice what day it is hears the same, over midnight too.

In the last second of the day in which a test began its clock stands still, but for a microsecond
each time somebody looks. While tests are read nobody may look: they may run on the next day.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import count
from types import SimpleNamespace
from typing import Any, Final

import pytest

from pga.core import clock

A_DAY: Final = timedelta(days=1)
A_SECOND: Final = timedelta(seconds=1)


class AskedEarly(Exception):
    """Somebody asks what day it is before any test begins."""


@contextmanager
def one_day() -> Iterator[None]:
    """Keep the clock of the house in the Dutch day that it is now."""
    running = clock.datetime.now
    last, later = _last_second(running(UTC)), count()

    def now(zone: tzinfo) -> datetime:
        moment = running(zone)
        return moment if moment < last else last + timedelta(microseconds=next(later))

    with _asking(now):
        yield


@contextmanager
def no_day() -> Iterator[None]:
    """Refuse to say what day it is. Raises AskedEarly."""

    def now(_zone: tzinfo) -> datetime:
        raise AskedEarly

    with _asking(now):
        yield


def _last_second(moment: datetime) -> datetime:
    tomorrow = clock.on_the_wall(moment).date() + A_DAY
    return datetime.combine(tomorrow, time(), clock.AMSTERDAM).astimezone(UTC) - A_SECOND


@contextmanager
def _asking(now: Callable[[tzinfo], datetime]) -> Iterator[None]:
    """Let every thread of this process ask the time here."""
    before = clock.datetime
    vars(clock)["datetime"] = SimpleNamespace(now=now, combine=before.combine)
    try:
        yield
    finally:
        vars(clock)["datetime"] = before


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    with no_day():
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Iterator[Any]:
    with one_day():
        return (yield)
