"""The table of *mag ik dit delen*: the beheerder drafts versions, the FG approves; all stay."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import table_of, transaction
from pga.core.errors import Invalid
from pga.partners.models import Organisation, SharingApproval, SharingVersion
from pga.partners.reading.sharing import newest_version
from pga.partners.rules.sharing import (
    CellGiven,
    SharingFault,
    Table,
    changed,
    faults_of_change,
    packed,
    unpacked,
)
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

VERSION = "sharing_version"
"""The kind of object that the trail calls a version of the table."""


def begin_table(actor: Actor, proposal: Table, *, reason: str) -> None:
    """Make the first version from a proposal. Raises Refused or Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        _alone(session, actor)
        if newest_version(session, actor.municipality) is not None:
            raise Invalid({"": SharingFault.NEWER})
        _add(session, actor, 1, proposal, reason)


def draft_change(actor: Actor, made_from: int, given: CellGiven) -> None:
    """Make the next version: the newest with one change. Raises Refused or Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        _alone(session, actor)
        newest = newest_version(session, actor.municipality)
        if newest is None or newest.number != made_from:
            raise Invalid({"": SharingFault.NEWER})
        table = unpacked(newest.cells)
        _refuse(faults_of_change(table, given))
        _add(session, actor, newest.number + 1, changed(table, given), given.cell.why)


def approve_version(actor: Actor, number: int, *, from_on: date, reason: str) -> None:
    """Let the newest version count from a day. Raises Refused or Invalid."""
    require(actor, Permission.SHARING_APPROVE)
    with transaction() as session:
        _alone(session, actor)
        newest = newest_version(session, actor.municipality)
        if newest is None or newest.number != number:
            raise Invalid({"": SharingFault.NEWER})
        if session.scalars(sa.select(SharingApproval).filter_by(version_id=newest.id)).first():
            raise Invalid({"": SharingFault.SETTLED})
        if newest.by == actor.id:
            raise Invalid({"": SharingFault.OWN})
        if from_on < clock.today():
            raise Invalid({"from_on": SharingFault.PAST})
        session.add(
            SharingApproval(
                version_id=newest.id,
                from_on=from_on,
                reason=reason,
                by=actor.id,
                approved_at=clock.now(),
            )
        )
        record(session, actor, Line(Event.SHARING_APPROVED, Object(VERSION, newest.id)))


def _add(session: Session, actor: Actor, number: int, table: Table, reason: str) -> None:
    row = SharingVersion(
        municipality=actor.municipality,
        number=number,
        cells=packed(table),
        reason=reason,
        by=actor.id,
        made_at=clock.now(),
    )
    session.add(row)
    record(session, actor, Line(Event.SETTING_CHANGED, Object(VERSION, row.id)))


def _alone(session: Session, actor: Actor) -> None:
    """Let who changes the table of this municipality at the same moment wait."""
    town = table_of(Organisation).metadata.tables["municipality"]
    here = sa.select(town.c.code).where(town.c.code == actor.municipality)
    session.execute(here.with_for_update())


def _refuse(faults: dict[str, SharingFault]) -> None:
    if faults:
        raise Invalid(faults)
