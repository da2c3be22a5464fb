"""Who is invited to a case of a casusoverleg, and who of them is there (features.md B1)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from pga.cases.models.meeting import Attendance
from pga.cases.reading.agenda import attendees
from pga.cases.rules.meetings import AttendeeKind, Presence
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is invited to this case."""

    id: UUID
    kind: AttendeeKind
    name: str
    organisation: str
    presence: Presence | None
    secrecy: bool
    """Signed, or needs not to."""


def seats_of(session: Session, rows: list[Attendance], context: AccessContext) -> tuple[Seat, ...]:
    """Return who is invited, with their names."""
    there = organisation_names(
        session, (row.organisation_id for row in rows if row.organisation_id)
    )
    signed = {one.id: one.secrecy for one in attendees(session, rows)}
    return tuple(
        Seat(
            id=row.id,
            kind=row.kind,
            name=context.open(row, "name"),
            organisation=there.get(row.organisation_id, "") if row.organisation_id else "",
            presence=row.presence,
            secrecy=signed[row.id] or row.kind is AttendeeKind.PERSON,
        )
        for row in rows
    )
