"""Which value holds on a day: never changed, only followed; a coming one can be withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar


class Mark(StrEnum):
    """What a line says of a setting."""

    SET = "set"
    """From that day it has this value."""
    CONFIRMED = "confirmed"
    """From that day it has this value, and who may say so confirmed it."""
    WITHDRAWN = "withdrawn"
    """What was to come on that day does not; the value before it goes on."""


Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Dated(Generic[Line]):
    """A line with what counts for its order; lines come in the order in which they were set."""

    from_on: date
    mark: Mark
    line: Line


def effective(lines: Iterable[Dated[Line]]) -> list[Dated[Line]]:
    """Return one line a day, the one set last, in order; a withdrawn day has none."""
    last = {one.from_on: one for one in lines}
    return [last[day] for day in sorted(last) if last[day].mark is not Mark.WITHDRAWN]


def in_force(lines: Iterable[Dated[Line]], day: date) -> Dated[Line] | None:
    """Return the line that holds on a day; None while nothing was set."""
    before = [one for one in effective(lines) if one.from_on <= day]
    return before[-1] if before else None


def coming(lines: Iterable[Dated[Line]], day: date) -> list[Dated[Line]]:
    """Return the lines that hold from a later day, the nearest first."""
    return [one for one in effective(lines) if one.from_on > day]
