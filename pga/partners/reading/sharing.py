"""The table of *mag ik dit delen*: which version counts today, all there were, what waits."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.core import clock
from pga.core.database import glance
from pga.partners.models import SharingApproval, SharingVersion
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import (
    Approved,
    Cell,
    Edition,
    Phase,
    Table,
    TableDifference,
    alike,
    cell_at,
    differences,
    in_force,
    unpacked,
)
from pga.privacy.disclosure_codes import Category


@dataclass(frozen=True, slots=True)
class TableVersionLine:
    """A version: who drafted it and why, and what the FG said of it."""

    id: UUID
    number: int
    made_by: str
    made_at: datetime
    reason: str
    counts: bool
    approved_from: date | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    approved_because: str = ""


@dataclass(frozen=True, slots=True)
class SharingTable:
    """One version of the table, among all versions, the newest first."""

    line: TableVersionLine | None
    """Empty while there is no table at all."""
    table: Table
    confirmed: Table | None
    """What the FG approved, to hold each cell against; nothing while nothing was approved."""
    versions: tuple[TableVersionLine, ...]

    @property
    def newest(self) -> TableVersionLine | None:
        """Return the newest version."""
        return self.versions[0] if self.versions else None

    @property
    def counting(self) -> TableVersionLine | None:
        """Return the version that counts today."""
        return next((one for one in self.versions if one.counts), None)

    def groups(
        self, kind: PartnerKind, category: Category
    ) -> tuple[tuple[Cell, tuple[Phase, ...]], ...]:
        """Return the cells of a kind of partner and of data, alike ones together."""
        return alike(self.table, kind, category)

    def unconfirmed(self, kind: PartnerKind, phase: Phase, category: Category) -> bool:
        """Tell whether the FG did not approve what stands there."""
        place = (kind, phase, category)
        held = self.confirmed
        return held is None or not cell_at(held, *place).says(cell_at(self.table, *place))


@dataclass(frozen=True, slots=True)
class VersionWaiting:
    """The newest version that the FG did not approve, against what counts today."""

    line: TableVersionLine
    counting: TableVersionLine | None
    differences: tuple[TableDifference, ...]
    mine: bool
    """This actor drafted it, so somebody else approves it."""


def get_sharing_table(actor: Actor, number: int | None = None) -> SharingTable:
    """Return a version of the table, without a number the one of today; no line: it is not there.

    While none counts, that of today is the newest.
    """
    require(actor, Permission.SHARING_READ)
    with glance() as session:
        versions = _lines(session, actor.municipality)
        counting = next((one for one in versions if one.counts), None)
        known = {one.number: one for one in versions}
        today = counting or next(iter(versions), None)
        line = today if number is None else known.get(number)
        if line is None:
            return SharingTable(None, {}, None, versions)
        against = line if line.approved_from else counting
        return SharingTable(
            line,
            table_of_version(session, line.id),
            table_of_version(session, against.id) if against else None,
            versions,
        )


def get_waiting(actor: Actor) -> VersionWaiting | None:
    """Return what the FG can approve, or nothing; for who may approve."""
    require(actor, Permission.SHARING_APPROVE)
    with glance() as session:
        versions = _lines(session, actor.municipality)
        if not versions or versions[0].approved_from:
            return None
        counting = next((one for one in versions if one.counts), None)
        was = table_of_version(session, counting.id) if counting else {}
        maker = session.get_one(SharingVersion, versions[0].id).by
        now = table_of_version(session, versions[0].id)
        return VersionWaiting(versions[0], counting, differences(was, now), maker == actor.id)


def edition_today(session: Session, municipality: str) -> Edition | None:
    """Return the version that answers today; for a room that is in a unit.

    While the FG approved none that is the newest draft, and its answers say so.
    """
    versions = _versions(session, municipality)
    if not versions:
        return None
    counting = in_force(_approved(session, versions), clock.today())
    if counting is None:
        return Edition(versions[0].number, unpacked(versions[0].cells))
    table = table_of_version(session, counting.version_id)
    return Edition(counting.number, table, counting.from_on)


def newest_version(session: Session, municipality: str) -> SharingVersion | None:
    """Return the newest version; for a room that is in a unit."""
    return next(iter(_versions(session, municipality)), None)


def table_of_version(session: Session, version_id: UUID) -> Table:
    """Return the table of a version; for a room that is in a unit."""
    return unpacked(session.get_one(SharingVersion, version_id).cells)


def _versions(session: Session, municipality: str) -> list[SharingVersion]:
    question = sa.select(SharingVersion).filter_by(municipality=municipality)
    return list(session.scalars(question.order_by(SharingVersion.number.desc())))


def _approvals(session: Session, versions: list[SharingVersion]) -> dict[UUID, SharingApproval]:
    question = sa.select(SharingApproval).where(
        SharingApproval.version_id.in_({one.id for one in versions})
    )
    return {row.version_id: row for row in session.scalars(question)}


def _approved(session: Session, versions: list[SharingVersion]) -> list[Approved]:
    approvals = _approvals(session, versions)
    return [
        Approved(one.id, one.number, approvals[one.id].from_on)
        for one in versions
        if one.id in approvals
    ]


def _lines(session: Session, municipality: str) -> tuple[TableVersionLine, ...]:
    versions = _versions(session, municipality)
    approvals = _approvals(session, versions)
    counting = in_force(_approved(session, versions), clock.today())
    names = names_of(session, [one.by for one in versions] + [one.by for one in approvals.values()])
    return tuple(
        _line(
            one,
            approvals.get(one.id),
            names,
            counts=counting is not None and counting.version_id == one.id,
        )
        for one in versions
    )


def _line(
    version: SharingVersion,
    approval: SharingApproval | None,
    names: dict[UUID | None, str],
    *,
    counts: bool,
) -> TableVersionLine:
    line = TableVersionLine(
        id=version.id,
        number=version.number,
        made_by=names.get(version.by, ""),
        made_at=version.made_at,
        reason=version.reason,
        counts=counts,
    )
    if approval is None:
        return line
    return replace(
        line,
        approved_from=approval.from_on,
        approved_by=names.get(approval.by, ""),
        approved_at=approval.approved_at,
        approved_because=approval.reason,
    )
