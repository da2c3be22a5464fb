"""Who can be invited to a case of a meeting."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance
from pga.cases.reading.plan import who_may_own
from pga.cases.room import CASES
from pga.cases.rules.meetings import AttendeeKind
from pga.cases.rules.owners import Owner, OwnerKind
from pga.core.alphabet import alphabetically
from pga.dossiers.reading.eligible import who_can
from pga.partners.reading import list_partners_of_case

COLLEAGUES: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.COORDINATOR)
THE_PERSON: Final = "person"
"""The key of the person of the case."""
PERSON_NAME: Final = "Betrokkene"
"""The person sits at the table without a name: who is there knows it, and paper goes round."""


@dataclass(frozen=True, slots=True)
class Invitable:
    """Somebody who can be asked to come."""

    key: str
    kind: AttendeeKind
    name: str
    organisation: str = ""
    role: Role | None = None
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    contact_id: UUID | None = None
    works: bool = False
    """Works on the case, so comes unless somebody says otherwise."""

    def attendance(self, case_id: UUID, item_id: UUID) -> Attendance:
        """Return the row that invites."""
        return Attendance(
            case_id=case_id,
            item_id=item_id,
            kind=self.kind,
            user_id=self.user_id,
            role=self.role,
            organisation_id=self.organisation_id,
            contact_id=self.contact_id,
            name=self.name,
        )


def key_of(row: Attendance) -> str:
    """Return who an invitation is for, as a form names it; a name of no list is its own key."""
    if row.user_id is not None:
        return str(Owner(OwnerKind.USER, row.user_id))
    if row.contact_id is not None:
        return f"c:{row.contact_id}"
    return THE_PERSON if row.kind is AttendeeKind.PERSON else str(Owner(OwnerKind.SEAT, row.id))


def guest_key(row: Attendance, number: str) -> str:
    """Return for whom an invitation is among all cases of a meeting: one paper each."""
    # the person of one case is never the person of another
    return f"{THE_PERSON}:{number}" if row.kind is AttendeeKind.PERSON else key_of(row)


def colleagues_to_invite(session: Session, case: Case) -> tuple[Invitable, ...]:
    """Return which colleagues may open the case: who sits there sees it."""
    works = who_may_own(session, case)
    able = who_can(session, CASES, case, Permission.CASE_READ, COLLEAGUES, but=UUID(int=0))
    seen = {one.id: one for one in reversed(able)}
    return tuple(
        Invitable(
            key=str(Owner(OwnerKind.USER, one.id)),
            kind=AttendeeKind.COLLEAGUE,
            name=one.name,
            role=one.role,
            user_id=one.id,
            works=one.id in works,
        )
        for one in sorted(seen.values(), key=lambda one: alphabetically(one.name))
    )


def invitable(session: Session, actor: Actor, case: Case) -> tuple[Invitable, ...]:
    """Return everybody who can be asked: colleagues, contact persons, the person of the case."""
    contacts = tuple(
        Invitable(
            key=f"c:{contact.id}",
            kind=AttendeeKind.PARTNER,
            name=f"{contact.name}, {contact.function}" if contact.function else contact.name,
            organisation=partner.name,
            organisation_id=partner.id,
            contact_id=contact.id,
        )
        for partner in list_partners_of_case(session, actor)
        for contact in partner.contacts
    )
    person = Invitable(key=THE_PERSON, kind=AttendeeKind.PERSON, name=PERSON_NAME)
    return (*colleagues_to_invite(session, case), *contacts, person)
