"""The terms in force, as the municipality set them."""

from dataclasses import fields
from datetime import date, timedelta

from sqlalchemy.orm import Session

from pga.cases.rules.terms import TermRules
from pga.core import clock
from pga.settings.reading import values_between, values_on


def rules_in_force(session: Session, municipality: str) -> TermRules:
    """Return the terms as the municipality set them, today."""
    return rules_on_day(session, municipality, clock.today())


def rules_on_day(session: Session, municipality: str, day: date) -> TermRules:
    """Return the terms that hold on a day, as far as they are set now."""
    return _rules(values_on(session, municipality, day))


def rules_ahead(
    session: Session, municipality: str, days: int
) -> tuple[tuple[date, TermRules], ...]:
    """Return the terms of today, and those that hold from a day within so many days."""
    today = clock.today()
    found = values_between(session, municipality, today, today + timedelta(days=days))
    return tuple((day, _rules(values)) for day, values in found)


def _rules(values: dict[str, str]) -> TermRules:
    known = {field.name for field in fields(TermRules)}
    return TermRules(**{name: int(value) for name, value in values.items() if name in known})
