"""How many signalen there are and how they ended: numbers, as they are; a report masks them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.signals.models import Signal, SignalCount
from pga.signals.reading.finding import runs_today
from pga.signals.rules.codes import SignalOutcome, SignalSource

M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SignalNumbers:
    """The signalen of a year: what runs; of what ended the source, the outcome and the month."""

    running: int
    by_source: dict[SignalSource, int]
    by_outcome: dict[SignalOutcome, int]
    by_month: dict[date, int]
    calls: int
    """How often somebody called about what ended."""

    @property
    def ended(self) -> int:
        """Return how many ended."""
        return sum(self.by_outcome.values())


def count_signals(session: Session, municipality: str, today: date) -> SignalNumbers:
    """Return the numbers of this year; for a report that is in a unit and asked."""
    first = date(today.year, 1, 1)
    running = session.scalar(
        sa.select(sa.func.count())
        .select_from(Signal)
        .where(Signal.municipality == municipality, runs_today(), Signal.outcome.is_(None))
    )
    rows = session.scalars(
        sa.select(SignalCount).where(
            SignalCount.municipality == municipality, SignalCount.counted_on >= first
        )
    ).all()
    months = Counter(row.counted_on.replace(day=1) for row in rows)
    return SignalNumbers(
        running=running or 0,
        by_source=_each(SignalSource, Counter(row.source for row in rows)),
        by_outcome=_each(SignalOutcome, Counter(row.outcome for row in rows)),
        by_month={day: months[day] for day in _months(first, today)},
        calls=sum(row.calls for row in rows),
    )


def _each(members: Iterable[M], counts: Counter[M]) -> dict[M, int]:
    return {one: counts[one] for one in members}


def _months(first: date, today: date) -> list[date]:
    return [first.replace(month=month) for month in range(1, today.month + 1)]
