"""The way to a case, for the stories of this room; the way itself is that to any dossier."""

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Refused
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.core.database import glance
from pga.dossiers.reading.finding import Found, find


def reaches(actor: Actor, number: str, permission: Permission) -> bool:
    """Tell whether the policy lets this actor do this with a case; nothing of it is opened."""
    with glance() as session:
        try:
            find_case(session, actor, number, permission)
        except Refused:
            return False
        return True


def find_case(
    session: Session,
    actor: Actor,
    number: str,
    permission: Permission = Permission.CASE_READ,
    *,
    version: int | None = None,
    lock: bool = False,
) -> Found[Case]:
    """Return a case for which the policy says yes; raises Refused or StaleDossier."""
    return find(session, actor, CASES, number, permission, version=version, lock=lock)
