"""Case numbers for the FG, who may know which case a line of the trail is about, and no more."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.room import CASES
from pga.dossiers.scope import visible_to


def numbers_of(session: Session, actor: Actor, case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the numbers of the cases whose trail this actor may see; nothing of the others."""
    wanted = set(case_ids)
    shown = sa.and_(Case.id.in_(wanted), visible_to(CASES, actor, Permission.CASE_TRAIL))
    if not wanted:
        return {}
    rows = session.execute(sa.select(Case.id, Case.number).where(shown))
    return {row.id: row.number for row in rows}


def id_of_number(session: Session, actor: Actor, number: str) -> UUID | None:
    """Return the id of a case whose trail this actor may see; None for any other number."""
    shown = sa.and_(Case.number == number, visible_to(CASES, actor, Permission.CASE_TRAIL))
    return session.scalar(sa.select(Case.id).where(shown))
