"""Who looked, summed: all looks of one person on one day together, with the lines behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID


class TrailLook(Protocol):
    """A line of the trail that says somebody looked."""

    @property
    def day(self) -> date:
        """The day on which it was."""

    @property
    def who_id(self) -> UUID | None:
        """Who looked; two colleagues can bear one name."""

    @property
    def role(self) -> Any:
        """In which role: somebody with two looks twice."""

    @property
    def fields(self) -> tuple[str, ...]:
        """What was opened."""


L = TypeVar("L", bound=TrailLook)


@dataclass(frozen=True, slots=True)
class LookedDay(Generic[L]):
    """All looks of one person, in one role, on one day; the last one first."""

    lines: tuple[L, ...]

    @property
    def last(self) -> L:
        """Return the last look, which says who and on which day."""
        return self.lines[0]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return what was opened, each field once."""
        return tuple(dict.fromkeys(name for one in self.lines for name in one.fields))


def per_person_per_day(lines: Iterable[L]) -> tuple[LookedDay[L], ...]:
    """Return the looks together by day, person and role, in the order in which each begins."""
    found: dict[tuple[date, UUID | None, Any], list[L]] = {}
    for line in lines:
        found.setdefault((line.day, line.who_id, line.role), []).append(line)
    return tuple(LookedDay(tuple(together)) for together in found.values())


def whole_days(lines: Sequence[L], *, most: int) -> Sequence[L]:
    """Return the first so many lines without a day that is cut, so that a sum is the whole sum.

    Of a day that is longer than that alone, its first so many lines.
    """
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    cut = lines[most].day
    whole = [line for line in kept if line.day != cut]
    return whole or kept
