"""What can be set: a new line follows an older one; none is ever changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.models import Image, Installation, Municipality, Setting
from pga.settings.reading import faults_in, lines_of, number_on
from pga.settings.reading.lists import faults_in as faults_in_list
from pga.settings.reading.lists import faults_of_withdrawal
from pga.settings.reading.logo import holds_picture
from pga.settings.rules.bounds import LOGO, TERMS, Proposed, SettingFault, faults_of_line
from pga.settings.rules.following import Mark, coming, in_force
from pga.settings.rules.lists import CodeList, Reworded, name_of
from pga.settings.rules.png import Picture
from pga.settings.rules.texts import faults_of_texts


def found(kind: str, municipalities: dict[str, str]) -> None:
    """Write in an empty store for what it is, and which municipalities work in it."""
    with transaction() as session:
        session.add(Installation(kind=kind, made_at=clock.now()))
        session.add_all(Municipality(code=code, name=name) for code, name in municipalities.items())


def set_values(
    maker: UUID, municipality: str, values: dict[str, str], *, from_on: date, reason: str
) -> None:
    """Let settings have other values from a day on, as a command does; a page asks the rules."""
    with transaction() as session:
        for name, value in values.items():
            session.add(_line(maker, municipality, name, value, _Said(from_on, reason)))
        line = Line(Event.SETTING_CHANGED, Object("setting"), tuple(values))
        record(session, None, line, chain=municipality)


@dataclass(frozen=True, slots=True)
class _Said:
    """What all lines of one act have in common."""

    from_on: date
    reason: str
    mark: Mark = Mark.SET


def change_term(actor: Actor, name: str, proposed: Proposed) -> None:
    """Give a term another value from a day on. Raises Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        _refuse(faults_in(session, actor.municipality, TERMS[name], proposed))
        mark = Mark.CONFIRMED if proposed.confirmed else Mark.SET
        said = _Said(proposed.from_on, proposed.reason, mark)
        _follow(session, actor, {name: str(proposed.value)}, said)
        record(session, actor, Line(Event.SETTING_CHANGED, Object("setting"), (name, mark)))


def confirm_term(actor: Actor, name: str, *, reason: str) -> None:
    """Write down that the value of today was confirmed, and by what. Raises Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    today = clock.today()
    with transaction() as session:
        _refuse(faults_of_line(from_on=today, today=today, reason=reason))
        value = number_on(session, actor.municipality, TERMS[name], today)
        if value is None:
            raise Invalid({"reason": SettingFault.NOT_SET})
        _follow(session, actor, {name: str(value)}, _Said(today, reason, Mark.CONFIRMED))
        record(
            session, actor, Line(Event.SETTING_CHANGED, Object("setting"), (name, Mark.CONFIRMED))
        )


def withdraw(actor: Actor, name: str, from_on: date, *, reason: str) -> None:
    """Take back a value before its day; what held before goes on. Raises Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    today = clock.today()
    with transaction() as session:
        lines = lines_of(session, actor.municipality, name)
        to_come = {one.from_on: one.line for one in coming(lines, today)}
        if from_on not in to_come:
            raise Invalid({"reason": SettingFault.NOT_COMING})
        _refuse(faults_of_line(from_on=from_on, today=today, reason=reason))
        _refuse(faults_of_withdrawal(session, actor.municipality, name, from_on))
        back = to_come[from_on].value
        _follow(session, actor, {name: back}, _Said(from_on, reason, Mark.WITHDRAWN))
        record(
            session, actor, Line(Event.SETTING_CHANGED, Object("setting"), (name, Mark.WITHDRAWN))
        )


def change_texts(actor: Actor, values: Mapping[str, str], *, from_on: date, reason: str) -> int:
    """Give what a municipality tells of itself other values, and return how many differ.

    Only what differs from that day's value becomes a line. Raises Invalid.
    """
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        _refuse(faults_of_texts(values, from_on=from_on, today=clock.today(), reason=reason))
        new = {
            name: value
            for name, value in values.items()
            if value != _text_on(session, actor, name, from_on)
        }
        if new:
            _follow(session, actor, new, _Said(from_on, reason))
            record(session, actor, Line(Event.SETTING_CHANGED, Object("setting"), tuple(new)))
        return len(new)


def change_entry(actor: Actor, which: CodeList, new: Reworded, house: Mapping[str, str]) -> None:
    """Call an entry of a list otherwise from a day on, or switch it off. Raises Invalid.

    ``house`` has the labels of the list that hold while nobody chose another.
    """
    require(actor, Permission.SETTINGS_CHANGE)
    name = name_of(which.name, new.code)
    with transaction() as session:
        _refuse(faults_in_list(session, actor.municipality, which, new, house))
        _follow(session, actor, {name: new.label}, _Said(new.from_on, new.reason))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("setting"), (name, Mark.SET)))


def change_logo(actor: Actor, picture: Picture | None, *, from_on: date, reason: str) -> None:
    """Show another logo from a day on, or none. Raises Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    digest = picture.digest if picture else ""
    with transaction() as session:
        _refuse(faults_of_line(from_on=from_on, today=clock.today(), reason=reason))
        if digest == _text_on(session, actor, LOGO, from_on):
            raise Invalid({"picture": SettingFault.SAME})
        if picture and not holds_picture(session, actor.municipality, digest):
            session.add(
                Image(municipality=actor.municipality, digest=digest, content=picture.content)
            )
        _follow(session, actor, {LOGO: digest}, _Said(from_on, reason))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("setting"), (LOGO, Mark.SET)))


def kinds_of_store() -> list[str]:
    """Return for what kind of installation the store was made; empty when it is new."""
    with transaction() as session:
        return [row.kind for row in session.query(Installation)]


def _refuse(faults: Mapping[str, SettingFault]) -> None:
    if faults:
        raise Invalid(faults)


def _text_on(session: Session, actor: Actor, name: str, day: date) -> str:
    held = in_force(lines_of(session, actor.municipality, name), day)
    return held.line.value if held is not None else ""


def _follow(session: Session, actor: Actor, values: Mapping[str, str], said: _Said) -> None:
    session.add_all(
        _line(actor.id, actor.municipality, name, value, said) for name, value in values.items()
    )


def _line(maker: UUID, municipality: str, name: str, value: str, said: _Said) -> Setting:
    return Setting(
        municipality=municipality,
        name=name,
        value=value,
        from_on=said.from_on,
        reason=said.reason,
        set_by=maker,
        set_at=clock.now(),
        mark=said.mark,
    )
