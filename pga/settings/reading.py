"""What is set: municipalities by name, and the values in force on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import db, glance
from pga.settings.models import Municipality, Setting


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One value of one setting, with since when and why."""

    name: str
    value: str
    from_on: date
    reason: str


def municipality_name(code: str) -> str:
    """Return the name of a municipality; it never changes while the app runs."""
    return _names(str(db.engine.url)).get(code, code)


def municipality_names() -> dict[str, str]:
    """Return all municipalities of this installation, name by code."""
    return dict(_names(str(db.engine.url)))


@lru_cache(maxsize=8)
def _names(_store: str) -> dict[str, str]:
    with glance() as session:
        rows = session.execute(sa.select(Municipality.code, Municipality.name))
        return {row.code: row.name for row in rows}


def values_on(session: Session, municipality: str, day: date) -> dict[str, str]:
    """Return the settings in force on a day; for a room that is in a unit."""
    question = (
        sa.select(Setting.name, Setting.value)
        .where(Setting.municipality == municipality, Setting.from_on <= day)
        .order_by(Setting.from_on, Setting.set_at)
    )
    return {row.name: row.value for row in session.execute(question)}


def list_settings(actor: Actor) -> list[SettingLine]:
    """Return the settings in force today, for the beheerder and the FG."""
    require(actor, Permission.SETTINGS_READ)
    question = (
        sa.select(Setting)
        .where(Setting.municipality == actor.municipality, Setting.from_on <= clock.today())
        .order_by(Setting.name, Setting.from_on, Setting.set_at)
    )
    with glance() as session:
        newest = {row.name: row for row in session.scalars(question)}
        return [SettingLine(s.name, s.value, s.from_on, s.reason) for s in newest.values()]
