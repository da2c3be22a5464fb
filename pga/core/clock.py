"""The one place that asks the computer what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """Return this moment in UTC, or the moment at which the clock was stopped."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """Return the date on a Dutch wall clock."""
    return on_the_wall(now()).date()


def on_the_wall(moment: datetime) -> datetime:
    """Return a moment as a Dutch wall clock shows it."""
    return moment.astimezone(AMSTERDAM)


def moment_at(day: date, hour: time) -> datetime:
    """Return the moment at which a Dutch wall clock shows this; of two in October the first."""
    return datetime.combine(day, hour, AMSTERDAM).astimezone(UTC)


def shows(day: date, hour: time) -> bool:
    """Tell whether a Dutch wall clock shows this time on this day: one hour in March it skips."""
    return on_the_wall(moment_at(day, hour)).time() == hour


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Stop the clock for what happens inside; the demo fills its past with it."""
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins here."""
    return datetime.combine(day, time(), AMSTERDAM)
