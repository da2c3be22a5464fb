"""How dates and numbers look on a Dutch screen."""

import re
from datetime import date, datetime
from typing import Final

from flask import Flask

from pga.core import clock
from pga.core.days import DAYS, MONTHS

YEAR: Final = 365
"""In days, near enough to say how long ago something was."""
TWO_MONTHS: Final = 61
"""In days; below that one says days."""
DIALLED: Final = frozenset("+0123456789")
NUMBER: Final = re.compile(r"[+\d\s().\-\u2010-\u2014/]+")
"""What a telephone number is written with, from its beginning."""
SHORTEST: Final = 6
"""Fewer digits than this are no number of somebody."""


def long_date(day: date) -> str:
    """Return ``donderdag 3 december 2026``."""
    return f"{DAYS[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """Return ``3 december 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def near_date(day: date) -> str:
    """Return ``3 december`` or, of another year, with the year."""
    return plain_date(day) if day.year != clock.today().year else plain_date(day).rsplit(" ", 1)[0]


def field_date(day: date | None) -> str:
    """Return ``03-12-2026``, or nothing."""
    return f"{day:%d-%m}-{day.year:04}" if day else ""


def wall_time(moment: datetime) -> datetime:
    """Return a moment as a Dutch wall clock shows it."""
    return clock.on_the_wall(moment)


def clock_time(moment: datetime) -> str:
    """Return ``14:03``."""
    return clock.on_the_wall(moment).strftime("%H:%M")


def until(moment: datetime) -> str:
    """Return ``vandaag 14:03`` or ``morgen 14:03`` or a date."""
    day, today = clock.on_the_wall(moment).date(), clock.today()
    word = {0: "vandaag", 1: "morgen"}.get((day - today).days, plain_date(day))
    return f"{word} {clock_time(moment)}"


def since(moment: datetime) -> str:
    """Return ``vandaag om 14:03``, ``maandag 17 november`` or, of another year, with the year."""
    day, today = clock.on_the_wall(moment).date(), clock.today()
    if day == today:
        return f"vandaag om {clock_time(moment)}"
    return long_date(day) if day.year != today.year else long_date(day).rsplit(" ", 1)[0]


def counted(number: int, one: str, more: str) -> str:
    """Return ``1 casus`` or ``3 casussen``."""
    return f"{number} {one if number == 1 else more}"


def in_time(days: int) -> str:
    """Return a number of days as one says it: 45 dagen, 3 maanden, 2 jaar."""
    if days < TWO_MONTHS:
        return counted(days, "dag", "dagen")
    return f"{days * 12 // YEAR} maanden" if days < 2 * YEAR else f"{days // YEAR} jaar"


def dialled(phone: str) -> str:
    """Return a telephone number as a telephone dials it; empty when there is nothing to dial.

    What is said behind it, such as until what hour, is not dialled.
    """
    begin = NUMBER.match(phone.strip())
    number = "".join(sign for sign in begin.group() if sign in DIALLED) if begin else ""
    return number if len(number) >= SHORTEST else ""


def joined(words: list[str]) -> str:
    """Return ``a, b en c``."""
    return " en ".join(part for part in (", ".join(words[:-1]), words[-1] if words else "") if part)


def init_app(app: Flask) -> None:
    """Give templates these filters."""
    for made in (
        long_date,
        plain_date,
        near_date,
        field_date,
        wall_time,
        clock_time,
        until,
        since,
        counted,
        in_time,
        joined,
        dialled,
    ):
        app.add_template_filter(made)
