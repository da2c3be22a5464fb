"""What the lists of a municipality say: the words of a day, and each entry as it stands."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import glance
from pga.settings.models import Setting
from pga.settings.reading import VALUES, SettingState, ValueLine, dated_values, states_of
from pga.settings.rules.bounds import SettingFault
from pga.settings.rules.following import Dated, Mark
from pga.settings.rules.lists import (
    LISTS,
    START,
    CodeList,
    Lines,
    Reworded,
    Wording,
    faults_of_entry,
    name_of,
    too_few_left,
    with_line,
    wording_of,
)

WORDS: Final = VALUES.where(Setting.name.startswith(START, autoescape=True))
"""Made once: each page of an aanmelding asks it."""


def wording_on(session: Session, municipality: str, day: date) -> Wording:
    """Return how the lists are worded on the day of a record; for a room that is in a unit."""
    return wording_of(dated_values(session, WORDS, municipality), day, clock.today())


def list_entries(actor: Actor, which: CodeList) -> dict[str, SettingState]:
    """Return each entry of a list as it stands today, by code, for the beheerder and the FG."""
    require(actor, Permission.SETTINGS_READ)
    with glance() as session:
        return _entries(session, actor.municipality, which)


def switched_off(session: Session, municipality: str, which: CodeList) -> dict[str, ValueLine]:
    """Return what of a list is off today, by code, with its day, who and why.

    For a room that is in a unit.
    """
    entries = _entries(session, municipality, which)
    return {
        code: state.holds
        for code, state in entries.items()
        if state.holds is not None and not state.holds.value
    }


def _entries(session: Session, municipality: str, which: CodeList) -> dict[str, SettingState]:
    names = {name_of(which.name, code): code for code in which.codes}
    states = states_of(session, municipality, tuple(names))
    return {code: states[name] for name, code in names.items()}


def faults_of_reworded(
    actor: Actor, which: CodeList, new: Reworded, house: Mapping[str, str]
) -> dict[str, SettingFault]:
    """Return what is wrong with another label, by field, before anybody saves it."""
    require(actor, Permission.SETTINGS_CHANGE)
    with glance() as session:
        return faults_in(session, actor.municipality, which, new, house)


def faults_in(
    session: Session,
    municipality: str,
    which: CodeList,
    new: Reworded,
    house: Mapping[str, str],
) -> dict[str, SettingFault]:
    """Return what is wrong with another label; for a use case that is in a unit."""
    lines = dated_values(session, WORDS, municipality)
    return faults_of_entry(which, new, lines, house, clock.today())


def faults_of_withdrawal(
    session: Session, municipality: str, name: str, from_on: date
) -> dict[str, SettingFault]:
    """Return whether a list keeps enough when a line is taken back; for a use case in a unit.

    A setting that is no entry of a list has nothing to keep.
    """
    which = next((one for one in LISTS.values() if name.startswith(f"{START}{one.name}.")), None)
    if which is None:
        return {}
    lines: Lines = dated_values(session, WORDS, municipality)
    after = with_line(lines, name, Dated(from_on, Mark.WITHDRAWN, ""))
    return {"reason": SettingFault.TOO_FEW_LEFT} if too_few_left(which, after, from_on) else {}
