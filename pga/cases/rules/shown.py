"""What stood on the shared screen of a casusoverleg, until it is booked as verstrekking."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from pga.privacy.disclosure_codes import Category

THE_CASE: Final = "case"
THE_VIEW: Final = "view"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that stood there: what kind of data it is, and which one."""

    category: Category
    what: str
    """The id of the row, or a word for what there is one of."""
    text: bool = False
    """It is what a partner told, so that an error in it finds who saw it."""


@dataclass(frozen=True, slots=True)
class ShownOn:
    """What somebody saw there on one day, and that is not booked yet."""

    on: date
    by: UUID
    """Who drove the screen."""
    parts: tuple[Part, ...]

    @property
    def categories(self) -> list[Category]:
        """Return the kinds of data, each once, in the order of the register."""
        kinds = {one.category for one in self.parts}
        return [one for one in Category if one in kinds]

    @property
    def contents(self) -> list[str]:
        """Return the ids of what partners told."""
        return [one.what for one in self.parts if one.text]


def after(
    waiting: Iterable[ShownOn], stood: Collection[Part], booked: Iterable[str], on: date, by: UUID
) -> tuple[ShownOn, ...]:
    """Return what waits once these parts stood there: one for each day, each part once.

    Which case it is, is told with each day on which somebody sees something new.
    """
    days = list(waiting)
    known = {*booked, *(part.what for day in days for part in day.parts)}
    today = next((day for day in days if day.on == on), None)
    fresh = tuple(one for one in stood if one.what not in known)
    if not fresh:
        return tuple(days)
    before = today.parts if today else tuple(one for one in stood if one.what == THE_CASE)
    rest = (day for day in days if day.on != on)
    return (*rest, ShownOn(on, by, tuple(dict.fromkeys((*before, *fresh)))))


def packed(waiting: Iterable[ShownOn]) -> list[Any] | None:
    """Return what waits as it is kept; nothing when nothing does."""
    return [
        [one.on.isoformat(), str(one.by), [[p.category, p.what, p.text] for p in one.parts]]
        for one in waiting
    ] or None


def unpacked(kept: list[Any] | None) -> tuple[ShownOn, ...]:
    """Return what waits from how it is kept."""
    return tuple(
        ShownOn(
            date.fromisoformat(on),
            UUID(by),
            tuple(Part(Category(category), what, text) for category, what, text in parts),
        )
        for on, by, parts in kept or ()
    )
