"""What is set: municipalities by name, the values in force on a day, and what goes before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.core import clock
from pga.core.database import ask, db, glance
from pga.settings.models import Municipality, Setting
from pga.settings.rules.bounds import (
    COLOURS,
    LOGO,
    TERMS,
    TEXTS,
    Proposed,
    SettingFault,
    Term,
    faults_of_change,
)
from pga.settings.rules.contrast import Colours
from pga.settings.rules.following import Dated, Mark, coming, in_force
from pga.settings.rules.retention import SELECTION

SHOWN: Final = (*TERMS, *TEXTS, *COLOURS, LOGO, *SELECTION)
VALUES: Final = (
    sa.select(Setting.name, Setting.value, Setting.from_on, Setting.mark)
    .where(Setting.municipality == sa.bindparam("municipality"))
    .order_by(Setting.set_at)
)
LOOKS: Final = VALUES.where(
    Setting.name.in_([sa.literal(name) for name in ("display_name", LOGO, *COLOURS)])
)
"""Made once: each page asks them."""


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One line of a setting: its value, since when, who set it when, and why."""

    value: str
    from_on: date
    mark: Mark
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class SettingState:
    """One setting today, what comes, and every line there ever was, the newest first."""

    name: str
    holds: ValueLine | None
    coming: tuple[ValueLine, ...]
    lines: tuple[ValueLine, ...]

    @property
    def value(self) -> str:
        """Return the value of today as it was set or proposed; empty while nothing holds."""
        if self.holds is not None:
            return self.holds.value
        term = TERMS.get(self.name)
        return str(term.proposal) if term is not None and term.without else ""

    @property
    def confirmed(self) -> bool:
        """Tell whether who may say so confirmed the value of today."""
        return self.holds is not None and self.holds.mark is Mark.CONFIRMED


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages of a municipality look: its name, and its colours and logo when it set them."""

    display_name: str = ""
    colours: Colours | None = None
    logo: str = ""
    """The digest of its logo."""


def municipality_name(code: str) -> str:
    """Return the name of a municipality; it never changes while the app runs."""
    return _names(str(db.engine.url)).get(code, code)


def name_in(session: Session, code: str) -> str:
    """Return the name of a municipality; for a use case that is in a unit."""
    return session.get_one(Municipality, code).name


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
    return _held(dated_values(session, VALUES, municipality), day)


def values_between(
    session: Session, municipality: str, first: date, last: date
) -> list[tuple[date, dict[str, str]]]:
    """Return the settings in force on a first day, and on each day until a last that changes them.

    For a room that is in a unit.
    """
    lines = dated_values(session, VALUES, municipality)
    starts = {one.from_on for found in lines.values() for one in found}
    days = {first} | {day for day in starts if first < day <= last}
    return [(day, _held(lines, day)) for day in sorted(days)]


def look_of(municipality: str) -> Look:
    """Return how the pages of a municipality look today: no data about anybody."""
    with glance() as session:
        values = _held(dated_values(session, LOOKS, municipality), clock.today())
    colours = [values.get(name, "") for name in COLOURS]
    own = Colours(*colours) if all(colours) else None
    return Look(values.get("display_name", ""), own, values.get(LOGO, ""))


def list_settings(actor: Actor) -> dict[str, SettingState]:
    """Return every setting as it stands today, for the beheerder and the FG."""
    require(actor, Permission.SETTINGS_READ)
    with glance() as session:
        return states_of(session, actor.municipality, SHOWN)


def get_setting(actor: Actor, name: str) -> SettingState:
    """Return one setting as it stands today; raises KeyError for a name that is none."""
    return list_settings(actor)[name]


def faults_of_term(actor: Actor, name: str, proposed: Proposed) -> dict[str, SettingFault]:
    """Return what is wrong with a proposed value, by field, before anybody saves it."""
    require(actor, Permission.SETTINGS_CHANGE)
    with glance() as session:
        return faults_in(session, actor.municipality, TERMS[name], proposed)


def faults_in(
    session: Session, municipality: str, term: Term, proposed: Proposed
) -> dict[str, SettingFault]:
    """Return what is wrong with a proposed value; for a use case that is in a unit."""
    holds = number_on(session, municipality, term, proposed.from_on)
    return faults_of_change(term, proposed, holds=holds, today=clock.today())


def number_on(session: Session, municipality: str, term: Term, day: date) -> int | None:
    """Return the number in force on a day, set or proposed; for a use case that is in a unit."""
    held = in_force(lines_of(session, municipality, term.name), day)
    if held is not None:
        return int(held.line.value)
    return term.proposal if term.without else None


def approval_days(actor: Actor) -> int:
    """Return how many days a second person has, for who asks one."""
    require(actor, Permission.USERS_MANAGE)
    with glance() as session:
        term = TERMS["approval_days"]
        found = number_on(session, actor.municipality, term, clock.today())
        return term.proposal if found is None else found


def lines_of(session: Session, municipality: str, name: str) -> list[Dated[Setting]]:
    """Return every line of one setting as it was set; for a use case that is in a unit."""
    return _by_name(_rows(session, municipality, (name,))).get(name, [])


def states_of(session: Session, municipality: str, names: Sequence[str]) -> dict[str, SettingState]:
    """Return settings as they stand today, by name; for a use case that is in a unit."""
    found = _by_name(_rows(session, municipality, names))
    people = names_of(session, (one.line.set_by for lines in found.values() for one in lines))
    return {name: _state(name, found.get(name, []), people) for name in names}


def _rows(session: Session, municipality: str, names: Iterable[str] = ()) -> Sequence[Setting]:
    question = sa.select(Setting).where(Setting.municipality == municipality)
    if wanted := tuple(names):
        question = question.where(Setting.name.in_(wanted))
    return session.scalars(question.order_by(Setting.set_at)).all()


def dated_values(
    session: Session, question: sa.Select[str, str, date, Mark], municipality: str
) -> dict[str, list[Dated[str]]]:
    """Return the dated values that a question finds, by name; for a use case that is in a unit."""
    lines: dict[str, list[Dated[str]]] = {}
    for name, value, from_on, mark in ask(session, question, {"municipality": municipality}):
        lines.setdefault(name, []).append(Dated(from_on, mark, value))
    return lines


def _held(lines: dict[str, list[Dated[str]]], day: date) -> dict[str, str]:
    held = {name: in_force(found, day) for name, found in lines.items()}
    return {name: found.line for name, found in held.items() if found is not None}


def _by_name(rows: Iterable[Setting]) -> dict[str, list[Dated[Setting]]]:
    found: dict[str, list[Dated[Setting]]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(Dated(row.from_on, row.mark, row))
    return found


def _state(name: str, lines: list[Dated[Setting]], people: dict[UUID | None, str]) -> SettingState:
    today = clock.today()
    holds = in_force(lines, today)
    shown = {
        one.line.id: ValueLine(
            one.line.value,
            one.from_on,
            one.mark,
            one.line.reason,
            people.get(one.line.set_by, ""),
            one.line.set_at,
        )
        for one in lines
    }
    return SettingState(
        name,
        shown[holds.line.id] if holds is not None else None,
        tuple(shown[one.line.id] for one in coming(lines, today)),
        tuple(reversed(shown.values())),
    )
